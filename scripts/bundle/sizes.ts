/** How large a bundle is, and which source modules take its space. */
import { SourceMap, type SourceMapPayload } from 'node:module'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type Bundle, marker } from './bundle'

export interface Sizes {
  readonly raw: number
  readonly gzip: number
  readonly brotli: number
}

export interface ModuleSize {
  readonly module: string
  readonly raw: number
  /** By how much the compressed bundle shrinks without this module: the sum stays below the whole. */
  readonly brotli: number
}

const brotli = (code: string): number =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: code.length } }).length

export const sizesOf = (code: string): Sizes => ({
  raw: Buffer.byteLength(code),
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotli(code),
})

/** The owner of what the bundler itself adds. */
const bundler = '<bundler>'

/** The module of every character: esbuild's metafile stops at `dist`, but its source map goes on to `src`. */
const moduleOfEach = ({ code, map }: Bundle): string[] => {
  const sources = new SourceMap(JSON.parse(map) as SourceMapPayload) // esbuild's documented output
  return code.split('\n').flatMap((text, line) =>
    Array.from({ length: text.length + 1 }, (_, column) => {
      const entry = sources.findEntry(line, column)
      return 'originalSource' in entry ? entry.originalSource : bundler
    }),
  )
}

const without = (code: string, owners: readonly string[], module: string): string =>
  Array.from(owners, (owner, index) => (owner === module ? '' : code.charAt(index))).join('')

const rawSizes = (owners: readonly string[]): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>()
  for (const owner of owners) sizes.set(owner, (sizes.get(owner) ?? 0) + 1)
  return sizes
}

/** Modules with code in the bundle, in no order. */
export const modulesOf = (given: Bundle): string[] =>
  [...rawSizes(moduleOfEach(given)).keys()].filter((module) => module !== bundler)

/** Modules that use a global of Node. */
export const usersOfNode = (given: Bundle): string[] => {
  const owners = moduleOfEach(given)
  const at = [...given.code.matchAll(new RegExp(marker, 'g'))].map(({ index }) => owners[index]!)
  return [...new Set(at)]
}

/** Largest first. */
export const moduleSizes = (given: Bundle): ModuleSize[] => {
  const owners = moduleOfEach(given)
  const whole = brotli(given.code)
  return [...rawSizes(owners)]
    .map(([module, raw]) => ({ module, raw, brotli: whole - brotli(without(given.code, owners, module)) }))
    .sort((one, other) => other.brotli - one.brotli)
}
