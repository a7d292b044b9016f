/** The best mapping of every layer of a network. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { mostLayers } from '../internal/limits'
import { readList } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { estimateNetwork } from '../network/estimate-network'
import { leastProduct, lowerHull } from '../network/hull'
import type { NetworkTotals } from '../network/network-estimate'
import { type NetworkLayers, readCounts } from '../network/repeated'
import { unknownTotals } from '../network/totals'
import type { Layer } from '../operator/layer'
import { map } from './map'
import type { MapLimits, MapObjective, MapOptions, MappedDataflow, Mapping, MapRestrictions } from './request'

/**
 * How the mappings of a network are chosen. For `edp`, which is the default, the mappings together have the least Σ energies ·
 * Σ runtimes.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapNetworkOptions = Omit<MapOptions, 'shard' | 'top' | 'below'> & {
  readonly objective?: Exclude<MapObjective, 'pareto'>
  readonly space?: MapRestrictions
  /** Of each layer by itself. */
  readonly limits?: MapLimits
}

/**
 * The mappings of a network, in the order of its layers: `best` of each is the one that was chosen for the network. `totals` are
 * those of `estimateNetwork`, null unless every layer has a feasible mapping. No choice of feasible mappings costs less than
 * the network's objective / (1 + `gap`); null where a layer has none.
 *
 * @since 0.2.0
 * @category mapping
 */
export type NetworkMapping = {
  readonly layers: readonly Mapping[]
  readonly totals: NetworkTotals | { readonly [F in keyof NetworkTotals]: null }
  readonly gap: number | null
}

/** What tells layers apart: everything but their names. */
const keyOf = (layer: unknown): string => {
  const copy = snapshot(layer)
  return JSON.stringify(typeof copy === 'object' && copy !== null ? { ...copy, name: '' } : copy)
}

const placed = (errors: EstimateErrors, index: number): EstimateErrors => {
  const [first, ...others] = errors
  const at = (error: EstimateErrors[0]): EstimateErrors[0] =>
    error.path === 'layer' || error.path.startsWith('layer.')
      ? fault(error._tag, error.path.replace('layer', `layers[${index}]`), {
          ...error,
          message: error.message.replace('layer.', `layers[${index}].`),
        })
      : error
  return [at(first), ...others.map(at)]
}

/** The best of each layer's front, so that the product of the sums is least. */
const chosenFronts = (
  mappings: readonly Mapping[],
  counts: readonly number[],
): readonly (MappedDataflow | null)[] => {
  const hulls = mappings.map(({ front }, layer) => {
    const count = counts[layer]!
    return lowerHull(
      front.map(({ runtime, energy }, candidate) => ({
        ...{ candidate, runtime: count * runtime, energy: count * energy },
      })),
    )
  })
  if (hulls.some((hull) => hull.length === 0)) return mappings.map(({ best }) => best)
  const corners = leastProduct(hulls)
  return mappings.map(({ front }, layer) => front[hulls[layer]![corners[layer]!]!.candidate]!)
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** A front within a gap of each layer is within it in both figures, and so are their sums. */
const gapOf = (
  mappings: readonly Mapping[],
  counts: readonly number[],
  objective: 'runtime' | 'energy' | 'edp',
): number | null => {
  if (mappings.some(({ best }) => best === null)) return null
  if (objective === 'edp') {
    const most = Math.max(...mappings.map(({ gap }) => gap ?? 0))
    return (1 + most) ** 2 - 1
  }
  const total = sumOf(mappings.map(({ best }, i) => counts[i]! * (best?.[objective] ?? 0)))
  const lower = sumOf(
    mappings.map((each, i) => counts[i]! * (typeof each.lower === 'number' ? each.lower : 0)),
  )
  return total === lower ? 0 : total / lower - 1
}

const totalsOf = (
  layers: NetworkLayers,
  chosen: ReadonlyMap<string, Dataflow>,
  hardware: Accelerator,
): NetworkMapping['totals'] => {
  // A layer without a mapping has no dataflow: then the totals are unknown.
  const dataflowOf = (layer: Layer): Dataflow =>
    chosen.get(keyOf(layer)) ?? { name: '', directives: [], parameters: {} }
  const estimate = estimateNetwork(layers, dataflowOf, hardware)
  return isLeft(estimate) ? unknownTotals : estimate.right.totals
}

/**
 * The best mapping for every layer of a network on an accelerator, each distinct layer searched once. For `runtime` and
 * `energy` each layer is mapped by itself; for `edp` the layers' fronts are searched, and the mappings are chosen together. A layer
 * that the network has several times may be given as `{ layer, count }`.
 *
 * The result is a Left if a layer, the accelerator or an option is invalid.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { mapNetwork } from 'maestro-dataflow/map'
 *
 * const hardware = accelerator({ pes: 4, l1: { capacity: 64 }, clusters: [{ capacity: 256 }], noc: { bandwidth: 4 } })
 * const layers = [gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 4, N: 8, K: 8 }), gemm({ M: 8, N: 8, K: 4 })]
 * const { totals, gap } = orThrow(mapNetwork(layers, hardware))
 * totals.macs // => 768
 * gap // => 0
 * ```
 * @since 0.2.0
 * @category mapping
 */
export const mapNetwork = (
  layers: NetworkLayers,
  hardware: Accelerator,
  options: MapNetworkOptions = {},
): Either<EstimateErrors, NetworkMapping> => {
  const read = attempt((report) => {
    const list = readList(layers, 'layers', mostLayers, 'Malformed', report)
    if (list?.length === 0)
      report.push(
        fault('Malformed', 'layers', {
          expected: 'a list of at least one layer',
          given: 'an empty list',
          hint: 'Give the layers of the network, in their order.',
        }),
      )
    const { objective = 'edp', space, limits, ...rest } = options
    const counted = readCounts(list ?? [], report)
    return list && { ...counted, objective, space, limits, rest, given: snapshot(hardware) }
  })
  if (isLeft(read)) return read
  const { counts, objective, space, limits, rest } = read.right
  // What was read is checked by each search: the types are those of the caller.
  const given = read.right.given as Accelerator
  const list = read.right.layers as readonly Layer[]
  const known = new Map<string, Mapping>()
  const keys: string[] = []
  for (const [index, layer] of list.entries()) {
    const key = attempt(() => keyOf(layer))
    if (isLeft(key)) return left(placed(key.left, index))
    keys.push(key.right)
    if (known.has(key.right)) continue
    const searched = objective === 'edp' ? 'pareto' : objective
    const request = {
      layer,
      hardware: given,
      objective: searched,
      ...(space === undefined ? {} : { space }),
      ...(limits === undefined ? {} : { limits }),
    } as const
    const mapping = map(request, rest)
    if (isLeft(mapping)) return left(placed(mapping.left, index))
    known.set(key.right, mapping.right)
  }
  const mappings = keys.map((key) => known.get(key)!)
  const best = objective === 'edp' ? chosenFronts(mappings, counts) : mappings.map((each) => each.best)
  const chosen = new Map(
    keys.flatMap((key, layer) => {
      const dataflow = best[layer]?.dataflow
      return dataflow === undefined ? [] : [[key, dataflow] as const]
    }),
  )
  return right({
    layers: mappings.map((mapping, layer) => ({ ...mapping, best: best[layer] ?? null })),
    totals: best.every((each) => each !== null)
      ? totalsOf(
          list.map((layer, i) => ({ layer, count: counts[i]! })),
          chosen,
          given,
        )
      : unknownTotals,
    gap: gapOf(mappings, counts, objective),
  })
}
