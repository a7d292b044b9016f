/** Packages whose code is inside the built files, by their source maps, and the notices that their licences ask for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of packages under `node_modules` in a list of sources. */
const packagesIn = (sources: readonly string[]): readonly string[] =>
  sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? [])

/** The packages that are bundled into what is in a folder, by name. */
export const bundledIn = (dist: string): readonly string[] => {
  const maps = readdirSync(dist).filter((name) => name.endsWith('.map'))
  const found = maps.flatMap((name) => {
    const { sources } = JSON.parse(readFileSync(join(dist, name), 'utf8')) as { sources: readonly string[] } // a source map
    return packagesIn(sources)
  })
  return [...new Set(found)].sort()
}

/** What a bundled package's licence says. */
export const licenceOf = (root: string, name: string): string => {
  const folder = join(root, 'node_modules', name)
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each))
  if (file === undefined) throw new Error(`${name} is bundled, and has no licence to ship with it`)
  return readFileSync(join(folder, file), 'utf8').trim()
}

export const noticesFile = 'THIRD-PARTY-NOTICES.txt'

export const noticesOf = (root: string, names: readonly string[]): string => {
  const sections = names.map((name) => {
    const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
    const { version, license } = JSON.parse(manifest) as { version: string; license: string } // as npm has it
    return `${name} ${version} (${license})\n\n${licenceOf(root, name)}`
  })
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  return `${['The files of this folder contain code of these packages.', ...sections].join(rule)}\n`
}
