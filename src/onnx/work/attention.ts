/**
 * Attention of the ONNX standard: scores = query · keyᵀ, scaled, softmax(scores), and
 * scores · value, each step by itself. A causal mask saves no work here: every query meets every key.
 */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, intOf, shapeAt } from '../shape/call'
import { broadcast, type Shape, showShape } from '../shape/shape'
import { softmaxSteps } from './softmax'
import { attention, elements, multiply, type Step, scalar, type Work, type WorkRule } from './work'

export type Heads = {
  readonly batch: number
  readonly heads: number
  readonly length: number
  readonly width: number
}

/** What is attended: keys and values of earlier steps lengthen the sequence to `total`. */
type Attended = {
  readonly query: Heads
  readonly key: Heads
  readonly value: Heads
  readonly total: number
  /** What is added to the scores; undefined for nothing. */
  readonly mask: Shape | undefined
  /** Whether the mask is an input, and not made by the operator itself. */
  readonly isMaskGiven: boolean
  readonly isCapped: boolean
}

export type AttentionSteps = Required<Pick<Work, 'steps' | 'merged'>>

/** `[batch, heads, length, width]`, or `[batch, length, heads · width]`. */
export const headsOf = (shape: Shape, heads: number): Either<string, Heads> => {
  const [batch = 0, second = 0, third = 0, width = 0] = shape
  if (shape.length === 4) return right({ batch, heads: second, length: third, width })
  return shape.length === 3 && heads > 0 && third % heads === 0
    ? right({ batch, heads, length: second, width: third / heads })
    : left(`Its input ${showShape(shape)} does not divide into ${heads} heads.`)
}

const capSteps = (scores: Shape): readonly Step[] => [
  elements('capDivide', scores, scores, scalar),
  elements('capTanh', scores, scores),
  elements('capMultiply', scores, scores, scalar),
]

/** Heads that share a key are rows of one product. */
export const attend = (attended: Attended): Either<string, AttentionSteps> => {
  const { query, key, value, total, mask } = attended
  const { batch, heads, length, width } = query
  if (
    key.batch !== batch ||
    value.batch !== batch ||
    key.heads !== value.heads ||
    key.length !== value.length
  )
    return left('Its query, key and value differ in batch, heads or length.')
  if (key.width !== width || key.heads === 0 || heads % key.heads !== 0)
    return left('Its query and key do not multiply: their widths or heads do not agree.')
  const scores = [batch, heads, length, total]
  if (mask !== undefined && broadcast([scores, mask])._tag === 'Left')
    return left(`Its mask ${showShape(mask)} does not stretch to ${showShape(scores)}.`)
  return right({ steps: stepByStep(attended, scores), merged: asInTransformers(attended, scores) })
}

const stepByStep = (
  { query, key, value, total, mask, isCapped }: Attended,
  scores: Shape,
): readonly Step[] => {
  const groups = query.batch * key.heads
  const rows = (query.heads / key.heads) * query.length
  return [
    multiply('scores', { groups, rows, columns: total, depth: query.width }),
    elements('scale', scores, scores, scalar),
    ...(isCapped ? capSteps(scores) : []),
    ...(mask === undefined ? [] : [elements('mask', scores, scores, mask)]),
    ...softmaxSteps(scores, 3),
    multiply('values', { groups, rows, columns: value.width, depth: total }),
  ]
}

/** The scale, and a mask that the operator makes, are part of the softmax. */
const asInTransformers = (
  { query, key, value, total, mask, isMaskGiven, isCapped }: Attended,
  scores: Shape,
): readonly Step[] => {
  const { batch, heads, length: queries, width } = query
  const shape = { batch, heads: key.heads, shared: heads / key.heads, queries, keys: total, width }
  return [
    attention('scores', 'scores', shape),
    ...(isCapped ? capSteps(scores) : []),
    ...(mask === undefined || !isMaskGiven ? [] : [elements('mask', scores, scores, mask)]),
    attention('softmax', 'softmax', shape),
    attention('context', 'context', { ...shape, width: value.width }),
  ]
}

/** The extent of an axis of an input, 0 where it is not there. */
export const extentAt = (call: Call, at: number, axis: number): Either<string, number> =>
  hasInput(call, at)
    ? pipe(
        shapeAt(call, at),
        map((shape) => shape[axis] ?? 0),
      )
    : right(0)

export const isCapped = (call: Call): boolean =>
  (call.node.attributes.find(({ name }) => name === 'softcap')?.float ?? 0) !== 0

/** A mask that is given, or else one that the operator makes itself. */
const maskOf = (call: Call, at: number, isCausal: boolean, length: number, total: number) =>
  hasInput(call, at)
    ? pipe(
        shapeAt(call, at),
        map((shape): Shape | undefined => shape),
      )
    : right(isCausal ? [length, total] : undefined)

/** The standard's operator. */
const standard: WorkRule = (call) => {
  const keyHeads = intOf(call, 'kv_num_heads', 0)
  return pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 1), shapeAt(call, 2)]),
    chain(([query = [], key = [], value = []]) =>
      pipe(
        sequenceArray([
          headsOf(query, intOf(call, 'q_num_heads', 0)),
          headsOf(key, keyHeads),
          headsOf(value, keyHeads),
        ]),
        chain(([q, k, v]) => attended(call, q!, k!, v!, query.length)),
      ),
    ),
  )
}

const attended = (call: Call, q: Heads, k: Heads, v: Heads, rank: number): Either<string, Work> =>
  pipe(
    extentAt(call, 4, 2),
    chain((past) => {
      const total = past + k.length
      const { batch, heads, length } = q
      const output = rank === 4 ? [batch, heads, length, v.width] : [batch, length, heads * v.width]
      const outputs = [
        output,
        [batch, k.heads, total, k.width],
        [batch, k.heads, total, v.width],
        [batch, heads, length, total],
      ]
      return pipe(
        maskOf(call, 3, intOf(call, 'is_causal', 0) !== 0, length, total),
        chain((mask) =>
          attend({
            ...{ query: q, key: k, value: v, total, mask },
            ...{ isMaskGiven: hasInput(call, 3), isCapped: isCapped(call) },
          }),
        ),
        map((made) => ({ ...made, outputs })),
      )
    }),
  )

export const attentionRules: { readonly [op: string]: WorkRule } = { Attention: standard }
