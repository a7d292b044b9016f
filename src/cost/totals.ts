/** The figures that follow from runtime, energy and buffers. */
import type { ResolvedHardware } from '../hardware/resolve'
import { areaPowerOf } from './area'
import { averagePower, hasAveragePower } from './average-power'
import type { Counts } from './counts'
import type { Energy } from './energy'
import type { Requirements } from './requirements'
import { declare } from './stage'
import type { Time } from './time'

export type Totals = {
  edp: number
  /** 0 where the hardware has no area table. */
  area: number
  power: number
  /** 0 where the hardware has no clock. */
  seconds: number
  /** 0 where the energies are not in pJ or the hardware has no clock. */
  averagePower: number
}

export const totalsDeclared = {
  edp: declare({}, { energy: 'rises', runtime: 'rises' }),
  seconds: declare({}, { runtime: 'rises' }),
  averagePower: declare({}, { energy: 'rises', seconds: 'falls' }),
  utilization: declare({ pes: 'falls', simd: 'falls' }, { runtime: 'falls' }),
}

export const energyDelay = (energy: number, runtime: number): number => energy * runtime

/** Of all PEs and SIMD lanes. */
export const utilizationOf = (macs: number, runtime: number, pes: number, simd: number): number =>
  macs / (runtime * pes * simd)

export const newTotals = (): Totals => ({ edp: 0, area: 0, power: 0, seconds: 0, averagePower: 0 })

export const totalCosts = (
  counts: Counts,
  requirements: Requirements,
  { total: energy }: Energy,
  { runtime }: Time,
  hardware: ResolvedHardware,
  into: Totals,
): Totals => {
  const { area, clock } = hardware
  into.edp = energyDelay(energy, runtime)
  into.area = area === null ? 0 : areaPowerOf('area', area, counts, requirements, hardware)
  into.power = area === null ? 0 : areaPowerOf('power', area, counts, requirements, hardware)
  into.seconds = clock === null ? 0 : runtime / clock
  into.averagePower = hasAveragePower(hardware) ? averagePower(energy, into.seconds) : 0
  return into
}

export const areFinite = ({ edp, area, power, seconds, averagePower: average }: Totals): boolean =>
  Number.isFinite(edp + area + power + seconds + average)
