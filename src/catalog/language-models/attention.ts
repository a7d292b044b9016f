/** The products of attention: scores, softmax and context of a block's new tokens. */
import type { CustomLayer } from '../../operator/layer'
import { layer } from '../../operator/make-layer'
import { attentionContext, attentionScores } from '../attention'
import { type Context, planned, pointwise } from './build'
import type { ModelLayer, TensorContent } from './model-layer'
import { groupedContext, groupedScores, groupedSoftmax, softmax } from './operators'

/** Key heads, the query heads that share each, and the widths of a key and of a value. */
export type Heads = {
  readonly keyHeads: number
  readonly groupSize: number
  readonly keyWidth: number
  readonly valueWidth: number
  /** What holds the keys and the values. */
  readonly keys: TensorContent
}

/** The most blocks of queries that causal attention is divided into. */
export const mostQueryBlocks = 16

/** Queries that meet the same keys. */
type QueryBlock = { readonly first: number; readonly queries: number; readonly keys: number }

/** One block, or for causal attention enough blocks that each meets only the keys up to its last query. */
export const queryBlocks = ({ tokens, cached, isCausal }: Context): readonly QueryBlock[] => {
  const size = isCausal ? Math.ceil(tokens / mostQueryBlocks) : tokens
  return Array.from({ length: Math.ceil(tokens / size) }, (_, i) => {
    const first = i * size
    const queries = Math.min(size, tokens - first)
    return { first, queries, keys: cached + first + queries }
  })
}

/** Keys of one head have no dimension for the queries that share it. */
const layersOf = (
  { batch }: Context,
  { keyHeads, groupSize, keyWidth, valueWidth }: Heads,
  { queries, keys }: QueryBlock,
) => {
  const sizes = { N: batch, H: keyHeads, Q: queries, L: keys }
  const grouped = { ...sizes, G: groupSize }
  type Made = (options: Parameters<typeof layer>[2]) => CustomLayer
  const pick = (plain: Made, shared: Made): Made => (groupSize === 1 ? plain : shared)
  return {
    scores: pick(
      (options) => layer(attentionScores, { ...sizes, E: keyWidth }, options),
      (options) => layer(groupedScores, { ...grouped, E: keyWidth }, options),
    ),
    softmax: pick(
      (options) => layer(softmax, sizes, options),
      (options) => layer(groupedSoftmax, grouped, options),
    ),
    context: pick(
      (options) => layer(attentionContext, { ...sizes, E: valueWidth }, options),
      (options) => layer(groupedContext, { ...grouped, E: valueWidth }, options),
    ),
  }
}

const ofBlock = (context: Context, heads: Heads, block: QueryBlock): readonly ModelLayer[] => {
  const made = layersOf(context, heads, block)
  const { first, queries } = block
  const suffix = queries === context.tokens ? '' : ` of queries ${first + 1} to ${first + queries}`
  const activations = 'activations'
  return [
    planned(
      context,
      {
        part: 'scores',
        name: `scores${suffix}`,
        contents: { query: activations, key: heads.keys, score: activations },
        sum: 'score',
      },
      made.scores,
    ),
    planned(
      context,
      {
        part: 'softmax',
        name: `softmax${suffix}`,
        contents: { score: activations, weight: activations },
        sum: null,
      },
      made.softmax,
    ),
    planned(
      context,
      {
        part: 'context',
        name: `context${suffix}`,
        contents: { score: activations, value: heads.keys, context: activations },
        sum: 'context',
      },
      made.context,
    ),
  ]
}

/** New queries meet all keys, those of the new tokens included. */
export const attend = (context: Context, heads: Heads): readonly ModelLayer[] =>
  queryBlocks(context).flatMap((block) => ofBlock(context, heads, block))

/** Turns the vectors of some heads by their position, of which sine and cosine are read from tables. */
export const rotation = (
  context: Context,
  name: string,
  heads: number,
  width: number,
  output: TensorContent = 'activations',
): ModelLayer =>
  pointwise(context, 'position', name, {
    sizes: { N: context.batch, C: heads, Y: width, X: context.tokens },
    operands: [
      [['N', 'C', 'Y', 'X'], 'activations'],
      [['Y', 'X'], 'activations'],
      [['Y', 'X'], 'activations'],
    ],
    output,
  })
