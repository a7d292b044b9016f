/** Operators of language models that no other network of the catalog has. */
import { type Operator, operator, type TensorCoupling } from '../../operator/operator'
import { built } from '../built'

const tensor = (
  name: string,
  role: TensorCoupling['role'],
  ...dimensions: readonly string[]
): TensorCoupling => ({ name, role, axes: dimensions.map((dimension) => [{ dimension }]) })

/**
 * Scores of grouped queries: `score[N, H, G, Q, L] += query[N, H, G, Q, E] · key[N, H, L, E]`. The G query heads of a group
 * share the keys of key head H.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { groupedScores } from 'maestro-dataflow/catalog'
 *
 * layer(groupedScores, { N: 1, H: 8, G: 4, Q: 128, L: 128, E: 128 }, 'scores').sizes.G // => 4
 * ```
 * @since 0.2.0
 * @category operators
 */
export const groupedScores: Operator<'N' | 'H' | 'G' | 'Q' | 'L' | 'E'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'grouped scores',
    dimensions: ['N', 'H', 'G', 'Q', 'L', 'E'],
    tensors: [
      tensor('query', 'input', 'N', 'H', 'G', 'Q', 'E'),
      tensor('key', 'input', 'N', 'H', 'L', 'E'),
      tensor('score', 'output', 'N', 'H', 'G', 'Q', 'L'),
    ],
  }),
)

/**
 * The context of grouped queries: `context[N, H, G, Q, E] += score[N, H, G, Q, L] · value[N, H, L, E]`.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { groupedContext } from 'maestro-dataflow/catalog'
 *
 * layer(groupedContext, { N: 1, H: 8, G: 4, Q: 1, L: 128, E: 128 }, 'context').sizes.L // => 128
 * ```
 * @since 0.2.0
 * @category operators
 */
export const groupedContext: Operator<'N' | 'H' | 'G' | 'Q' | 'L' | 'E'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'grouped context',
    dimensions: ['N', 'H', 'G', 'Q', 'L', 'E'],
    tensors: [
      tensor('score', 'input', 'N', 'H', 'G', 'Q', 'L'),
      tensor('value', 'input', 'N', 'H', 'L', 'E'),
      tensor('context', 'output', 'N', 'H', 'G', 'Q', 'E'),
    ],
  }),
)

const softmaxOver = <D extends string>(...dimensions: readonly D[]): Operator<D> =>
  operator({
    name: 'softmax',
    dimensions,
    tensors: [tensor('score', 'input', ...dimensions), tensor('weight', 'output', ...dimensions)],
  })

/**
 * Softmax of scores, an elementwise operator of one operand, with the dimensions of `attentionScores` (or of
 * {@link groupedScores}), so that the three layers of attention can be fused: `weight[N, H, Q, L] = f(score[N, H, Q, L])`. One
 * operation is counted for each score; the maximum and the sum of each row are some more of them.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { groupedSoftmax, softmax } from 'maestro-dataflow/catalog'
 *
 * layer(softmax, { N: 1, H: 8, Q: 128, L: 128 }, 'softmax').kind // => 'custom'
 * layer(groupedSoftmax, { N: 1, H: 8, G: 4, Q: 128, L: 128 }, 'softmax').operator.name // => 'softmax'
 * ```
 * @since 0.2.0
 * @category operators
 */
export const softmax: Operator<'N' | 'H' | 'Q' | 'L'> = /* @__PURE__ */ built(() =>
  softmaxOver('N', 'H', 'Q', 'L'),
)

/**
 * {@link softmax} of grouped scores.
 *
 * @since 0.2.0
 * @category operators
 */
export const groupedSoftmax: Operator<'N' | 'H' | 'G' | 'Q' | 'L'> = /* @__PURE__ */ built(() =>
  softmaxOver('N', 'H', 'G', 'Q', 'L'),
)

/**
 * A token's update of the state of Mamba-2: `next[N, G, H, P, S] = decay[N, G, H] · state[N, G, H, P, S] +
 * input[N, G, H, P] · spread[N, G, S]`, over sequences N, groups G, heads H of a group, the width P of a head and the width S
 * of the state. Two products and a sum are one operation here.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { stateUpdate } from 'maestro-dataflow/catalog'
 *
 * layer(stateUpdate, { N: 1, G: 1, H: 80, P: 64, S: 128 }, 'state update').sizes.S // => 128
 * ```
 * @since 0.2.0
 * @category operators
 */
export const stateUpdate: Operator<'N' | 'G' | 'H' | 'P' | 'S'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'state update',
    dimensions: ['N', 'G', 'H', 'P', 'S'],
    tensors: [
      tensor('state', 'input', 'N', 'G', 'H', 'P', 'S'),
      tensor('decay', 'input', 'N', 'G', 'H'),
      tensor('input', 'input', 'N', 'G', 'H', 'P'),
      tensor('spread', 'input', 'N', 'G', 'S'),
      tensor('next', 'output', 'N', 'G', 'H', 'P', 'S'),
    ],
  }),
)

/**
 * The output of a token from the state of Mamba-2: `output[N, G, H, P] += state[N, G, H, P, S] · read[N, G, S]`.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { stateOutput } from 'maestro-dataflow/catalog'
 *
 * layer(stateOutput, { N: 1, G: 1, H: 80, P: 64, S: 128 }, 'state output').operator.name // => 'state output'
 * ```
 * @since 0.2.0
 * @category operators
 */
export const stateOutput: Operator<'N' | 'G' | 'H' | 'P' | 'S'> = /* @__PURE__ */ built(() =>
  operator({
    name: 'state output',
    dimensions: ['N', 'G', 'H', 'P', 'S'],
    tensors: [
      tensor('state', 'input', 'N', 'G', 'H', 'P', 'S'),
      tensor('read', 'input', 'N', 'G', 'S'),
      tensor('output', 'output', 'N', 'G', 'H', 'P'),
    ],
  }),
)
