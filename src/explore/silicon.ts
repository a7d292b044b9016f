/**
 * Area and power of the designs of a cell (one combination of parameters, PEs and SIMD lanes): the sum of `cost/area.ts`,
 * term by term in the same order, so that its figures are the same to the last bit. Every term is non-negative and grows
 * with bandwidth or capacity, and so does every rounded sum.
 */
import { type AreaTable, networkAreaPower } from '../hardware/area'
import type { Plan } from './plan'

/** One of area and power: that of the PEs and the shared buffer, then terms by term · ranks + rank of the bandwidth. */
export type Sum = {
  readonly pes: number
  readonly lanes: number
  readonly perByte: number
  readonly terms: Float64Array
  /** Ranks of the bandwidth axis, and terms for each. */
  readonly ranks: number
  readonly count: number
  /** Infinity where there is no budget. */
  readonly limit: number
}

export type Silicon = { readonly area: Sum; readonly power: Sum }

/**
 * What they depend on besides bandwidth, capacities, PEs and SIMD lanes: units of the levels below level 0, and bytes of
 * the buffers above each.
 */
export type Structure = { readonly innerUnits: readonly number[]; readonly clusterBytes: readonly number[] }

/** PEs, SIMD lanes and units of level 0. */
export type Size = { readonly pes: number; readonly simd: number; readonly units: number }

const sumOf = (
  of: 'area' | 'power',
  { hardware, swept, bandwidth: axis, limits }: Plan,
  table: AreaTable,
  { innerUnits, clusterBytes }: Structure,
  { pes, simd, units: outermost }: Size,
): Sum => {
  const ranks = axis.sorted.length
  const count = 2 * innerUnits.length + 1
  const terms = new Float64Array(count * ranks)
  let parents = 1
  for (let level = 0; level <= innerUnits.length; level++) {
    const units = level === 0 ? outermost : innerUnits[level - 1]!
    const from = 2 * level * ranks
    for (let rank = 0; rank < ranks; rank++) {
      const bandwidth = swept[level] === 1 ? axis.sorted[rank]! : hardware.networks[level]!.bandwidth
      terms[from + rank] = parents * networkAreaPower(table, units, bandwidth)[of]
    }
    parents *= units
    if (level < innerUnits.length)
      terms.fill(parents * clusterBytes[level]! * table.sram[of], from + ranks, from + 2 * ranks)
  }
  return {
    pes,
    lanes: simd * table.mac[of],
    perByte: table.sram[of],
    terms,
    ranks,
    count,
    limit: limits[of],
  }
}

export const siliconOf = (plan: Plan, table: AreaTable, structure: Structure, size: Size): Silicon => ({
  area: sumOf('area', plan, table, structure, size),
  power: sumOf('power', plan, table, structure, size),
})

/** Area or power of PEs and shared buffer, before any term. */
export const baseOf = ({ pes, lanes, perByte }: Sum, l1: number, l2: number): number =>
  pes * (lanes + l1 * perByte) + l2 * perByte

/** Area or power of a design: rank of its bandwidth, bytes of its buffers. */
export const amountAt = (sum: Sum, rank: number, l1: number, l2: number): number => {
  const { terms, ranks } = sum
  let total = baseOf(sum, l1, l2)
  for (let i = rank; i < terms.length; i += ranks) total += terms[i]!
  return total
}
