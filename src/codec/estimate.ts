/** Codecs of estimates, of layers and of networks. */
import type { Either, Left, Right } from 'fp-ts/Either'
import * as t from 'io-ts'
import type {
  Bottleneck,
  BufferNeed,
  DelayStats,
  EnergyPart,
  Estimate,
  LevelEstimate,
  LevelTensor,
} from '../cost/estimate-type'
import type { EstimateErrors } from '../error/error'
import { own } from '../internal/read'
import type {
  NetworkEnergy,
  NetworkEstimate,
  NetworkLayer,
  NetworkTotals,
  Refusal,
  TooSmall,
} from '../network/network-estimate'
import { dictionary, exact, flagged, list, optional, tagged } from './collections'
import { errorsCodec, warningCodec } from './errors'
import { guarded } from './guarded'
import { cases, number, numberOrNull } from './primitives'
import { type Codec, objectCodec, seenBy } from './shape'

const spreadCodec = exact<DelayStats>('delay', { min: number, max: number, average: number })

const tensorCodec = exact<LevelTensor>('tensor', {
  ingress: optional(number),
  fills: optional(number),
  egress: optional(number),
  evictions: optional(number),
  accumulations: optional(number),
  unitTile: number,
  levelTile: number,
  streamed: optional(number),
})

const levelCodec = exact<LevelEstimate>('level', {
  units: number,
  steps: number,
  activeUnitSteps: number,
  tensors: dictionary(tensorCodec, 'figures, one entry for each tensor'),
  delay: exact<LevelEstimate['delay']>('delay', {
    ingress: spreadCodec,
    egress: spreadCodec,
    compute: spreadCodec,
  }),
  bandwidth: exact<LevelEstimate['bandwidth']>('bandwidth', { peak: number, average: number }),
})

/** Causes, and the cycles that each of them takes. */
export const boundParts = {
  by: t.keyof({ compute: null, fill: null, ingress: null, egress: null, offchip: null }),
  cycles: exact<Bottleneck['cycles']>('cycles', {
    compute: number,
    fill: number,
    ingress: number,
    egress: number,
    offchip: number,
  }),
}

const boundCodec = exact<Bottleneck>('bound', { ...boundParts, level: numberOrNull })

const perTensor = dictionary(number, 'numbers, one for each tensor')

const energyPartCodec = exact<EnergyPart>('energy', { total: number, tensors: perTensor })

export const uncountedCodec = list(
  t.keyof({ mac: null, l1: null, clusters: null, l2: null, network: null, offchip: null }),
)

const whatIsCounted = { unit: t.keyof({ MAC: null, pJ: null }), uncounted: uncountedCodec }

const energyCodec = exact<Estimate['energy']>('energy', {
  total: number,
  mac: number,
  network: number,
  static: number,
  offchip: energyPartCodec,
  l2: energyPartCodec,
  clusters: list(energyPartCodec),
  l1: energyPartCodec,
  ...whatIsCounted,
})

type Accesses = Estimate['pe']['tensors'][string]
type OffchipAccesses = Estimate['offchip']['tensors'][string]

const accessesCodec = exact<Accesses>('tensor', { reads: number, writes: number })
const offchipAccessesCodec = exact<OffchipAccesses>('tensor', {
  reads: number,
  writes: number,
  resident: t.boolean,
  bits: accessesCodec,
})

const needParts = {
  required: exact<BufferNeed['required']>('required', { total: number, tensors: perTensor }),
  capacity: numberOrNull,
  bits: exact<BufferNeed['bits']>('bits', { required: number, capacity: numberOrNull }),
  fits: t.boolean,
}

const needCodec = exact<BufferNeed>('buffer', needParts)

const buffersCodec = exact<Estimate['buffers']>('buffers', {
  l1: needCodec,
  clusters: list(needCodec),
  l2: exact<Estimate['buffers']['l2']>('buffer', { ...needParts, minimum: number }),
  fits: t.boolean,
})

/**
 * The estimate that `estimate` and `evaluate` return.
 *
 * @example
 * ```ts
 * import { dataflow, estimate, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { estimateCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const answer = orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow('M-P', [spatialMap('M')]), { pes: 4 }))
 * orThrow(parseJson(estimateCodec)(JSON.stringify(answer))) // => answer
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const estimateCodec: Codec<Estimate> = guarded(
  exact<Estimate>('estimate', {
    layer: t.string,
    dataflow: t.string,
    macs: number,
    effective: exact<Estimate['effective']>('effective', { macs: number }),
    runtime: number,
    onChipRuntime: number,
    offChipTime: number,
    floor: number,
    throughput: number,
    utilization: number,
    activePes: number,
    seconds: numberOrNull,
    bound: boundCodec,
    energy: energyCodec,
    edp: number,
    levels: list(levelCodec),
    pe: exact<Estimate['pe']>('pe', {
      tensors: dictionary(accessesCodec, 'accesses, one entry for each tensor'),
    }),
    offchip: exact<Estimate['offchip']>('offchip', {
      tensors: dictionary(offchipAccessesCodec, 'accesses, one entry for each tensor'),
      bits: number,
    }),
    buffers: buffersCodec,
    area: numberOrNull,
    power: numberOrNull,
    averagePower: numberOrNull,
    warnings: list(warningCodec),
  }),
)

/**
 * An Either, as every function of this library that may fail returns it: errors, or a value that the codec decodes.
 *
 * @param codec - The codec of the value of a Right.
 *
 * @example
 * ```ts
 * import { dataflow, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { decode, estimateCodec, eitherCodec } from 'maestro-dataflow/codec'
 *
 * const refused = estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow('nothing', []), { pes: 4 })
 * orThrow(decode(eitherCodec(estimateCodec))(JSON.parse(JSON.stringify(refused))))._tag // => 'Left'
 * ```
 * @since 0.2.0
 * @category decoding
 */
export const eitherCodec = <A>(codec: t.Type<A>): Codec<Either<EstimateErrors, A>> =>
  guarded(
    tagged<Either<EstimateErrors, A>, '_tag'>('_tag', {
      Left: exact<Left<EstimateErrors>>('result', { _tag: t.keyof({ Left: null }), left: errorsCodec }),
      // `A` may be anything, so the compiler cannot see that `right` is required.
      Right: exact<Right<A>>('result', { _tag: t.keyof({ Right: null }), right: codec } as never),
    }),
  )

const refusalCodec = tagged<Refusal, '_tag'>('_tag', {
  Failed: exact<Extract<Refusal, { readonly _tag: 'Failed' }>>('refused', {
    _tag: t.keyof({ Failed: null }),
    candidate: number,
    dataflow: t.string,
    errors: errorsCodec,
  }),
  DoesNotFit: exact<Extract<Refusal, { readonly _tag: 'DoesNotFit' }>>('refused', {
    _tag: t.keyof({ DoesNotFit: null }),
    candidate: number,
    dataflow: t.string,
    buffers: list(
      exact<TooSmall>('buffer', {
        ...{ buffer: t.string, need: number, capacity: number },
        bits: exact<TooSmall['bits']>('bits', { need: number, capacity: number }),
      }),
    ),
  }),
})

const networkLayerCodec = exact<NetworkLayer>('layer', {
  layer: t.string,
  count: number,
  dataflow: cases({ text: t.string, null: t.null }),
  result: eitherCodec(estimateCodec),
  refused: list(refusalCodec),
})

const networkParts = { layers: list(networkLayerCodec), fits: t.boolean }

const totalsCodec = exact<NetworkTotals>('totals', {
  macs: number,
  effective: exact<NetworkTotals['effective']>('effective', { macs: number }),
  operations: number,
  runtime: number,
  energy: exact<NetworkEnergy>('energy', {
    total: number,
    mac: number,
    network: number,
    static: number,
    offchip: number,
    l2: number,
    clusters: number,
    l1: number,
    ...whatIsCounted,
  }),
  edp: number,
  offchip: exact<NetworkTotals['offchip']>('offchip', { reads: number, writes: number, bits: number }),
})

type Complete = Extract<NetworkEstimate, { readonly complete: true }>
type Incomplete = Extract<NetworkEstimate, { readonly complete: false }>

const noTotalsCodec = exact<Incomplete['totals']>('totals', {
  macs: t.null,
  effective: t.null,
  operations: t.null,
  runtime: t.null,
  energy: t.null,
  edp: t.null,
  offchip: t.null,
})

/** Totals, or null for each of them. */
export const anyTotalsCodec = objectCodec<NetworkTotals | Incomplete['totals']>(
  totalsCodec.description,
  { _tag: 'Variants', of: [totalsCodec, noTotalsCodec] },
  (value, context) => {
    const meant: typeof totalsCodec | typeof noTotalsCodec =
      own(value, 'macs') === null ? noTotalsCodec : totalsCodec
    return meant.validate(value, seenBy(meant, value, context))
  },
)

const completeCodec = exact<Complete>('network', {
  ...networkParts,
  complete: t.literal(true),
  totals: totalsCodec,
})

const incompleteCodec = exact<Incomplete>('network', {
  ...networkParts,
  complete: t.literal(false),
  totals: noTotalsCodec,
})

/**
 * The value of a Right of `estimateNetwork`.
 *
 * @example
 * ```ts
 * import { dataflow, estimateNetwork, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { networkEstimateCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const layers = [gemm({ M: 4, N: 4, K: 4 }), gemm({ M: 4, N: 4, K: 0 })]
 * const network = orThrow(estimateNetwork(layers, dataflow('M-P', [spatialMap('M')]), { pes: 4 }))
 * orThrow(parseJson(networkEstimateCodec)(JSON.stringify(network))) // => network
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const networkEstimateCodec: Codec<NetworkEstimate> = guarded(
  flagged('complete', completeCodec, incompleteCodec),
)
