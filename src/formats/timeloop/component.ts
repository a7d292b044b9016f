/** A component of an architecture: a storage with its size and bandwidths, the MACs, or what has no part in the model. */
import { distance } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import { defaultBits } from '../nest/buffers'
import type { Kept, MachineStorage } from '../nest/machine'
import { timesCount, wholeCount } from '../source/counts'
import { leaveAside, readAs, reportMeant, type Source, type Span } from '../source/source'
import { asCount, asPositive, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'

/** A name with a number of instances, as in `PE[0..255]`. */
export type Counted = { readonly name: string; readonly count: number }

export const countedName = (text: string): Counted => {
  const [, name = text, first = '0', last = '0'] = /^(.*)\[(\d+)\.\.(\d+)\]$/.exec(text.trim()) ?? []
  return { name, count: Math.max(1, Number(last) - Number(first) + 1) }
}

const isMac = /mac|multiplier|compute|\balu\b|\bfma\b/i
const isMemory = /dram|sram|reg|buffer|storage|mem|latch|spad|fifo|cache|lpddr|hbm|ddr/i

export type Kind = 'storage' | 'compute' | 'other'

const sizes = ['depth', 'entries', 'sizeKB', 'memory_depth', 'data_storage_depth']

/** By what it has, or else by its class, as only the last component computes. */
export const kindOf = (kind: string, attributes: YamlMap | undefined): Kind => {
  if (attributes !== undefined && valueIn(attributes, ...sizes) !== undefined) return 'storage'
  if (isMac.test(kind) && !isMemory.test(kind)) return 'compute'
  return isMemory.test(kind) ? 'storage' : 'other'
}

type Attributes = YamlMap | undefined

const count = (source: Source, map: Attributes, keys: readonly string[], what: string): number | null => {
  const value: Yaml | undefined = map === undefined ? undefined : valueIn(map, ...keys)
  return value === undefined ? null : (asCount(source, value, what) ?? null)
}

const rate = (source: Source, map: Attributes, keys: readonly string[], what: string): number | null => {
  const value = map === undefined ? undefined : valueIn(map, ...keys)
  const number = value === undefined ? undefined : asPositive(source, value, what)
  return number === undefined || number === Number.POSITIVE_INFINITY ? null : number
}

const bitsKeys = ['word-bits', 'word_bits', 'word_width', 'datawidth']
const blockKeys = ['block-size', 'block_size', 'n_words']
const clusterKeys = ['cluster-size', 'cluster_size']
const widthKeys = ['width', 'memory_width', 'data_storage_width']
const depthKeys = ['depth', 'memory_depth', 'data_storage_depth']

/** Lines × words of a line, or the number of entries. */
const wordsOf = (source: Source, map: Attributes, name: string, bits: number | null): number | null => {
  const at = map ?? { start: 0, end: 1 }
  const entries = count(source, map, ['entries'], `The number of entries of ${name}`)
  if (entries !== null) return entries
  const kilobytes = rate(source, map, ['sizeKB'], `The size of ${name}`)
  if (kilobytes !== null)
    return wholeCount(source, at, 'words', (kilobytes * 1024 * 8) / (bits ?? defaultBits))
  const depth = count(source, map, depthKeys, `The depth of ${name}`)
  if (depth === null) return null
  const width = count(source, map, widthKeys, `The width of ${name}`)
  const block = count(source, map, blockKeys, `The block size of ${name}`)
  // A line of a cluster of memories has the words of each of them side by side.
  const cluster = count(source, map, clusterKeys, `The cluster size of ${name}`) ?? 1
  const inLine = width === null ? 1 : Math.floor(width / (bits ?? defaultBits) / cluster)
  return timesCount(source, at, 'words', depth, block ?? Math.max(1, inLine))
}

const known = [
  ...sizes,
  ...bitsKeys,
  ...blockKeys,
  ...clusterKeys,
  ...widthKeys,
  'bandwidth',
  'read_bandwidth',
  'write_bandwidth',
  'shared_bandwidth',
  'rw_bandwidth',
  'instances',
  'meshX',
  'meshY',
  'name',
  'class',
  'subclass',
]

const lettersOf = (word: string): string => [...word].sort().join('')

/** The attribute that was meant: one letter differs, or two have changed places. Others have names that are further off. */
const meantBy = (key: string): string | undefined => {
  const word = key.slice(0, 40).toLowerCase()
  return known.find((attribute) => {
    const other = attribute.toLowerCase()
    return lettersOf(word) === lettersOf(other) || distance(word, other) === 1
  })
}

/** What the estimators of energy and area read, and what names the cell: no figure of a count depends on it. */
const noteAttributes = (source: Source, map: Attributes, name: string): void => {
  const unknown = (map?.entries ?? []).filter(({ key }) => !known.includes(key))
  const others = unknown.filter(({ key }) => meantBy(key) === undefined)
  for (const { key, at } of unknown) {
    const meant = meantBy(key)
    if (meant !== undefined)
      reportMeant(source, at, { key, meant: `Did you mean ${meant}? `, what: shorten(name) })
  }
  const [first] = others
  if (first === undefined) return
  const keys = others.map(({ key }) => shorten(key))
  const hasBuffers = keys.some((key) => /^multiple[-_]buffering$/.test(key))
  if (hasBuffers)
    readAs(
      source,
      first.at,
      `${name} holds two tiles of each tensor here, so that transfers overlap, whatever multiple-buffering says.`,
    )
  leaveAside(
    source,
    first.at,
    `${listed(keys)} of ${name} ${keys.length === 1 ? 'has' : 'have'} no effect: energy and area come from the tables of the accelerator.`,
  )
}

export const storageOf = (
  source: Source,
  {
    name,
    at,
    attributes,
    instances,
    kept,
  }: {
    readonly name: string
    readonly at: Span
    readonly attributes: Attributes
    readonly instances: number
    readonly kept: Kept
  },
): MachineStorage => {
  const bits = count(source, attributes, bitsKeys, `The bits of a word of ${name}`)
  const shared = rate(source, attributes, ['shared_bandwidth', 'rw_bandwidth'], `The bandwidth of ${name}`)
  // The older name is of both directions together: half for each.
  const both = rate(source, attributes, ['bandwidth'], `The bandwidth of ${name}`)
  const half = both === null ? null : both / 2
  const reads = rate(source, attributes, ['read_bandwidth'], `The bandwidth of ${name}`)
  const writes = rate(source, attributes, ['write_bandwidth'], `The bandwidth of ${name}`)
  if (shared !== null)
    readAs(
      source,
      at,
      `Reads and writes share the bandwidth of ${name}; here the network below it has it in each direction.`,
    )
  noteAttributes(source, attributes, name)
  return {
    name,
    at,
    words: wordsOf(source, attributes, name, bits),
    bits,
    reads: reads ?? shared ?? half,
    writes: writes ?? shared ?? half,
    instances,
    kept,
  }
}
