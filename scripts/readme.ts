/**
 * Fills the marked blocks of the README and of every page in docs (or of the pages named): the code of an example, or what
 * it prints. `--check` only compares, so that no number in a page can differ from what the code says. A mark is
 * `<!-- output FILE WORDS -->`: words are handed to the script. One that reads files which are not everywhere ends in
 * `needs PATH`; without them its block stays as it is.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Call, Printed } from './printer'

const marked =
  /<!-- (code|output) ([\w./-]+(?: (?!needs )[\w-]+)*)(?: needs ([\w./-]+))? -->\n```(\w+)\n(?:[\s\S]*?\n)??```/g

/** Scripts that search for half a minute: `--quick` leaves their blocks as they are, and a check at night runs them. */
const slow: ReadonlySet<string> = new Set([
  'examples/fuse-networks.ts',
  'examples/map-networks.ts',
  'examples/recosted-mappings.ts',
  'scripts/command-line.ts network',
])
const isLeft = (call: string): boolean => process.argv.includes('--quick') && slow.has(call)

// CSV ends its lines as Windows does; a page does not.
const asShown = (printed: string): string => printed.replaceAll('\r\n', '\n').trim()

/** What a printer prints for a call. */
const askedOf = (printer: ChildProcess, call: string, number: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`${call} ended its process`))
    printer.once('exit', ended)
    printer.once('message', (printed: Printed) => {
      printer.off('exit', ended)
      if ('failed' in printed) reject(new Error(printed.failed))
      else resolve(asShown(printed.text))
    })
    printer.send({ call, number } satisfies Call)
  })

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
  const left = [...calls.entries()]
  const work = async (): Promise<void> => {
    if (left.length === 0) return
    const printer = fork(join(import.meta.dirname, 'printer.ts'), { execArgv: ['--import', 'tsx'] })
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [number, call] = next
      outputs.set(call, await askedOf(printer, call, number))
    }
    printer.disconnect()
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
