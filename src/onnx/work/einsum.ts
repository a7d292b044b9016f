/** Einsum: a matrix product where its equation is one, else a product of tensors as `einsum` makes it. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { mostDimensions, mostTensors } from '../../internal/limits'
import type { Call } from '../shape/call'
import { elementsOf, type Shape } from '../shape/shape'
import { contractionOf } from './equation'
import { attention, type Contraction, fold, multiply, type Step, type Work, type WorkRule } from './work'

/** The labels of two operands, sorted by who has them. */
type Sorted = {
  readonly groups: readonly string[]
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly depth: readonly string[]
}

type Extents = Contraction['extents']

const extentOf = (extents: Extents, label: string): number => extents.get(label) ?? 1

const productOf = (extents: Extents, labels: readonly string[]): number =>
  elementsOf(labels.map((label) => extentOf(extents, label)))

/** Undefined if an operand has an axis that is summed and that the other lacks. */
const sorted = ({ operands: [a = [], b = []], result }: Contraction): Sorted | undefined => {
  const isShared = (label: string): boolean => a.includes(label) && b.includes(label)
  return [...a, ...b].some((label) => !result.includes(label) && !isShared(label))
    ? undefined
    : {
        groups: result.filter(isShared),
        rows: result.filter((label) => a.includes(label) && !b.includes(label)),
        columns: result.filter((label) => b.includes(label) && !a.includes(label)),
        depth: a.filter((label) => isShared(label) && !result.includes(label)),
      }
}

/**
 * A product before or after a softmax, with labels of heads, one label of keys and one of widths. A product with weights,
 * such as that of a router, has no heads. Scores have sequences first, and queries last.
 */
const attentionStep = (
  { groups: shared, rows: own, columns, depth }: Sorted,
  { operands: [weights = []], result, extents }: Contraction,
  does: Call['attends'],
): Step | undefined => {
  const scores = does === 'scores' ? result : weights
  const groups = scores.filter((label) => shared.includes(label))
  const rows = scores.filter((label) => own.includes(label))
  if (does === undefined || groups.length === 0 || rows.length === 0) return undefined
  if (columns.length !== 1 || depth.length !== 1) return undefined
  const [wide, deep] = [productOf(extents, columns), productOf(extents, depth)]
  const [batch, heads] = groups.length < 2 ? [[], groups] : [groups.slice(0, 1), groups.slice(1)]
  return attention('0', does, {
    batch: productOf(extents, batch),
    heads: productOf(extents, heads),
    shared: productOf(extents, rows.slice(0, -1)),
    queries: productOf(extents, rows.slice(-1)),
    ...(does === 'scores' ? { keys: wide, width: deep } : { keys: deep, width: wide }),
  })
}

const matrixProduct = (
  labels: Sorted,
  contraction: Contraction,
  call: Call,
): Pick<Work, 'steps' | 'merged'> => {
  const { extents } = contraction
  const product = {
    groups: productOf(extents, labels.groups),
    rows: productOf(extents, labels.rows),
    columns: productOf(extents, labels.columns),
    depth: productOf(extents, labels.depth),
  }
  const merged = attentionStep(labels, contraction, call.attends)
  return { steps: [multiply('0', product)], ...(merged === undefined ? {} : { merged: [merged] }) }
}

/** One operand is moved, and summed along the axes that the result lacks. */
const reduction = ({ operands: [labels = []], result, extents }: Contraction): readonly Step[] => {
  const summed = labels.flatMap((label, at) => (result.includes(label) ? [] : [at]))
  const shape = labels.map((label) => extentOf(extents, label))
  return summed.length === 0 ? [] : [fold('0', shape, summed)]
}

const oneNest =
  'It is costed as one loop nest over all its labels: a runtime that multiplies two operands at a time, or sums an axis first, does less.'

const tooLarge = ({ operands, extents }: Contraction): string | undefined => {
  if (operands.length >= mostTensors)
    return `Its equation has ${operands.length} operands; at most ${mostTensors - 1} are costed.`
  return extents.size > mostDimensions
    ? `Its equation has ${extents.size} labels; at most ${mostDimensions} are costed.`
    : undefined
}

const worked = (contraction: Contraction, call: Call): Either<string, Omit<Work, 'outputs'>> => {
  const { operands } = contraction
  if (operands.length === 1) return right({ steps: reduction(contraction) })
  const labels = operands.length === 2 ? sorted(contraction) : undefined
  if (labels !== undefined) return right(matrixProduct(labels, contraction, call))
  const refusal = tooLarge(contraction)
  return refusal === undefined
    ? right({ steps: [{ _tag: 'Contraction', part: '0', contraction }], assumed: oneNest })
    : left(refusal)
}

const outputOf = ({ result, extents }: Contraction): Shape => result.map((label) => extentOf(extents, label))

export const einsumWork: WorkRule = (call) =>
  pipe(
    contractionOf(call),
    chain((contraction) =>
      pipe(
        worked(contraction, call),
        map((work) => ({ ...work, outputs: [outputOf(contraction)] })),
      ),
    ),
  )

/** The shape of the result, whether it is costed or not. */
export const einsumShape = (call: Call): Either<string, readonly Shape[]> =>
  pipe(
    contractionOf(call),
    map((contraction) => [outputOf(contraction)]),
  )
