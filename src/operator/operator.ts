/**
 * Operators: iteration dimensions and tensors, coupled by affine axes. Analysis knows an operator only by this coupling.
 */

/**
 * One summand of a tensor axis: `coefficient · dimension`; the coefficient is a positive integer, 1 when absent.
 *
 * @since 0.1.0
 * @category operators
 */
export type AxisTerm = {
  /** An iteration dimension of the operator. */
  readonly dimension: string
  /** The factor of the index, such as a stride or a dilation: a positive integer, 1 by default. */
  readonly coefficient?: number
}

/**
 * A tensor and how its axes are coupled to the iteration dimensions. Each axis is a sum of one or two terms; a
 * dimension is on at most one axis of a tensor; no axis at all is a scalar.
 *
 * @since 0.1.0
 * @category operators
 */
export type TensorCoupling = {
  /** The name of the tensor, under which results list it. */
  readonly name: string
  /** The role of the tensor: the operator reads an input and computes an output. */
  readonly role: 'input' | 'output'
  /** The axes of the tensor, each a sum of one or two terms; none for a scalar. */
  readonly axes: readonly (readonly AxisTerm[])[]
}

/**
 * An operator: one point of the space that `dimensions` span is one MAC (docs/spec.md, section 1). Where its dimensions are
 * known in advance, as in `Operator<'I' | 'J'>`, a layer of it must have exactly their sizes.
 *
 * @since 0.1.0
 * @category operators
 */
export type Operator<Dimension extends string = string> = {
  /** The name of the operator. */
  readonly name: string
  /** The names of the iteration dimensions, each a loop of the operator. */
  readonly dimensions: readonly Dimension[]
  /** The tensors that the operator reads and computes. */
  readonly tensors: readonly TensorCoupling[]
}

/**
 * An operator of your own. It only builds data: its coupling is checked when a layer of it is estimated.
 *
 * @param given - The operator's name, dimensions and tensors.
 *
 * @example
 * ```ts
 * import { layer, operator } from 'maestro-dataflow'
 *
 * const scores = operator({
 *   name: 'attention scores',
 *   dimensions: ['H', 'Q', 'L', 'E'],
 *   tensors: [
 *     { name: 'query', role: 'input', axes: [[{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'E' }]] },
 *     { name: 'key', role: 'input', axes: [[{ dimension: 'H' }], [{ dimension: 'L' }], [{ dimension: 'E' }]] },
 *     { name: 'score', role: 'output', axes: [[{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'L' }]] },
 *   ],
 * })
 * layer(scores, { H: 8, Q: 128, L: 128, E: 64 }, 'layer 1').kind // => 'custom'
 * ```
 * @since 0.1.0
 * @category operators
 */
export const operator = <const O extends Operator>(given: O): O => given
