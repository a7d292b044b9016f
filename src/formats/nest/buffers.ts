/** From storages to the buffers and networks of an accelerator. */
import { listed } from '../../error/show'
import type { BufferSize, Interconnect } from '../../hardware/accelerator'
import { wholeCount } from '../source/counts'
import { readAs, type Source } from '../source/source'
import type { Storage } from './storage-nest'

/** One storage or several as one: capacities add up, and so do bandwidths, as each tensor has its own. */
export type Joined = {
  readonly words: number | null
  readonly reads: number | null
  readonly writes: number | null
}

const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0)

export const joined = (source: Source | undefined, storages: readonly Storage[]): Joined => {
  const [first, ...others] = storages
  if (first === undefined) return { words: null, reads: null, writes: null }
  const words = sumOf(storages.map((storage) => storage.words))
  if (others.length > 0 && source !== undefined && words !== null)
    readAs(
      source,
      first.at,
      `${listed(storages.map(({ name }) => name))} are one buffer with the sum of their capacities: a tensor may use the space that another one leaves.`,
    )
  if (others.length === 0) return { words, reads: first.reads, writes: first.writes }
  return { words, reads: sumOf(storages.map((s) => s.reads)), writes: sumOf(storages.map((s) => s.writes)) }
}

/** A capacity in words as one in bytes, which are whole. */
export const bufferOf = ({ words }: Joined, elementBytes: number): BufferSize =>
  words === null ? {} : { capacity: Math.ceil(words * elementBytes) }

/** The network below a storage: it takes what the storage reads and writes in a cycle, and no time of its own. */
export const networkOf = ({ reads, writes }: Joined): Interconnect => {
  const bandwidth = reads === null ? {} : { bandwidth: reads }
  if (reads === writes) return { latency: 0, ...bandwidth }
  const channel = { tensors: ['outputs'], ...(writes === null ? {} : { bandwidth: writes }) }
  return { latency: 0, ...bandwidth, channels: [channel] }
}

/** Capacities are whole numbers of bytes. */
const checkBytes = (source: Source, { name, at, words }: Storage, wordBytes: number): void => {
  const bytes = wholeCount(source, at, 'bytes', Math.ceil((words ?? 0) * wordBytes))
  if (bytes > (words ?? 0) * wordBytes)
    readAs(source, at, `${words} words of ${name} are rounded up to ${bytes} bytes.`)
}

/** Where a file does not say how wide its words are, they have 16 bits, the default of Timeloop. */
export const defaultBits = 16

/**
 * The bytes of a word: those of the outermost storage that says how wide its words are. Where none does, a size says that
 * the width was assumed.
 */
export const wordBytes = (source: Source, storages: readonly Storage[]): number => {
  const wide = storages.filter(({ bits }) => bits !== null)
  const bits = wide[0]?.bits ?? defaultBits
  const sized = storages.find(({ words }) => words !== null)
  if (wide.length === 0 && sized !== undefined)
    readAs(
      source,
      sized.at,
      `No storage gives the width of a word: words have ${defaultBits} bits, the default of Timeloop.`,
    )
  for (const { name, at, bits: own, words } of storages)
    if (wide.length > 0 && own === null && words !== null)
      readAs(
        source,
        at,
        `${name} does not give the width of a word: its words have ${defaultBits} bits, the default of Timeloop.`,
      )
  for (const storage of wide)
    if (storage.bits !== bits)
      readAs(
        source,
        storage.at,
        `Words of ${storage.name} have ${storage.bits} bits, others ${bits}: its capacity holds as many words as in the file, each counted as ${bits} bits.`,
      )
  for (const storage of storages) checkBytes(source, storage, bits / 8)
  return bits / 8
}

type Rates = Pick<Storage, 'name' | 'at' | 'reads' | 'writes'>

/** The words of both directions share the bandwidth of off-chip memory. */
export const noteOffchip = (source: Source, storages: readonly Rates[]): void => {
  for (const { name, at, reads, writes } of storages)
    if (reads !== null || writes !== null)
      readAs(
        source,
        at,
        reads === null
          ? `The write bandwidth of ${name} is not used here.`
          : `Reads and writes of ${name} share its read bandwidth here; its write bandwidth is not used.`,
      )
}

/** What a PE reads from its own buffer is not limited here. */
export const noteUnused = (source: Source, storages: readonly Rates[]): void => {
  for (const { name, at, reads, writes } of storages)
    if (reads !== null || writes !== null)
      readAs(
        source,
        at,
        `A PE takes its operands from ${name} in the cycle of the MAC: the bandwidth of ${name} limits nothing here.`,
      )
}
