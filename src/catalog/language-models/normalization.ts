/** Normalizations of a token's vector, or of each head's. */
import { type Context, newTokens, type Operand, perChannel, pointwise, rowsOf, whole } from './build'
import type { ModelLayer, TensorContent } from './model-layer'
import type { LanguageModelShape } from './shape'

/** Scale, and shift where there is one. */
export const normalization = (
  context: Context,
  name: string,
  { width, normalization: kind }: Pick<LanguageModelShape, 'width' | 'normalization'>,
  output: TensorContent = 'activations',
): ModelLayer =>
  pointwise(context, 'normalization', name, {
    sizes: rowsOf(context, width),
    operands: kind === 'layer' ? [whole, perChannel, perChannel] : [whole, perChannel],
    output,
  })

const perHead: Operand = [['N', 'C', 'Y'], 'activations']

/** All heads share the scale of an element. */
export const headNormalization = (
  context: Context,
  name: string,
  heads: number,
  width: number,
  output: TensorContent,
): ModelLayer =>
  pointwise(context, 'normalization', name, {
    sizes: { N: newTokens(context), C: heads, Y: width },
    operands: [perHead, [['Y'], 'weights']],
    output,
  })
