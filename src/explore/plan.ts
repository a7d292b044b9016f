/** A checked space: every value sound, every axis there, the hardware resolved for as many levels as there can be. */
import type { ResolvedHardware } from '../hardware/resolve'
import type { Problem } from '../operator/problem'
import type { Axis } from './axis'
import type { Rules } from './rules'
import type { DesignObjective } from './space'

export type Plan = {
  /** The layer of the present combination of parameters, and its MACs. */
  readonly problem: Problem
  readonly macs: number
  /** The caller's function from parameters to a layer, as that to a dataflow; null where all have one layer. */
  readonly layer: ((parameters: Readonly<Record<string, number>>) => unknown) | null
  /** The caller's function: it may throw, and return anything. */
  readonly dataflow: (parameters: Readonly<Record<string, number>>) => unknown
  readonly parameters: readonly { readonly name: string; readonly values: readonly number[] }[]
  /** Those of the first combination. */
  readonly firstParameters: Readonly<Record<string, number>>
  readonly pes: Axis
  readonly simd: Axis
  readonly bandwidth: Axis
  readonly l1: Axis
  readonly l2: Axis
  /** Designs in all, of a combination of parameters, and of a cell (all bandwidths and capacities). */
  readonly total: number
  readonly perCombination: number
  readonly perCell: number
  /** Of as many levels as there can be; what is swept is of no account. As it was described, and for the layer's tensors. */
  readonly described: ResolvedHardware
  readonly hardware: ResolvedHardware
  /** The hardware with each capacity of the axis of L2, by rank; only as many as are worth keeping. */
  readonly withL2: readonly ResolvedHardware[]
  /** By rank of the bandwidth axis: what area and power count. An unlimited bandwidth, which is alone, counts nothing. */
  readonly busBandwidths: Float64Array
  /** The hardware with the first value of every axis: all of it where no axis has a second one. */
  readonly alone: ResolvedHardware
  /** The number of levels that the hardware has entries for. */
  readonly mostLevels: number
  /** 1 for levels whose bandwidth is swept. */
  readonly swept: Uint8Array
  /** Infinity where there is no budget. */
  readonly limits: { readonly area: number; readonly power: number; readonly averagePower: number }
  readonly objectives: readonly DesignObjective[]
  /** Whether area or power are among them; and whether one counts bandwidth itself, besides the time that it saves. */
  readonly comparesSilicon: boolean
  readonly countsBandwidth: boolean
  /** Whether objectives or limits count PEs and SIMD lanes themselves. */
  readonly countsPes: boolean
  readonly countsSimd: boolean
  /** Whether energy counts the capacity of L1, and that of L2 besides the off-chip choice that it leads to. */
  readonly energyReadsL1: boolean
  readonly energyReadsL2: boolean
  /** Whether designs may be over a limit. */
  readonly isLimited: boolean
  readonly rules: Rules
}
