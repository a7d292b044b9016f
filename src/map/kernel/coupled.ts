/** The kernel of `../coupled.ts`. */
import type { Box } from '../box'
import { leastOnHyperbola } from '../hyperbola'
import type { Machine } from '../target'
import { isIn, type KernelTensor, type State, windowSize } from './state'

const { max, min } = Math

/** The excess of the pair of tensors that costs most together: see `../coupled.ts`. */
export const excess = (s: State, box: Box, machine: Machine, isInner: boolean, isTime: boolean): number => {
  const { tensors, weights } = s
  for (let t = 0; t < tensors.length; t++) weights[t] = weightOf(machine, tensors[t]!, isInner, isTime)
  return isInner
    ? excessOf(s, box, INNER, roomInside(s, box, machine))
    : excessOf(s, box, OUTER, roomOf(s, box, machine))
}

/** Whose tiles are looked at: those of level 0, of level 1, or the covers of all units. */
type Side = 0 | 1 | 2
export const OUTER: Side = 0
export const INNER: Side = 1
export const COVERS: Side = 2

/** What a buffer leaves of its room for a tile of the tensor that stays: of level 0, and of level 1. */
export const roomOf = (s: State, { levels, outerClass }: Box, { l1Room, clusterRoom }: Machine): number =>
  outerClass === null || outerClass.stays < 0
    ? 0
    : (levels === 1 ? l1Room : clusterRoom) / s.target.buffers - (s.tileNeed - s.tile[outerClass.stays]!)

const roomInside = (s: State, { innerClass }: Box, { l1Room }: Machine): number =>
  innerClass === null || innerClass.stays < 0
    ? 0
    : l1Room / s.target.buffers - (s.innerNeed - s.innerTile[innerClass.stays]!)

/** The same by the weights that were written to the state. */
export const excessOf = (s: State, box: Box, side: Side, room: number): number => {
  const isInner = side === INNER
  const of = isInner ? box.innerClass : box.outerClass
  if (of === null || of.stays < 0 || room === Number.POSITIVE_INFINITY) return 0
  if (isInner && box.levels === 1) return 0
  const { tensors } = s
  const always = isInner ? s.innerAlways : s.outerAlways
  const volume = isInner ? s.anewVolume : s.againVolume
  const times = isInner ? s.anewTimes : s.againTimes
  const counted = isInner ? s.pes : s.shared
  let most = 0
  for (let i = 0; i < tensors.length; i++) {
    if (i === of.stays || always[i] === 0 || volume[i] === 0) continue
    const p = s.weights[i]!
    if (p === 0) continue
    for (let j = i + 1; j < tensors.length; j++) {
      if (j === of.stays || always[j] === 0 || volume[j] === 0) continue
      const q = s.weights[j]!
      if (q === 0) continue
      const together = leastOnHyperbola(
        (p * volume[i]!) / times[i]!,
        (q * volume[j]!) / times[j]!,
        times[i]!,
        times[j]!,
        leastProduct(s, box, of.stays, i, j, room, side),
      )
      most = max(most, together - p * counted[i]! - q * counted[j]!)
    }
  }
  return most
}

const weightOf = (
  { networks, shared, l1, hardware }: Machine,
  { isInput }: KernelTensor,
  isInner: boolean,
  isTime: boolean,
): number => {
  if (isInner) return isInput ? l1.write : 0
  const { multicast, reduction, hops } = networks[0]!
  if (isTime) return isInput && multicast ? 1 : 0
  if (!(isInput ? multicast : reduction)) return 0
  const hop = hops * hardware.energy.hop
  return isInput ? hop + shared.read : hop + shared.read + shared.write
}

const leastProduct = (
  s: State,
  box: Box,
  stays: number,
  i: number,
  j: number,
  given: number,
  side: Side,
): number => {
  const isInner = side === INNER
  const own = s.tensors[stays]!
  const least = isInner ? s.innerLeast : side === OUTER ? s.tileLeast : s.coverLeast
  const most = isInner ? s.innerMost : side === OUTER ? s.tileMost : s.coverMost
  const steps = isInner ? s.innerTiles : s.steps
  const first = (isInner ? s.anewLoops : s.againLoops)[i]!
  const second = (isInner ? s.anewLoops : s.againLoops)[j]!
  let room = given
  let result = 1
  let largest = 1
  let filters = 0
  for (let w = 1; w < own.windows.length; w += windowSize) filters |= 1 << own.windows[w]!
  for (let l = 0; l < s.count; l++) {
    const inFirst = isIn(first, l)
    const inSecond = isIn(second, l)
    const isInTile = isIn(own.relevant, l) && !isIn(filters, l)
    if (isInTile && inFirst !== inSecond) {
      result *= s.extents[l]! / (side === OUTER && l === box.outer ? s.unitsMost : 1)
      largest *= most[l]!
      continue
    }
    if (isInTile) room /= least[l]!
    if (inFirst) result *= steps[l]!
    if (inSecond) result *= steps[l]!
  }
  return result / min(largest, room)
}
