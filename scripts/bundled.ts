/** Packages whose code is inside the built files, by their source maps, and the notices that their licences ask for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of packages under `node_modules` in a list of sources. */
const packagesIn = (sources: readonly string[]): readonly string[] =>
  sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? [])

/** The packages that are bundled into the files of a folder that has their source maps, by name. */
export const bundledIn = (dist: string): readonly string[] => {
  const maps = readdirSync(dist).filter((name) => name.endsWith('.map'))
  const found = maps.flatMap((name) => {
    const { sources } = JSON.parse(readFileSync(join(dist, name), 'utf8')) as { sources: readonly string[] } // a source map
    return packagesIn(sources)
  })
  return [...new Set(found)].sort()
}

/** What a file of a package says whose name is one of those, or undefined if it has none. */
const textOf = (root: string, name: string, file: RegExp): string | undefined => {
  const folder = join(root, 'node_modules', name)
  const found = readdirSync(folder).find((each) => file.test(each))
  return found === undefined ? undefined : readFileSync(join(folder, found), 'utf8').trim()
}

/** What a bundled package's licence says. */
export const licenceOf = (root: string, name: string): string => {
  const licence = textOf(root, name, /^licen[cs]e(\.\w+)?$/i)
  if (licence === undefined) throw new Error(`${name} is bundled, and has no licence to ship with it`)
  return licence
}

/** What a bundled package wants to be said of it beside its licence, as the Apache licence provides for. */
export const noticeOf = (root: string, name: string): string | undefined =>
  textOf(root, name, /^notice(\.\w+)?$/i)

export const noticesFile = 'THIRD-PARTY-NOTICES.txt'

export const noticesOf = (root: string, names: readonly string[]): string => {
  const sections = names.map((name) => {
    const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
    const { version, license } = JSON.parse(manifest) as { version: string; license: string } // as npm has it
    const title = `${name} ${version} (${license})`
    return [title, noticeOf(root, name), licenceOf(root, name)].filter(Boolean).join('\n\n')
  })
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  return `${['The files of this folder contain code of these packages.', ...sections].join(rule)}\n`
}
