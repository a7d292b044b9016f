/** From the mappings of a network's distinct layers to the answer for the network. */
import { isLeft } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import type { Accelerator } from '../hardware/accelerator'
import { estimateNetwork } from '../network/estimate-network'
import { leastProduct, lowerHull } from '../network/hull'
import type { NetworkTotals } from '../network/network-estimate'
import type { NetworkLayers } from '../network/repeated'
import { unknownTotals } from '../network/totals'
import type { Layer } from '../operator/layer'
import type { MappedDataflow, Mapping } from './mapping-type'
import { keyOfLayer, type NetworkSearch } from './network-search'
import { gapBetween } from './ranking'

/**
 * The mappings of a network, in the order of its layers: `best` of each is the one that was chosen for the network. `totals` are
 * those of `estimateNetwork`, null unless every layer has a feasible mapping. No choice of feasible mappings costs less than
 * the network's objective / (1 + `gap`); null where a layer has none.
 *
 * @since 0.2.0
 * @category mapping
 */
export type NetworkMapping = {
  /** The mapping search of each layer, in the order of the network. */
  readonly layers: readonly Mapping[]
  /** The sums over all layers under the mappings that were chosen; each null unless every layer has one. */
  readonly totals: NetworkTotals | { readonly [F in keyof NetworkTotals]: null }
  /**
   * The largest distance of the network's objective from the optimum, as a share of the optimum. Null where a
   * layer has no mapping.
   */
  readonly gap: number | null
}

type Hulls = Parameters<typeof leastProduct>[0]

/** The lower hulls of the layers' fronts, each layer as often as the network has it. */
const hullsOf = (
  mappings: readonly Mapping[],
  counts: readonly number[],
  share: (mapping: Mapping) => number,
): Hulls =>
  mappings.map((mapping, layer) => {
    const times = counts[layer]! * share(mapping)
    return lowerHull(
      mapping.front.map(({ runtime, energy }, candidate) => ({
        candidate,
        runtime: times * runtime,
        energy: times * energy,
      })),
    )
  })

/** The best of each layer's front, so that the product of the sums is least. */
const chosenFronts = (
  mappings: readonly Mapping[],
  counts: readonly number[],
): readonly (MappedDataflow | null)[] => {
  const hulls = hullsOf(mappings, counts, () => 1)
  if (hulls.some((hull) => hull.length === 0)) return mappings.map(({ best }) => best)
  const corners = leastProduct(hulls)
  return mappings.map(({ front }, layer) => front[hulls[layer]![corners[layer]!]!.candidate]!)
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** The least product of the sums over a point of each hull. */
const leastProductOf = (hulls: Hulls): number => {
  const corners = leastProduct(hulls)
  const points = hulls.map((hull, layer) => hull[corners[layer]!]!)
  return sumOf(points.map(({ energy }) => energy)) * sumOf(points.map(({ runtime }) => runtime))
}

/**
 * Every mapping of a layer has a point on its front that is at most 1 + gap times worse in both figures. So no choice of mappings
 * costs less than the best choice of points does whose figures are divided by that.
 */
const gapOfProduct = (mappings: readonly Mapping[], counts: readonly number[]): number => {
  const found = leastProductOf(hullsOf(mappings, counts, () => 1))
  const lower = leastProductOf(hullsOf(mappings, counts, ({ gap }) => 1 / (1 + (gap ?? 0))))
  return Math.max(0, Math.min(found / lower - 1, Number.MAX_VALUE))
}

/** How far the network may be above the least that any choice of mappings costs. */
const gapOf = (
  mappings: readonly Mapping[],
  counts: readonly number[],
  objective: 'runtime' | 'energy' | 'edp',
): number | null => {
  if (mappings.some(({ best }) => best === null)) return null
  if (objective === 'edp') return gapOfProduct(mappings, counts)
  const total = sumOf(mappings.map(({ best }, i) => counts[i]! * (best?.[objective] ?? 0)))
  const lower = sumOf(
    mappings.map((each, i) => counts[i]! * (typeof each.lower === 'number' ? each.lower : 0)),
  )
  return gapBetween(total, lower)
}

const totalsOf = (
  layers: NetworkLayers,
  chosen: ReadonlyMap<string, Dataflow>,
  hardware: Accelerator,
): NetworkMapping['totals'] => {
  // A layer without a mapping has no dataflow: then the totals are unknown.
  const dataflowOf = (layer: Layer): Dataflow =>
    chosen.get(keyOfLayer(layer)) ?? { name: '', directives: [], parameters: {} }
  const estimate = estimateNetwork(layers, dataflowOf, hardware)
  return isLeft(estimate) ? unknownTotals : estimate.right.totals
}

/** The answer for a network, of the answer to each of its searches. */
export const answerNetwork = (
  { layers, counts, keys, hardware, objective, requests }: NetworkSearch,
  answers: readonly Mapping[],
): NetworkMapping => {
  const known = new Map(requests.map(({ key }, i) => [key, answers[i]!]))
  const mappings = keys.map((key) => known.get(key)!)
  const best = objective === 'edp' ? chosenFronts(mappings, counts) : mappings.map((each) => each.best)
  const chosen = new Map(
    keys.flatMap((key, layer) => {
      const dataflow = best[layer]?.dataflow
      return dataflow === undefined ? [] : [[key, dataflow] as const]
    }),
  )
  return {
    layers: mappings.map((mapping, layer) => ({ ...mapping, best: best[layer] ?? null })),
    totals: best.every((each) => each !== null)
      ? totalsOf(
          layers.map((layer, i) => ({ layer, count: counts[i]! })),
          chosen,
          hardware,
        )
      : unknownTotals,
    gap: gapOf(mappings, counts, objective),
  }
}
