/** Which layers of a network to fuse, and how to tile each group. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'
import { fuse } from './chain'
import { type Cutting, cutsOf, type Piece, worthOf } from './cuts'
import type { ChainDataflow } from './estimate-fused'
import type { FusedEstimate } from './fused-estimate'
import type { FusedGroup, FusedNetwork, FusedPlan, FuseNetworkOptions } from './fused-network'
import { layerInTheWay, reportMisfit } from './nothing-fits'
import { type Parts, type Runs, readParts } from './read-network'
import type { ChainLayer } from './read-request'
import { estimateGroup, type Searched, searchGroups } from './search-groups'

/** The dataflows of the kinds of box of each layer, where they were searched. */
const dataflowsOf = (
  layers: readonly ChainLayer[],
  estimate: FusedEstimate,
  { best }: Runs,
): FusedGroup['dataflows'] =>
  best === null
    ? null
    : layers.map((layer, k) =>
        estimate.layers[k]!.kinds.flatMap(({ box }) => {
          const lengths = layer.problem.dimensions.map((name) => box[name]!)
          return best.foundFor(layer, lengths) ?? []
        }),
      )

const planOf = ({ pieces }: Cutting, groups: readonly Searched[], parts: Parts): FusedPlan => {
  const { halo } = parts.options
  const chosen = pieces.map(({ first, last, way }: Piece): FusedGroup => {
    const { layers, candidates } = groups.find((group) => group.first === first && group.last === last)!
    const { tiles } = candidates[way]!
    const chain = fuse(parts.layers.slice(first, last + 1), {
      tile: tiles.map(({ name, size }) => [name, size] as const),
      ...(halo === 'retain' ? {} : { halo: Object.fromEntries(tiles.map(({ name }) => [name, halo])) }),
    })
    const estimate = estimateGroup(layers, tiles, halo, parts.runs.costOf)! // it was found to fit
    return { first, last, chain, estimate, dataflows: dataflowsOf(layers, estimate, parts.runs) }
  })
  const sum = (of: (estimate: FusedEstimate) => number): number =>
    chosen.reduce((total, { estimate }) => total + of(estimate), 0)
  const [runtime, energy] = [sum((of) => of.runtime), sum((of) => of.energy.total)]
  return {
    groups: chosen,
    runtime,
    energy,
    edp: runtime * energy,
    macs: sum(({ macs }) => macs),
    recomputed: sum(({ recomputed }) => recomputed),
    bits: sum(({ offchip }) => offchip.bits),
  }
}

/**
 * Finds the layers of a network to fuse: of all ways to cut the list of layers into groups of at most `mostLayers` consecutive
 * ones, each with the best of its outer tiles that fit the buffers, the one with the least objective. It is exact for what it
 * searches. For `'edp'` the groups together have the least Σ energies · Σ runtimes.
 *
 * For the dataflow `'best'`, each distinct box gets the best dataflow that a mapping search finds for it (`'edp'`: the least of
 * the box by itself). There are as many searches as boxes: limit their number with `mostTiles` and `dimensions`, and each of
 * them with `search`.
 *
 * The list is taken as a chain, in which each layer takes the output of the layer before it. Only extents are compared: where
 * they do not match, a new group begins; where they match, layers may be fused even if one does not use the output of the
 * other. Write such branches as separate lists.
 *
 * The result is a Left if a layer, the dataflow, the accelerator or an option is invalid, or if a layer fits in no way.
 *
 * @param layers - The layers of the network, in the order in which they run.
 * @param dataflow - One dataflow for all layers, one for each, a function of the layer, or `'best'` to search one for
 *   each box.
 * @param hardware - The accelerator that the network runs on.
 * @param options - The objective, and what limits the search.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { fuseNetwork } from 'maestro-dataflow/fusion'
 *
 * const layers = [34, 32, 30].map((Y) => conv2d({ K: 8, C: 8, R: 3, S: 3, Y, X: Y }))
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const hardware = accelerator({ pes: 32, l2: { capacity: 8192 }, offchip: { bandwidth: 1 } })
 * const { best, second } = orThrow(fuseNetwork(layers, rows, hardware, { dimensions: ["Y'"] }))
 * best.groups.map(({ first, last }) => [first, last]) // => [[0, 1], [2, 2]]
 * best.runtime < (second?.runtime ?? 0) // => true
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const fuseNetwork = (
  layers: readonly Layer[],
  dataflow: ChainDataflow | 'best',
  hardware: Accelerator,
  options: FuseNetworkOptions = {},
): Either<EstimateErrors, FusedNetwork> =>
  attempt((report) => {
    const parts = readParts(layers, dataflow, hardware, options, report)
    if (parts === undefined) return undefined
    const { objective } = parts.options
    const groups = searchGroups(parts)
    const { best, second, cuts } = cutsOf(parts.layers.length, groups, objective)
    if (best === null) {
      reportMisfit(parts, layerInTheWay(parts.layers.length, groups), report)
      return undefined
    }
    const worth = (cutting: Cutting | null): number | null =>
      cutting === null ? null : worthOf(cutting, objective)
    return {
      best: planOf(best, groups, parts),
      second: second === null ? null : planOf(second, groups, parts),
      cuts: cuts.map(({ after, cut, joined }) => ({ after, cut: worth(cut), joined: worth(joined) })),
      searched: {
        groups: groups.length,
        tilings: groups.reduce((sum, { tried }) => sum + tried, 0),
        fit: groups.reduce((sum, { fit }) => sum + fit, 0),
      },
    }
  })
