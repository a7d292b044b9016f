/** GNMT, translation by recurrent networks: every gate of an LSTM is a row of one matrix product. */
import type { Layer } from '../../operator/layer'
import { gemm, layer } from '../../operator/make-layer'
import { attentionContext, attentionScores } from '../attention'
import { sizesOf, withUnknownOptions } from './sizes'

/**
 * Lengths of the sentences, and the sizes of the network.
 *
 * @since 0.1.0
 * @category networks
 */
export type GnmtShape = {
  /** Tokens read. */
  readonly sourceLength: number
  /** Tokens written. */
  readonly targetLength: number
  /** Sentences at a time; 1 when absent. */
  readonly batch?: number
  /** LSTM layers of the encoder, the first of which reads both ways, and of the decoder; 4 when absent. */
  readonly layers?: number
  /** Width of every LSTM and of the embeddings; 1024 when absent. */
  readonly width?: number
  /** Tokens in the vocabulary of the classifier; 32,000 when absent. */
  readonly vocabulary?: number
}

type Sizes = Required<GnmtShape>

const required = Number.NaN
const defaults: Sizes = {
  sourceLength: required,
  targetLength: required,
  batch: 1,
  layers: 4,
  width: 1024,
  vocabulary: 32_000,
}

/** More layers than a network may have are a mistake. */
const mostLayers = 100_000

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1

/** Whether the steps can be built: each makes a layer for every LSTM, and at most four more. */
const isBuildable = ({ sourceLength, targetLength, layers }: Sizes): boolean =>
  [sourceLength, targetLength, layers].every(isCount) &&
  (layers + 4) * (sourceLength + targetLength + 1) <= mostLayers

const times = <A>(count: number, make: (i: number) => A): readonly A[] =>
  Array.from({ length: count }, (_, i) => make(i + 1))

/** Four gates from K values for each of N columns. */
const gates = ({ width }: Sizes, N: number, K: number, name: string): Layer =>
  gemm({ M: 4 * width, N, K, name })

/** The encoder knows its inputs beforehand: they meet their weights all at once, only the state must wait. */
const encoderLayer = (sizes: Sizes, inputs: number, name: string): readonly Layer[] => [
  gates(sizes, sizes.batch * sizes.sourceLength, inputs, `${name} inputs`),
  ...times(sizes.sourceLength, (t) => gates(sizes, sizes.batch, sizes.width, `${name} step ${t}`)),
]

const encoder = (sizes: Sizes): readonly Layer[] => [
  ...encoderLayer(sizes, sizes.width, 'encoder 1 forward'),
  ...encoderLayer(sizes, sizes.width, 'encoder 1 backward'),
  ...times(sizes.layers - 1, (i) =>
    // The second layer reads both directions of the first.
    encoderLayer(sizes, i === 1 ? 2 * sizes.width : sizes.width, `encoder ${i + 1}`),
  ).flat(),
]

/** One token: its first LSTM asks the attention, whose answer goes to all others. */
const decoderStep = (sizes: Sizes, t: number): readonly Layer[] => {
  const { batch, layers, width, sourceLength, vocabulary } = sizes
  const keys = { N: batch, H: 1, Q: 1, L: sourceLength, E: width }
  const name = `step ${t}`
  return [
    gates(sizes, batch, 2 * width, `decoder 1 ${name}`),
    gemm({ M: width, N: batch, K: width, name: `attention query ${name}` }),
    layer(attentionScores, keys, `attention scores ${name}`),
    layer(attentionContext, keys, `attention context ${name}`),
    ...times(layers - 1, (i) => gates(sizes, batch, 3 * width, `decoder ${i + 1} ${name}`)),
    gemm({ M: vocabulary, N: batch, K: width, name: `classifier ${name}` }),
  ]
}

/**
 * GNMT translating sentences, greedily: an encoder and a decoder of LSTM layers (Wu et al. 2016; 4 + 4 layers, with the
 * attention's answer to all but the decoder's first, as in MLPerf Training 0.7 and NVIDIA's Deep Learning Examples). A
 * matrix product has the weights as A, one row per gate, and a column for each sentence. One layer for every step that
 * must wait for the one before; the additive attention's scores count as products; lookups of embeddings are left out.
 * Lengths and depth must make at most 100,000 layers; otherwise an estimate rejects every one.
 *
 * @param shape - The lengths of the sentences, and the sizes of the network.
 *
 * @example
 * ```ts
 * import { gnmt } from 'maestro-dataflow/catalog'
 *
 * gnmt({ sourceLength: 25, targetLength: 25, batch: 128 })[0]?.sizes // => { M: 4096, N: 3200, K: 1024 }
 * ```
 * @since 0.1.0
 * @category networks
 */
export const gnmt = (shape: GnmtShape): readonly Layer[] => {
  const given = sizesOf(shape, defaults)
  // Without counts there are no steps to build: one of each, which no estimate takes.
  const sizes = isBuildable(given)
    ? given
    : { ...given, sourceLength: 1, targetLength: 1, layers: 1, batch: Number.NaN }
  const { width, batch } = sizes
  const layers = [
    ...encoder(sizes),
    gemm({ M: width, N: batch * sizes.sourceLength, K: width, name: 'attention keys' }),
    ...times(sizes.targetLength, (t) => decoderStep(sizes, t)).flat(),
  ]
  return withUnknownOptions(layers, shape, 'gnmt', Object.keys(defaults))
}
