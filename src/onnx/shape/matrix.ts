/**
 * Matrix products: Gemm, MatMul of any rank, Einsum of two operands and attention, all as
 * `C[groups, rows, columns] += A[groups, rows, depth] · B[groups, depth, columns]`.
 */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, intOf, shapeAt } from './call'
import { broadcast, type Shape, showShape } from './shape'

export type Product = {
  readonly groups: number
  readonly rows: number
  readonly columns: number
  readonly depth: number
}

/** Products, one after another, and the shapes of the node's outputs. */
export type Products = { readonly products: readonly Product[]; readonly outputs: readonly Shape[] }

const single = (product: Product, output: Shape): Products => ({ products: [product], outputs: [output] })

const differingDepths = (a: Shape, b: Shape): Either<string, never> =>
  left(`Matrices ${showShape(a)} and ${showShape(b)} do not multiply: their inner extents differ.`)

/** Gemm: two matrices, each transposed or not. */
export const gemmOf = (call: Call): Either<string, Products> =>
  pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
    chain(([a = [], b = []]) => {
      if (a.length !== 2 || b.length !== 2)
        return left(`Its inputs ${showShape(a)} and ${showShape(b)} must be matrices.`)
      const [rows = 0, depth = 0] = intOf(call, 'transA', 0) === 0 ? a : [...a].reverse()
      const [inner = 0, columns = 0] = intOf(call, 'transB', 0) === 0 ? b : [...b].reverse()
      return depth === inner
        ? right(single({ groups: 1, rows, columns, depth }, [rows, columns]))
        : differingDepths(a, b)
    }),
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

/** MatMul, with numpy's rules for vectors and batches; the operands stand where the operator has them. */
export const matMulOf = (call: Call, aAt: number, bAt: number): Either<string, Products> =>
  pipe(
    sequenceArray([shapeAt(call, aAt), shapeAt(call, bAt)]),
    chain(([givenA = [], givenB = []]) => {
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
          return single({ groups, rows: rows * m, columns: columns * n, depth }, output)
        }),
      )
    }),
  )

type Heads = {
  readonly batch: number
  readonly heads: number
  readonly length: number
  readonly width: number
}

/** An operand of Attention: `[batch, heads, length, width]`, or `[batch, length, heads · width]`. */
const headsOf = (shape: Shape, heads: number): Either<string, Heads> => {
  const [batch = 0, second = 0, third = 0, width = 0] = shape
  if (shape.length === 4) return right({ batch, heads: second, length: third, width })
  return shape.length === 3 && heads > 0 && third % heads === 0
    ? right({ batch, heads, length: second, width: third / heads })
    : left(`Its input ${showShape(shape)} does not divide into ${heads} heads.`)
}

/** Keys and values of earlier steps lengthen the sequence. */
const pastLength = (call: Call, at: number): Either<string, number> =>
  call.inputs[at] === undefined
    ? right(0)
    : pipe(
        shapeAt(call, at),
        map((shape) => shape[2] ?? 0),
      )

const attention = (query: Heads, key: Heads, value: Heads, past: number, rank: number) => {
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
  const groups = batch * key.heads
  const rows = (heads / key.heads) * length
  const sequence = past + key.length
  const output = rank === 4 ? [batch, heads, length, value.width] : [batch, length, heads * value.width]
  return right({
    products: [
      { groups, rows, columns: sequence, depth: width },
      { groups, rows, columns: value.width, depth: sequence },
    ],
    outputs: [
      output,
      [batch, key.heads, sequence, width],
      [batch, key.heads, sequence, value.width],
      [batch, heads, length, sequence],
    ],
  })
}

/** Attention: query · keyᵀ, then scores · value; heads that share a key are rows of one product. */
export const attentionOf = (call: Call): Either<string, Products> => {
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
        chain(([q, k, v]) =>
          pipe(
            pastLength(call, 4),
            chain((past) =>
              q === undefined || k === undefined || v === undefined
                ? left('Its query, key or value is missing.')
                : attention(q, k, v, past, query.length),
            ),
          ),
        ),
      ),
    ),
  )
}
