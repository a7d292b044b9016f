/**
 * Fails if an editor has nothing to say of a property or a parameter that an entry of the package exports, or if the site would
 * show a function as a constant.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { unmarkedOf, untoldOf } from './hovers/untold'

const root = join(import.meta.dirname, '..')
const { entryPoints } = JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8')) as {
  readonly entryPoints: readonly string[]
} // as typedoc has it

const entries = entryPoints.map((entry) => join(root, entry))
const program = ts.createProgram(entries, {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
})
const untold = untoldOf(program, entries, root)
for (const { file, line, name } of untold) console.error(`${file}:${line} ${name} has no text`)
const unmarked = unmarkedOf(program, entries, root)
for (const { file, line, name } of unmarked) console.error(`${file}:${line} ${name} has no tag @function`)
console.log(`${untold.length} exported properties and parameters without a text`)
process.exitCode = untold.length + unmarked.length > 0 ? 1 : 0
