/** Layers of transformers (Vaswani et al. 2017): projections as fully connected layers, attention as two operators. */
import { rethrowIfExhausted } from '../../internal/exhausted'
import type { Layer } from '../../operator/layer'
import { fullyConnected, layer } from '../../operator/make-layer'
import { attentionContext, attentionScores } from '../attention'
import { sizesOf, withUnknownOptions } from './sizes'

/**
 * A transformer's widths; the defaults are those of the base model of Vaswani et al. 2017.
 *
 * @since 0.1.0
 * @category networks
 */
export type TransformerShape = {
  /** Positions that are attended to. */
  readonly length: number
  /** Sequences at a time; 1 when absent. */
  readonly batch?: number
  /** Width of the model; 512 when absent. */
  readonly width?: number
  /** Heads, which share the width; 8 when absent. */
  readonly heads?: number
  /** Width inside the feed-forward network; 2048 when absent. */
  readonly hidden?: number
  /** Goes before the name of each layer. */
  readonly name?: string
}

/**
 * A decoder's step: with `memory`, the positions of the encoder that it attends to; without, it is decoder-only.
 *
 * @since 0.1.0
 * @category networks
 */
export type DecoderShape = TransformerShape & {
  /** Positions of the encoder that the step attends to; without it the model is decoder-only. */
  readonly memory?: number
}

type Step = {
  readonly batch: number
  readonly width: number
  readonly heads: number
  readonly hidden: number
  /** Queries and keys of each sequence. */
  readonly queries: number
  readonly length: number
  readonly memory: number
  readonly name: string
}

const required = Number.NaN
const base = { length: required, memory: 0, batch: 1, width: 512, heads: 8, hidden: 2048 }

/** `memory` is for decoders only. */
const encoderOptions = ['length', 'batch', 'width', 'heads', 'hidden', 'name']
const decoderOptions = ['length', 'batch', 'width', 'heads', 'hidden', 'name', 'memory']

const nameOf = (shape: TransformerShape): string => {
  try {
    return typeof shape.name === 'string' ? shape.name : ''
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return ''
  }
}

const named = ({ name }: Step, part: string): string => (name === '' ? part : `${name} ${part}`)

/** A projection of every query's position. */
const projection = (step: Step, part: string, C: number, K: number): Layer =>
  fullyConnected({ N: step.batch * step.queries, K, C, name: named(step, part) })

const attention = (step: Step, keys: number, prefix = ''): readonly Layer[] => {
  const { batch, queries, heads, width } = step
  const sizes = { N: batch, H: heads, Q: queries, L: keys, E: width / heads }
  return [
    layer(attentionScores, sizes, named(step, `${prefix}scores`)),
    layer(attentionContext, sizes, named(step, `${prefix}context`)),
    projection(step, `${prefix}output`, width, width),
  ]
}

const selfAttention = (step: Step): readonly Layer[] => [
  ...['query', 'key', 'value'].map((part) => projection(step, part, step.width, step.width)),
  ...attention(step, step.length),
]

const feedForward = (step: Step): readonly Layer[] => [
  projection(step, 'feed forward 1', step.width, step.hidden),
  projection(step, 'feed forward 2', step.hidden, step.width),
]

/**
 * One layer of a transformer's encoder over a whole sequence: three projections, scores and context of each head, the
 * output projection and the feed-forward network. Softmax, normalization and additions are left out. An estimate of any of
 * the layers rejects unknown options. A dataflow for each is `transformerDataflow`.
 *
 * @param shape - The length of the sequence, and the sizes of the layer.
 *
 * @example
 * ```ts
 * import { transformerEncoderLayer } from 'maestro-dataflow/catalog'
 *
 * const bertBase = { length: 512, width: 768, heads: 12, hidden: 3072 }
 * transformerEncoderLayer(bertBase).map(({ name }) => name).slice(3, 6) // => ['scores', 'context', 'output']
 * ```
 * @since 0.1.0
 * @category networks
 */
export const transformerEncoderLayer = (shape: TransformerShape): readonly Layer[] => {
  const sizes = sizesOf(shape, base)
  const step = { ...sizes, queries: sizes.length, name: nameOf(shape) }
  return withUnknownOptions(
    [...selfAttention(step), ...feedForward(step)],
    shape,
    'transformerEncoderLayer',
    encoderOptions,
  )
}

/**
 * One layer of a transformer's decoder for the next token of each sequence: one query meets `length` keys, its own
 * included, whose projections are cached. With `memory` it also attends to that number of positions of an encoder, whose keys
 * and values were projected once and for all steps. Each head has keys and values of its own. An estimate of any of the
 * layers rejects unknown options. A dataflow for each is `transformerDataflow`.
 *
 * @param shape - The length of the sequence so far, the sizes of the layer, and the encoder's positions.
 *
 * @example
 * ```ts
 * import { transformerDecoderStep } from 'maestro-dataflow/catalog'
 *
 * transformerDecoderStep({ length: 1024 }).length // => 8
 * transformerDecoderStep({ length: 20, memory: 32 }).length // => 12
 * ```
 * @since 0.1.0
 * @category networks
 */
export const transformerDecoderStep = (shape: DecoderShape): readonly Layer[] => {
  const step = { ...sizesOf(shape, base), queries: 1, name: nameOf(shape) }
  const across =
    step.memory === 0
      ? []
      : [projection(step, 'cross query', step.width, step.width), ...attention(step, step.memory, 'cross ')]
  const layers = [...selfAttention(step), ...across, ...feedForward(step)]
  return withUnknownOptions(layers, shape, 'transformerDecoderStep', decoderOptions)
}
