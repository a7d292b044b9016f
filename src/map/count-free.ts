/**
 * The number of mappings in a box of a space whose tiles and orders are not restricted: what `count.ts` counts, fast enough to be asked
 * for most boxes. Choices of tiles are exact in doubles, and are summed over all sizes of clusters at once.
 */
import type { Box } from './box'
import { addChoices, forUnits, type TileChoices } from './count-choices'
import { addedBy, addLoop, type Classes, clearWays, newWays, ordersOfWays, width } from './count-ways'
import { NONE } from './mapping'
import type { MapSpace } from './space'

const { floor, max, min } = Math

/** Sums of choices are below this, so that products of two of them are exact in three parts. */
const limb = 2 ** 21
const largestSum = limb * limb

/** Whether a space is small enough, and free. */
export const isCountedFast = ({ loops, pes, clusters, tiles, orders }: MapSpace): boolean =>
  clusters === null &&
  tiles.every((rules) => rules.every((rule) => rule === null)) &&
  orders.every((rules) => rules.length === 0) &&
  loops.extents.every((extent) => extent * extent * pes < largestSum * 2)

/** Σ over cluster sizes of the products of the choices of two loops: 16 sums in three parts each. */
type Pairs = { readonly high: Float64Array; readonly middle: Float64Array; readonly low: Float64Array }

const addPairs = ({ high, middle, low }: Pairs, first: TileChoices, second: TileChoices): void => {
  for (let i = 0; i < 4; i++) {
    const a = first[i]!
    if (a === 0) continue
    const a1 = floor(a / limb)
    const a0 = a - a1 * limb
    for (let j = 0; j < 4; j++) {
      const b = second[j]!
      if (b === 0) continue
      const b1 = floor(b / limb)
      const b0 = b - b1 * limb
      const at = 4 * i + j
      high[at]! += a1 * b1
      middle[at]! += a1 * b0 + a0 * b1
      low[at]! += a0 * b0
    }
  }
}

/** Numbers below this are exact. */
const largestExact = 2 ** 53

const pairAt = ({ high, middle, low }: Pairs, at: number): bigint => {
  const sum = (high[at]! * limb + middle[at]!) * limb + low[at]!
  if (sum < largestExact) return BigInt(sum)
  return (BigInt(high[at]!) << 42n) + (BigInt(middle[at]!) << 21n) + BigInt(low[at]!)
}

type Counted = { readonly space: MapSpace; readonly box: Box; readonly inner: number }

const noBox = (): Counted | null => null

/** What a count needs of a box but for its classes; the next box is often one that differs in these alone. */
const scratchOf = () => ({
  /** Whose choices they are; null before the first count. */
  of: noBox(),
  /** The loop that is combined last; −1 in a layer of one element. */
  last: -1,
  /** The product of all choices but those that are combined last. */
  product: 1,
  choices: Array.from({ length: width }, () => new Float64Array(4)),
  ofLast: new Float64Array(4),
  ofOther: new Float64Array(4),
  pairs: { high: new Float64Array(16), middle: new Float64Array(16), low: new Float64Array(16) },
  ways: newWays(),
})

const scratch = /* @__PURE__ */ scratchOf()

const sumOf = (choices: TileChoices): number => choices[0]! + choices[1]! + choices[2]! + choices[3]!

/** Whether two loops are spread, whose choices depend on the size of a cluster together. */
const isPaired = (outer: number, inner: number): boolean =>
  outer !== NONE && inner !== NONE && outer !== inner

/** Σ over sizes of clusters of the products of the choices of both loops that are spread. */
const writePairs = (space: MapSpace, box: Box, inner: number, least: number, most: number): void => {
  const { pairs, ofLast, ofOther } = scratch
  pairs.high.fill(0)
  pairs.middle.fill(0)
  pairs.low.fill(0)
  forUnits(space.pes, box, least, most, space.loops.extents[box.outer]!, (units, from, to) => {
    ofLast.fill(0)
    ofOther.fill(0)
    addChoices(ofLast, space, box, inner, box.outer, units, from, from)
    addChoices(ofOther, space, box, inner, inner, units, from, to)
    addPairs(pairs, ofLast, ofOther)
  })
}

/** The mappings with both loops that are spread, whose choices were paired. */
const countPaired = (outer: number, inner: number, classes: Classes): bigint => {
  const { ways, pairs } = scratch
  let total = 0n
  for (let i = 0; i < 4; i++) {
    const first = addedBy(outer, i, classes)
    if (first < 0) continue
    for (let j = 0; j < 4; j++) {
      const second = addedBy(inner, j, classes)
      if (second < 0) continue
      const often = pairAt(pairs, 4 * i + j)
      if (often !== 0n) total += often * ordersOfWays(ways, first + second, classes)
    }
  }
  return total
}

/** The mappings with one more loop. */
const countLast = (loop: number, choices: TileChoices, classes: Classes): bigint => {
  let total = 0n
  for (let choice = 0; choice < 4; choice++) {
    const often = choices[choice]!
    if (often === 0) continue
    const added = addedBy(loop, choice, classes)
    if (added >= 0) total += BigInt(often) * ordersOfWays(scratch.ways, added, classes)
  }
  return total
}

/** Whether two boxes have the same choices: siblings share the lists of their tiles. */
const haveSameChoices = (a: Box, b: Box): boolean =>
  a.low === b.low &&
  a.high === b.high &&
  a.outer === b.outer &&
  a.least === b.least &&
  a.most === b.most &&
  a.levels === b.levels

/** Writes the choices of all loops of a box for cluster sizes from `least` to `most`. */
const writeChoices = (space: MapSpace, box: Box, inner: number, least: number, most: number): void => {
  const { loops, pes } = space
  const { choices, ofLast, of } = scratch
  const { outer } = box
  if (of !== null && of.space === space && of.inner === inner && haveSameChoices(of.box, box)) return
  scratch.of = { space, box, inner }
  let largest = -1
  for (let loop = 0; loop < loops.count; loop++) {
    if (loop === outer || loop === inner) continue
    const own = choices[loop]!
    own.fill(0)
    addChoices(own, space, box, inner, loop, 1, 1, 1)
    if (largest < 0 || sumOf(own) > sumOf(choices[largest]!)) largest = loop
  }
  const last = outer !== NONE ? outer : inner !== NONE ? inner : largest
  scratch.last = last
  scratch.product = 1
  for (let loop = 0; loop < loops.count; loop++)
    if (loop !== outer && loop !== inner && loop !== last) scratch.product *= sumOf(choices[loop]!)
  if (last < 0 || scratch.product === 0) return
  if (isPaired(outer, inner)) writePairs(space, box, inner, least, most)
  else if (last === largest) ofLast.set(choices[last]!)
  else {
    ofLast.fill(0)
    forUnits(pes, box, least, most, outer === NONE ? 0 : loops.extents[outer]!, (units, from, to) =>
      addChoices(ofLast, space, box, inner, last, units, from, to),
    )
  }
}

/**
 * The mappings of a box whose spatial loops are known; null where doubles are not exact. The loops that are spread are combined
 * last, because their choices depend on the sizes of clusters; without any, the loop of the most choices.
 */
export const countFree = (space: MapSpace, box: Box, inner: number): bigint | null => {
  const { count } = space.loops
  const { outer } = box
  const least = inner === NONE ? box.least : max(2, box.least)
  const most = outer === NONE || box.levels === 1 ? box.most : min(box.most, floor(space.pes / 2))
  if (least > most || (box.levels === 1 && outer !== NONE && space.pes < 2)) return 0n
  const classes = { outer: box.outerClass, inner: box.innerClass }
  writeChoices(space, box, inner, least, most)
  const { choices, ways, last, product } = scratch
  if (product === 0) return 0n
  if (product * (classes.outer === null ? 1 : count) * (classes.inner === null ? 1 : count) >= largestExact)
    return null
  clearWays(ways)
  for (let loop = 0; loop < count; loop++)
    if (loop !== outer && loop !== inner && loop !== last) addLoop(ways, loop, choices[loop]!, classes)
  if (isPaired(outer, inner)) return countPaired(outer, inner, classes)
  // A layer of one element has one way.
  const once = last < 0 ? ordersOfWays(ways, 0, classes) : countLast(last, scratch.ofLast, classes)
  return outer === NONE && inner === NONE ? BigInt(most - least + 1) * once : once
}
