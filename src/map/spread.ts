/**
 * What units use of a tensor, each by itself, and so bring at least once. Units that spread a loop of a window have tiles of their own,
 * whose windows overlap: what lies in two of them comes twice. A unit that has several tiles uses all of each, if they lie apart
 * by more than a window.
 */
import { mostBeyond, pesView, unitsView } from './amount'
import type { Corner, LoopCorner } from './corner'
import type { LoopTensor, WindowAxis } from './loops'

/** Whether tiles of the first loop lie apart, of which the same unit has every n-th: no window reaches over those between them. */
const lieApart = (
  { stride, dilation }: WindowAxis,
  tile: number,
  units: number,
  second: LoopCorner,
): boolean => stride * ((units - 1) * tile + 1) > dilation * (second.extent - 1)

/** Elements along each loop of a window beyond those that a neighbour does not share, of all units of level 0 together, at most. */
type Beyond = { readonly first: number; readonly second: number }

const beyondOfUnits = (axis: WindowAxis, corner: Corner): Beyond => {
  const { a, b, stride, dilation } = axis
  const { loops, box, units } = corner
  const [first, second] = [loops[a]!, loops[b]!]
  const view = unitsView(corner)
  const isApart = first.isStill || lieApart(axis, first.tile.least, units.least, second)
  return {
    first:
      box.outer === a && isApart
        ? mostBeyond(view, corner, a, dilation)
        : Math.max(0, first.extent - dilation),
    second:
      box.outer === b && second.isStill
        ? mostBeyond(view, corner, b, stride)
        : Math.max(0, second.extent - stride),
  }
}

const usedWith = (axis: WindowAxis, { loops }: Corner, { first, second }: Beyond): number =>
  loops[axis.a]!.extent * loops[axis.b]!.extent - first * second

const usedByUnits = (axis: WindowAxis, corner: Corner): number =>
  usedWith(axis, corner, beyondOfUnits(axis, corner))

/** Whether the PEs of a cluster have one tile of a loop each in a run. */
const isOneFold = ({ tile, inner }: LoopCorner, { innerUnits }: Corner): boolean =>
  Math.ceil(tile.most / inner.least) <= innerUnits.least

/**
 * Along a window whose first loop the PEs of a cluster spread. The last tiles of a run and the first ones of the next may be of the same PE,
 * and what lies in both of them comes once.
 */
const usedWhereFirstIsSpread = (axis: WindowAxis, corner: Corner, units: Beyond): number => {
  const { a, b, stride, dilation } = axis
  const { loops, innerUnits } = corner
  const [first, second] = [loops[a]!, loops[b]!]
  const { inner, tile, mostTiles } = first
  if (!isOneFold(first, corner) && !lieApart(axis, inner.least, innerUnits.least, second)) return 0
  const reach = Math.floor((dilation * (second.extent - 1)) / stride)
  if (mostTiles > 1 && tile.least < reach) return 0
  const overlap = Math.max(0, dilation * (second.extent - 1) + 1 - stride)
  const ends = reach === 0 ? 0 : 1 + Math.ceil((reach - 1) / inner.least)
  const beyond = { ...units, first: mostBeyond(pesView(corner), corner, a, dilation) }
  return usedWith(axis, corner, beyond) - (mostTiles - 1) * ends * overlap
}

/** Along one whose second loop they spread, all of it at once. */
const usedWhereSecondIsSpread = (axis: WindowAxis, corner: Corner, units: Beyond): number => {
  const second = corner.loops[axis.b]!
  if (second.tile.least < second.extent || !isOneFold(second, corner)) return 0
  const beyond = { ...units, second: mostBeyond(pesView(corner), corner, axis.b, axis.stride) }
  return usedWith(axis, corner, beyond)
}

const usedByPes = (axis: WindowAxis, corner: Corner): number => {
  const { inner } = corner.box
  const beyond = beyondOfUnits(axis, corner)
  const ofUnits = usedWith(axis, corner, beyond)
  if (inner === axis.a) return Math.max(ofUnits, usedWhereFirstIsSpread(axis, corner, beyond))
  if (inner === axis.b) return Math.max(ofUnits, usedWhereSecondIsSpread(axis, corner, beyond))
  return ofUnits
}

const usedAlong = (
  { plain, windows }: LoopTensor,
  corner: Corner,
  along: (axis: WindowAxis, corner: Corner) => number,
): number => {
  let amount = 1
  for (const loop of plain) amount *= corner.loops[loop]!.extent
  for (const axis of windows) amount *= along(axis, corner)
  return amount
}

/** Elements of a tensor that units of level 0 use, each by itself; those that share all of it count once. */
export const usedByEachUnit = (tensor: LoopTensor, corner: Corner): number =>
  usedAlong(tensor, corner, usedByUnits)

/** The same of all PEs. */
export const usedByEachPe = (tensor: LoopTensor, corner: Corner): number =>
  usedAlong(tensor, corner, usedByPes)
