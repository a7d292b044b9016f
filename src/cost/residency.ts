/** Off-chip traffic (docs/spec.md, section 6): which tensors stay in the shared buffer, and which are streamed. */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { unitsPerBit } from '../operator/widths'
import { mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { OFF_CHIP, SHARED } from './places'
import { declare } from './stage'
import type { Traffic } from './traffic'
import { isBypassed, type Weights, weightOfReads, weightOfWrites } from './weights'

/** The choice of resident and streamed tensors. */
export type Residency = {
  /** Per tensor: elements read from outside and written to it, the space taken, and 1 where the tensor is resident. */
  readonly reads: Float64Array
  readonly writes: Float64Array
  readonly space: Float64Array
  readonly isResident: Uint8Array
  /** Elements of the shared buffer that the choice takes. */
  totalSpace: number
  /** The space of all tensors streamed. */
  streamedSpace: number
  /** What traffic and space weigh: elements, or units of 1/32 bit where there are widths. */
  trafficWeight: number
  spaceWeight: number
  /** Private to the choice. */
  readonly options: Options
}

/**
 * The choices that fit are nested: what fits in less fits in more. So more capacity never means more traffic; but of reads and
 * writes, and of space, either may grow.
 */
export const residencyDeclared = {
  residency: declare({ l2: 'varies' }, { counts: 'varies' }),
  offChipTraffic: declare({ l2: 'falls' }, { counts: 'varies' }),
}

export const newResidency = (): Residency => ({
  reads: new Float64Array(mostTensors),
  writes: new Float64Array(mostTensors),
  space: new Float64Array(mostTensors),
  isResident: new Uint8Array(mostTensors),
  totalSpace: 0,
  streamedSpace: 0,
  trafficWeight: 0,
  spaceWeight: 0,
  options: newOptions(),
})

/** Double buffering needs every tile twice. */
export const buffersPerTile = ({ overlap }: ResolvedHardware): number => (overlap === 'none' ? 1 : 2)

export const elementsOf = (of: number | null, { elementBytes }: ResolvedHardware): number | null =>
  of === null ? null : Math.min(largestCount, Math.floor(of / elementBytes))

/** Units of 1/32 bit in a byte. */
const unitsPerByte = 8 * unitsPerBit

/** The room of a buffer with a capacity in bytes: in elements, or in units of 1/32 bit where there are widths. */
export const roomOf = (bytes: number | null, hardware: ResolvedHardware, areWords: boolean): number => {
  if (bytes === null) return Number.POSITIVE_INFINITY
  return areWords ? elementsOf(bytes, hardware)! : bytes * unitsPerByte
}

/** Bytes of what weighs so much. */
export const bytesOf = (weight: number): number => weight / unitsPerByte

/**
 * What each tensor costs if it is resident and if it is streamed: the traffic and the space, in elements, or in units of 1/32
 * bit where there are widths. Choices are compared by these.
 */
type Options = {
  readonly keptTraffic: Float64Array
  readonly keptSpace: Float64Array
  readonly streamedTraffic: Float64Array
  readonly streamedSpace: Float64Array
}

const newOptions = (): Options => ({
  keptTraffic: new Float64Array(mostTensors),
  keptSpace: new Float64Array(mostTensors),
  streamedTraffic: new Float64Array(mostTensors),
  streamedSpace: new Float64Array(mostTensors),
})

/** Elements that cross if a tensor is streamed: whatever level 0 takes or gives where it bypasses the shared buffer. */
const movedOf = ({ streamed }: Counts, { crossing }: Traffic, bypasses: boolean, t: number): number =>
  bypasses ? crossing[t]! : streamed[t]!

/** Elements that the shared buffer holds of a tensor that is streamed. */
const heldOf = ({ levelTile }: Counts, buffers: number, bypasses: boolean, t: number): number =>
  bypasses ? 0 : buffers * levelTile[t]!

/** The off-chip weight of a tensor, by the number of elements that cross, and an output comes back for every revisit. */
const weightOutside = (counts: Counts, weights: Weights, moved: number, t: number): number => {
  const back = counts.isInput[t] === 1 ? 0 : moved - counts.used[t]!
  if (weights.areWords) return moved + back
  return counts.isInput[t] === 1
    ? weightOfReads(counts, weights, moved, t)
    : weightOfReads(counts, weights, back, t) + weightOfWrites(counts, weights, moved, t)
}

const weightInside = ({ areWords, buffers }: Weights, elements: number, t: number): number =>
  areWords ? elements : elements * buffers[at(SHARED, t)]!

/** What a resident tensor weighs off-chip: each element crosses once. What is never resident bypasses the buffer: no choice is as bad. */
const keptWeight = (
  { isInput, whole }: Counts,
  { areWords, buffers, final }: Weights,
  bypasses: boolean,
  t: number,
): number => {
  if (bypasses) return Number.POSITIVE_INFINITY
  return areWords ? whole[t]! : whole[t]! * (isInput[t] === 1 ? buffers[at(OFF_CHIP, t)]! : final[t]!)
}

const setOptions = (
  counts: Counts,
  traffic: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
  { keptTraffic, keptSpace, streamedTraffic, streamedSpace }: Options,
): void => {
  const buffers = buffersPerTile(hardware)
  for (let t = 0; t < counts.tensors; t++) {
    const bypasses = isBypassed(hardware, t)
    const moved = movedOf(counts, traffic, bypasses, t)
    streamedTraffic[t] = weightOutside(counts, weights, moved, t)
    streamedSpace[t] = weightInside(weights, heldOf(counts, buffers, bypasses, t), t)
    keptTraffic[t] = keptWeight(counts, weights, bypasses, t)
    keptSpace[t] = bypasses ? 0 : weightInside(weights, counts.whole[t]!, t)
  }
}

/** A choice has a bit per tensor, the first the highest, 1: streamed. */
const isStreamed = (choice: number, t: number, tensors: number): boolean =>
  ((choice >> (tensors - 1 - t)) & 1) === 1

const totalOf = (choice: number, kept: Float64Array, streamed: Float64Array, tensors: number): number => {
  let total = 0
  for (let t = 0; t < tensors; t++) total += isStreamed(choice, t, tensors) ? streamed[t]! : kept[t]!
  return total
}

/** The best of the choices that fit, compared one by one; all streamed if none does. */
const bestThatFits = (options: Options, tensors: number, room: number): number => {
  const { keptTraffic, keptSpace, streamedTraffic, streamedSpace } = options
  const allStreamed = (1 << tensors) - 1
  let best = -1
  let leastTraffic = 0
  let leastSpace = 0
  // In this order the first of equals has the earlier tensors resident.
  for (let choice = 0; choice <= allStreamed; choice++) {
    const space = totalOf(choice, keptSpace, streamedSpace, tensors)
    if (space > room) continue
    const traffic = totalOf(choice, keptTraffic, streamedTraffic, tensors)
    const isWorse = traffic > leastTraffic || (traffic === leastTraffic && space >= leastSpace)
    if (best >= 0 && isWorse) continue
    best = choice
    leastTraffic = traffic
    leastSpace = space
  }
  return best < 0 ? allStreamed : best
}

/** Writes what one tensor reads, writes and takes, in elements. A resident tensor crosses once. */
const setTensor = (
  { reads, writes, space, isResident }: Residency,
  t: number,
  isOutput: boolean,
  streams: boolean,
  whole: number,
  moved: number,
  held: number,
): void => {
  const crossing = streams ? moved : whole
  reads[t] = isOutput ? crossing - whole : crossing
  writes[t] = isOutput ? crossing : 0
  space[t] = streams ? held : whole
  isResident[t] = streams ? 0 : 1
}

/** Takes the tensors whose bits are 1 in the choice as streamed, or those that are best streamed if no choice is given. */
const take = (
  counts: Counts,
  traffic: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
  choice: number | null,
  into: Residency,
): void => {
  const { tensors, whole, isInput } = counts
  const buffers = buffersPerTile(hardware)
  let space = 0
  let streamedSpace = 0
  let crossingWeight = 0
  let spaceWeight = 0
  for (let t = 0; t < tensors; t++) {
    const bypasses = isBypassed(hardware, t)
    const elements = whole[t]!
    const moved = movedOf(counts, traffic, bypasses, t)
    const held = heldOf(counts, buffers, bypasses, t)
    const movedWeight = weightOutside(counts, weights, moved, t)
    const kept = keptWeight(counts, weights, bypasses, t)
    // Traffic and space add up: if space does not matter, the best for each tensor is the best for all.
    const streams =
      choice === null
        ? movedWeight < kept || (movedWeight === kept && held < elements)
        : isStreamed(choice, t, tensors)
    setTensor(into, t, isInput[t] === 0, streams, elements, moved, held)
    space += into.space[t]!
    streamedSpace += held
    crossingWeight += streams ? movedWeight : kept
    spaceWeight += weightInside(weights, into.space[t]!, t)
  }
  into.totalSpace = space
  into.streamedSpace = streamedSpace
  into.trafficWeight = crossingWeight
  into.spaceWeight = spaceWeight
}

/** What the least space that any choice takes weighs. */
export const leastSpace = (
  counts: Counts,
  traffic: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
  { options }: Residency,
): number => {
  setOptions(counts, traffic, weights, hardware, options)
  let space = 0
  for (let t = 0; t < counts.tensors; t++) space += Math.min(options.keptSpace[t]!, options.streamedSpace[t]!)
  return space
}

/**
 * Of the choices that fit the shared buffer, takes the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseResidency = (
  counts: Counts,
  traffic: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
  into: Residency,
): Residency => {
  take(counts, traffic, weights, hardware, null, into)
  const room = roomOf(hardware.l2, hardware, weights.areWords)
  if (into.spaceWeight <= room) return into
  setOptions(counts, traffic, weights, hardware, into.options)
  const choice = bestThatFits(into.options, counts.tensors, room)
  take(counts, traffic, weights, hardware, choice, into)
  return into
}
