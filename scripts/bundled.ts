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

/** Where a licence that many packages share begins, after its name and its copyright. */
const permission = /^Permission is hereby granted/m

/** A text without its line breaks, in which packages of one licence differ. */
export const unbroken = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** What a licence has of its package alone, and its terms. */
export const partsOf = (licence: string): readonly [own: string, terms: string] => {
  const start = licence.search(permission)
  return start < 0 ? ['', licence] : [licence.slice(0, start).trim(), licence.slice(start)]
}

type Notice = { readonly head: string; readonly terms: string }

const noticeFor = (root: string, name: string): Notice => {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
  const { version, license } = JSON.parse(manifest) as { version: string; license: string } // as npm has it
  const [own, terms] = partsOf(licenceOf(root, name))
  const title = `${name} ${version} (${license})`
  return { head: [title, noticeOf(root, name), own].filter(Boolean).join('\n\n'), terms }
}

/** The notices of packages: what is their own of each, and the terms once for all that share them. */
export const noticesOf = (root: string, names: readonly string[]): string => {
  const heads = new Map<string, readonly string[]>()
  const terms = new Map<string, string>()
  for (const notice of names.map((name) => noticeFor(root, name))) {
    const key = unbroken(notice.terms)
    heads.set(key, [...(heads.get(key) ?? []), notice.head])
    if (!terms.has(key)) terms.set(key, notice.terms)
  }
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  const sections = [...heads].map(([key, of]) => [...of, terms.get(key)].join('\n\n'))
  return `${['The files of this folder contain code of these packages.', ...sections].join(rule)}\n`
}
