/**
 * Per-level cost reduction in numbers: from the schedule on the tape and resolved hardware to the figures that hardware is
 * compared by (cost model, sections 4 to 7). What an estimate says beyond them is read from the same arrays afterwards.
 */
import { tape } from '../analysis/kernel/tape'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { areaPowerOf } from './area'
import { areExact, buffersPerTile, requireBuffers, sharedCapacity } from './buffers'
import { spendEnergy, totalEnergy } from './energy'
import { offchipTime } from './floor'
import { links, timeTape } from './kernel/time'
import { chooseOffchip, offchip, TRAFFIC } from './offchip'
import type { Overflow } from './overflow'
import { averagePower, hasAveragePower } from './power'
import { countTraffic, type Role } from './traffic'

export const figures = /* @__PURE__ */ new Float64Array(9)
export const RUNTIME = 0
export const ON_CHIP = 1
export const OFF_CHIP = 2
export const ENERGY = 3
export const EDP = 4
/** 0 where the hardware has no area table. */
export const AREA = 5
export const POWER = 6
/** 0 where the hardware has no clock. */
export const SECONDS = 7
/** 0 where the energies are not in pJ or the hardware has no clock. */
export const AVERAGE_POWER = 8

const setLinks = ({ networks }: ResolvedHardware): void => {
  for (let level = 0; level < tape.levels; level++) {
    const { bandwidth, latency, multicast, reduction } = networks[level]!
    links.bandwidth[level] = bandwidth
    links.latency[level] = latency
    links.multicast[level] = multicast ? 1 : 0
    links.reduction[level] = reduction ? 1 : 0
  }
}

/** Works out {@link figures}; null if all is well. */
export const reduce = (
  tensors: readonly Role[],
  macs: number,
  hardware: ResolvedHardware,
): Overflow | null => {
  const n = tensors.length
  countTraffic(tensors, hardware.networks)
  chooseOffchip(n, buffersPerTile(hardware), sharedCapacity(hardware))
  requireBuffers(n, hardware)
  if (!areExact() || offchip[TRAFFIC]! > largestCount || !spendEnergy(n, macs, hardware)) return 'counts'
  setLinks(hardware)
  const onChip = timeTape(hardware.overlap)
  const offChip = offchipTime(offchip[TRAFFIC]!, hardware)
  const runtime = Math.max(onChip, offChip)
  if (!(runtime <= largestCount)) return 'runtime'
  const { area, clock } = hardware
  figures[RUNTIME] = runtime
  figures[ON_CHIP] = onChip
  figures[OFF_CHIP] = offChip
  figures[ENERGY] = totalEnergy()
  figures[EDP] = totalEnergy() * runtime
  figures[AREA] = area === null ? 0 : areaPowerOf('area', area, hardware)
  figures[POWER] = area === null ? 0 : areaPowerOf('power', area, hardware)
  figures[SECONDS] = clock === null ? 0 : runtime / clock
  figures[AVERAGE_POWER] = hasAveragePower(hardware) ? averagePower(totalEnergy(), figures[SECONDS]!) : 0
  return Number.isFinite(
    figures[EDP]! + figures[AREA]! + figures[POWER]! + figures[SECONDS]! + figures[AVERAGE_POWER]!,
  )
    ? null
    : 'energy'
}
