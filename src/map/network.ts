/** The best mapping of every layer of a network. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import type { NetworkLayers } from '../network/repeated'
import { map } from './map'
import type { Mapping } from './mapping-type'
import { answerNetwork, type NetworkMapping } from './network-answer'
import { type MapNetworkOptions, placedAtLayer, readNetworkSearch } from './network-search'

/**
 * The best mapping for every layer of a network on an accelerator, each distinct layer searched once. For `runtime` and
 * `energy` each layer is mapped by itself; for `edp` the layers' fronts are searched, and the mappings are chosen together. A layer
 * that the network has several times may be given as `{ layer, count }`.
 *
 * The result is a Left if a layer, the accelerator or an option is invalid.
 *
 * @param layers - The layers of the network, each by itself or as `{ layer, count }`.
 * @param hardware - The accelerator to map the layers to.
 * @param options - The objective, restrictions and limits, and how far the search of each layer goes.
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
  const search = readNetworkSearch(layers, hardware, options)
  if (isLeft(search)) return search
  const answers: Mapping[] = []
  for (const { request, index } of search.right.requests) {
    const mapping = map(request, search.right.options)
    if (isLeft(mapping)) return left(placedAtLayer(mapping.left, index))
    answers.push(mapping.right)
  }
  return right(answerNetwork(search.right, answers))
}
