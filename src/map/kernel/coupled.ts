/** The kernel of `../coupled.ts`. */
import type { Box } from '../box'
import { leastOnHyperbola } from '../hyperbola'
import type { Machine } from '../target'
import { isIn, type KernelTensor, type State, windowSize } from './state'

const { max, min } = Math

/** The excess of the pair of tensors that costs most together: see `../coupled.ts`. */
export const excess = (s: State, box: Box, machine: Machine, isInner: boolean, isTime: boolean): number => {
  const of = isInner ? box.innerClass : box.outerClass
  const capacity = isInner || box.levels === 1 ? machine.l1Room : machine.clusterRoom
  if (of === null || of.stays < 0 || capacity === Number.POSITIVE_INFINITY) return 0
  if (isInner && box.levels === 1) return 0
  const { tensors } = s
  const always = isInner ? s.innerAlways : s.outerAlways
  const volume = isInner ? s.anewVolume : s.againVolume
  const times = isInner ? s.anewTimes : s.againTimes
  const counted = isInner ? s.pes : s.shared
  let most = 0
  for (let i = 0; i < tensors.length; i++) {
    if (i === of.stays || always[i] === 0 || volume[i] === 0) continue
    const p = weightOf(machine, tensors[i]!, isInner, isTime)
    if (p === 0) continue
    for (let j = i + 1; j < tensors.length; j++) {
      if (j === of.stays || always[j] === 0 || volume[j] === 0) continue
      const q = weightOf(machine, tensors[j]!, isInner, isTime)
      if (q === 0) continue
      const together = leastOnHyperbola(
        (p * volume[i]!) / times[i]!,
        (q * volume[j]!) / times[j]!,
        times[i]!,
        times[j]!,
        leastProduct(s, box, of.stays, i, j, capacity, isInner),
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
  capacity: number,
  isInner: boolean,
): number => {
  const { tensors } = s
  const own = tensors[stays]!
  const least = isInner ? s.innerLeast : s.tileLeast
  const most = isInner ? s.innerMost : s.tileMost
  const steps = isInner ? s.innerTiles : s.steps
  const first = (isInner ? s.anewLoops : s.againLoops)[i]!
  const second = (isInner ? s.anewLoops : s.againLoops)[j]!
  const others = isInner ? s.innerNeed - s.innerTile[stays]! : s.tileNeed - s.tile[stays]!
  let room = capacity / s.target.buffers - others
  let result = 1
  let largest = 1
  let filters = 0
  for (let w = 1; w < own.windows.length; w += windowSize) filters |= 1 << own.windows[w]!
  for (let l = 0; l < s.count; l++) {
    const inFirst = isIn(first, l)
    const inSecond = isIn(second, l)
    const isInTile = isIn(own.relevant, l) && !isIn(filters, l)
    if (isInTile && inFirst !== inSecond) {
      result *= s.extents[l]! / (!isInner && l === box.outer ? s.unitsMost : 1)
      largest *= most[l]!
      continue
    }
    if (isInTile) room /= least[l]!
    if (inFirst) result *= steps[l]!
    if (inSecond) result *= steps[l]!
  }
  return result / min(largest, room)
}
