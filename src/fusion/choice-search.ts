/**
 * The search for the best combination of ways to bring in the inputs that no layer of a chain makes.
 *
 * Whatever is taken always, by all inputs together, and the largest of what single layers need besides share the room. So each
 * possible value of that largest part, a *peak*, leaves a problem of its own: of every layer one of the items that keep to the
 * peak, such that what they always take fits into the rest. Combinations grow layer by layer, and of two with the same layers
 * the one that crosses less and takes less wins, whatever follows. What cannot become as good as the best so far is dropped.
 * A combination counts at the peak that it really has: at any higher one, it needs less than is counted there.
 */
import { type Bound, boundOf, greedyTraffic, trafficFrom } from './choice-bound'

/** One way for each input of a layer, by the numbers of their options, and what they come to. */
export type Item = {
  readonly chosen: readonly number[]
  readonly traffic: number
  readonly always: number
  readonly own: number
}

/** A layer with inputs: its items, the preferred ones first, and what it needs besides them. */
export type LayerItems = { readonly need: number; readonly items: readonly Item[] }

type Input = {
  readonly layer: number
  readonly options: readonly { readonly traffic: number; readonly always: number; readonly own: number }[]
}

/** Combinations of the first layers that are looked at: more are too many. */
export const mostCombinations = 2 ** 20

/** Whether an item is never better than one that is preferred to it, or takes its place with less. */
const isNeedless = (item: Item, i: number, items: readonly Item[]): boolean =>
  items.some(
    ({ traffic, always, own }, j) =>
      j !== i &&
      traffic <= item.traffic &&
      always <= item.always &&
      own <= item.own &&
      (traffic < item.traffic || always < item.always || j < i),
  )

const withInput = (items: readonly Item[], { options }: Input): readonly Item[] => {
  const longer = items.flatMap((item) =>
    options.map(
      ({ traffic, always, own }, o): Item => ({
        chosen: [...item.chosen, o],
        traffic: item.traffic + traffic,
        always: item.always + always,
        own: item.own + own,
      }),
    ),
  )
  return longer.filter((item, i) => !isNeedless(item, i, longer))
}

/** The layers that have inputs to choose for; undefined where one has too many combinations by itself. */
export const layersOf = (
  inputs: readonly Input[],
  needs: readonly number[],
): readonly LayerItems[] | undefined => {
  const layers = new Map<number, readonly Item[]>()
  for (const input of inputs) {
    const before = layers.get(input.layer) ?? [{ chosen: [], traffic: 0, always: 0, own: 0 }]
    if (before.length * input.options.length > mostItems) return undefined
    layers.set(input.layer, withInput(before, input))
  }
  return [...layers].map(([layer, items]) => ({ need: needs[layer]!, items }))
}

/** Items of one layer that are compared with each other. */
const mostItems = 4096

/** A combination of the first layers: the item of the last of them, and what came before. */
type Combination = {
  readonly traffic: number
  readonly always: number
  readonly item: Item
  readonly before: Combination | null
  /** Place in the order of preference among combinations of as many layers. */
  rank: number
}

const isPreferred = (a: Combination, b: Combination, orderOf: ReadonlyMap<Item, number>): number =>
  (a.before?.rank ?? 0) - (b.before?.rank ?? 0) || orderOf.get(a.item)! - orderOf.get(b.item)!

/** Combinations that no other one beats, by their traffic; of equals, the preferred one. */
const unbeaten = (longer: Combination[], items: readonly Item[]): readonly Combination[] => {
  const orderOf = new Map(items.map((item, i) => [item, i]))
  longer.sort((a, b) => a.traffic - b.traffic || a.always - b.always || isPreferred(a, b, orderOf))
  const kept: Combination[] = []
  let least = Number.POSITIVE_INFINITY
  for (const each of longer)
    if (each.always < least) {
      least = each.always
      kept.push(each)
    }
  const byRank = [...kept].sort((a, b) => isPreferred(a, b, orderOf))
  byRank.forEach((each, rank) => {
    each.rank = rank
  })
  return kept
}

/** A peak, with the items that keep to it and what is known of the traffic at it. */
type AtPeak = { readonly peak: number; readonly layers: readonly (readonly Item[])[]; readonly bound: Bound }

const atPeak = (layers: readonly LayerItems[], peak: number): AtPeak | null => {
  const kept = layers.map(({ need, items }) => items.filter(({ own }) => need + own <= peak))
  if (kept.some((items) => items.length === 0)) return null
  return { peak, layers: kept, bound: boundOf(kept) }
}

/** What may be the largest need of a layer besides what is always taken. */
const peaksOf = (
  layers: readonly LayerItems[],
  needs: readonly number[],
  room: number,
): readonly number[] => {
  const largest = needs.reduce((most, need) => Math.max(most, need), 0)
  const peaks = new Set([largest])
  for (const { need, items } of layers) for (const { own } of items) peaks.add(Math.max(largest, need + own))
  return [...peaks].filter((peak) => peak <= room).sort((a, b) => a - b)
}

/** Bounds are sums of doubles: they may be too high by less than this part of the most that may cross. */
const rounding = 1e-12

/** Whether so much is more than the best, beyond what rounding may have added. */
const isWorse = (traffic: number, best: number, { from }: Bound): boolean =>
  traffic - rounding * from[0]!.traffic > best

type Budget = { left: number }

/** The best combination at a peak; null if none is as good as `best`, undefined if the budget is spent. */
const bestAt = (
  { layers, bound, peak }: AtPeak,
  room: number,
  best: number,
  budget: Budget,
): Combination | null | undefined => {
  let combinations: readonly (Combination | null)[] = [null]
  for (let l = 0; l < layers.length; l++) {
    const longer: Combination[] = []
    for (const before of combinations)
      for (const item of layers[l]!) {
        const traffic = (before?.traffic ?? 0) + item.traffic
        const always = (before?.always ?? 0) + item.always
        if (isWorse(traffic + trafficFrom(bound, l + 1, room - peak - always), best, bound)) continue
        longer.push({ traffic, always, item, before, rank: 0 })
      }
    budget.left -= longer.length
    if (budget.left < 0) return undefined
    combinations = unbeaten(longer, layers[l]!)
  }
  return combinations[0] ?? null
}

const chosenIn = (combination: Combination | null): readonly number[] => {
  const items: (readonly number[])[] = []
  for (let at = combination; at !== null; at = at.before) items.push(at.item.chosen)
  return items.reverse().flat()
}

const isEarlier = (one: readonly number[], other: readonly number[]): boolean => {
  const i = one.findIndex((option, at) => option !== other[at])
  return i >= 0 && one[i]! < other[i]!
}

type Found = { readonly traffic: number; readonly need: number; readonly chosen: readonly number[] }

const isBetter = (one: Found, other: Found): boolean =>
  one.traffic !== other.traffic
    ? one.traffic < other.traffic
    : one.need !== other.need
      ? one.need < other.need
      : isEarlier(one.chosen, other.chosen)

/** The options of all inputs; null if nothing fits, undefined if too many combinations had to be looked at. */
export const searchCombinations = (
  layers: readonly LayerItems[],
  needs: readonly number[],
  room: number,
): readonly number[] | null | undefined => {
  const peaks = peaksOf(layers, needs, room)
    .map((peak) => atPeak(layers, peak))
    .filter((each) => each !== null)
    .map((each) => ({ ...each, least: trafficFrom(each.bound, 0, room - each.peak) }))
    .filter(({ least }) => least < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.least - b.least || a.peak - b.peak)
  let most = peaks.reduce(
    (traffic, { bound, peak }) => Math.min(traffic, greedyTraffic(bound, room - peak)),
    Number.POSITIVE_INFINITY,
  )
  const budget = { left: mostCombinations }
  let found: Found | null = null
  for (const at of peaks) {
    if (isWorse(at.least, most, at.bound)) continue
    const best = bestAt(at, room, most, budget)
    if (best === undefined) return undefined
    if (best === null && layers.length > 0) continue
    const traffic = best?.traffic ?? 0
    const one = { traffic, need: (best?.always ?? 0) + at.peak, chosen: chosenIn(best) }
    if (found === null || isBetter(one, found)) found = one
    most = Math.min(most, traffic)
  }
  return found === null ? null : found.chosen
}
