/**
 * The number of mappings in a box of a space whose tiles and orders are not restricted: what `count.ts` counts, fast enough to be asked
 * for every box that is closed. Choices of tiles are exact in doubles, and are summed over all sizes of clusters at once.
 */

import { type Box, unitsOf } from './box'
import { countBits, hasBit } from './loops'
import { NONE } from './mapping'
import type { OrderClass } from './order-class'
import type { MapSpace } from './space'

const { floor, max, min } = Math

/** Choices of a loop's tiles, by twice whether it is distinguished at level 0, and whether it is at level 1. */
type Choices = Float64Array

/** Sums of choices are below this, so that products of two of them are exact in three parts. */
const limb = 2 ** 21
const largestSum = limb * limb

/** Whether a space is small enough, and free. */
export const isCountedFast = ({ loops, pes, clusters, tiles, orders }: MapSpace): boolean =>
  clusters === null &&
  tiles.every((rules) => rules.every((rule) => rule === null)) &&
  orders.every((rules) => rules.length === 0) &&
  loops.extents.every((extent) => extent * extent * pes < largestSum * 2)

/** Σ over inner tiles from `low` to `high` of how many outer tiles up to `end` are larger than n of them. */
const sumBelow = (end: number, low: number, high: number, n: number): number => {
  const last = min(high, floor((end - 1) / n))
  if (last < low) return 0
  const terms = last - low + 1
  return end * terms - (n * (low + last) * terms) / 2
}

/** The same, summed over all n from `least` to `most`: n and the inner tile may change places. */
const sumOverSizes = (end: number, low: number, high: number, least: number, most: number): number => {
  if (high - low < most - least) return sumOverSizes(end, least, most, low, high)
  let sum = 0
  const last = low === 0 ? most : min(most, floor((end - 1) / low))
  for (let n = least; n <= last; n++) sum += sumBelow(end, low, high, n)
  return sum
}

const lengthOf = (from: number, to: number): number => max(0, to - from + 1)

/** Adds inner choices for outer tiles from `from` to `to`, over cluster sizes from `least` to `most`: of one step, and of more. */
const addInner = (
  into: Choices,
  at: number,
  box: Box,
  inner: number,
  loop: number,
  count: number,
  from: number,
  to: number,
  least: number,
  most: number,
): void => {
  if (from > to) return
  const sizes = most - least + 1
  if (box.levels === 1) {
    into[at]! += lengthOf(from, to) * sizes
    return
  }
  const low = box.low[count + loop]!
  const high = box.high[count + loop]!
  const below = (sumBelow(to, low, high, 1) - sumBelow(from - 1, low, high, 1)) * sizes
  if (loop !== inner) {
    into[at]! += lengthOf(max(from, low), min(to, high)) * sizes
    into[at + 1]! += below
    return
  }
  const more = sumOverSizes(to, low, high, least, most) - sumOverSizes(from - 1, low, high, least, most)
  into[at]! += below - more
  into[at + 1]! += more
}

/** Adds the choices of a loop over cluster sizes that leave so many units at level 0. */
const addChoices = (
  into: Choices,
  { loops }: MapSpace,
  box: Box,
  inner: number,
  loop: number,
  units: number,
  least: number,
  most: number,
): void => {
  const extent = loops.extents[loop]!
  const low = box.low[loop]!
  const isOuter = loop === box.outer
  const lastOfMore = isOuter ? floor((extent - 1) / units) : extent - 1
  const last = isOuter ? min(box.high[loop]!, extent - 1) : box.high[loop]!
  addInner(into, 0, box, inner, loop, loops.count, max(low, lastOfMore + 1), last, least, most)
  addInner(into, 2, box, inner, loop, loops.count, low, min(last, lastOfMore), least, most)
}

/** Σ over cluster sizes of the products of the choices of two loops: 16 sums in three parts each. */
type Pairs = { readonly high: Float64Array; readonly middle: Float64Array; readonly low: Float64Array }

const addPairs = ({ high, middle, low }: Pairs, first: Choices, second: Choices): void => {
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

const pairAt = ({ high, middle, low }: Pairs, at: number): bigint =>
  (BigInt(high[at]!) << 42n) + (BigInt(middle[at]!) << 21n) + BigInt(low[at]!)

/**
 * Ways to choose the tiles of some loops, by how many loops outside the inner ones of a class are distinguished at each level. The
 * orders of so many grow with the number of those that may be innermost among them, so that number is summed beside
 * the ways: for each level, and for both together. Everything is exact: `countFree` looks to that.
 */
type Ways = {
  readonly plain: Float64Array
  readonly first: Float64Array
  readonly second: Float64Array
  readonly both: Float64Array
}

/** More loops than a search has, and one more. */
const width = 12

const empty = (): Ways => {
  const list = (): Float64Array => new Float64Array(width * width)
  return { plain: list(), first: list(), second: list(), both: list() }
}

/** Empties the ways of so many loops. */
const clear = ({ plain, first, second, both }: Ways, loops: number): void => {
  const end = (loops + 1) * width
  plain.fill(0, 0, end)
  first.fill(0, 0, end)
  second.fill(0, 0, end)
  both.fill(0, 0, end)
}

/** Memory that every count writes before it reads it. */
const scratchOf = () => ({
  one: empty(),
  other: empty(),
  choices: Array.from({ length: width }, () => new Float64Array(4)),
  first: new Float64Array(4),
  second: new Float64Array(4),
  pairs: { high: new Float64Array(16), middle: new Float64Array(16), low: new Float64Array(16) },
})

const scratch = /* @__PURE__ */ scratchOf()

const isIn = (of: OrderClass | null, loop: number): boolean => of !== null && hasBit(of.inner, loop)

// Without a class, any loop may be the innermost one: nothing has to be summed.
const isNext = (of: OrderClass | null, loop: number): boolean => of !== null && hasBit(of.next, loop)

type Classes = { readonly outer: OrderClass | null; readonly inner: OrderClass | null }

/** Adds the ways with one more loop, whose choice is the one given; returns whether the classes admit it. */
const addChoice = (
  into: Ways,
  from: Ways,
  loops: number,
  loop: number,
  choice: number,
  ways: number,
  { outer, inner }: Classes,
): boolean => {
  const isOuter = choice >= 2
  const isInner = choice % 2 === 1
  const mustOuter = isIn(outer, loop)
  const mustInner = isIn(inner, loop)
  if (ways === 0 || (mustOuter && !isOuter) || (mustInner && !isInner)) return false
  const addsOuter = isOuter && !mustOuter
  const addsInner = isInner && !mustInner
  const isNextOuter = addsOuter && isNext(outer, loop)
  const isNextInner = addsInner && isNext(inner, loop)
  const shift = (addsOuter ? 1 : 0) + (addsInner ? width : 0)
  for (let i = 0; i <= loops; i++)
    for (let o = 0; o <= loops; o++) {
      const at = i * width + o
      const own = from.plain[at]! * ways
      if (own === 0) continue
      const first = from.first[at]! * ways
      const second = from.second[at]! * ways
      const to = at + shift
      into.plain[to]! += own
      into.first[to]! += isNextOuter ? first + own : first
      into.second[to]! += isNextInner ? second + own : second
      into.both[to]! +=
        from.both[at]! * ways +
        (isNextInner ? first : 0) +
        (isNextOuter ? second : 0) +
        (isNextOuter && isNextInner ? own : 0)
    }
  return true
}

/** Orders of a level for so many loops outside the inner ones, for each of those that may be the innermost of them where it matters. */
const ordersFor = (of: OrderClass | null, outside: number): number => {
  if (of === null) return factorials[outside]!
  if (of.inner === 0) return outside === 0 ? 1 : 0
  return countBits(of.innermost) * factorials[countBits(of.inner) - 1]! * factorials[max(0, outside - 1)]!
}

const factorials = /* @__PURE__ */ Float64Array.of(1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880, 3_628_800)

/** The sum of all ways with one more choice, each times its orders: {@link addChoice} and what follows from it at once. */
const weighed = (
  { plain, first, second, both }: Ways,
  loops: number,
  loop: number,
  choice: number,
  { outer, inner }: Classes,
  isSmall: boolean,
): bigint => {
  const isOuter = choice >= 2
  const isInner = choice % 2 === 1
  const mustOuter = isIn(outer, loop)
  const mustInner = isIn(inner, loop)
  if ((mustOuter && !isOuter) || (mustInner && !isInner)) return 0n
  const addsOuter = isOuter && !mustOuter ? 1 : 0
  const addsInner = isInner && !mustInner ? 1 : 0
  const isNextOuter = addsOuter === 1 && isNext(outer, loop)
  const isNextInner = addsInner === 1 && isNext(inner, loop)
  let small = 0
  let large = 0n
  for (let i = 0; i <= loops; i++) {
    const within = ordersFor(inner, i + addsInner)
    if (within === 0) continue
    const sumsInner = inner !== null && i + addsInner > 0
    for (let o = 0; o <= loops; o++) {
      const at = i * width + o
      const own = plain[at]!
      if (own === 0) continue
      const orders = within * ordersFor(outer, o + addsOuter)
      if (orders === 0) continue
      const sumsOuter = outer !== null && o + addsOuter > 0
      let sum = own
      if (sumsOuter) sum = isNextOuter ? first[at]! + own : first[at]!
      if (sumsInner) {
        sum = isNextInner ? second[at]! + own : second[at]!
        if (sumsOuter) sum = both[at]! + (isNextInner ? first[at]! : 0) + (isNextOuter ? sum : 0)
      }
      if (isSmall) small += sum * orders
      else large += BigInt(sum) * BigInt(orders)
    }
  }
  return isSmall ? BigInt(small) : large
}

/** Calls for each run of cluster sizes with the same number of units of level 0; all numbers of at least `enough` are alike. */
const forUnits = (
  pes: number,
  box: Box,
  least: number,
  most: number,
  enough: number,
  call: (units: number, from: number, to: number) => void,
): void => {
  for (let from = least; from <= most; ) {
    const units = unitsOf(pes, box, from)
    const to = box.levels === 1 || enough === 0 ? most : min(most, floor(pes / min(units, enough)))
    call(units, from, to)
    from = to + 1
  }
}

const sumOf = (choices: Choices): number => choices[0]! + choices[1]! + choices[2]! + choices[3]!

const largestExact = 2 ** 53

/** The loop of the most choices; none where all of them are spread. */
const largestOf = (choices: readonly Choices[], spread: (loop: number) => boolean): number =>
  choices.reduce(
    (most, own, loop) => (!spread(loop) && (most < 0 || sumOf(own) > sumOf(choices[most]!)) ? loop : most),
    -1,
  )

/** Σ over sizes of clusters of the products of the choices of both loops that are spread. */
const writePairs = (space: MapSpace, box: Box, inner: number, least: number, most: number): void => {
  const { pairs, first, second } = scratch
  pairs.high.fill(0)
  pairs.middle.fill(0)
  pairs.low.fill(0)
  forUnits(space.pes, box, least, most, space.loops.extents[box.outer]!, (units, from, to) => {
    first.fill(0)
    second.fill(0)
    addChoices(first, space, box, inner, box.outer, units, from, from)
    addChoices(second, space, box, inner, inner, units, from, to)
    addPairs(pairs, first, second)
  })
}

/**
 * The mappings of a box whose spatial loops are known; null where doubles are not exact. The loops that are spread are combined
 * last, because their choices depend on the sizes of clusters; without any, the loop of the most choices.
 */
export const countFree = (space: MapSpace, box: Box, inner: number): bigint | null => {
  const { loops, pes } = space
  const { count } = loops
  const { outer } = box
  const least = inner === NONE ? box.least : max(2, box.least)
  const most = outer === NONE || box.levels === 1 ? box.most : min(box.most, floor(pes / 2))
  if (least > most || (box.levels === 1 && outer !== NONE && pes < 2)) return 0n
  const classes = { outer: box.outerClass, inner: box.innerClass }
  const isSpread = (loop: number): boolean => loop === outer || loop === inner
  const { choices } = scratch
  for (let loop = 0; loop < count; loop++) {
    const own = choices[loop]!
    own.fill(0)
    if (!isSpread(loop)) addChoices(own, space, box, inner, loop, 1, 1, 1)
  }
  const last = outer !== NONE ? outer : inner !== NONE ? inner : largestOf(choices.slice(0, count), isSpread)
  let ways = scratch.one
  let into = scratch.other
  clear(ways, 0)
  ways.plain[0] = 1
  let product = 1
  let done = 0
  for (let loop = 0; loop < count; loop++) {
    const own = choices[loop]!
    if (isSpread(loop) || loop === last) continue
    product *= sumOf(own)
    if (product === 0) return 0n
    clear(into, done + 1)
    for (let choice = 0; choice < 4; choice++)
      addChoice(into, ways, done, loop, choice, own[choice]!, classes)
    done++
    const before = ways
    ways = into
    into = before
  }
  if (product * (classes.outer === null ? 1 : count) * (classes.inner === null ? 1 : count) >= largestExact)
    return null
  const isSmall = product * count * count * factorials[count]! ** 2 < largestExact
  let total = 0n
  if (outer !== NONE && inner !== NONE && outer !== inner) {
    writePairs(space, box, inner, least, most)
    for (let i = 0; i < 4; i++) {
      clear(into, done + 1)
      if (!addChoice(into, ways, done, outer, i, 1, classes)) continue
      for (let j = 0; j < 4; j++) {
        const often = pairAt(scratch.pairs, 4 * i + j)
        if (often !== 0n) total += often * weighed(into, done + 1, inner, j, classes, isSmall)
      }
    }
    return total
  }
  // A layer of one element has one way.
  if (last < 0) return BigInt(most - least + 1) * weighed(ways, 0, count, 0, classes, isSmall)
  const own = choices[last]!
  if (isSpread(last))
    forUnits(pes, box, least, most, outer === NONE ? 0 : loops.extents[outer]!, (units, from, to) =>
      addChoices(own, space, box, inner, last, units, from, to),
    )
  for (let choice = 0; choice < 4; choice++)
    if (own[choice] !== 0) total += BigInt(own[choice]!) * weighed(ways, done, last, choice, classes, isSmall)
  return outer === NONE && inner === NONE ? BigInt(most - least + 1) * total : total
}
