/**
 * Capacity couples what moves. Where a level keeps one tensor over its innermost loops, two others come anew in every step,
 * each as often as the loops that it lacks have tiles. Both are loops of the tensor that stays, whose tile has to fit: the
 * product of how often the two come is no less than the extents over the room for that tile. So the least of both together
 * lies on a hyperbola, above what each could have alone.
 */
import type { Corner, LoopCorner } from './corner'
import { leastOnHyperbola } from './hyperbola'
import { distinctValues, hasBit, type LoopTensor, tilesOf } from './loops'
import { partnerOf } from './moving'
import type { OrderClass } from './order-class'
import { fillsByCases } from './still'
import type { Machine, Target } from './target'
import type { Repeated, Volumes } from './volumes'

/** The level whose tiles are looked at. */
type Side = {
  /** Room for a tile of the tensor that stays, beside the smallest tiles of the others. */
  readonly room: (stays: number) => number
  readonly of: OrderClass | null
  readonly repeated: (volumes: Volumes) => Repeated
  /** Tiles of the level's buffers. */
  readonly tile: (loop: LoopCorner) => { readonly least: number; readonly most: number }
  /** Fewest steps, or tiles. */
  readonly steps: (loop: LoopCorner) => number
  /** Units that share a loop's tiles of one step. */
  readonly spread: (number: number) => number
}

/** The least product of how often two tensors come; 0 where they are not coupled. */
const leastProduct = (
  { loops }: Target,
  corner: Corner,
  stays: number,
  first: number,
  second: number,
  side: Side,
): number => {
  const own = loops.tensors[stays]!
  let room = side.room(stays)
  let product = 1
  let largest = 1
  const filters = own.windows.reduce((bits, { b }) => bits | (1 << b), 0)
  corner.loops.forEach((each, loop) => {
    const [inFirst, inSecond] = [hasBit(first, loop), hasBit(second, loop)]
    // A window is no narrower than its first loop alone.
    const isInTile = hasBit(own.relevant, loop) && !hasBit(filters, loop)
    const { least, most } = side.tile(each)
    if (isInTile && inFirst !== inSecond) {
      product *= each.extent / side.spread(loop)
      largest *= most
      return
    }
    if (isInTile) room /= least
    if (inFirst) product *= side.steps(each)
    if (inSecond) product *= side.steps(each)
  })
  return product / Math.min(largest, room)
}

type Weight = (tensor: LoopTensor, number: number) => number

/** What two tensors cost together beyond what each costs alone, the pair that costs most. */
const excess = (
  target: Target,
  corner: Corner,
  volumes: readonly Volumes[],
  side: Side,
  weight: Weight,
  counted: (volumes: Volumes) => number,
): number => {
  if (side.of === null || side.of.stays < 0) return 0
  const { tensors } = target.loops
  const { stays } = side.of
  if (side.room(stays) === Number.POSITIVE_INFINITY) return 0
  let most = 0
  for (let i = 0; i < tensors.length; i++)
    for (let j = i + 1; j < tensors.length; j++) {
      if (i === stays || j === stays) continue
      const [a, b] = [side.repeated(volumes[i]!), side.repeated(volumes[j]!)]
      if (a.volume === 0 || b.volume === 0) continue
      const [p, q] = [weight(tensors[i]!, i), weight(tensors[j]!, j)]
      if (p === 0 || q === 0) continue
      const product = leastProduct(target, corner, stays, a.loops, b.loops, side)
      const together = leastOnHyperbola(
        (p * a.volume) / a.times,
        (q * b.volume) / b.times,
        a.times,
        b.times,
        product,
      )
      most = Math.max(most, together - p * counted(volumes[i]!) - q * counted(volumes[j]!))
    }
  return most
}

/** What a buffer leaves of its room for a tile of the tensor that stays. */
const roomBeside = (
  room: number,
  { loops, buffers }: Target,
  tile: (loop: number) => number,
): Side['room'] => {
  const { tensors } = loops
  return (stays) =>
    room / buffers -
    tilesOf(
      tensors.filter((_, t) => t !== stays),
      tile,
    )
}

const outerSide = (target: Target, { box, units, loops }: Corner): Side => {
  const { l1Room, clusterRoom } = target.machines[box.levels - 1]!
  return {
    room: roomBeside(box.levels === 1 ? l1Room : clusterRoom, target, (loop) => loops[loop]!.tile.least),
    of: box.outerClass,
    repeated: ({ again, outer }) => (outer.always ? again : { ...again, volume: 0 }),
    tile: ({ tile }) => tile,
    steps: ({ steps }) => steps,
    spread: (loop) => (loop === box.outer ? units.most : 1),
  }
}

const innerSide = (target: Target, { box, loops }: Corner): Side => ({
  room: roomBeside(target.machines[box.levels - 1]!.l1Room, target, (loop) => loops[loop]!.inner.least),
  of: box.levels === 1 ? null : box.innerClass,
  repeated: ({ anew, inner }) => (inner?.always === true ? anew : { ...anew, volume: 0 }),
  tile: ({ inner }) => inner,
  steps: ({ innerTiles }) => innerTiles,
  spread: () => 1,
})

/** Energy of an element that crosses level 0's network. */
const outerWeight =
  ({ networks, shared, hardware }: Machine): Weight =>
  ({ isInput }) => {
    const sharing = isInput ? networks[0]!.multicast : networks[0]!.reduction
    const hop = networks[0]!.hops * hardware.energy.hop
    if (!sharing) return 0
    return isInput ? hop + shared.read : hop + shared.read + shared.write
  }

/** New elements for each MAC: of a tile, or where a loop slides on one of its windows by a tile. */
const perMac = (
  { relevant, windows }: LoopTensor,
  corner: Corner,
  sliding: number,
  most: (loop: LoopCorner) => number,
): number => {
  const size = (loop: number): number => most(corner.loops[loop]!)
  let part = 1
  corner.loops.forEach((_, loop) => {
    if (!hasBit(relevant, loop)) part /= size(loop)
  })
  for (const axis of windows) {
    const [a, b] = [size(axis.a), size(axis.b)]
    if (axis.a === sliding) part *= Math.min(b, axis.stride) / b
    else if (axis.b === sliding) part *= Math.min(a, axis.dilation) / a
    else part *= distinctValues(axis, a, b) / (a * b)
  }
  return part
}

/**
 * What the inputs bring together, at least, whatever the order. In each step one loop moves on, and loops inside it begin anew.
 * An input on which that loop is alone on an axis brings a new tile. One on whose window it slides brings what is new of a
 * tile moved by its length, unless the other loop of the window moves as well: then inputs on which that one is alone bring
 * new tiles. A step executes no more MACs than the tiles of its loops hold, and larger tiles bring less for each of them.
 * `whole` are all MACs.
 */
export const leastMoved = (
  { loops }: Target,
  corner: Corner,
  whole: number,
  most: (loop: LoopCorner) => number,
): number => {
  const inputs = loops.tensors.filter(({ isInput }) => isInput)
  const alone = (loop: number, but: number): number =>
    inputs.reduce(
      (sum, tensor) =>
        hasBit(tensor.plainBits, loop) && (but < 0 || !hasBit(tensor.plainBits, but))
          ? sum + perMac(tensor, corner, -1, most)
          : sum,
      0,
    )
  let least = Number.POSITIVE_INFINITY
  corner.loops.forEach((each, loop) => {
    if (!each.mayMove && !each.mayMoveInside) return
    let moved = alone(loop, -1)
    for (const tensor of inputs) {
      const partner = partnerOf(tensor, loop)
      if (partner >= 0) moved += Math.min(perMac(tensor, corner, loop, most), alone(partner, loop))
    }
    least = Math.min(least, moved)
  })
  return least === Number.POSITIVE_INFINITY ? 0 : whole * least * (1 - rounding)
}

/** Sums of parts are rounded. */
const rounding = 1e-12

/** Energy of what level 0 moves beyond what each tensor takes by itself. */
const outerEnergy = (target: Target, corner: Corner, volumes: readonly Volumes[]): number => {
  const weight = outerWeight(target.machines[corner.box.levels - 1]!)
  return excess(target, corner, volumes, outerSide(target, corner), weight, ({ shared }) => shared)
}

/** Energy of what fills the PEs' buffers beyond what each tensor takes by itself: by the box's class, and in any mapping. */
const fillEnergy = (target: Target, corner: Corner, volumes: readonly Volumes[]): number => {
  const { l1, leastFills } = target.machines[corner.box.levels - 1]!
  const filled = target.loops.tensors.reduce(
    (sum, { isInput }, t) => (isInput ? sum + volumes[t]!.pes : sum),
    0,
  )
  const coupled = excess(
    target,
    corner,
    volumes,
    innerSide(target, corner),
    ({ isInput }) => (isInput ? l1.write : 0),
    ({ pes }) => pes,
  )
  const moved = leastMoved(target, corner, target.loops.macs, ({ inner }) => inner.most)
  return Math.max(
    coupled,
    l1.write * (Math.max(leastFills, moved, fillsByCases(target, corner, volumes)) - filled),
  )
}

/** Energy beyond what each tensor takes by itself. */
export const coupledEnergy = (target: Target, corner: Corner, volumes: readonly Volumes[]): number =>
  outerEnergy(target, corner, volumes) + fillEnergy(target, corner, volumes)

/** Elements that level 0 takes in beyond what each input takes by itself. */
export const coupledIngress = (target: Target, corner: Corner, volumes: readonly Volumes[]): number => {
  const { multicast } = target.machines[corner.box.levels - 1]!.networks[0]!
  return excess(
    target,
    corner,
    volumes,
    outerSide(target, corner),
    ({ isInput }) => (isInput && multicast ? 1 : 0),
    ({ shared }) => shared,
  )
}

/**
 * What crosses the border of the chip beyond what each tensor takes by itself, by a weight of those that are streamed. The covers of all
 * units have to fit the shared buffer as tiles fit theirs: `room` is what it leaves for the cover of a streamed tensor.
 */
export const coupledOutside = (
  target: Target,
  corner: Corner,
  volumes: readonly Volumes[],
  weight: Weight,
  room: (stays: number) => number,
): number => {
  const ofTiles = outerSide(target, corner)
  const ofCovers = { ...ofTiles, room, tile: ({ cover }: LoopCorner) => cover, spread: () => 1 }
  const of = (side: Side): number => excess(target, corner, volumes, side, weight, ({ shared }) => shared)
  return Math.max(of(ofTiles), of(ofCovers))
}
