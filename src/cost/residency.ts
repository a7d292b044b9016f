/** Off-chip traffic (cost model, section 6): which tensors stay in the shared buffer, and which are streamed. */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { mostTensors } from '../profile/steps'
import type { Counts } from './counts'

/** The choice of resident and streamed tensors. */
export type Residency = {
  /** Per tensor: elements read from outside and written to it, the space taken, and 1 where the tensor is resident. */
  readonly reads: Float64Array
  readonly writes: Float64Array
  readonly space: Float64Array
  readonly isResident: Uint8Array
  /** Elements that cross, and elements of the shared buffer that the choice takes. */
  traffic: number
  totalSpace: number
  /** The space of all tensors streamed. */
  streamedSpace: number
}

export const newResidency = (): Residency => ({
  reads: new Float64Array(mostTensors),
  writes: new Float64Array(mostTensors),
  space: new Float64Array(mostTensors),
  isResident: new Uint8Array(mostTensors),
  traffic: 0,
  totalSpace: 0,
  streamedSpace: 0,
})

/** Double buffering needs every tile twice. */
export const buffersPerTile = ({ overlap }: ResolvedHardware): number => (overlap === 'none' ? 1 : 2)

export const elementsOf = (of: number | null, { elementBytes }: ResolvedHardware): number | null =>
  of === null ? null : Math.min(largestCount, Math.floor(of / elementBytes))

/** Elements that the shared buffer has room for. */
export const sharedCapacity = (hardware: ResolvedHardware): number =>
  elementsOf(hardware.l2, hardware) ?? largestCount

const crossingResident = ({ used }: Counts, t: number): number => used[t]!

/** A streamed output comes back for every revisit. */
const crossingStreamed = ({ isInput, streamed, used }: Counts, t: number): number =>
  isInput[t] === 1 ? streamed[t]! : 2 * streamed[t]! - used[t]!

const spaceStreamed = ({ levelTile }: Counts, t: number, buffers: number): number => buffers * levelTile[t]!

/** A choice has a bit per tensor, the first the highest, 1: streamed. */
const isStreamed = (choice: number, t: number, tensors: number): boolean =>
  ((choice >> (tensors - 1 - t)) & 1) === 1

const trafficOf = (counts: Counts, choice: number): number => {
  let traffic = 0
  for (let t = 0; t < counts.tensors; t++)
    traffic += isStreamed(choice, t, counts.tensors)
      ? crossingStreamed(counts, t)
      : crossingResident(counts, t)
  return traffic
}

const spaceOf = (counts: Counts, choice: number, buffers: number): number => {
  let space = 0
  for (let t = 0; t < counts.tensors; t++)
    space += isStreamed(choice, t, counts.tensors) ? spaceStreamed(counts, t, buffers) : counts.used[t]!
  return space
}

/** The best choice if space does not matter: traffic and space add up, so it is the best for each tensor. */
const unconstrainedChoice = (counts: Counts, buffers: number): number => {
  let choice = 0
  for (let t = 0; t < counts.tensors; t++) {
    const gained = crossingResident(counts, t) - crossingStreamed(counts, t)
    const streams = gained > 0 || (gained === 0 && spaceStreamed(counts, t, buffers) < counts.used[t]!)
    choice = 2 * choice + (streams ? 1 : 0)
  }
  return choice
}

/** The best of the choices that fit, compared one by one; all streamed if none does. */
const bestThatFits = (counts: Counts, buffers: number, capacity: number): number => {
  const allStreamed = (1 << counts.tensors) - 1
  let best = -1
  let leastTraffic = 0
  let leastSpace = 0
  // In this order the first of equals has the earlier tensors resident.
  for (let choice = 0; choice <= allStreamed; choice++) {
    const space = spaceOf(counts, choice, buffers)
    if (space > capacity) continue
    const traffic = trafficOf(counts, choice)
    const isWorse = traffic > leastTraffic || (traffic === leastTraffic && space >= leastSpace)
    if (best >= 0 && isWorse) continue
    best = choice
    leastTraffic = traffic
    leastSpace = space
  }
  return best < 0 ? allStreamed : best
}

const setChoice = (counts: Counts, choice: number, buffers: number, into: Residency): void => {
  const { tensors, isInput, used, streamed } = counts
  for (let t = 0; t < tensors; t++) {
    const streams = isStreamed(choice, t, tensors)
    const crossing = streams ? streamed[t]! : used[t]!
    // A resident tensor crosses once.
    into.reads[t] = isInput[t] === 1 ? crossing : crossing - used[t]!
    into.writes[t] = isInput[t] === 1 ? 0 : crossing
    into.space[t] = streams ? spaceStreamed(counts, t, buffers) : used[t]!
    into.isResident[t] = streams ? 0 : 1
  }
}

/**
 * Of the choices that fit the shared buffer, takes the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseResidency = (counts: Counts, hardware: ResolvedHardware, into: Residency): Residency => {
  const buffers = buffersPerTile(hardware)
  const capacity = sharedCapacity(hardware)
  let choice = unconstrainedChoice(counts, buffers)
  if (spaceOf(counts, choice, buffers) > capacity) choice = bestThatFits(counts, buffers, capacity)
  setChoice(counts, choice, buffers, into)
  into.traffic = trafficOf(counts, choice)
  into.totalSpace = spaceOf(counts, choice, buffers)
  into.streamedSpace = spaceOf(counts, (1 << counts.tensors) - 1, buffers)
  return into
}
