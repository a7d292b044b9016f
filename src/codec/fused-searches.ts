/** Codecs of what is found among fused chains: groups of a network, and designs. */
import * as t from 'io-ts'
import type { BoxDataflow } from '../fusion/best-dataflow'
import type { FusedDesign, FusedExploration } from '../fusion/explore-fused'
import type { FusedGroup, FusedNetwork, FusedPlan } from '../fusion/fused-network'
import { dictionary, exact, list } from './collections'
import { dataflowCodec } from './dataflow'
import { errorsCodec } from './errors'
import { chainCodec, fusedEstimateCodec } from './fusion'
import { guarded } from './guarded'
import { cases, number, numberOrNull } from './primitives'
import type { Codec } from './shape'

const groupCodec = exact<FusedGroup>('group', {
  first: number,
  last: number,
  chain: chainCodec,
  estimate: fusedEstimateCodec,
  dataflows: cases({
    list: list(
      list(
        exact<BoxDataflow>('best dataflow', {
          dataflow: dataflowCodec,
          gap: numberOrNull,
          proven: t.boolean,
        }),
      ),
    ),
    null: t.null,
  }),
})

const planCodec = exact<FusedPlan>('plan', {
  groups: list(groupCodec),
  runtime: number,
  energy: number,
  edp: number,
  macs: number,
  recomputed: number,
  bits: number,
})

/**
 * The groups of a network, as `fuseNetwork` returns them.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fusedNetworkCodec, parseJson } from 'maestro-dataflow/codec'
 * import { fuseNetwork } from 'maestro-dataflow/fusion'
 *
 * const layers = [gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })]
 * const found = orThrow(fuseNetwork(layers, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * orThrow(parseJson(fusedNetworkCodec)(JSON.stringify(found))) // => found
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const fusedNetworkCodec: Codec<FusedNetwork> = guarded(
  exact<FusedNetwork>('network', {
    best: planCodec,
    second: cases({ object: planCodec, null: t.null }),
    cuts: list(
      exact<FusedNetwork['cuts'][number]>('cut', { after: number, cut: numberOrNull, joined: numberOrNull }),
    ),
    searched: exact<FusedNetwork['searched']>('searched', { groups: number, tilings: number, fit: number }),
  }),
)

const designCodec: t.Type<FusedDesign> = exact<FusedDesign>('design', {
  index: number,
  parameters: dictionary(number, 'values, one for each parameter'),
  macs: number,
  recomputed: number,
  runtime: number,
  energy: number,
  edp: number,
  offchip: number,
  buffer: number,
})

const designOrNull: t.Type<FusedDesign | null> = cases({ object: designCodec, null: t.null })

/**
 * The result of `exploreFused`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fusedExplorationCodec, parseJson } from 'maestro-dataflow/codec'
 * import { exploreFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const layers = [gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })]
 * const found = orThrow(
 *   exploreFused({
 *     chain: ({ rows }) => fuse(layers, { tile: { M: rows } }),
 *     dataflow: () => dataflow('M-P', [spatialMap('M')]),
 *     hardware: () => accelerator({ pes: 4 }),
 *     parameters: { rows: [1, 2, 4] },
 *   }),
 * )
 * orThrow(parseJson(fusedExplorationCodec)(JSON.stringify(found))) // => found
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const fusedExplorationCodec: Codec<FusedExploration> = guarded(
  exact<FusedExploration>('exploration', {
    designs: exact<FusedExploration['designs']>('designs', {
      total: number,
      fit: number,
      misfit: number,
      invalid: number,
    }),
    best: exact<FusedExploration['best']>('best', {
      runtime: designOrNull,
      energy: designOrNull,
      edp: designOrNull,
      offchip: designOrNull,
      buffer: designOrNull,
    }),
    front: list(designCodec),
    failures: list(
      exact<FusedExploration['failures'][number]>('failure', { index: number, errors: errorsCodec }),
    ),
  }),
)
