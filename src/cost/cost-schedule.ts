/**
 * The pipeline from a profiled schedule and resolved hardware to its costs (docs/spec.md, sections 4 to 7).
 *
 * Each phase is a function of the records that it is given, and returns the record that it has written. The records are
 * preallocated, because an allocation per phase would cost more than the phase; whoever calls this owns them, and each
 * call writes all that it reads.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { newTimeDetail, type TimeDetail } from '../profile/steps'
import { type Accesses, areAccessesExact, countAccesses, newAccesses } from './accesses'
import type { Counts, Profile } from './counts'
import { accumulateEnergy, type Energy, newEnergy } from './energy'
import { type KernelNetworks, newKernelNetworks } from './networks'
import type { Overflow } from './overflow'
import { areExact, newRequirements, type Requirements, requireBuffers } from './requirements'
import { chooseResidency, newResidency, type Residency } from './residency'
import { addStatic } from './static-energy'
import {
  areTransfersExact,
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
import { newWeights, type Weights, weighElements } from './weights'

/** The records of all phases. */
export type Costs = {
  readonly traffic: Traffic
  readonly weights: Weights
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
  weights: newWeights(),
  residency: newResidency(),
  requirements: newRequirements(),
  accesses: newAccesses(),
  energy: newEnergy(),
  networks: newKernelNetworks(),
  time: newTime(),
  charges: newTimeDetail(),
  totals: newTotals(),
})

/** The phases that read capacities. Returns whether everything is counted exactly; energies mean something only then. */
export const costBuffers = (
  counts: Counts,
  traffic: Traffic,
  hardware: ResolvedHardware,
  into: Costs,
): boolean => {
  // 2. Weights: what an element of each tensor weighs where it is and where it travels.
  const weights = weighElements(counts, traffic, hardware, into.weights)
  // 3. Residency: which tensors stay in the shared buffer, and what crosses the border of the chip.
  const residency = chooseResidency(counts, traffic, weights, hardware, into.residency)
  // 4. Requirements: what each buffer must hold.
  const requirements = requireBuffers(counts, residency, weights, hardware, into.requirements)
  // 5. Accesses: reads and writes of each buffer.
  const accesses = countAccesses(counts, traffic, residency, hardware, into.accesses)
  // 6. Energy: accesses, MACs and transfers times the energy of one.
  accumulateEnergy(counts, traffic, requirements, accesses, weights, hardware, into.energy)
  return areExact(counts, residency, requirements) && areAccessesExact(counts, accesses)
}

/** Costs a profiled schedule. Returns which figures would not be exact, or null if all are. */
export const costSchedule = (
  { table, counts }: Profile,
  hardware: ResolvedHardware,
  detail: 'charged' | 'timed',
  into: Costs,
): Overflow | null => {
  // 1. Traffic: what crosses each level's network.
  const traffic = countTraffic(counts, hardware.networks, into.traffic)
  // 2 to 6. Weights, residency, requirements, accesses and energy: what reads the capacities of buffers.
  if (!costBuffers(counts, traffic, hardware, into)) return 'counts'
  const { weights, residency, requirements } = into
  // 7. Time: what each step moves, and how long the steps take.
  const projected = projectVolumes(table, counts, weights, hardware, into.networks)
  if (!areTransfersExact(projected, weights)) return 'bits'
  const onChip =
    detail === 'charged'
      ? chargeOnChip(projected, into.networks, hardware, into.charges)
      : timeOnChip(projected, into.networks, hardware)
  const time = combineTime(onChip, residency, weights, hardware, into.time)
  if (!isRuntimeExact(time)) return 'runtime'
  // 8. Totals: what every cycle takes, and what follows from the phases before.
  const energy = addStatic(counts, requirements, time, hardware, into.energy)
  return areFinite(totalCosts(counts, requirements, energy, time, hardware, into.totals)) ? null : 'energy'
}
