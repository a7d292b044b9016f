/** Attention as ONNX Runtime contributes it: packed operands, projections, rotary embeddings, grouped queries. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, intOf, intsOf, shapeAt, valuesAt } from '../shape/call'
import { broadcast, type Shape, showShape } from '../shape/shape'
import { type AttentionSteps, attend, extentAt, type Heads, headsOf, isCapped } from './attention'
import { rotarySteps, rotation } from './rotary'
import { elements, multiply, type Step, type Work, type WorkRule } from './work'

/** Query, key and value of ONNX Runtime's operators: each by itself, or packed into one. */
type Operands = { readonly query: Heads; readonly key: Heads; readonly value: Heads }

const unpacked = (call: Call, heads: number): Either<string, Operands> => {
  const [first, second, third] = [0, 1, 2].map((at) => (hasInput(call, at) ? shapeAt(call, at) : undefined))
  const packed = (shape: Shape, what: number): Either<string, Heads> => {
    const [batch = 0, length = 0, of = 0, count = 0, width = 0] = shape
    return shape.length === 5 && count === what
      ? right({ batch, heads: of, length, width })
      : left(`Its input ${showShape(shape)} is not packed as [batch, length, heads, ${what}, width].`)
  }
  if (first === undefined) return left('Its input 1 is missing.')
  if (second === undefined)
    return pipe(
      first,
      chain((shape) => packed(shape, 3)),
      map((each) => ({ query: each, key: each, value: each })),
    )
  const keyAndValue =
    third === undefined
      ? pipe(
          second,
          chain((shape) => packed(shape, 2)),
          map((each) => [each, each] as const),
        )
      : pipe(
          sequenceArray([second, third]),
          chain((shapes) => sequenceArray(shapes.map((shape) => headsOf(shape, heads)))),
          map(([key, value]) => [key!, value!] as const),
        )
  return pipe(
    keyAndValue,
    chain(([key, value]) =>
      pipe(
        first,
        chain((shape) => headsOf(shape, heads)),
        map((query) => ({ query, key, value })),
      ),
    ),
  )
}

/** A mask of ONNX Runtime as it stretches to the scores `[batch, heads, length, total]`. */
const stretchedMask = (shape: Shape, batch: number, total: number): Shape => {
  if (shape.length === 2) return [shape[0]!, 1, 1, shape[1]!]
  if (shape.length === 3) return [shape[0]!, 1, shape[1]!, shape[2]!]
  return shape.length === 1 ? [batch, 1, 1, total] : shape
}

/** The sum of what is given to mask and to bias the scores: one operand of the larger shape. */
const runtimeMask = (
  call: Call,
  [maskAt, biasAt]: readonly [number, number],
  batch: number,
  length: number,
  total: number,
): Either<string, Shape | undefined> => {
  const given = [maskAt, biasAt].filter((at) => hasInput(call, at))
  if (given.length === 0) return right(intOf(call, 'unidirectional', 0) === 0 ? undefined : [length, total])
  return pipe(
    sequenceArray(given.map((at) => shapeAt(call, at))),
    chain((shapes) => broadcast(shapes.map((shape) => stretchedMask(shape, batch, total)))),
  )
}

/** What is attended, with steps before that are the same in both forms, or others in the layers of transformers. */
const after = (
  before: readonly Step[],
  { steps, merged }: AttentionSteps,
  mergedBefore = before,
): AttentionSteps => ({ steps: [...before, ...steps], merged: [...mergedBefore, ...merged] })

const multiHead: WorkRule = (call) =>
  pipe(
    unpacked(call, intOf(call, 'num_heads', 0)),
    chain(({ query, key, value }) =>
      pipe(
        extentAt(call, 6, 2),
        chain((past) => {
          const { batch, heads, length } = query
          const total = past + key.length
          const biased = ({ length: of, width }: Heads): Shape => [batch, of, heads, width]
          const biases = [query, key, value].map((each, at) =>
            elements(`bias${'QKV'[at]}`, biased(each), biased(each), [1, 1, heads, each.width]),
          )
          return pipe(
            runtimeMask(call, [4, 5], batch, length, total),
            chain((mask) =>
              attend({
                ...{ query, key, value, total, mask, isCapped: false },
                isMaskGiven: hasInput(call, 4) || hasInput(call, 5),
              }),
            ),
            map((made) => ({
              ...after(hasInput(call, 3) ? biases : [], made),
              outputs: [
                [batch, length, heads * value.width],
                [batch, heads, total, key.width],
                [batch, heads, total, value.width],
              ],
            })),
          )
        }),
      ),
    ),
  )

const turned = (query: Heads, key: Heads, made: AttentionSteps): AttentionSteps =>
  after([...rotarySteps('rotateQ', tokens(query)), ...rotarySteps('rotateK', tokens(key))], made, [
    rotation('rotateQ', tokens(query)),
    rotation('rotateK', tokens(key)),
  ])

const tokens = ({ batch, heads, length, width }: Heads): Shape => [batch, length, heads, width]

const grouped: WorkRule = (call) => {
  const heads = intOf(call, 'num_heads', 0)
  const keyHeads = intOf(call, 'kv_num_heads', 0)
  const isPacked = !hasInput(call, 1)
  const operands = isPacked
    ? pipe(
        shapeAt(call, 0),
        chain((shape) => headsOf(shape, heads + 2 * keyHeads)),
        map((all) => [
          { ...all, heads },
          { ...all, heads: keyHeads },
          { ...all, heads: keyHeads },
        ]),
      )
    : pipe(
        sequenceArray([0, 1, 2].map((at) => shapeAt(call, at))),
        chain((shapes) =>
          sequenceArray(shapes.map((shape, at) => headsOf(shape, at === 0 ? heads : keyHeads))),
        ),
      )
  return pipe(
    operands,
    chain(([query, key, value]) =>
      pipe(
        extentAt(call, 3, 2),
        chain((past) => groupedOver(call, query!, key!, value!, past)),
      ),
    ),
  )
}

/** The sequence has the length that the operator is given, else the past and the new keys one after the other. */
const groupedOver = (
  call: Call,
  query: Heads,
  key: Heads,
  value: Heads,
  past: number,
): Either<string, Work> => {
  const stated = valuesAt(call, 6)?.data[0]
  const total = stated ?? past + key.length
  const { batch, heads, length } = query
  const rotates = intOf(call, 'do_rotary', 0) !== 0
  const window = intOf(call, 'local_window_size', -1)
  const assumptions = [
    ...(stated === undefined && past > 0
      ? [`Its total_sequence_length is not known: the past of ${past} and ${key.length} new keys are taken.`]
      : []),
    ...(window > 0 && window < total
      ? [`Its window of ${window} keys is not followed: every query meets all ${total} keys.`]
      : []),
  ]
  return pipe(
    runtimeMask(call, [-1, 10], batch, length, total),
    chain((mask) =>
      attend({
        ...{ query, key, value, total, mask: mask ?? [length, total] },
        ...{ isMaskGiven: mask !== undefined, isCapped: isCapped(call) },
      }),
    ),
    map((made) => ({
      ...(rotates ? turned(query, key, made) : made),
      outputs: [
        [batch, length, heads * value.width],
        [batch, key.heads, Math.max(total, past), key.width],
        [batch, key.heads, Math.max(total, past), value.width],
      ],
      ...(assumptions.length === 0 ? {} : { assumed: assumptions.join(' ') }),
    })),
  )
}

/** ONNX Runtime's Attention and QAttention: the projections of query, key and value are part of the operator. */
const projecting =
  (biasAt: number, maskAt: number, pastAt: number, attentionBiasAt: number): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
      chain(([input = [], weights = []]) => {
        const [batch = 0, length = 0, depth = 0] = input
        const [rows = 0, columns = 0] = weights
        if (input.length !== 3 || weights.length !== 2 || depth !== rows)
          return left(`Its input ${showShape(input)} and weights ${showShape(weights)} do not multiply.`)
        const third = columns / 3
        const hidden = intsOf(call, 'qkv_hidden_sizes') ?? []
        const [ofQuery = third, ofKey = third, ofValue = third] = hidden
        if (ofQuery + ofKey + ofValue !== columns || ![ofQuery, ofKey, ofValue].every(Number.isInteger))
          return left(`Its weights ${showShape(weights)} do not divide into query, key and value.`)
        const heads = intOf(call, 'num_heads', 0)
        const projected = [batch, length, columns]
        return pipe(
          sequenceArray([ofQuery, ofKey, ofValue].map((width) => headsOf([batch, length, width], heads))),
          chain(([query, key, value]) =>
            pipe(
              extentAt(call, pastAt, 3),
              chain((past) => {
                const total = past + length
                return pipe(
                  runtimeMask(call, [maskAt, attentionBiasAt], batch, length, total),
                  chain((mask) =>
                    attend({
                      ...{ query: query!, key: key!, value: value!, total, mask, isCapped: false },
                      isMaskGiven: hasInput(call, maskAt) || hasInput(call, attentionBiasAt),
                    }),
                  ),
                  map((made) => ({
                    ...after(
                      [
                        multiply('project', { groups: 1, rows: batch * length, columns, depth }),
                        ...(hasInput(call, biasAt)
                          ? [elements('bias', projected, projected, [columns])]
                          : []),
                      ],
                      intOf(call, 'do_rotary', 0) === 0 ? made : turned(query!, key!, made),
                    ),
                    outputs: [
                      [batch, length, ofValue],
                      [2, batch, heads, total, value!.width],
                    ],
                  })),
                )
              }),
            ),
          ),
        )
      }),
    )

export const runtimeAttentionRules: { readonly [op: string]: WorkRule } = {
  'com.microsoft:Attention': projecting(2, 3, 4, 5),
  'com.microsoft:GroupQueryAttention': grouped,
  'com.microsoft:MultiHeadAttention': multiHead,
  'com.microsoft:QAttention': projecting(2, 5, 8, -1),
}
