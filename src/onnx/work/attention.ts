/**
 * Attention of the ONNX standard: scores = query · keyᵀ, scaled, softmax(scores), and
 * scores · value, each step by itself. A causal mask saves no work here: every query meets every key.
 */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, intOf, shapeAt } from '../shape/call'
import { broadcast, type Shape, showShape } from '../shape/shape'
import { softmaxSteps } from './softmax'
import { elements, multiply, type Step, scalar, type Work, type WorkRule } from './work'

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
  readonly isCapped: boolean
}

/** `[batch, heads, length, width]`, or `[batch, length, heads · width]`. */
export const headsOf = (shape: Shape, heads: number): Either<string, Heads> => {
  const [batch = 0, second = 0, third = 0, width = 0] = shape
  if (shape.length === 4) return right({ batch, heads: second, length: third, width })
  return shape.length === 3 && heads > 0 && third % heads === 0
    ? right({ batch, heads, length: second, width: third / heads })
    : left(`Its input ${showShape(shape)} does not divide into ${heads} heads.`)
}

/** Heads that share a key are rows of one product. */
export const attend = ({
  query,
  key,
  value,
  total,
  mask,
  isCapped,
}: Attended): Either<string, readonly Step[]> => {
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
  const groups = batch * key.heads
  const rows = (heads / key.heads) * length
  if (mask !== undefined && broadcast([scores, mask])._tag === 'Left')
    return left(`Its mask ${showShape(mask)} does not stretch to ${showShape(scores)}.`)
  return right([
    multiply('scores', { groups, rows, columns: total, depth: width }),
    elements('scale', scores, scores, scalar),
    ...(isCapped
      ? [
          elements('capDivide', scores, scores, scalar),
          elements('capTanh', scores, scores),
          elements('capMultiply', scores, scores, scalar),
        ]
      : []),
    ...(mask === undefined ? [] : [elements('mask', scores, scores, mask)]),
    ...softmaxSteps(scores, 3),
    multiply('values', { groups, rows, columns: value.width, depth: total }),
  ])
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
        chain((mask) => attend({ query: q, key: k, value: v, total, mask, isCapped: isCapped(call) })),
        map((steps) => ({ steps, outputs })),
      )
    }),
  )

export const attentionRules: { readonly [op: string]: WorkRule } = { Attention: standard }
