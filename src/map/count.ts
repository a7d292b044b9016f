/**
 * The number of mappings in a box, exactly. Loops are independent of one another but for the orders, whose number depends on
 * how many loops of a level take more than one step. So the choices of each loop are counted by whether it is
 * distinguished at each level, and the counts of the loops are convolved.
 */
import { ANY, type Box, boxLike, unitsOf } from './box'
import { countFree, isCountedFast } from './count-free'
import { type Signature, signatureOf } from './count-orders'
import { NONE } from './mapping'
import { type MapSpace, spatialChoices, tilesAllowed } from './space'

/** Choices of the tiles of a loop: by twice whether it is distinguished at level 0, and whether it is at level 1. */
type Choices = readonly [bigint, bigint, bigint, bigint]

/** Below this, the sums of a loop's choices are exact in doubles. */
const smallExtent = 2 ** 25

const big = (value: number): bigint => BigInt(value)

/** Σ over x from 0 up to but not including `end` of ⌊x / n⌋. */
const sumOfFloors = (end: number, n: number): bigint => {
  const whole = Math.floor(end / n)
  const rest = end - whole * n
  if (end < smallExtent) return big((n * whole * (whole - 1)) / 2 + whole * rest)
  return (big(n) * big(whole) * (big(whole) - 1n)) / 2n + big(whole) * big(rest)
}

/** Pairs of an outer tile from `from` to `to` and an inner one from `low` to `high` with inner · n < outer. */
const pairsBelow = (from: number, to: number, low: number, high: number, n: number): bigint => {
  // Inner tiles up to ⌊(outer − 1) / n⌋: none below outer = n · low + 1, all of them from n · high + 1.
  const start = Math.max(from, n * low + 1)
  const all = Math.max(start, n * high + 1)
  const partEnd = Math.min(to, all - 1)
  let pairs = 0n
  if (partEnd >= start)
    pairs += sumOfFloors(partEnd, n) - sumOfFloors(start - 1, n) - big(partEnd - start + 1) * big(low - 1)
  if (to >= all && high >= low) pairs += big(to - all + 1) * big(high - low + 1)
  return pairs
}

const rangeLength = (from: number, to: number): number => Math.max(0, to - from + 1)

type LoopRange = {
  readonly extent: number
  readonly low: number
  readonly high: number
  /** Of the inner tile; null where there is one level. */
  readonly inner: { readonly low: number; readonly high: number } | null
}

/** Inner choices for outer tiles from `from` to `to`: of one step, and of more. */
const innerChoices = (
  { inner }: LoopRange,
  from: number,
  to: number,
  isSpatial: boolean,
  units: number,
): readonly [bigint, bigint] => {
  if (inner === null) return [big(rangeLength(from, to)), 0n]
  const { low, high } = inner
  const below = pairsBelow(from, to, low, high, 1)
  if (!isSpatial) return [big(rangeLength(Math.max(from, low), Math.min(to, high))), below]
  const more = pairsBelow(from, to, low, high, units)
  return [below - more, more]
}

/** The choices of a loop whose tiles are not restricted. */
const freeChoices = (
  range: LoopRange,
  isOuter: boolean,
  outerUnits: number,
  isInner: boolean,
  innerUnits: number,
): Choices => {
  const { extent, low, high } = range
  // More than one step up to this tile; where the loop is spatial, its tiles are smaller than the extent.
  const lastOfMore = isOuter ? Math.floor((extent - 1) / outerUnits) : extent - 1
  const last = isOuter ? Math.min(high, extent - 1) : high
  const more = innerChoices(range, low, Math.min(last, lastOfMore), isInner, innerUnits)
  const one = innerChoices(range, Math.max(low, lastOfMore + 1), last, isInner, innerUnits)
  return [one[0], one[1], more[0], more[1]]
}

/** The choices of a loop whose tiles are restricted, looked at one by one. */
const restrictedChoices = (
  { loops: _, tiles: rules }: MapSpace,
  loop: number,
  { extent, low, high, inner }: LoopRange,
  isOuter: boolean,
  outerUnits: number,
  isInner: boolean,
  innerUnits: number,
): Choices => {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  for (const outer of tilesAllowed(rules[0][loop]!, extent, low, high)) {
    if (isOuter && outer === extent) continue
    const isMore = isOuter ? Math.ceil(extent / outer) > outerUnits : outer < extent
    if (inner === null) counts[isMore ? 2 : 0]++
    else
      for (const tile of tilesAllowed(rules[1][loop]!, outer, inner.low, Math.min(outer, inner.high))) {
        if (isInner && tile === outer) continue
        const isMoreInside = isInner ? Math.ceil(outer / tile) > innerUnits : tile < outer
        counts[(isMore ? 2 : 0) + (isMoreInside ? 1 : 0)]!++
      }
  }
  return [big(counts[0]), big(counts[1]), big(counts[2]), big(counts[3])]
}

const choicesOf = (
  space: MapSpace,
  box: Box,
  inner: number,
  loop: number,
  outerUnits: number,
  innerUnits: number,
): Choices => {
  const { loops, tiles } = space
  const { count } = loops
  const range: LoopRange = {
    extent: loops.extents[loop]!,
    low: box.low[loop]!,
    high: box.high[loop]!,
    inner: box.levels === 1 ? null : { low: box.low[count + loop]!, high: box.high[count + loop]! },
  }
  const isFree = tiles[0][loop] === null && (box.levels === 1 || tiles[1][loop] === null)
  return isFree
    ? freeChoices(range, loop === box.outer, outerUnits, loop === inner, innerUnits)
    : restrictedChoices(space, loop, range, loop === box.outer, outerUnits, loop === inner, innerUnits)
}

type States = ReadonlyMap<number, bigint>

const scale = 2 ** 17

/** Adds a loop to the states: each of its choices that the classes admit. */
const withLoop = (
  states: States,
  loop: number,
  choices: Choices,
  outer: Signature,
  inner: Signature,
): States => {
  const result = new Map<number, bigint>()
  const mustOuter = outer.isInner(loop)
  const mustInner = inner.isInner(loop)
  choices.forEach((ways, choice) => {
    const [isOuter, isInner] = [choice >= 2, choice % 2 === 1]
    if (ways === 0n || (mustOuter && !isOuter) || (mustInner && !isInner)) return
    const added =
      (isOuter && !mustOuter ? outer.add(loop) : 0) + (isInner && !mustInner ? inner.add(loop) * scale : 0)
    for (const [state, count] of states) {
      const key = state + added
      result.set(key, (result.get(key) ?? 0n) + count * ways)
    }
  })
  return result
}

const weighed = (states: States, outer: Signature, inner: Signature): bigint => {
  let total = 0n
  for (const [state, count] of states)
    total += count * outer.orders(state % scale) * inner.orders(Math.floor(state / scale))
  return total
}

type Interval = { readonly from: number; readonly to: number }

/** Cluster sizes in runs over which the loops' choices are the same. */
const clusterRuns = (space: MapSpace, box: Box, inner: number): readonly Interval[] => {
  const { pes, loops, clusters } = space
  const runs: Interval[] = []
  const least = inner === NONE ? box.least : Math.max(2, box.least)
  const most = box.outer === NONE || box.levels === 1 ? box.most : Math.min(box.most, Math.floor(pes / 2))
  if (clusters !== null && box.levels === 2) {
    for (const size of clusters) if (size >= least && size <= most) runs.push({ from: size, to: size })
    return runs
  }
  const outerExtent = box.outer === NONE ? 0 : loops.extents[box.outer]!
  const innerExtent = inner === NONE ? 0 : loops.extents[inner]!
  for (let from = least; from <= most; ) {
    // As many units as tiles, or more, are alike.
    const units = unitsOf(pes, box, from)
    const sameOuter =
      box.levels === 1 || units <= 1 || box.outer === NONE
        ? most
        : Math.floor(pes / Math.min(units, outerExtent))
    const sameInner = from < innerExtent ? from : most
    const to = Math.min(most, sameOuter, sameInner)
    runs.push({ from, to })
    from = to + 1
  }
  return runs
}

const plusChoices = (a: Choices, b: Choices): Choices => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]

const timesChoices = ([a, b, c, d]: Choices, times: bigint): Choices => [
  a * times,
  b * times,
  c * times,
  d * times,
]

const countInner = (space: MapSpace, box: Box, inner: number): bigint => {
  const { loops, pes, orders } = space
  const outerSignature = signatureOf(box.outerClass, orders[0], loops)
  const innerSignature = signatureOf(box.innerClass, orders[1], loops)
  const runs = clusterRuns(space, box, inner)
  if (runs.length === 0 || (box.levels === 1 && box.outer !== NONE && pes < 2)) return 0n
  let states: States = new Map([[0, 1n]])
  const spread: number[] = []
  for (let loop = 0; loop < loops.count; loop++) {
    if (loop === box.outer || loop === inner) spread.push(loop)
    else
      states = withLoop(
        states,
        loop,
        choicesOf(space, box, inner, loop, 1, 1),
        outerSignature,
        innerSignature,
      )
    if (states.size === 0) return 0n
  }
  if (spread.length === 0) {
    const sizes = runs.reduce((sum, { from, to }) => sum + big(to - from + 1), 0n)
    return sizes * weighed(states, outerSignature, innerSignature)
  }
  const timesOf = ({ from, to }: Interval): bigint => big(to - from + 1)
  const choicesIn = (loop: number, { from }: Interval): Choices =>
    choicesOf(space, box, inner, loop, unitsOf(pes, box, from), from)
  const [first, second] = spread
  // The choices of one loop add up over the cluster sizes; those of the outer one are shared by all of one number of clusters.
  if (first === undefined || second === undefined) {
    const choices = runs
      .map((run) => timesChoices(choicesIn(spread[0]!, run), timesOf(run)))
      .reduce(plusChoices)
    return weighed(
      withLoop(states, spread[0]!, choices, outerSignature, innerSignature),
      outerSignature,
      innerSignature,
    )
  }
  let total = 0n
  for (let i = 0; i < runs.length; ) {
    const units = unitsOf(pes, box, runs[i]!.from)
    const outerChoices = choicesIn(box.outer, runs[i]!)
    let innerChoices: Choices = [0n, 0n, 0n, 0n]
    for (; i < runs.length && unitsOf(pes, box, runs[i]!.from) === units; i++)
      innerChoices = plusChoices(innerChoices, timesChoices(choicesIn(inner, runs[i]!), timesOf(runs[i]!)))
    const withOuter = withLoop(states, box.outer, outerChoices, outerSignature, innerSignature)
    total += weighed(
      withLoop(withOuter, inner, innerChoices, outerSignature, innerSignature),
      outerSignature,
      innerSignature,
    )
  }
  return total
}

/** The mappings of a box of a space. */
export const counterOf = (space: MapSpace): ((box: Box) => bigint) => {
  const isFast = isCountedFast(space)
  const count = (...of: Parameters<typeof countInner>): bigint =>
    (isFast ? countFree(...of) : null) ?? countInner(...of)
  const ofOuter = (box: Box): bigint =>
    box.inner !== ANY
      ? count(space, box, box.inner)
      : spatialChoices(space, 1).reduce((sum, inner) => sum + count(space, box, inner), 0n)
  return (box) =>
    box.outer !== ANY
      ? ofOuter(box)
      : spatialChoices(space, 0).reduce((sum, outer) => sum + ofOuter(boxLike(box, { outer })), 0n)
}

/** The same for one box. */
export const countMappings = (space: MapSpace, box: Box): bigint => counterOf(space)(box)

/** The definition of {@link counterOf}, for boxes whose spatial loops are known. */
export const countOneByOne = countInner
