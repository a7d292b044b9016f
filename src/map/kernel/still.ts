/** The kernel of `../still.ts`. */
import { ANY, type Box } from '../box'
import { NONE } from '../mapping'
import { broughtAgain } from './again'
import { broughtWhole } from './held'
import { isIn, type KernelTensor, productOver, type State, tilesOf, windowSize } from './state'

const { ceil, floor, max, min } = Math

const fewestTiles = (s: State, l: number, longest: number): number =>
  max(ceil(s.extents[l]! / longest), (s.tiles[l]! - 1) * ceil(s.tileLeast[l]! / longest) + 1)

/** Writes the least tiles inside if all full tiles of a tensor are held; false where they are too large. */
const writeLeastTiles = (s: State, held: number, spread: number, box: Box): boolean => {
  for (let l = 0; l < s.count; l++) {
    let least = s.innerLeast[l]!
    if (isIn(held, l)) least = max(least, l === spread ? ceil(s.tileLeast[l]! / box.most) : s.tileLeast[l]!)
    if (least > s.innerMost[l]!) return false
    s.stillLeast[l] = least
  }
  return true
}

const longestTile = (s: State, l: number, need: number, room: number): number => {
  const most = s.innerMost[l]!
  if (isIn(s.target.loops.bent, l)) return most
  const size = s.stillLeast[l]!
  s.stillLeast[l] = size + 1
  const longest = min(most, size + floor((room - need) / (tilesOf(s.tensors, s.stillLeast) - need)))
  s.stillLeast[l] = size
  return longest
}

const fillsWhereHeld = (s: State, box: Box, held: number, spread: number, room: number): number => {
  if (!writeLeastTiles(s, held, spread, box)) return Number.POSITIVE_INFINITY
  const need = tilesOf(s.tensors, s.stillLeast)
  if (need > room) return Number.POSITIVE_INFINITY
  const isSpread = spread >= 0 && isIn(held, spread)
  const tiles = isSpread ? fewestTiles(s, spread, longestTile(s, spread, need, room)) : 0
  let fills = 0
  for (let t = 0; t < s.tensors.length; t++) {
    const { isInput, relevant, windows, used } = s.tensors[t]!
    if (!isInput) continue
    const pes = s.pes[t]!
    if (!isSpread || isIn(relevant, spread) || windows.length > 0 || s.outerAlways[t] === 0) {
      fills += pes
      continue
    }
    let times = 1
    for (let l = 0; l < s.count; l++) if (!isIn(relevant, l)) times *= l === spread ? tiles : s.tiles[l]!
    fills += max(pes, used * times)
  }
  return fills
}

const leastWhereHeld = (s: State, box: Box, held: number, room: number): number => {
  if (box.inner !== ANY) return fillsWhereHeld(s, box, held, box.inner, room)
  let least = Number.POSITIVE_INFINITY
  for (let spread = NONE; spread < s.count; spread++)
    least = min(least, fillsWhereHeld(s, box, held, spread, room))
  return least
}

const heldLoops = ({ relevant, windows }: KernelTensor): number => {
  let bits = relevant
  for (let w = 1; w < windows.length; w += windowSize) bits &= ~(1 << windows[w]!)
  return bits
}

const broughtWhereMoved = (s: State, tensor: KernelTensor, box: Box): number => {
  const visits = productOver(s.all & ~tensor.relevant, s.visits)
  if (tensor.windows.length > 0) return broughtAgain(s, tensor, box) * visits
  return broughtWhole(tensor, s.extents, s.shortMost) * visits
}

/** Fills of all inputs together, at least; what each takes by itself is `filled`. */
export const fillsByCases = (s: State, box: Box, filled: number): number => {
  const { l1Room } = s.machines[box.levels - 1]!
  if (box.levels === 1 || l1Room === Number.POSITIVE_INFINITY) return filled
  const room = l1Room / s.target.buffers
  let most = filled
  for (let t = 0; t < s.tensors.length; t++) {
    const tensor = s.tensors[t]!
    if (!tensor.isInput) continue
    const whereMoved = filled + max(0, broughtWhereMoved(s, tensor, box) - s.pes[t]!)
    if (whereMoved > most) most = max(most, min(whereMoved, leastWhereHeld(s, box, heldLoops(tensor), room)))
  }
  return most
}
