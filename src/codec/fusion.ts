/** Codecs of fused chains, and of what they cost. */
import * as t from 'io-ts'
import type { Chain, Halo, OuterTiles } from '../fusion/chain'
import type {
  FusedBuffer,
  FusedComparison,
  FusedEstimate,
  FusedPeak,
  FusedRuns,
  FusedTraffic,
  LayerByLayer,
} from '../fusion/fused-estimate'
import type { FusedMoment, FusedOccupancy } from '../fusion/occupancy-over-steps'
import { defaulted, dictionary, exact, list, optional, tuple } from './collections'
import { warningCodec } from './errors'
import { boundParts, estimateCodec, uncountedCodec } from './estimate'
import { guarded } from './guarded'
import { layerCodec } from './layer'
import { cases, number, numberOrNull } from './primitives'
import type { Codec } from './shape'

const tilesCodec: t.Type<OuterTiles> = cases({
  object: dictionary(number, 'sizes, one for each tiled dimension'),
  list: list(tuple('a pair of a dimension and a size, such as ["Y\'", 8]', t.string, number)),
})

const haloCodec: t.Type<Halo> = t.keyof({ retain: null, recompute: null })

/**
 * A chain as `fuse` builds it: without a tile it is one step, and layers have the defaults of their constructors. `estimateFused`
 * checks whether its layers match.
 *
 * @example
 * ```ts
 * import { gemm, orThrow } from 'maestro-dataflow'
 * import { chainCodec, parseJson } from 'maestro-dataflow/codec'
 * import { fuse } from 'maestro-dataflow/fusion'
 *
 * const layers = [gemm({ M: 64, N: 128, K: 32 }), gemm({ M: 64, N: 32, K: 128 })]
 * const text = JSON.stringify(fuse(layers, { tile: { M: 8 }, halo: { M: 'retain' } }))
 * orThrow(parseJson(chainCodec)(text)).tile // => { M: 8 }
 *
 * const wrong = parseJson(chainCodec)(text.replace('retain', 'retian'))
 * wrong._tag === 'Left' ? wrong.left[0].path : '' // => 'chain.halo.M'
 * ```
 * @since 0.2.0
 * @category input codecs
 */
export const chainCodec: Codec<Chain> = guarded(
  exact<Chain>('chain', {
    layers: list(layerCodec),
    tile: defaulted(tilesCodec, {}),
    halo: optional(dictionary(haloCodec, "'retain' or 'recompute', one for each tiled dimension")),
    inputs: optional(list(cases({ text: t.string, null: t.null }))),
  }),
)

const trafficCodec = exact<FusedTraffic>('tensor', {
  layer: number,
  tensor: t.string,
  choice: t.keyof({
    fetched: null,
    written: null,
    kept: null,
    held: null,
    'per run': null,
    streamed: null,
    bypassed: null,
  }),
  reads: number,
  writes: number,
  bits: number,
})

type Bits = FusedBuffer['required']

const bitsCodec = exact<Bits>('bits', { bits: number })

const bufferParts = { required: bitsCodec, capacity: numberOrNull, fits: t.boolean }

const bufferCodec = exact<FusedBuffer>('buffer', bufferParts)

const peakParts = {
  layer: number,
  tensors: list(
    exact<FusedPeak['tensors'][number]>('tensor', { layer: number, tensor: t.string, bits: number }),
  ),
}

const peakCodec = exact<FusedPeak>('peak', peakParts)

const runsCodec = exact<FusedRuns>('kind', {
  box: dictionary(number, 'lengths, one for each dimension'),
  times: number,
  estimate: estimateCodec,
})

/**
 * The estimate that `estimateFused` returns.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fusedEstimateCodec, parseJson } from 'maestro-dataflow/codec'
 * import { estimateFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const chain = fuse([gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })], { tile: { M: 2 } })
 * const fused = orThrow(estimateFused(chain, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * orThrow(parseJson(fusedEstimateCodec)(JSON.stringify(fused))) // => fused
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const fusedEstimateCodec: Codec<FusedEstimate> = guarded(
  exact<FusedEstimate>('fused', {
    macs: number,
    recomputed: number,
    runtime: number,
    onChipRuntime: number,
    offChipTime: number,
    floor: number,
    steps: number,
    seconds: numberOrNull,
    bound: exact<FusedEstimate['bound']>('bound', boundParts),
    energy: exact<FusedEstimate['energy']>('energy', {
      total: number,
      mac: number,
      l1: number,
      clusters: list(number),
      l2: number,
      network: number,
      offchip: number,
      static: number,
      uncounted: uncountedCodec,
    }),
    edp: number,
    offchip: exact<FusedEstimate['offchip']>('offchip', { tensors: list(trafficCodec), bits: number }),
    buffers: exact<FusedEstimate['buffers']>('buffers', {
      l1: bufferCodec,
      clusters: list(bufferCodec),
      l2: exact<FusedEstimate['buffers']['l2']>('buffer', {
        ...bufferParts,
        retained: bitsCodec,
        peak: peakCodec,
      }),
      fits: t.boolean,
    }),
    layers: list(
      exact<FusedEstimate['layers'][number]>('layer', {
        name: t.string,
        macs: number,
        recomputed: number,
        runtime: number,
        runs: number,
        kinds: list(runsCodec),
      }),
    ),
    warnings: list(warningCodec),
  }),
)

/**
 * A chain fused and layer by layer, as `compareFused` returns it.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fusedComparisonCodec, parseJson } from 'maestro-dataflow/codec'
 * import { compareFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const chain = fuse([gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })], { tile: { M: 2 } })
 * const compared = orThrow(compareFused(chain, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * orThrow(parseJson(fusedComparisonCodec)(JSON.stringify(compared))) // => compared
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const fusedComparisonCodec: Codec<FusedComparison> = guarded(
  exact<FusedComparison>('comparison', {
    fused: fusedEstimateCodec,
    alone: exact<LayerByLayer>('alone', {
      layers: list(estimateCodec),
      runtime: number,
      onChipRuntime: number,
      offChipTime: number,
      offchip: number,
      bits: number,
      energy: number,
      edp: number,
    }),
  }),
)

/**
 * The shared buffer over the steps of a chain, as `occupancyOf` returns it.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fusedOccupancyCodec, parseJson } from 'maestro-dataflow/codec'
 * import { fuse, occupancyOf } from 'maestro-dataflow/fusion'
 *
 * const chain = fuse([gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })], { tile: { M: 2 } })
 * const occupancy = orThrow(occupancyOf(chain, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * orThrow(parseJson(fusedOccupancyCodec)(JSON.stringify(occupancy))) // => occupancy
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const fusedOccupancyCodec: Codec<FusedOccupancy> = guarded(
  exact<FusedOccupancy>('occupancy', {
    steps: number,
    complete: t.boolean,
    capacity: numberOrNull,
    layers: list(t.string),
    moments: list(
      exact<FusedMoment>('moment', {
        step: number,
        tiles: dictionary(number, 'numbers of tiles, one for each tiled dimension'),
        ...peakParts,
        bits: number,
      }),
    ),
  }),
)
