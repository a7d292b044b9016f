/**
 * Fills the marked blocks of the README and of every page in docs (or of the pages named): the code of an example, or what
 * it prints. `--check` only compares, so that no number in a page can differ from what the code says. A mark is
 * `<!-- output FILE WORDS -->`: words are handed to the script. One that reads files which are not everywhere ends in
 * `needs PATH`; without them its block stays as it is.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const marked =
  /<!-- (code|output) ([\w./-]+(?: (?!needs )[\w-]+)*)(?: needs ([\w./-]+))? -->\n```(\w+)\n(?:[\s\S]*?\n)??```/g

const outputs = new Map<string, string>()

/** Several pages may show one script's output; it runs once. */
const outputOf = (call: string): string => {
  const printed =
    outputs.get(call) ??
    execFileSync(process.execPath, ['--import', 'tsx', ...call.split(' ')], { encoding: 'utf8' }).trim()
  outputs.set(call, printed)
  return printed
}

const contentOf = (kind: string, file: string): string =>
  kind === 'code' ? readFileSync(file, 'utf8').trim() : outputOf(file)

const filled = (page: string): string =>
  page.replace(marked, (block, kind: string, file: string, needed: string | undefined, language: string) => {
    if (needed !== undefined && !existsSync(needed)) {
      console.log(`${file} is not run: ${needed} is not here`)
      return block
    }
    const needs = needed === undefined ? '' : ` needs ${needed}`
    return `<!-- ${kind} ${file}${needs} -->\n\`\`\`${language}\n${contentOf(kind, file)}\n\`\`\``
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

for (const page of pages) {
  const given = readFileSync(page, 'utf8')
  if (loose(given) > 0) {
    console.error(`${page} has a mark that no block of code follows`)
    process.exitCode = 1
  }
  const now = filled(given)
  if (now === given) continue
  if (process.argv.includes('--check')) {
    console.error(`${page} is out of date: run npm run readme -- ${page}`)
    process.exitCode = 1
  } else writeFileSync(page, now)
}
