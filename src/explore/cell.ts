/** Cells: the designs of one combination of parameters, PEs and SIMD lanes. Boxes: a cell, or a part of it. */
import { type AreaSum, amountFrom, baseOf } from '../cost/area'
import { averagePower, hasAveragePower } from '../cost/average-power'
import { totalEnergy } from '../cost/energy'
import { type PerCycle, staticOver } from '../cost/static-energy'
import { isMaximized } from '../figures/figures'
import type { Range } from './axis'
import { groupAt } from './buffers'
import type { Flow } from './flow'
import type { Plan } from './plan'
import type { Profile } from './profile'
import type { Design, DesignObjective } from './space'

/** Where a box is: enough to find it again. */
export type Place = {
  readonly plan: Plan
  readonly flow: Flow
  readonly combination: number
  /** Index of the cell's first design. */
  readonly first: number
  readonly pes: number
  readonly simd: number
  /** Positions. */
  readonly bandwidth: Range
  readonly l1: Range
  readonly l2: Range
}

/** Area and power of a cell's designs, for any bandwidth and capacities. */
export type Silicon = { readonly area: AreaSum; readonly power: AreaSum }

/** A box with everything that its designs have in common. */
export type Box = {
  readonly plan: Plan
  readonly place: Place
  readonly profile: Profile
  /** Null without an area table. */
  readonly silicon: Silicon | null
  /** Null without static energies. */
  readonly perCycle: PerCycle | null
  /** The ranks of its positions, ascending. */
  readonly bandwidthRanks: Int32Array
  readonly l1Ranks: Int32Array
  readonly l2Ranks: Int32Array
}

/** What designs are compared by; area and power are 0 without an area table. */
export type Figures = {
  runtime: number
  energy: number
  edp: number
  utilization: number
  area: number
  power: number
}

/** A figure as a coordinate: smaller is better. */
export const coordinateOf = (figures: Readonly<Figures>, objective: DesignObjective): number =>
  isMaximized(objective) ? -figures[objective] : figures[objective]

/** The area, or the power, of a design by its ranks; 0 without an area table. */
export const siliconAt = (
  { plan, silicon, profile }: Box,
  of: 'area' | 'power',
  bandwidth: number,
  l1: number,
  l2: number,
): number => {
  if (silicon === null) return 0
  const sum = silicon[of]
  const base = baseOf(sum, profile.buffers.l1Bytes[l1]!, profile.buffers.l2Bytes[l2]!)
  return amountFrom(sum, base, plan.busBandwidths[bandwidth]!)
}

/** Energy of a design by its ranks and runtime. */
export const energyAt = (
  { profile: { buffers }, perCycle }: Box,
  runtime: number,
  l1: number,
  l2: number,
): number => {
  const moving = totalEnergy(groupAt(buffers.l2, l2).energy, groupAt(buffers.l1, l1).energy)
  return perCycle === null
    ? moving
    : moving + staticOver(runtime, perCycle, buffers.l1Bytes[l1]!, buffers.l2Bytes[l2]!)
}

/** Energy over time of a design; null without an energy table in pJ and a clock. */
export const averagePowerAt = (
  { hardware }: Plan,
  { runtime, energy }: Readonly<Pick<Figures, 'runtime' | 'energy'>>,
): number | null =>
  hasAveragePower(hardware) && hardware.clock !== null ? averagePower(energy, runtime / hardware.clock) : null

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** A design at positions of its axes. */
export const designAt = (
  { plan, place: { first, pes, simd } }: Box,
  parameters: Design['parameters'],
  [bandwidth, l1, l2]: readonly [bandwidth: number, l1: number, l2: number],
  figures: Readonly<Figures>,
): Design => ({
  index: first + (bandwidth * plan.l1.given.length + l1) * plan.l2.given.length + l2,
  pes,
  simd,
  bandwidth: orNull(plan.bandwidth.given[bandwidth]!),
  l1: orNull(plan.l1.given[l1]!),
  l2: orNull(plan.l2.given[l2]!),
  parameters,
  runtime: figures.runtime,
  energy: figures.energy,
  edp: figures.edp,
  utilization: figures.utilization,
  area: plan.hardware.area === null ? null : figures.area,
  power: plan.hardware.area === null ? null : figures.power,
  averagePower: averagePowerAt(plan, figures),
})
