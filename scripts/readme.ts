/**
 * Fills the README's marked blocks: the code of an example, or what it prints. `--check` only compares, so that no
 * number in the README can differ from what the code says.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const marked = /<!-- (code|output) ([\w./-]+) -->\n```(\w+)\n[\s\S]*?```/g

const outputOf = (file: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' }).trim()

const contentOf = (kind: string, file: string): string =>
  kind === 'code' ? readFileSync(file, 'utf8').trim() : outputOf(file)

const given = readFileSync('README.md', 'utf8')
const filled = given.replace(
  marked,
  (_, kind: string, file: string, language: string) =>
    `<!-- ${kind} ${file} -->\n\`\`\`${language}\n${contentOf(kind, file)}\n\`\`\``,
)

if (!process.argv.includes('--check')) writeFileSync('README.md', filled)
else if (filled !== given) {
  console.error('README.md is out of date: run npm run readme')
  process.exitCode = 1
}
