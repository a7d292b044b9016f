/** Layers from einsums. The text is read where the layer is built; what is wrong with it travels in the layer as data. */
import { rethrowIfExhausted } from '../../internal/exhausted'
import { frozen } from '../../internal/frozen'
import { isRecord, isUnopened } from '../../internal/read'
import type { CustomLayer } from '../layer'
import { layer } from '../make-layer'
import { refusing } from '../refusal'
import type { LayerOptions } from '../shapes'
import { readEinsum } from './read-einsum'

/** The names that sizes have; undefined if they are no sizes or cannot be read, which the check of the layer reports. */
const namesIn = (sizes: unknown): readonly string[] | undefined => {
  try {
    if (!isRecord(sizes) || isUnopened(sizes)) return undefined
    return Object.keys(sizes).filter((name) => sizes[name] !== undefined)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return undefined
  }
}

/** A frozen copy; what cannot even be copied stays as it is, and the check of the layer reports it. */
const fixedSizes = (sizes: unknown): unknown => {
  try {
    return isRecord(sizes) ? Object.freeze({ ...sizes }) : sizes
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return sizes
  }
}

/**
 * A layer of any product of tensors, written as an einsum. Two forms are equivalent:
 *
 * - `'b h q e, b h k e -> b h q k'` lists the dimensions of each operand and, after the arrow, those of the output. The
 *   operands are named `A`, `B`, …, the output `output`, and further outputs `output_2`, ….
 * - `'QK[b, h, q, k] = Q[b, h, q, e] * K[b, h, k, e]'` names the tensors.
 *
 * Dimensions are words of the letters A to Z and a to z, digits and `_`, separated by spaces (in brackets, also by commas).
 * `sizes` has the extent of each. A dimension that the output lacks is summed; one that only the output has repeats the value along it. An axis that
 * is a sum of two dimensions is a window: `y+r` slides by one element, `2y+3r` has stride 2 and dilation 3, and the extents
 * are those of `y` and `r`. Each operand is a tensor of its own: one that is named twice, as in `A[i, k] * A[j, k]`, is read
 * twice, and the second is called `A_2`.
 *
 * Scalars are `()` or `s[]`, a product without operands is `0`, several outputs are separated by commas, and dimensions of no
 * tensor follow a semicolon: `'i, () -> i; t'`. A text has at most 10,000 characters. The name of the layer is the einsum
 * unless the options give one; in place of the options there may be the name alone. The compiler takes the names of the
 * dimensions from `sizes`.
 *
 * It never fails: the estimate of the layer reports the faults of the text, with carets under the place.
 *
 * @param text - The einsum, such as `'b h q e, b h k e -> b h q k'`.
 * @param sizes - The extent of each dimension: positive integers by name.
 * @param options - The name of the layer, or its options; the einsum is the name by default.
 *
 * @example
 * ```ts
 * import { dataflow, einsum, estimate, orThrow, renderErrors, spatialMap } from 'maestro-dataflow'
 *
 * // Eight query heads in two groups; the keys lack the dimension g inside a group.
 * const scores = einsum('b h g q e, b h k e -> b h g q k', { b: 1, h: 2, g: 4, q: 128, k: 128, e: 64 })
 * const flow = dataflow('queries apart', [spatialMap('q')])
 * orThrow(estimate(scores, flow, { pes: 128 })).macs // => 2 * 4 * 128 * 128 * 64
 *
 * const wrong = estimate(einsum('m k, k n -> m', { m: 4, k: 4 }), flow, { pes: 4 })
 * const text = wrong._tag === 'Left' ? renderErrors(wrong.left) : ''
 * text.split('\n')[1] // => 'The dimension n has no extent.'
 * ```
 * @since 0.2.0
 * @category layers
 */
export const einsum = <const Sizes extends Readonly<Record<string, number>>>(
  text: string,
  sizes: Sizes,
  options: string | LayerOptions = '',
): CustomLayer<Sizes extends unknown ? keyof Sizes & string : never> => {
  const copied = fixedSizes(sizes)
  const { operator, refusals } = readEinsum(text, namesIn(copied))
  const sized = copied as Readonly<Record<string, number>> // the check of the layer reports what is wrong
  const made = layer(frozen(operator), sized, options)
  const named = made.name === '' ? { ...made, name: operator.name } : made
  const answer: CustomLayer = refusals.length === 0 ? named : refusing(named, frozen(refusals))
  return Object.freeze(answer) as never // the check of the layer compares the dimensions of the sizes with those of the einsum
}
