/** Who may load what: heavy dependencies are reached from their own entries only. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { filesUnder } from '../docs/examples'

type Import = { readonly from: string; readonly isTypeOnly: boolean }

/** All imports and re-exports of a module, those of types only told apart: they leave nothing behind. */
const importsOf = (file: string): readonly Import[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const from = (node.moduleSpecifier as ts.StringLiteral).text
      found.push({ from, isTypeOnly: ts.isImportDeclaration(node) ? isTypes(node) : node.isTypeOnly })
    }
    const isLoading =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === 'require'))
    // Whatever is loaded by a name that is only known later could be anything.
    if (isLoading) found.push({ from: node.arguments[0]?.getText() ?? '', isTypeOnly: false })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const isTypes = ({ importClause }: ts.ImportDeclaration): boolean => {
  if (importClause === undefined) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { name, namedBindings } = importClause
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  )
}

const files = filesUnder('src', '.ts')
const known = new Set(files)

const moduleOf = (file: string, from: string): string => {
  const path = relative('.', join(dirname(file), from))
  return [`${path}.ts`, join(path, 'index.ts')].find((each) => known.has(each)) ?? `${path} (missing)`
}

const graph = new Map(files.map((file) => [file, importsOf(file)]))

/** Packages that a module loads at run time, through whatever modules. */
const packagesFrom = (entry: string): readonly string[] => {
  const packages = new Set<string>()
  const seen = new Set<string>([entry])
  const queue = [entry]
  for (let file = queue.pop(); file !== undefined; file = queue.pop())
    for (const { from, isTypeOnly } of graph.get(file) ?? []) {
      if (isTypeOnly) continue
      if (!from.startsWith('.')) packages.add(from)
      else if (!seen.has(moduleOf(file, from))) {
        seen.add(moduleOf(file, from))
        queue.push(moduleOf(file, from))
      }
    }
  return [...packages]
}

const isFrom = (from: string, name: string): boolean => from === name || from.startsWith(`${name}/`)

const importersOf = (name: string): readonly string[] =>
  files.filter((file) => graph.get(file)?.some(({ from }) => isFrom(from, name)))

const entries = files.filter((file) => dirname(file) === 'src')

/** The entries of `src` that may load a package. */
const mayLoad: readonly (readonly [name: string, rooms: RegExp])[] = [
  ['mathjs', /^src\/(units|notation)(\.ts$|\/)/],
  // The command line reads documents, and loads what reads them when it meets one.
  ['io-ts', /^src\/(codec|cli)(\.ts$|\/)/],
  ['jsonc-parser', /^src\/(codec|cli)(\.ts$|\/)/],
]

describe.each(mayLoad)('%s', (name, rooms) => {
  it('is imported in its rooms only, types included', () => {
    const importers = importersOf(name)
    expect(importers.length).toBeGreaterThan(0)
    expect(importers.filter((file) => !rooms.test(file))).toEqual([])
  })

  it('is loaded by no other entry', () => {
    const loading = entries.filter((entry) => packagesFrom(entry).some((from) => isFrom(from, name)))
    expect(loading.length).toBeGreaterThan(0)
    expect(loading.filter((entry) => !rooms.test(entry))).toEqual([])
  })
})

describe('the imports of src', () => {
  it('all lead to a module that there is', () => {
    const missing = files.flatMap((file) =>
      (graph.get(file) ?? [])
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => moduleOf(file, from))
        .filter((path) => path.endsWith('(missing)')),
    )
    expect(missing).toEqual([])
  })

  it('of the root entry are fp-ts and what is bundled', () =>
    expect(packagesFrom('src/index.ts').filter((from) => !from.startsWith('fp-ts/'))).toEqual([]))
})
