/**
 * Runs the examples that are projects of their own, as repositories elsewhere: the library is built and packed, installed
 * into a copy of each, type-checked there, and its tests are run. All of them, or those named
 * (`npm run check:projects -- explore-workers`); `--built` packs what was built before.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { install, root, run, typeCheck, withPacked } from './packed'

const examples = join(root, 'examples')

const hasTests = (name: string): boolean => {
  const manifest = join(examples, name, 'package.json')
  if (!existsSync(manifest)) return false
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as { scripts?: Record<string, string> } // as npm says
  return scripts?.['test'] !== undefined
}

/** What a test runner says of tests that it left out, and why: node's on a terminal, and elsewhere; vitest's. */
const skipped = /^\s*(?:﹣|ok \d+ - .* # SKIP|↓).*$/gm

const testsOf = (folder: string): string => {
  // A test runner that runs tests says so in the environment, and its children would report to it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync('npm', ['test'], { cwd: folder, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
  return (stdout.match(skipped) ?? []).map((line) => `\n  ${line.trim()}`).join('')
}

const check = (name: string, parent: string, tarball: string): string => {
  const begin = performance.now()
  const folder = join(parent, name)
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  install(folder, [tarball])
  if (existsSync(join(folder, 'tsconfig.json'))) typeCheck(folder, [], ['--project', 'tsconfig.json'])
  const leftOut = testsOf(folder)
  return `${name}: installed, type-checked and tested in ${((performance.now() - begin) / 1000).toFixed(1)} s${leftOut}`
}

const { values, positionals } = parseArgs({
  options: { built: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const projects = readdirSync(examples).filter(hasTests)
const unknown = positionals.filter((name) => !projects.includes(name))
if (unknown.length > 0)
  throw new Error(`no project ${unknown.join(', ')} in examples; there are ${projects.join(', ')}`)

if (!values.built) run('npm', ['run', 'build'], root)
withPacked((folder, { tarball }) => {
  const failed = projects
    .filter((name) => positionals.length === 0 || positionals.includes(name))
    .filter((name) => {
      try {
        console.log(check(name, folder, tarball))
        return false
      } catch (error) {
        console.error(`${name}: failed\n${error instanceof Error ? error.message : error}`)
        return true
      }
    })
  if (failed.length > 0) process.exitCode = 1
})
