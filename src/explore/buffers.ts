/** What the capacities of L1 and L2 change for the schedule on the tape: off-chip traffic, energy, and whether they suffice. */
import { tape } from '../analysis/kernel/tape'
import {
  areExact,
  buffersPerTile,
  bytes,
  elementsOf,
  requireBuffers,
  required,
  SHARED,
  sharedCapacity,
} from '../cost/buffers'
import { energyBesidesPes, energyOfPes, spendEnergy } from '../cost/energy'
import { offchipTime } from '../cost/floor'
import { chooseOffchip, offchip, SPACE, TRAFFIC } from '../cost/offchip'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import type { Axis } from './axis'
import type { Plan } from './plan'

export type Buffers = {
  /** By rank of L1: energy of the PEs' accesses. */
  readonly ofPes: Float64Array
  /** By rank of L2: all other energy, off-chip cycles, and 1 where some count is not exact. */
  readonly besides: Float64Array
  readonly offChip: Float64Array
  readonly inexact: Uint8Array
  /** The smallest ranks that hold what they must. */
  readonly leastL1: number
  readonly leastL2: number
  /** Bytes by rank: the capacity, or what is required where there is none. */
  readonly l1Bytes: Float64Array
  readonly l2Bytes: Float64Array
}

/** The first rank whose elements are enough. */
const leastThatHolds = (needed: number, { sorted }: Axis, hardware: ResolvedHardware): number => {
  if (Number.isNaN(sorted[0]!)) return 0
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (elementsOf(sorted[middle]!, hardware)! >= needed) high = middle
    else low = middle + 1
  }
  return low
}

const capacityAt = ({ sorted }: Axis, rank: number): number | null =>
  Number.isNaN(sorted[rank]!) ? null : sorted[rank]!

/** The values of a capacity axis in bytes; what is absent is what the buffer must hold. */
const bytesOf = ({ sorted }: Axis, needed: number): Float64Array =>
  Number.isNaN(sorted[0]!) ? Float64Array.of(needed) : sorted

/** Spends the energy on hardware; false if it cannot be counted exactly. The same steps as those of `cost/figures.ts`. */
const spendOn = ({ problem, macs }: Plan, hardware: ResolvedHardware): boolean => {
  const tensors = problem.tensors.length
  chooseOffchip(tensors, buffersPerTile(hardware), sharedCapacity(hardware))
  requireBuffers(tensors, hardware)
  const isExact = areExact() && offchip[TRAFFIC]! <= largestCount
  return spendEnergy(tensors, macs, hardware) && isExact
}

/** Elements of the least space that any choice of resident and streamed tensors takes. */
const leastSpace = (tensors: number, buffers: number): number => {
  let space = 0
  for (let t = 0; t < tensors; t++) space += Math.min(tape.used[t]!, buffers * tape.levelTile[t]!)
  return space
}

const isConstant = ({ read, write }: ResolvedHardware['energy']['l2']): boolean =>
  typeof read === 'number' && typeof write === 'number'

/** By rank: the space and the traffic of the off-chip choice, besides what is kept. */
type Looks = Pick<Buffers, 'besides' | 'offChip' | 'inexact'> & {
  readonly space: Float64Array
  readonly traffic: Float64Array
}

const lookAt = (plan: Plan, looks: Looks, rank: number): void => {
  const hardware = { ...plan.hardware, l2: capacityAt(plan.l2, rank) }
  looks.inexact[rank] = spendOn(plan, hardware) ? 0 : 1
  looks.besides[rank] = energyBesidesPes()
  looks.offChip[rank] = offchipTime(offchip[TRAFFIC]!, hardware)
  looks.space[rank] = offchip[SPACE]!
  looks.traffic[rank] = offchip[TRAFFIC]!
}

const copyLook = (looks: Looks, of: number, from: number, to: number): void => {
  for (const column of [looks.besides, looks.offChip, looks.inexact, looks.space, looks.traffic])
    column.fill(column[of]!, from, to)
}

/** Looks at the capacities between two; where these lead to the same off-chip choice, so do all between. */
const lookBetween = (plan: Plan, looks: Looks, from: number, to: number): void => {
  if (to - from < 2) return
  if (looks.space[from] === looks.space[to] && looks.traffic[from] === looks.traffic[to]) {
    copyLook(looks, from, from + 1, to)
    return
  }
  const middle = (from + to) >> 1
  lookAt(plan, looks, middle)
  lookBetween(plan, looks, from, middle)
  lookBetween(plan, looks, middle, to)
}

/** Looks at all ranks of L2; `least` is the first that holds what it must. */
const lookAtAll = (plan: Plan, least: number): Looks => {
  const ranks = plan.l2.sorted.length
  const looks = {
    besides: new Float64Array(ranks),
    offChip: new Float64Array(ranks),
    inexact: new Uint8Array(ranks),
    space: new Float64Array(ranks),
    traffic: new Float64Array(ranks),
  }
  if (!plan.rules.l2 || !isConstant(plan.hardware.energy.l2)) {
    for (let rank = 0; rank < ranks; rank++) lookAt(plan, looks, rank)
    return looks
  }
  if (least > 0) {
    // Where nothing fits, everything is streamed.
    lookAt(plan, looks, 0)
    copyLook(looks, 0, 1, least)
  }
  if (least === ranks) return looks
  lookAt(plan, looks, ranks - 1)
  if (least < ranks - 1) lookAt(plan, looks, least)
  lookBetween(plan, looks, least, ranks - 1)
  return looks
}

/** By rank of L1: which off-chip choice is made makes no difference to the PEs. */
const spendInPes = (plan: Plan): Float64Array => {
  const ofPes = new Float64Array(plan.l1.sorted.length)
  const looks = plan.rules.l1 && isConstant(plan.hardware.energy.l1) ? 1 : ofPes.length
  for (let rank = 0; rank < looks; rank++) {
    spendOn(plan, { ...plan.hardware, l1: capacityAt(plan.l1, rank) })
    ofPes[rank] = energyOfPes()
  }
  return looks < ofPes.length ? ofPes.fill(ofPes[0]!) : ofPes
}

/** For the schedule on the tape, whose traffic is counted. */
export const buffersOf = (plan: Plan): Buffers => {
  const { problem, hardware, l1, l2 } = plan
  const ofPes = spendInPes(plan)
  const leastL2 = leastThatHolds(leastSpace(problem.tensors.length, buffersPerTile(hardware)), l2, hardware)
  const { besides, offChip, inexact } = lookAtAll(plan, leastL2)
  const needed = required[tape.levels]!
  return {
    ofPes,
    besides,
    offChip,
    inexact,
    leastL1: leastThatHolds(needed, l1, hardware),
    leastL2,
    l1Bytes: bytesOf(l1, needed * hardware.elementBytes),
    l2Bytes: bytesOf(l2, bytes[SHARED]!),
  }
}
