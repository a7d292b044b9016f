/** A checked space: every value sound, every axis there, the hardware resolved for as many levels as there can be. */
import type { ResolvedHardware } from '../hardware/resolve'
import type { Problem } from '../operator/problem'
import type { Axis } from './axis'
import type { Rules } from './rules'
import type { Objective } from './space'

export type Plan = {
  readonly problem: Problem
  readonly macs: number
  /** The caller's function: it may throw, and return anything. */
  readonly dataflow: (parameters: Readonly<Record<string, number>>) => unknown
  readonly parameters: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly pes: Axis
  readonly simd: Axis
  readonly bandwidth: Axis
  readonly l1: Axis
  readonly l2: Axis
  /** Designs in all, of a combination of parameters, and of a cell (all bandwidths and capacities). */
  readonly total: number
  readonly perCombination: number
  readonly perCell: number
  /** Of as many levels as there can be; what is swept is of no account. */
  readonly hardware: ResolvedHardware
  /** The hardware with each capacity of the axis of L2, by rank; only as many as are worth keeping. */
  readonly withL2: readonly ResolvedHardware[]
  /** So many levels the hardware has entries for. */
  readonly mostLevels: number
  /** 1 for levels whose bandwidth is swept. */
  readonly swept: Uint8Array
  /** Infinity where there is no budget. */
  readonly limits: { readonly area: number; readonly power: number; readonly averagePower: number }
  readonly objectives: readonly Objective[]
  /** Whether area or power are among them. */
  readonly comparesSilicon: boolean
  readonly rules: Rules
}
