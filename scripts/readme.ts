/**
 * Fills a page's marked blocks (the README's unless another is named): the code of an example, or what it prints.
 * `--check` only compares, so that no number in the page can differ from what the code says.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const marked = /<!-- (code|output) ([\w./-]+) -->\n```(\w+)\n[\s\S]*?```/g

const outputOf = (file: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' }).trim()

const contentOf = (kind: string, file: string): string =>
  kind === 'code' ? readFileSync(file, 'utf8').trim() : outputOf(file)

const page = process.argv.find((argument) => argument.endsWith('.md')) ?? 'README.md'
const given = readFileSync(page, 'utf8')
const filled = given.replace(
  marked,
  (_, kind: string, file: string, language: string) =>
    `<!-- ${kind} ${file} -->\n\`\`\`${language}\n${contentOf(kind, file)}\n\`\`\``,
)

if (!process.argv.includes('--check')) writeFileSync(page, filled)
else if (filled !== given) {
  console.error(`${page} is out of date: run npm run readme -- ${page}`)
  process.exitCode = 1
}
