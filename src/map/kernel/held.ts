/** The kernel of `../held.ts`. */
import { ANY, type Box } from '../box'
import { acquiredTogether, noLoop } from './amount'
import { isIn, type KernelTensor, productOver, type State, tileOf } from './state'
import type { KernelView } from './views'

const { max, min } = Math

/** The most elements of a tensor that the PEs of a cluster hold together. */
export const mostHeld = (s: State, tensor: KernelTensor, t: number, box: Box): number => {
  const { inner } = box
  const others = s.innerNeed - s.innerTile[t]!
  const room = s.machines[box.levels - 1]!.l1Room / s.target.buffers - others
  const isSpread = inner === ANY || (inner >= 0 && isIn(tensor.relevant, inner))
  return min(tileOf(tensor, s.innerCoverMost), (isSpread ? box.most : 1) * room)
}

const beyond = (tensor: KernelTensor, view: KernelView, runs: number, held: number): number =>
  max(0, acquiredTogether(tensor, 0, view, view, noLoop) - runs * held)

/** What runs bring if one of a tensor's loops moves inside a full tile of level 0. */
export const broughtWhole = (
  { plain }: KernelTensor,
  extents: Float64Array,
  shortMost: Float64Array,
): number => {
  let whole = 1
  for (let i = 0; i < plain.length; i++) whole *= extents[plain[i]!]!
  let least = whole
  for (let i = 0; i < plain.length; i++) {
    const extent = extents[plain[i]!]!
    least = min(least, (whole * (extent - shortMost[plain[i]!]!)) / extent)
  }
  return least
}

/** The same if not all of a full tile is held. */
const broughtBeyond = (
  s: State,
  tensor: KernelTensor,
  held: number,
  extents: Float64Array,
  shortMost: Float64Array,
  shortLeast: Float64Array,
): number => {
  const { plain, windows } = tensor
  if (windows.length > 0) return 0
  let size = 1
  for (let i = 0; i < plain.length; i++) size *= s.tileLeast[plain[i]!]!
  if (size <= held) return 0
  let brought = 1
  for (let i = 0; i < plain.length; i++) {
    const l = plain[i]!
    const short = shortMost[l]!
    const withShort = (size / s.tileLeast[l]!) * shortLeast[l]!
    const countsAll = short === 0 || withShort > held
    if (countsAll && short > 0) size = min(size, withShort)
    brought *= countsAll ? extents[l]! : extents[l]! - short
  }
  return max(brought, broughtWhole(tensor, extents, shortMost))
}

/** What runs bring beyond what is held, for each visit: of all clusters, and of cluster 0. */
export const unheldBy = (s: State, tensor: KernelTensor, held: number): number =>
  max(
    beyond(tensor, s.unitsView, productOver(tensor.relevant, s.mostTiles), held),
    broughtBeyond(s, tensor, held, s.extents, s.shortMost, s.shortLeast),
  )

export const unheldByFirst = (s: State, tensor: KernelTensor, held: number): number =>
  max(
    beyond(tensor, s.criticalRunsView, productOver(tensor.relevant, s.mostSteps), held),
    broughtBeyond(s, tensor, held, s.critical, s.firstShortMost, s.firstShortLeast),
  )
