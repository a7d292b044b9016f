/**
 * Fills the marked blocks of the README and of every page in docs (or of the pages named): the code of an example, or what
 * it prints. `--check` only compares, so that no number in a page can differ from what the code says. A mark is
 * `<!-- output FILE WORDS -->`: words are handed to the script. One that reads files which are not everywhere ends in
 * `needs PATH`; without them its block stays as it is.
 */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'

const marked =
  /<!-- (code|output) ([\w./-]+(?: (?!needs )[\w-]+)*)(?: needs ([\w./-]+))? -->\n```(\w+)\n(?:[\s\S]*?\n)??```/g

const run = promisify(execFile)

/** Scripts that search for half a minute: `--quick` leaves their blocks as they are, and a check at night runs them. */
const slow: ReadonlySet<string> = new Set([
  'examples/fuse-networks.ts',
  'examples/map-networks.ts',
  'examples/recosted-mappings.ts',
  'scripts/command-line.ts network',
])
const isLeft = (call: string): boolean => process.argv.includes('--quick') && slow.has(call)

/** More than a script may print of a page. */
const mostPrinted = 2 ** 24

const outputOf = async (call: string): Promise<string> => {
  const words = ['--import', 'tsx', ...call.split(' ')]
  const { stdout } = await run(process.execPath, words, { maxBuffer: mostPrinted })
  // CSV ends its lines as Windows does; a page does not.
  return stdout.replaceAll('\r\n', '\n').trim()
}

/** The scripts whose output pages show, each once. */
const callsIn = (pages: readonly string[]): readonly string[] => [
  ...new Set(
    pages.flatMap((page) =>
      [...page.matchAll(marked)].flatMap(([, kind, call = '', needed]) =>
        kind === 'output' && !isLeft(call) && (needed === undefined || existsSync(needed)) ? [call] : [],
      ),
    ),
  ),
]

/** What scripts print. As many run at once as there are cores. */
const outputsOf = async (calls: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const outputs = new Map<string, string>()
  const left = [...calls]
  const work = async (): Promise<void> => {
    for (let call = left.shift(); call !== undefined; call = left.shift())
      outputs.set(call, await outputOf(call))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return outputs
}

const filled = (page: string, outputs: ReadonlyMap<string, string>): string =>
  page.replace(marked, (block, kind: string, file: string, needed: string | undefined, language: string) => {
    if (needed !== undefined && !existsSync(needed)) {
      console.log(`${file} is not run: ${needed} is not here`)
      return block
    }
    if (kind === 'output' && isLeft(file)) return block
    const needs = needed === undefined ? '' : ` needs ${needed}`
    const content = kind === 'code' ? readFileSync(file, 'utf8').trim() : (outputs.get(file) ?? '')
    return `<!-- ${kind} ${file}${needs} -->\n\`\`\`${language}\n${content}\n\`\`\``
  })

/** Marks that no block follows would never be filled. */
const loose = (page: string): number =>
  [...page.matchAll(/<!-- (?:code|output) /g)].length - [...page.matchAll(marked)].length

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `${folder}/${file}`)

const named = process.argv.slice(2).filter((argument) => argument.endsWith('.md'))
const pages = named.length > 0 ? named : ['README.md', ...pagesIn('docs')]

const texts = pages.map((page) => ({ page, given: readFileSync(page, 'utf8') }))
const outputs = await outputsOf(callsIn(texts.map(({ given }) => given)))

for (const { page, given } of texts) {
  if (loose(given) > 0) {
    console.error(`${page} has a mark that no block of code follows`)
    process.exitCode = 1
  }
  const now = filled(given, outputs)
  if (now === given) continue
  if (process.argv.includes('--check')) {
    console.error(`${page} is out of date: run npm run gen:readme -- ${page}`)
    process.exitCode = 1
  } else writeFileSync(page, now)
}
