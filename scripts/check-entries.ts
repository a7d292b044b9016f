/**
 * What each built entry brings with it: the packages it imports, and those that were bundled into it (as the source map of
 * the build says). Heavy ones must stay in the entry that they are for.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** What mathjs brings along; both of its entries share these in one chunk. */
const ofMathjs = ['mathjs', '@babel/runtime', 'decimal.js', 'escape-latex', 'tiny-emitter', 'typed-function']

/** Packages that an entry may bring, bundled or imported. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  index: ['fp-ts'],
  catalog: [],
  notation: [...ofMathjs, 'fp-ts'],
  units: [...ofMathjs, 'complex.js', 'fraction.js', 'fp-ts'],
  codec: ['io-ts', 'fp-ts', 'jsonc-parser'],
  onnx: ['@bufbuild/protobuf'],
  explore: [],
  map: [],
  fusion: [],
  report: [],
  formats: ['yaml', 'fp-ts'],
  validation: [],
  reference: [],
  cli: ['vega', 'vega-lite'],
  vitest: ['vitest'],
  jest: ['@jest/globals'],
  assert: ['node:assert'],
}
/** What every entry may bring of the root. */
const ofRoot = ['fp-ts']

const importsOf = (file: string): readonly string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8'), true).importedFiles.map(({ fileName }) => fileName)

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const bundledIn = (file: string): readonly string[] => {
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: readonly string[] } // a source map
  return sources.flatMap((source) => {
    const [, inside] = /node_modules\/(.*)$/.exec(source) ?? []
    return inside === undefined ? [] : [packageOf(inside)]
  })
}

type Packages = { readonly imported: ReadonlySet<string>; readonly bundled: ReadonlySet<string> }

/** The packages of a built file and of all chunks that it shares. */
const packagesOf = (entry: string): Packages => {
  const files = new Set([entry])
  const imported = new Set<string>()
  const bundled = new Set<string>()
  for (const file of files) {
    for (const name of bundledIn(file)) bundled.add(name)
    for (const specifier of importsOf(file))
      if (specifier.startsWith('.')) files.add(normalize(join(dirname(file), specifier)))
      else imported.add(packageOf(specifier))
  }
  return { imported, bundled }
}

/** What npm installs with the package, or asks for: nothing else can be imported. */
const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<
  Record<'dependencies' | 'peerDependencies', Readonly<Record<string, string>>>
> // as npm has it
const installed = Object.keys({ ...dependencies, ...peerDependencies })

const faults = Object.entries(allowed).flatMap(([entry, packages]) => {
  const file = join('dist', `${entry}.js`)
  if (!existsSync(file)) return []
  const { imported, bundled } = packagesOf(file)
  const brings = [...new Set([...imported, ...bundled])].sort()
  console.log(`${entry.padEnd(10)} ${brings.join(', ') || 'nothing'}`)
  return [
    ...brings
      .filter((name) => !packages.includes(name) && !ofRoot.includes(name))
      .map((name) => `${entry} brings ${name}`),
    ...[...imported]
      .filter((name) => !installed.includes(name) && !name.startsWith('node:'))
      .map((name) => `${entry} imports ${name}, which is not installed with the package`),
  ]
})
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1
