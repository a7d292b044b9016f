/**
 * Area and peak dynamic power of an accelerator (docs/spec.md, section 7), each a sum. Its first term, the *base*, is what the
 * PEs and the shared buffer take; the networks and the cluster buffers of every level follow, outermost first. Whoever
 * evaluates one accelerator after the other keeps what they have in common: every term reads few figures, rises with each,
 * and so does the rounded sum.
 */
import { type AreaTable, networkAreaPower, networkParts, networkPower } from '../hardware/area'
import type { ResolvedNetwork } from '../hardware/network'
import type { ResolvedHardware } from '../hardware/resolve'
import { mostLevels } from '../profile/steps'
import type { Counts } from './counts'
import { SHARED } from './places'
import type { Requirements } from './requirements'
import type { Declaration, Trends } from './stage'

const sumDeclared = (of: 'area' | 'power'): Declaration<'l1Bytes' | 'clusterBytes' | 'l2Bytes'> => ({
  reads: ({ area }) => {
    if (area === null) return {}
    const [b1] = area.bus.scale
    const [a2, a1] = area.arbiter.scale
    const growing: Trends = { pes: b1 >= 0 && a2 >= 0 && a1 >= 0 ? 'rises' : 'varies', simd: 'rises' }
    return area.bus[of] === 0 ? growing : { ...growing, bandwidth: 'rises' }
  },
  of: { l1Bytes: 'rises', clusterBytes: 'rises', l2Bytes: 'rises' },
})

/** Without a table both are 0. Where a network shrinks with its units, so may the machine. */
export const areaDeclared = { area: sumDeclared('area'), power: sumDeclared('power') }

/** One of area and power, for any bandwidth of the swept levels and any bytes of L1 and of the shared buffer. */
export type AreaSum = {
  pes: number
  /** What the SIMD lanes of a PE take. */
  lanes: number
  perByte: number
  perLine: number
  scale: number
  levels: number
  /**
   * Of each level: the networks (one per parent), the lines of each per unit of swept bandwidth, what each takes besides,
   * the buffers of the units, and what the channels of each network take.
   */
  readonly terms: Float64Array
}

const width = 5
const PARENTS = 0
const LINES = 1
const BESIDES = 2
const BUFFERS = 3
const CHANNELS = 4

export const newAreaSum = (levels: number = mostLevels): AreaSum => ({
  pes: 0,
  lanes: 0,
  perByte: 0,
  perLine: 0,
  scale: 1,
  levels: 0,
  terms: new Float64Array(levels * width),
})

/** What a machine is made of besides its hardware: units of each level, and bytes of each buffer (`requirements.ts`). */
export type Structure = {
  readonly levels: number
  readonly units: ArrayLike<number>
  readonly bytes: ArrayLike<number>
}

/** What the channels of a network take, each like a network of its own. */
const channelsTerm = (
  of: 'area' | 'power',
  table: AreaTable,
  fanOut: number,
  { channels }: ResolvedNetwork,
): number => {
  let total = 0
  for (const { bandwidth } of channels) total += networkAreaPower(table, fanOut, bandwidth)[of]
  return total
}

/** Sets the sum of a machine. `swept` is 1 for levels whose bandwidth is given later. */
export const setAreaSum = (
  of: 'area' | 'power',
  table: AreaTable,
  { levels, units, bytes }: Structure,
  { pes, simd, networks }: Pick<ResolvedHardware, 'pes' | 'simd' | 'networks'>,
  swept: ArrayLike<number>,
  into: AreaSum,
): AreaSum => {
  const { terms } = into
  into.pes = pes
  into.lanes = simd * table.mac[of]
  into.perByte = table.sram[of]
  into.perLine = table.bus[of]
  into.scale = of === 'power' ? networkPower : 1
  into.levels = levels
  let parents = 1
  for (let level = 0; level < levels; level++) {
    const at = level * width
    const fanOut = units[level]!
    const isSwept = swept[level] === 1
    const parts = isSwept ? networkParts(table, fanOut) : null
    terms[at + PARENTS] = parents
    terms[at + LINES] = parts?.lines ?? 0
    terms[at + BESIDES] =
      parts === null ? networkAreaPower(table, fanOut, networks[level]!.bandwidth)[of] : parts[of]
    terms[at + CHANNELS] = channelsTerm(of, table, fanOut, networks[level]!)
    parents *= fanOut
    // The last level's units are PEs: their buffers are part of the base.
    terms[at + BUFFERS] = level < levels - 1 ? parents * bytes[1 + level]! * table.sram[of] : 0
  }
  return into
}

/** What the PEs take, with a capacity of L1 in bytes. */
const pesTerm = ({ pes, lanes, perByte }: AreaSum, l1: number): number => pes * (lanes + l1 * perByte)

/** What a shared buffer takes, by its capacity in bytes. */
const sharedTerm = ({ perByte }: AreaSum, l2: number): number => l2 * perByte

/** The base: the sum before any level. */
export const baseOf = (sum: AreaSum, l1: number, l2: number): number => pesTerm(sum, l1) + sharedTerm(sum, l2)

const networksAt = ({ terms, perLine, scale }: AreaSum, at: number, bandwidth: number): number =>
  terms[at + PARENTS]! *
  (perLine * (terms[at + LINES]! * bandwidth) * scale + terms[at + BESIDES]! + terms[at + CHANNELS]!)

/** The whole sum from its base, at a bandwidth of the swept levels. */
export const amountFrom = (sum: AreaSum, base: number, bandwidth: number): number => {
  const { terms, levels } = sum
  let total = base
  for (let at = 0; at < levels * width; at += width)
    total = total + networksAt(sum, at, bandwidth) + terms[at + BUFFERS]!
  return total
}

/** Sums of a hundred terms are rounded by less than this part of themselves. */
const rounding = 2 ** -44

/** With up to the first number of bytes in all buffers of PEs and the shared one a machine is within a limit; beyond the second it is not. */
export type BytesWithin = { surely: number; hardly: number }

/**
 * How many bytes are within a limit at a bandwidth. The sum is linear in them, but rounded on the way; between the two
 * numbers, only the sum itself can tell.
 */
export const bytesWithin = (
  sum: AreaSum,
  bandwidth: number,
  limit: number,
  into: BytesWithin,
): BytesWithin => {
  const { pes, lanes, perByte } = sum
  const besides = amountFrom(sum, pes * lanes, bandwidth)
  const left = (limit - besides) / perByte
  const margin = ((limit + besides) * rounding) / perByte
  const isWithin = perByte > 0 ? 0 : amountFrom(sum, baseOf(sum, 0, 0), bandwidth) <= limit ? Infinity : -1
  into.surely = perByte > 0 ? left - margin : isWithin
  into.hardly = perByte > 0 ? left + margin : isWithin
  return into
}

/** The terms that {@link amountFrom} adds to the base, in order. */
export const termsAt = (sum: AreaSum, bandwidth: number): Float64Array => {
  const { terms, levels } = sum
  // The last level has no buffers.
  const added = new Float64Array(2 * levels - 1)
  for (let level = 0, i = 0; level < levels; level++) {
    added[i++] = networksAt(sum, level * width, bandwidth)
    if (i < added.length) added[i++] = terms[level * width + BUFFERS]!
  }
  return added
}

const noneSwept = /* @__PURE__ */ new Uint8Array(mostLevels)

/** Set anew by each call of the function below, which calls nothing of its caller's. */
let scratch: AreaSum | undefined

/** The area, or the power, of an accelerator with buffers of the required bytes. */
export const areaPowerOf = (
  of: 'area' | 'power',
  table: AreaTable,
  { levels, units }: Counts,
  { bytes }: Requirements,
  hardware: ResolvedHardware,
): number => {
  scratch ??= newAreaSum()
  const sum = setAreaSum(of, table, { levels, units, bytes }, hardware, noneSwept, scratch)
  return amountFrom(sum, baseOf(sum, bytes[levels]!, bytes[SHARED]!), 0)
}
