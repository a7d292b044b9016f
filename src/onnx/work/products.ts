/** Matrix products: Gemm, MatMul of any rank, and those that ONNX Runtime fuses with something. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, intOf, shapeAt, textOf } from '../shape/call'
import { broadcast, elementsOf, type Shape, showShape } from '../shape/shape'
import { dynamicQuantizationSteps } from './softmax'
import {
  type AttentionShape,
  attention,
  elements,
  multiply,
  type Product,
  type Step,
  type Work,
  type WorkRule,
  withSteps,
} from './work'

const single = (product: Product, output: Shape): Work => ({
  steps: [multiply('0', product)],
  outputs: [output],
})

const differingDepths = (a: Shape, b: Shape): Either<string, never> =>
  left(`Matrices ${showShape(a)} and ${showShape(b)} do not multiply: their inner extents differ.`)

const gemm = (a: Shape, b: Shape, transposesA: boolean, transposesB: boolean): Either<string, Work> => {
  if (a.length !== 2 || b.length !== 2)
    return left(`Its inputs ${showShape(a)} and ${showShape(b)} must be matrices.`)
  const [rows = 0, depth = 0] = transposesA ? [...a].reverse() : a
  const [inner = 0, columns = 0] = transposesB ? [...b].reverse() : b
  return depth === inner
    ? right(single({ groups: 1, rows, columns, depth }, [rows, columns]))
    : differingDepths(a, b)
}

/** Two matrices, each transposed or not. */
const gemmWork =
  (bAt: number): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), shapeAt(call, bAt)]),
      chain(([a = [], b = []]) => gemm(a, b, intOf(call, 'transA', 0) !== 0, intOf(call, 'transB', 0) !== 0)),
    )

/**
 * Axes of a batch that only one operand has are rows or columns: the other operand serves all of them, as it serves all
 * rows of a matrix. The rest are groups.
 */
const foldBatch = (a: Shape, b: Shape, together: Shape): readonly [number, number, number] => {
  let groups = 1
  let rows = 1
  let columns = 1
  together.forEach((extent, i) => {
    const ofA = a[i - together.length + a.length] ?? 1
    const ofB = b[i - together.length + b.length] ?? 1
    if (ofB === 1) rows *= extent
    else if (ofA === 1) columns *= extent
    else groups *= extent
  })
  return [groups, rows, columns]
}

/** Heads of the second operand that serve each of the first, or several next to each other; undefined for other batches. */
const headsOf = (a: Shape, b: Shape): Pick<AttentionShape, 'heads' | 'shared'> | undefined => {
  const all = elementsOf(a)
  if (a.every((extent, axis) => extent === b[axis])) return { heads: all, shared: 1 }
  const shared = a.at(-1) ?? 1
  const isShared = b.at(-1) === 1 && a.slice(0, -1).every((extent, axis) => extent === b[axis])
  return isShared ? { heads: all / Math.max(1, shared), shared } : undefined
}

/** A product before or after a softmax: sequences and heads are its batch, or heads alone. */
const attentionStep = (a: Shape, b: Shape, does: Call['attends']): Step | undefined => {
  if (does === undefined || a.length < 3 || a.length !== b.length || a.length > 5) return undefined
  const [batch = 1, ofB = 1] = a.length === 3 ? [] : [a[0]!, b[0]!]
  const first = a.length === 3 ? 0 : 1
  const heads = headsOf(a.slice(first, -2), b.slice(first, -2))
  if (heads === undefined || batch !== ofB) return undefined
  const [queries = 0, depth = 0, columns = 0] = [...a.slice(-2), ...b.slice(-1)]
  const widths = does === 'scores' ? { keys: columns, width: depth } : { keys: depth, width: columns }
  return attention('0', does, { batch, ...heads, queries, ...widths })
}

/** With numpy's rules for vectors and batches. */
const matMul = (givenA: Shape, givenB: Shape, does?: Call['attends']): Either<string, Work> => {
  if (givenA.length === 0 || givenB.length === 0) return left('Its inputs must have at least one axis.')
  const a = givenA.length === 1 ? [1, ...givenA] : givenA
  const b = givenB.length === 1 ? [...givenB, 1] : givenB
  const [m = 0, depth = 0] = a.slice(-2)
  const [inner = 0, n = 0] = b.slice(-2)
  if (depth !== inner) return differingDepths(givenA, givenB)
  return pipe(
    broadcast([a.slice(0, -2), b.slice(0, -2)]),
    map((batch) => {
      const [groups, rows, columns] = foldBatch(a.slice(0, -2), b.slice(0, -2), batch)
      const output = [...batch, ...(givenA.length === 1 ? [] : [m]), ...(givenB.length === 1 ? [] : [n])]
      const merged = attentionStep(a, b, does)
      return {
        ...single({ groups, rows: rows * m, columns: columns * n, depth }, output),
        ...(merged === undefined ? {} : { merged: [merged] }),
      }
    }),
  )
}

/** MatMul; the operands stand where the operator has them. */
export const matMulWork =
  (aAt: number, bAt: number): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([shapeAt(call, aAt), shapeAt(call, bAt)]),
      chain(([a = [], b = []]) => matMul(a, b, call.attends)),
    )

/** An operand with its matrix, and before that its batch, transposed. */
const turned = (shape: Shape, matrix: boolean, batch: boolean): Shape => {
  if (shape.length < 2) return shape
  // The batch's first axis stands between those of the matrix.
  const [first = 1, ...others] = shape
  const unfolded = batch ? [...others.slice(0, -1), first, others.at(-1)!] : shape
  return matrix ? [...unfolded.slice(0, -2), unfolded.at(-1)!, unfolded.at(-2)!] : unfolded
}

const fusedMatMul: WorkRule = (call) =>
  pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
    chain(([a = [], b = []]) => {
      const isSet = (name: string): boolean => intOf(call, name, 0) !== 0
      return matMul(
        turned(a, isSet('transA'), isSet('transBatchA')),
        turned(b, isSet('transB'), isSet('transBatchB')),
        call.attends,
      )
    }),
  )

/** A product with weights in a few bits each: `K` and `N` are their true extents. */
const quantizedWeights: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((a) => matMul(a, [intOf(call, 'K', 0), intOf(call, 'N', 0)])),
    map((work) => ({
      ...work,
      assumed:
        'Its weights are taken as dequantized beforehand, once for all runs: the operations that unpack them are not counted.',
    })),
  )

/** One operation on each element of the first output. */
export const activated = (rule: WorkRule): WorkRule =>
  withSteps(rule, ({ steps, outputs: [output = []] }, call) =>
    textOf(call, 'activation', '') === '' ? steps : [...steps, elements('activate', output, output)],
  )

/** The bounds of the first operand's data, its quantization, and the product. */
const dynamicQuantizeMatMul = withSteps(matMulWork(0, 1), ({ steps }, call) => {
  const a = shapeAt(call, 0)
  return a._tag === 'Left' ? steps : [...dynamicQuantizationSteps(a.right), ...steps]
})

export const productRules: { readonly [op: string]: WorkRule } = {
  Gemm: gemmWork(1),
  'com.microsoft:DynamicQuantizeMatMul': dynamicQuantizeMatMul,
  'com.microsoft:FusedGemm': activated(gemmWork(1)),
  'com.microsoft:FusedMatMul': fusedMatMul,
  'com.microsoft:MatMulNBits': quantizedWeights,
  'com.microsoft:QGemm': gemmWork(3),
  'com.microsoft:TransposeMatMul': fusedMatMul,
}
