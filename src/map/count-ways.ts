/**
 * Ways to choose the tiles of some loops, by how many loops outside the inner ones of a class are distinguished at each level. The
 * number of their orders grows with the number of those that may be innermost among them, so that number is summed beside
 * the ways: for each level, and for both together. Everything is exact: `count-free.ts` looks to that.
 */
import type { TileChoices } from './count-choices'
import { countBits, hasBit } from './loops'
import type { OrderClass } from './order-class'

/** More loops than a search has, and one more. */
export const width = 12

/** Four numbers for each pair of numbers of loops: the ways, and their sums for each level and for both. */
const cell = 4

/** Ways of some loops, by how many of them may be distinguished outside the inner ones of each level. */
export type Ways = { readonly sums: Float64Array; outer: number; inner: number }

export const newWays = (): Ways => ({ sums: new Float64Array(width * width * cell), outer: 0, inner: 0 })

export type Classes = { readonly outer: OrderClass | null; readonly inner: OrderClass | null }

/** The one way of no loops. */
export const clearWays = (ways: Ways): void => {
  ways.outer = 0
  ways.inner = 0
  ways.sums[0] = 1
  ways.sums[1] = 0
  ways.sums[2] = 0
  ways.sums[3] = 0
}

/** Makes room for ways in which one loop more is distinguished at either level. */
const grow = (ways: Ways, isOuter: boolean, isInner: boolean): void => {
  const { sums } = ways
  if (isOuter) {
    ways.outer++
    for (let i = 0; i <= ways.inner; i++) {
      const at = (i * width + ways.outer) * cell
      sums.fill(0, at, at + cell)
    }
  }
  if (isInner) {
    ways.inner++
    const at = ways.inner * width * cell
    sums.fill(0, at, at + (ways.outer + 1) * cell)
  }
}

const isIn = (of: OrderClass | null, loop: number): boolean => of !== null && hasBit(of.inner, loop)

// Without a class, any loop may be the innermost one: nothing has to be summed.
const isNext = (of: OrderClass | null, loop: number): boolean => of !== null && hasBit(of.next, loop)

/** Of the choices of a loop those that the classes admit, by what they add at each level, are at these places; −1: none. */
const placeOf = (mustOuter: boolean, mustInner: boolean, addsOuter: boolean, addsInner: boolean): number =>
  (mustOuter && addsOuter) || (mustInner && addsInner)
    ? -1
    : (mustOuter || addsOuter ? 2 : 0) + (mustInner || addsInner ? 1 : 0)

const choiceAt = (choices: TileChoices, place: number): number => (place < 0 ? 0 : choices[place]!)

/** Adds a loop: each of its choices that the classes admit. */
export const addLoop = (ways: Ways, loop: number, choices: TileChoices, { outer, inner }: Classes): void => {
  const mustOuter = isIn(outer, loop)
  const mustInner = isIn(inner, loop)
  const none = choiceAt(choices, placeOf(mustOuter, mustInner, false, false))
  const within = choiceAt(choices, placeOf(mustOuter, mustInner, false, true))
  const outside = choiceAt(choices, placeOf(mustOuter, mustInner, true, false))
  const both = choiceAt(choices, placeOf(mustOuter, mustInner, true, true))
  const nextOuter = isNext(outer, loop) ? 1 : 0
  const nextInner = isNext(inner, loop) ? 1 : 0
  grow(ways, outside + both !== 0, within + both !== 0)
  const { sums } = ways
  // From the most loops to the fewest, so that what is read is not written yet.
  for (let i = ways.inner; i >= 0; i--)
    for (let o = ways.outer; o >= 0; o--) {
      const at = (i * width + o) * cell
      let plain = none * sums[at]!
      let first = none * sums[at + 1]!
      let second = none * sums[at + 2]!
      let product = none * sums[at + 3]!
      if (o > 0 && outside !== 0) {
        const from = at - cell
        plain += outside * sums[from]!
        first += outside * (sums[from + 1]! + nextOuter * sums[from]!)
        second += outside * sums[from + 2]!
        product += outside * (sums[from + 3]! + nextOuter * sums[from + 2]!)
      }
      if (i > 0 && within !== 0) {
        const from = at - width * cell
        plain += within * sums[from]!
        first += within * sums[from + 1]!
        second += within * (sums[from + 2]! + nextInner * sums[from]!)
        product += within * (sums[from + 3]! + nextInner * sums[from + 1]!)
      }
      if (i > 0 && o > 0 && both !== 0) {
        const from = at - width * cell - cell
        const own = sums[from]!
        plain += both * own
        first += both * (sums[from + 1]! + nextOuter * own)
        second += both * (sums[from + 2]! + nextInner * own)
        product +=
          both *
          (sums[from + 3]! +
            nextInner * sums[from + 1]! +
            nextOuter * sums[from + 2]! +
            nextOuter * nextInner * own)
      }
      sums[at] = plain
      sums[at + 1] = first
      sums[at + 2] = second
      sums[at + 3] = product
    }
}

const factorials = /* @__PURE__ */ Float64Array.of(1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880, 3_628_800)

/** Orders of a level for each number of loops outside the inner ones, and for each of those that may be the innermost of them where it matters. */
const ordersFor = (of: OrderClass | null, outside: number): number => {
  if (of === null) return factorials[outside]!
  if (of.inner === 0) return outside === 0 ? 1 : 0
  return (
    countBits(of.innermost) * factorials[countBits(of.inner) - 1]! * factorials[Math.max(0, outside - 1)]!
  )
}

/** Sums of products below this are exact. */
const largestExact = 2 ** 53

/**
 * What a loop adds by one of its choices, as one number whose parts add up: loops that are distinguished outside the inner ones at
 * each level, and of these the ones that may be innermost among them. −1: the classes do not admit it.
 */
export const addedBy = (loop: number, choice: number, { outer, inner }: Classes): number => {
  const isOuter = choice >= 2
  const isInner = choice % 2 === 1
  const mustOuter = isIn(outer, loop)
  const mustInner = isIn(inner, loop)
  if ((mustOuter && !isOuter) || (mustInner && !isInner)) return -1
  const first = isOuter && !mustOuter ? (isNext(outer, loop) ? 1 + 16 : 1) : 0
  const second = isInner && !mustInner ? (isNext(inner, loop) ? 4 + 64 : 4) : 0
  return first + second
}

/** The sum of all ways with what more loops add, each times its orders. */
export const ordersOfWays = (
  { sums, outer: mostOuter, inner: mostInner }: Ways,
  added: number,
  { outer, inner }: Classes,
): bigint => {
  const moreOuter = added & 3
  const moreInner = (added >> 2) & 3
  const nextOuter = (added >> 4) & 3
  const nextInner = added >> 6
  let small = 0
  let large = 0n
  for (let i = 0; i <= mostInner; i++) {
    const within = ordersFor(inner, i + moreInner)
    if (within === 0) continue
    const sumsInner = inner !== null && i + moreInner > 0
    for (let o = 0; o <= mostOuter; o++) {
      const at = (i * width + o) * cell
      const own = sums[at]!
      if (own === 0) continue
      const sumsOuter = outer !== null && o + moreOuter > 0
      let sum = sumsOuter ? sums[at + 1]! + nextOuter * own : own
      if (sumsInner) {
        const second = sums[at + 2]! + nextInner * own
        sum = sumsOuter ? sums[at + 3]! + nextInner * sums[at + 1]! + nextOuter * second : second
      }
      const orders = within * ordersFor(outer, o + moreOuter)
      const all = small + sum * orders
      if (all < largestExact) small = all
      else large += BigInt(sum) * BigInt(orders)
    }
  }
  return large + BigInt(small)
}
