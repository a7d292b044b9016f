/** A layer of a language model: how often it runs, which part it belongs to, and what its tensors hold. */
import type { Layer } from '../../operator/layer'

/**
 * The contents of a tensor: parameters of the model, keys and values (or latent vectors, or states) that later tokens read
 * again, or anything else.
 *
 * @since 0.2.0
 * @category language models
 */
export type TensorContent = 'weights' | 'cache' | 'activations'

/**
 * The part of a model that a layer belongs to. `projections` are the products with weights around attention or around a
 * state, and `feed forward`, `experts` and `shared experts` have the products of their gated halves. `position` rotates queries
 * and keys, `routing` chooses experts and adds up their outputs.
 *
 * @since 0.2.0
 * @category language models
 */
export type ModelPart =
  | 'embedding'
  | 'normalization'
  | 'projections'
  | 'position'
  | 'scores'
  | 'softmax'
  | 'context'
  | 'convolution'
  | 'state space'
  | 'feed forward'
  | 'activation'
  | 'routing'
  | 'experts'
  | 'shared experts'
  | 'residual'
  | 'head'

/**
 * A layer of a language model, which runs `count` times, each time with weights of its own. `contents` names the contents of
 * each of its tensors.
 *
 * @since 0.2.0
 * @category language models
 */
export type ModelLayer = {
  /** The layer, once. */
  readonly layer: Layer
  /** The number of times that the model runs the layer. */
  readonly count: number
  /** The part of the model that the layer belongs to. */
  readonly part: ModelPart
  /** The contents of each tensor, by the tensor's name. */
  readonly contents: Readonly<Record<string, TensorContent>>
}

/**
 * Bits of an element: of weights, of activations, of cached elements, and of partial sums, which are as wide as the complete
 * sums where no width is given. An absent width is that of the accelerator.
 *
 * @since 0.2.0
 * @category language models
 */
export type ModelPrecision = {
  /** Bits of a weight; the accelerator's by default. */
  readonly weights?: number
  /** Bits of an activation; the accelerator's by default. */
  readonly activations?: number
  /** Bits of a cached key, value or state; the accelerator's by default. */
  readonly cache?: number
  /** Bits of a partial sum; as wide as the complete sum by default. */
  readonly partial?: number
}
