/** What the runs of a layer touch of an input that is no T₀ … Tₙ₋₁, such as weights (docs/spec.md, section 16). */
import type { Watched } from './lines'
import { type Link, summandsOf } from './links'
import type { Loop } from './outer-nest'
import { countRuns, type Running } from './runs'
import type { Standing } from './standing'
import { hullOf, type Interval, type Place, type Summand, sharedOf, touchedOf } from './touched'

/** Elements of an input; `E(r)` is what run r touches of it. */
export type Touched = {
  /** Of all runs together, each once. */
  readonly union: number
  /** Σ |E(r)|, and Σ |E(r) ∖ E(r − 1)|. */
  readonly perRun: number
  readonly changes: number
  /** The largest |E(r)|, and the largest |E(r) ∪ E(r + 1)|. */
  readonly largest: number
  readonly largestPair: number
}

const untouched: Touched = { union: 0, perRun: 0, changes: 0, largest: 0, largestPair: 0 }

/** An axis of the input, with the loops that move it. */
type MovedAxis = {
  readonly loops: readonly Running[]
  readonly at: (intervals: readonly Interval[]) => readonly Summand[]
  readonly place: Place
}

/** A group of tiles of a loop, or two tiles that follow each other. */
type Choice = { readonly times: number; readonly interval: Interval; readonly before: Interval }

const by = ({ low, high }: Interval, shift: number): Interval => ({ low: low + shift, high: high + shift })

/** Tiles of a loop, by groups. */
const tilesOf = ({ groups }: Running): readonly Choice[] =>
  groups.map(({ count, computed }) => ({ times: count, interval: computed, before: computed }))

/** Steps of a loop from one of its tiles to the next. */
const stepsOf = ({ groups }: Running): readonly Choice[] =>
  groups.flatMap(({ count, computed, slope }, g): readonly Choice[] => {
    const within = count > 1 ? [{ times: count - 1, interval: by(computed, slope), before: computed }] : []
    const next = groups[g + 1]
    if (next === undefined) return within
    return [...within, { times: 1, interval: next.computed, before: by(computed, (count - 1) * slope) }]
  })

/** A loop that begins anew. */
const returnOf = ({ groups }: Running): Choice => {
  const { count, computed, slope } = groups[groups.length - 1]!
  return { times: 1, interval: groups[0]!.computed, before: by(computed, (count - 1) * slope) }
}

const axesOf = (
  { problem, places }: Link,
  k: number,
  tensor: number,
  running: readonly Running[],
  { computed }: Standing,
): { readonly moved: readonly MovedAxis[]; readonly standing: number } => {
  const moved: MovedAxis[] = []
  let standing = 1
  problem.tensors[tensor]!.axes.forEach((axis, a) => {
    const place = places[tensor]![a]!
    const loops = running.filter(({ moves }) => axis.some(({ dimension }) => dimension === moves))
    const at = (intervals: readonly Interval[]) =>
      summandsOf(axis, (d) => intervals[loops.findIndex(({ moves }) => moves === d)] ?? computed[k]![d]!)
    if (loops.length === 0) standing *= touchedOf(at([]), place)
    else moved.push({ loops, at, place })
  })
  return { moved, standing }
}

/** Sums over all choices of the loops, and the largest: of what is touched, of what was before, and of what is in both. */
type Sums = { touched: number; shared: number; largest: number; largestPair: number; times: number }

/** One axis after the other, each with all choices of its loops: null where too many elements would be listed. */
const sumOver = (axes: readonly MovedAxis[], choicesOf: (of: Running) => readonly Choice[]): Sums | null => {
  let sums: Sums | null = { touched: 0, shared: 0, largest: 0, largestPair: 0, times: 0 }
  const visit = (depth: number, times: number, touched: number, before: number, shared: number): void => {
    if (sums === null) return
    const axis = axes[depth]
    if (axis === undefined) {
      sums.times += times
      sums.touched += times * touched
      sums.shared += times * shared
      sums.largest = Math.max(sums.largest, touched)
      sums.largestPair = Math.max(sums.largestPair, touched + before - shared)
      return
    }
    const { loops, at, place } = axis
    const intervals: Interval[] = []
    const earlier: Interval[] = []
    const choose = (l: number, sofar: number): void => {
      const loop = loops[l]
      if (loop === undefined) {
        const now = at(intervals)
        const then = at(earlier)
        const both = sharedOf(now, then, place)
        if (both === null) sums = null
        else
          visit(
            depth + 1,
            sofar,
            touched * touchedOf(now, place),
            before * touchedOf(then, place),
            shared * both,
          )
        return
      }
      for (const { times: of, interval, before: old } of choicesOf(loop)) {
        intervals[l] = interval
        earlier[l] = old
        choose(l + 1, sofar * of)
      }
    }
    choose(0, times)
  }
  visit(0, 1, 1, 1, 1)
  return sums
}

/** From run to run, one loop goes on to its next tile, those inside it begin anew, and those outside it stay. */
const choicesAt =
  (step: number) =>
  (of: Running): readonly Choice[] =>
    of.loop < step ? tilesOf(of) : of.loop > step ? [returnOf(of)] : stepsOf(of)

/** Of a dimension that a loop moves, everything that is ever computed of it. */
const everythingOf = ({ groups }: Running): Interval => {
  const last = groups[groups.length - 1]!
  return { low: groups[0]!.computed.low, high: last.computed.high + (last.count - 1) * last.slope }
}

/** Whether something between what two tiles compute is never computed. */
const hasGaps = (of: Running): boolean =>
  stepsOf(of).some(({ interval, before }) => interval.low > before.high)

/** Elements of an axis that some run touches. What tiles touch of it only moves on, so it is new but for what the tile before touched. */
const unionAlong = ({ loops, at, place }: MovedAxis): number => {
  const [loop, other] = loops
  if (loop === undefined || other !== undefined || !hasGaps(loop))
    return touchedOf(at(loops.map(everythingOf)), place)
  const all = tilesOf(loop).reduce(
    (sum, { times, interval }) => sum + times * touchedOf(at([interval]), place),
    0,
  )
  const shared = stepsOf(loop).reduce(
    (sum, { times, interval, before }) => sum + times * (sharedOf(at([interval]), at([before]), place) ?? 0),
    0,
  )
  return all - shared
}

/** What the runs of a layer touch of an input; null where its gaps would have to be listed, and are too many. */
export const touchedByRuns = (
  link: Link,
  k: number,
  tensor: number,
  running: readonly Running[],
  standing: Standing,
): Touched | null => {
  if (countRuns(k, running, standing) === 0) return untouched
  const { moved, standing: factor } = axesOf(link, k, tensor, running, standing)
  const movedBy = (of: Running): boolean => moved.some(({ loops }) => loops.includes(of))
  const runs = running.reduce((product, of) => product * (movedBy(of) ? 1 : of.tiles), 1)
  const each = sumOver(moved, tilesOf)
  if (each === null) return null
  let shared = 0
  let largestPair = each.largest
  for (const step of running) {
    if (step.tiles < 2) continue
    const of = sumOver(moved, choicesAt(step.loop))
    if (of === null) return null
    // Loops that leave the input alone repeat this: those outside as often as they have tiles, the one that steps once less.
    let times = 1
    for (const loop of running)
      if (!movedBy(loop)) times *= loop.loop < step.loop ? loop.tiles : loop === step ? loop.tiles - 1 : 1
    shared += times * of.shared
    largestPair = Math.max(largestPair, of.largestPair)
  }
  let union = factor
  for (const axis of moved) union *= unionAlong(axis)
  return {
    union,
    perRun: factor * runs * each.touched,
    changes: factor * (runs * each.touched - shared),
    largest: factor * each.largest,
    largestPair: factor * largestPair,
  }
}

/** Whether an input besides T₀ … Tₙ₋₁ has an axis that two loops move: then what is padding of it depends on both. */
export const areMovedTwice = (links: readonly Link[], loops: readonly Loop[]): boolean =>
  links.some(({ problem, taken }, k) =>
    problem.tensors.some(
      ({ role, axes }, t) =>
        role === 'input' &&
        t !== taken &&
        axes.some(
          (axis) =>
            loops.filter(({ moves }) => axis.some(({ dimension }) => dimension === moves[k])).length > 1,
        ),
    ),
  )

/** Inputs besides T₀ … Tₙ₋₁ that have a window along an axis that a loop moves: tiles may cross its padding. */
export const watchedBy = (
  links: readonly Link[],
  { moves, shifts }: Loop,
  { computed }: Standing,
): readonly Watched[] =>
  links.flatMap(({ problem, taken, places }, layer) =>
    problem.tensors.flatMap(({ role, axes }, t) => {
      if (role === 'output' || t === taken) return []
      return axes.flatMap((axis, a): readonly Watched[] => {
        const term = axis.find(({ dimension }) => dimension === moves[layer])
        if (term === undefined || axis.length === 1) return []
        const place = places[t]![a]!
        const neededFor = (interval: Interval): Interval =>
          hullOf(
            summandsOf(axis, (d) => (d === moves[layer] ? interval : computed[layer]![d]!)),
            place,
          )
        return [{ layer, neededFor, slope: shifts[layer]! * term.coefficient, extent: place.extent }]
      })
    }),
  )
