/** Dataflows for matrix products: `gemm`, `fullyConnected` and batched ones; they are this library's own. */

import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import { divideCeil, type Expression, param, sz, times } from '../dataflow/expression'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { one } from './maps'

/** PEs of a cluster, rows of weights in it, and how many values a PE may hold of a row. */
const weightParameters = { width: 64, rows: 1, share: 48 }

/** What one PE of a cluster takes of a dimension: equal shares in as few turns as the PE's share allows. */
const shareOf = (dimension: string): Expression => {
  const atOnce = times(param('width'), param('share'))
  return divideCeil(sz(dimension), times(param('width'), divideCeil(sz(dimension), atOnce)))
}

/** Rows of the weights over clusters, the added dimension inside them, and the batch passes by; loops may be around it. */
const weightStationary = (
  name: string,
  rows: string,
  added: string,
  batch: string,
  around: readonly Directive[] = [],
): Dataflow => {
  const share = shareOf(added)
  const turn = times(param('width'), share)
  return dataflow(
    name,
    [
      ...around,
      spatialMap(param('rows'), param('rows'), rows),
      temporalMap(turn, turn, added),
      one(batch),
      cluster(param('width')),
      spatialMap(share, share, added),
    ],
    weightParameters,
  )
}

/** Rows of the result over clusters and its columns inside them; what is added up passes by. */
const outputStationary = (name: string, rows: string, columns: string, added: string): Dataflow =>
  dataflow(
    name,
    [
      spatialMap(1, 1, rows),
      temporalMap(param('width'), param('width'), columns),
      temporalMap(param('tile'), param('tile'), added),
      cluster(param('width')),
      spatialMap(1, 1, columns),
    ],
    { width: 64, tile: 16 },
  )

/**
 * KC-WS, for fully connected layers: rows of the weights are spread over clusters and input channels inside them, and
 * each PE keeps its weights while the whole batch, or all tokens, pass by. Parameters: `width`, the PEs of a cluster (64);
 * `share`, the most channels of a PE (48; more come in equal turns); `rows`, the rows of weights in a cluster (1; more let
 * each input serve as many outputs, where the network is narrow).
 *
 * @example
 * ```ts
 * import { estimate, fullyConnected, orThrow } from 'maestro-dataflow'
 * import { fullyConnectedWeightStationary, nvdlaLike } from 'maestro-dataflow/catalog'
 *
 * const tokens = fullyConnected({ N: 512, K: 3072, C: 768 })
 * const { levels } = orThrow(estimate(tokens, fullyConnectedWeightStationary, nvdlaLike))
 * levels[0]?.tensors['filter']?.ingress // => 3072 * 768
 * ```
 * @since 0.2.0
 * @category dataflows
 */
export const fullyConnectedWeightStationary: Dataflow = /* @__PURE__ */ built(() =>
  weightStationary('KC-WS', 'K', 'C', 'N'),
)

/**
 * NK-OS, for fully connected layers: output channels are spread over clusters and samples, or tokens, inside them; each PE
 * keeps its output until it is done. For batches of at least `width`, the PEs of a cluster; `tile` input channels at a time.
 *
 * @since 0.2.0
 * @category dataflows
 */
export const fullyConnectedOutputStationary: Dataflow = /* @__PURE__ */ built(() =>
  outputStationary('NK-OS', 'K', 'N', 'C'),
)

/**
 * MK-WS, for matrix products with the weights in A: like KC-WS, with rows M, columns N and the added dimension K.
 *
 * @example
 * ```ts
 * import { estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { gemmWeightStationary, mkPartitioned, nvdlaLike } from 'maestro-dataflow/catalog'
 *
 * const product = gemm({ M: 3072, N: 512, K: 768 })
 * const utilizations = [mkPartitioned, gemmWeightStationary].map(
 *   (dataflow) => orThrow(estimate(product, dataflow, nvdlaLike)).utilization,
 * )
 * utilizations.map((utilization) => utilization > 0.5) // => [false, true]
 * ```
 * @since 0.2.0
 * @category dataflows
 */
export const gemmWeightStationary: Dataflow = /* @__PURE__ */ built(() =>
  weightStationary('MK-WS', 'M', 'K', 'N'),
)

/**
 * MN-OS, for matrix products: rows of the result are spread over clusters and columns inside them; each PE keeps its
 * element of the result until it is done. `width` PEs to a cluster, `tile` values of K at a time.
 *
 * @since 0.2.0
 * @category dataflows
 */
export const gemmOutputStationary: Dataflow = /* @__PURE__ */ built(() =>
  outputStationary('MN-OS', 'M', 'N', 'K'),
)

/**
 * BMK-WS, for batched matrix products (`batchedMatrixProduct`): MK-WS, one product of the batch at a time, as nothing is
 * shared between them.
 *
 * @since 0.2.0
 * @category dataflows
 */
export const batchedWeightStationary: Dataflow = /* @__PURE__ */ built(() =>
  weightStationary('BMK-WS', 'M', 'K', 'N', [one('B')]),
)

/**
 * The five above; two serve `fullyConnected`, two `gemm` and one `batchedMatrixProduct`.
 *
 * @example
 * ```ts
 * import { matrixDataflows } from 'maestro-dataflow/catalog'
 *
 * matrixDataflows.map(({ name }) => name) // => ['KC-WS', 'NK-OS', 'MK-WS', 'MN-OS', 'BMK-WS']
 * ```
 * @since 0.2.0
 * @category dataflows
 */
export const matrixDataflows: readonly Dataflow[] = /* @__PURE__ */ frozen([
  fullyConnectedWeightStationary,
  fullyConnectedOutputStationary,
  gemmWeightStationary,
  gemmOutputStationary,
  batchedWeightStationary,
])

/**
 * MN-TC, for matrix products on {@link sparseTensorCoreLike}: 64 rows and 128 columns of the result stay in an SM, 16 rows of
 * them in each of its 4 tensor cores, 4 columns of these in each of the 32 PEs of a tensor core. Weights are in A.
 *
 * @since 0.2.0
 * @category dataflows
 */
export const tensorCoreProduct: Dataflow = /* @__PURE__ */ built(() =>
  dataflow('MN-TC', [
    spatialMap(64, 64, 'M'),
    temporalMap(128, 128, 'N'),
    temporalMap(32, 32, 'K'),
    cluster(4),
    spatialMap(16, 16, 'M'),
    cluster(32),
    spatialMap(4, 4, 'N'),
    temporalMap(16, 16, 'K'),
  ]),
)
