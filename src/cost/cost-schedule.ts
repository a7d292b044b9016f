/**
 * The pipeline from a profiled schedule and resolved hardware to its costs (cost model, sections 4 to 7).
 *
 * Each phase is a function of the records that it is given, and returns the record that it has written. The records are
 * preallocated, because an allocation per phase would cost more than the phase; whoever calls this owns them, and each
 * call writes all that it reads.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { newTimeDetail, type TimeDetail } from '../profile/steps'
import { type Accesses, areAccessesExact, countAccesses, newAccesses } from './accesses'
import type { Profile } from './counts'
import { accumulateEnergy, type Energy, newEnergy } from './energy'
import { type KernelNetworks, newKernelNetworks } from './networks'
import type { Overflow } from './overflow'
import { areExact, newRequirements, type Requirements, requireBuffers } from './requirements'
import { chooseResidency, newResidency, type Residency } from './residency'
import {
  chargeOnChip,
  combineTime,
  isRuntimeExact,
  newTime,
  projectVolumes,
  type Time,
  timeOnChip,
} from './time'
import { areFinite, newTotals, type Totals, totalCosts } from './totals'
import { countTraffic, newTraffic, type Traffic } from './traffic'

/** The records of all phases. */
export type Costs = {
  readonly traffic: Traffic
  readonly residency: Residency
  readonly requirements: Requirements
  readonly accesses: Accesses
  readonly energy: Energy
  readonly networks: KernelNetworks
  readonly time: Time
  /** Written only where it is asked for. */
  readonly charges: TimeDetail
  readonly totals: Totals
}

export const newCosts = (): Costs => ({
  traffic: newTraffic(),
  residency: newResidency(),
  requirements: newRequirements(),
  accesses: newAccesses(),
  energy: newEnergy(),
  networks: newKernelNetworks(),
  time: newTime(),
  charges: newTimeDetail(),
  totals: newTotals(),
})

/** Costs a profiled schedule. Returns which figures would not be exact, or null if all are. */
export const costSchedule = (
  { table, counts }: Profile,
  hardware: ResolvedHardware,
  detail: 'charged' | 'timed',
  into: Costs,
): Overflow | null => {
  // 1. Traffic: what crosses each level's network.
  const traffic = countTraffic(counts, hardware.networks, into.traffic)
  // 2. Residency: which tensors stay in the shared buffer, and what crosses the border of the chip.
  const residency = chooseResidency(counts, hardware, into.residency)
  // 3. Requirements: what each buffer must hold.
  const requirements = requireBuffers(counts, residency, hardware, into.requirements)
  // 4. Accesses: reads and writes of each buffer.
  const accesses = countAccesses(counts, traffic, residency, into.accesses)
  if (!areExact(counts, residency, requirements) || !areAccessesExact(counts, accesses)) return 'counts'
  // 5. Energy: accesses, MACs and transfers times the energy of one.
  const energy = accumulateEnergy(counts, traffic, requirements, accesses, hardware, into.energy)
  // 6. Time: what each step moves, and how long the steps take.
  const projected = projectVolumes(table, counts, hardware, into.networks)
  const onChip =
    detail === 'charged'
      ? chargeOnChip(projected, into.networks, hardware, into.charges)
      : timeOnChip(projected, into.networks, hardware)
  const time = combineTime(onChip, residency, hardware, into.time)
  if (!isRuntimeExact(time)) return 'runtime'
  // 7. Totals: what follows from the phases before.
  return areFinite(totalCosts(counts, requirements, energy, time, hardware, into.totals)) ? null : 'energy'
}
