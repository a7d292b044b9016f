/**
 * Area and power of the designs of a cell (one combination of parameters, PEs and SIMD lanes): the sum of `cost/area.ts`,
 * term by term in the same order, so that its figures are the same to the last bit. Every term is non-negative and grows
 * with bandwidth or capacity, and so does every rounded sum.
 */
import { type AreaTable, networkAreaPower, networkParts, networkPower } from '../hardware/area'
import type { Plan } from './plan'

/** One of area and power. */
export type Sum = {
  /** Infinity where there is no budget. */
  readonly limit: number
  readonly pes: number
  readonly lanes: number
  readonly perByte: number
  /** By rank of the bandwidth axis; finite also where the bandwidth is unlimited, which then counts nothing. */
  readonly bandwidths: Float64Array
  readonly perLine: number
  readonly scale: number
  /**
   * Of each level: the networks (one per parent), the lines of each per unit of bandwidth, what each takes besides, and
   * the buffers of the units.
   */
  readonly levels: Float64Array
}

const levelWidth = 4
const PARENTS = 0
const LINES = 1
const BESIDES = 2
const BUFFERS = 3

export type Silicon = { readonly area: Sum; readonly power: Sum }

/** What they depend on besides the axes: units of the levels below level 0, and bytes of the buffers above each. */
export type Structure = { readonly innerUnits: readonly number[]; readonly clusterBytes: readonly number[] }

/** PEs, SIMD lanes and units of level 0. */
export type Size = { readonly pes: number; readonly simd: number; readonly units: number }

const unlimited = /* @__PURE__ */ new Float64Array(1)

const sumOf = (
  of: 'area' | 'power',
  { hardware, swept, bandwidth, limits }: Plan,
  table: AreaTable,
  { innerUnits, clusterBytes }: Structure,
  { pes, simd, units: outermost }: Size,
): Sum => {
  const levels = new Float64Array((innerUnits.length + 1) * levelWidth)
  let parents = 1
  for (let level = 0; level <= innerUnits.length; level++) {
    const units = level === 0 ? outermost : innerUnits[level - 1]!
    const at = level * levelWidth
    levels[at + PARENTS] = parents
    if (swept[level] === 1) {
      const parts = networkParts(table, units)
      levels[at + LINES] = parts.lines
      levels[at + BESIDES] = parts[of]
    } else levels[at + BESIDES] = networkAreaPower(table, units, hardware.networks[level]!.bandwidth)[of]
    parents *= units
    if (level < innerUnits.length) levels[at + BUFFERS] = parents * clusterBytes[level]! * table.sram[of]
  }
  return {
    limit: limits[of],
    pes,
    lanes: simd * table.mac[of],
    perByte: table.sram[of],
    bandwidths: Number.isFinite(bandwidth.sorted[0]!) ? bandwidth.sorted : unlimited,
    perLine: table.bus[of],
    scale: of === 'power' ? networkPower : 1,
    levels,
  }
}

export const siliconOf = (plan: Plan, table: AreaTable, structure: Structure, size: Size): Silicon => ({
  area: sumOf('area', plan, table, structure, size),
  power: sumOf('power', plan, table, structure, size),
})

/** Area or power of PEs and shared buffer: the sum before any level. */
export const baseOf = ({ pes, lanes, perByte }: Sum, l1: number, l2: number): number =>
  pes * (lanes + l1 * perByte) + l2 * perByte

/** What a level's networks take at a bandwidth. */
const networksAt = ({ levels, perLine, scale }: Sum, at: number, bandwidth: number): number =>
  levels[at + PARENTS]! * (perLine * (levels[at + LINES]! * bandwidth) * scale + levels[at + BESIDES]!)

/** Area or power of a design: rank of its bandwidth, bytes of its buffers. */
export const amountAt = (sum: Sum, rank: number, l1: number, l2: number): number => {
  const { levels } = sum
  const bandwidth = sum.bandwidths[rank]!
  let total = baseOf(sum, l1, l2)
  // The last level has no buffers: adding 0 changes nothing.
  for (let at = 0; at < levels.length; at += levelWidth)
    total = total + networksAt(sum, at, bandwidth) + levels[at + BUFFERS]!
  return total
}

/** The terms that {@link amountAt} adds, in order. */
export const termsAt = (sum: Sum, rank: number): Float64Array => {
  const { levels } = sum
  const terms = new Float64Array((2 * levels.length) / levelWidth - 1)
  for (let at = 0, i = 0; at < levels.length; at += levelWidth) {
    terms[i++] = networksAt(sum, at, sum.bandwidths[rank]!)
    // The last level has no buffers.
    if (i < terms.length) terms[i++] = levels[at + BUFFERS]!
  }
  return terms
}
