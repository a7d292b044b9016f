/** mathjs is heavy: only the entries that read text reach it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it, test } from 'vitest'

/** The command line reads text too; what it loads when is measured where it starts (test/units/import-graph.test.ts). */
const readsText: readonly string[] = ['notation.ts', 'units.ts', 'bin.ts']
const entries = readdirSync('src').filter((file) => file.endsWith('.ts'))

/** Of statements, which begin their lines or end them with what they import from; not of texts that speak of imports. */
const importsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import '([^']+)'|(?:import|export|\}) ?[^'"`]*?\bfrom '([^']+)')$/gm,
    ),
  ].map(([, bare, from]) => bare ?? from!)

const fileOf = (from: string, importer: string): string | undefined => {
  if (!from.startsWith('.')) return undefined
  const path = normalize(join(dirname(importer), from))
  const file = [`${path}.ts`, join(path, 'index.ts')].find(existsSync)
  if (file === undefined) throw new Error(`${importer} imports ${from}, which is not there`)
  return file
}

/** The packages that a file reaches through whatever it imports. */
const packagesOf = (entry: string): ReadonlySet<string> => {
  const seen = new Set([entry])
  const packages = new Set<string>()
  for (const file of seen)
    for (const from of importsOf(file)) {
      const next = fileOf(from, file)
      if (next === undefined) packages.add(from)
      else seen.add(next)
    }
  return packages
}

const isMathjs = (name: string): boolean => name === 'mathjs' || name.startsWith('mathjs/')

describe('the packages that an entry reaches', () => {
  test.each(entries.filter((entry) => !readsText.includes(entry)))('%s: not mathjs', (entry) => {
    expect([...packagesOf(join('src', entry))].filter(isMathjs)).toEqual([])
  })

  it('notation.ts: mathjs, in its form for plain numbers', () => {
    expect([...packagesOf('src/notation.ts')].filter(isMathjs)).toEqual(['mathjs/number'])
  })

  it('yaml is reached by formats.ts, and by the command line, which imports it for the files of other tools', () => {
    const reaching = entries.filter((entry) => packagesOf(join('src', entry)).has('yaml'))
    expect(reaching).toEqual(['bin.ts', 'formats.ts'])
  })

  it('there is a graph to walk', () => {
    expect([...packagesOf('src/index.ts')]).toContain('fp-ts/Either')
    expect(entries).toContain('index.ts')
  })
})
