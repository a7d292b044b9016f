/**
 * What each built entry brings with it: the packages it imports, and those that were bundled into it (as its source map
 * says). Heavy ones must stay in the entry that they are for.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Packages that an entry may bring, bundled or imported. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  index: ['fp-ts'],
  catalog: [],
  notation: ['mathjs', 'fp-ts'],
  units: ['mathjs', 'fp-ts'],
  codec: ['io-ts', 'fp-ts', 'jsonc-parser'],
  onnx: ['@bufbuild/protobuf'],
  explore: [],
  report: [],
  reference: [],
  vitest: ['vitest'],
}
/** What every entry may bring of the root. */
const ofRoot = ['fp-ts']

const importOf = /(?:^|[;}\n])\s*(?:import|export)[^'";]*?from\s*["']([^"']+)["']|import\s*["']([^"']+)["']/g

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(importOf)].map(([, from, bare]) => from ?? bare ?? '')

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

/** The packages of a built file and of all chunks that it shares. */
const packagesOf = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  const found = new Set<string>()
  if (seen.has(file)) return found
  seen.add(file)
  for (const name of bundledIn(file)) found.add(name)
  for (const specifier of importsOf(file)) {
    if (!specifier.startsWith('.')) found.add(packageOf(specifier))
    else for (const name of packagesOf(normalize(join(dirname(file), specifier)), seen)) found.add(name)
  }
  return found
}

const faults = Object.entries(allowed).flatMap(([entry, packages]) => {
  const file = join('dist', `${entry}.js`)
  if (!existsSync(file)) return []
  const brings = [...packagesOf(file)].sort()
  console.log(`${entry.padEnd(10)} ${brings.join(', ') || 'nothing'}`)
  return brings
    .filter((name) => !packages.includes(name) && !ofRoot.includes(name))
    .map((name) => `${entry} brings ${name}`)
})
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1
