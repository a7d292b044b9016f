/** The two matrix products of attention, as operators of their own: for each sequence and head, queries meet keys. */

import { type Operator, operator } from '../operator/operator'
import { built } from './built'

/**
 * Scores of attention, Q·Kᵀ: `score[N, H, Q, L] += query[N, H, Q, E] · key[N, H, L, E]`, over sequences N, heads H,
 * queries Q, keys L and the width of a head E.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { attentionScores } from 'maestro-dataflow/catalog'
 *
 * layer(attentionScores, { N: 1, H: 8, Q: 128, L: 128, E: 64 }, 'scores').operator.name // => 'attention scores'
 * ```
 * @since 0.1.0
 * @category operators
 */
export const attentionScores: Operator<'N' | 'H' | 'Q' | 'L' | 'E'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'attention scores',
    dimensions: ['N', 'H', 'Q', 'L', 'E'],
    tensors: [
      {
        name: 'query',
        role: 'input',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'E' }]],
      },
      {
        name: 'key',
        role: 'input',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'L' }], [{ dimension: 'E' }]],
      },
      {
        name: 'score',
        role: 'output',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'L' }]],
      },
    ],
  }),
)

/**
 * The context that attention reads, A·V: `context[N, H, Q, E] += score[N, H, Q, L] · value[N, H, L, E]`, the scores
 * after their softmax (which has no MACs).
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { attentionContext } from 'maestro-dataflow/catalog'
 *
 * layer(attentionContext, { N: 1, H: 8, Q: 128, L: 128, E: 64 }).sizes.E // => 64
 * ```
 * @since 0.1.0
 * @category operators
 */
export const attentionContext: Operator<'N' | 'H' | 'Q' | 'L' | 'E'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'attention context',
    dimensions: ['N', 'H', 'Q', 'L', 'E'],
    tensors: [
      {
        name: 'score',
        role: 'input',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'L' }]],
      },
      {
        name: 'value',
        role: 'input',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'L' }], [{ dimension: 'E' }]],
      },
      {
        name: 'context',
        role: 'output',
        axes: [[{ dimension: 'N' }], [{ dimension: 'H' }], [{ dimension: 'Q' }], [{ dimension: 'E' }]],
      },
    ],
  }),
)
