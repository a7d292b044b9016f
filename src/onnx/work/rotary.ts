/** Rotary embeddings: pairs of numbers turned by an angle that depends on the place in the sequence. */
import { chain, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, intOf, shapeAt } from '../shape/call'
import { elementsOf, type Shape } from '../shape/shape'
import { elements, type Step, type WorkRule } from './work'

/**
 * x · cos + x' · sin, where x' are the partners: three operations for each element of `[batch, length, heads, width]`.
 * Both halves of a head read the same angles, which all heads and sequences share.
 */
export const rotarySteps = (
  part: string,
  [batch = 1, length = 1, heads = 1, width = 1]: Shape,
): readonly Step[] => {
  const halves = [batch, length, heads * 2, width / 2]
  const angles = [1, length, 1, width / 2]
  return [
    elements(`${part}.cos`, halves, halves, angles),
    elements(`${part}.sin`, halves, halves, angles),
    elements(`${part}.add`, halves, halves, halves),
  ]
}

/** The same as one layer, as transformers in the catalog have it: sine and cosine stand in tables of the whole width. */
export const rotation = (part: string, [batch = 1, length = 1, heads = 1, width = 1]: Shape): Step => {
  const shape = [batch, heads, width, length]
  const table = [1, 1, width, length]
  return elements(part, shape, shape, table, table)
}

/** The input as `[batch, length, heads, width]`. */
const tokensOf = (input: Shape, heads: number): Shape | undefined => {
  const [batch = 0, second = 0, third = 0, fourth = 0] = input
  if (input.length === 4) return [batch, third, second, fourth]
  return input.length === 3 && heads > 0 ? [batch, second, heads, third / heads] : undefined
}

/** The caches have half the width that is turned. */
const rotary =
  (cacheAt: number): WorkRule =>
  (call: Call) =>
    pipe(
      shapeAt(call, 0),
      chain((input) =>
        pipe(
          shapeAt(call, cacheAt),
          chain((cache) => {
            const turned = 2 * (cache.at(-1) ?? 0)
            const heads = intOf(call, 'num_heads', 0) || (input.at(-1) ?? 0) / turned
            const tokens = tokensOf(input, heads)
            if (
              tokens === undefined ||
              turned === 0 ||
              turned > tokens[3]! ||
              !Number.isInteger(elementsOf(tokens))
            )
              return left('Its input does not divide into heads as wide as its angles.')
            return right([...tokens.slice(0, 3), turned])
          }),
          map((tokens) => ({
            steps: rotarySteps('rotate', tokens),
            merged: [rotation('rotate', tokens)],
            outputs: [input],
          })),
        ),
      ),
    )

export const rotaryRules: { readonly [op: string]: WorkRule } = {
  RotaryEmbedding: rotary(1),
  'com.microsoft:RotaryEmbedding': rotary(2),
}
