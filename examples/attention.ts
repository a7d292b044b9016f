/** Attention as a chain of three layers: scores, softmax, context. */
import {
  type Dataflow,
  dataflow,
  type Layer,
  layer,
  operator,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { attentionContext, attentionScores, queryPartitioned } from 'maestro-dataflow/catalog'

/** Axes of one dimension each. */
export const axes = (...names: readonly string[]) => names.map((dimension) => [{ dimension }])

/** An exponential of each score; the sums of rows and the division are some of that again. One operation a score is counted. */
const softmax = operator({
  name: 'softmax',
  dimensions: ['N', 'H', 'Q', 'L'],
  tensors: [
    { name: 'score', role: 'input', axes: axes('N', 'H', 'Q', 'L') },
    { name: 'weight', role: 'output', axes: axes('N', 'H', 'Q', 'L') },
  ],
})

/** One sequence of so many tokens. */
export type Shape = { readonly heads: number; readonly width: number; readonly length: number }

export const attention = ({ heads, width, length }: Shape): readonly Layer[] => {
  const sizes = { N: 1, H: heads, Q: length, L: length }
  return [
    layer(attentionScores, { ...sizes, E: width }, 'scores'),
    layer(softmax, sizes, 'softmax'),
    layer(attentionContext, { ...sizes, E: width }, 'context'),
  ]
}

const overQueries = dataflow('queries', [temporalMap('L', 16), spatialMap('Q')])

/** A dataflow for each of these layers; null for any other. */
export const attentionFlow = (each: Layer): Dataflow | null => {
  if (each.kind !== 'custom') return null
  return each.operator.name === 'softmax' ? overQueries : queryPartitioned
}
