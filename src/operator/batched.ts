/** Many matrix products of one shape, as an operator of its own. */
import { frozen } from '../internal/frozen'
import type { CustomLayer } from './layer'
import { type Operator, operator } from './operator'

/**
 * A batched matrix product: `C[B, M, N] += A[B, M, K] · B[B, K, N]`, with matrices of their own for each of the B products.
 * The dataflows of `gemm` serve it: a level that does not map B holds the whole batch.
 *
 * @example
 * ```ts
 * import { layer } from 'maestro-dataflow'
 * import { batchedMatrixProduct } from 'maestro-dataflow/catalog'
 *
 * layer(batchedMatrixProduct, { B: 12, M: 512, N: 512, K: 64 }, 'scores').sizes.B // => 12
 * ```
 * @since 0.2.0
 * @category operators
 */
export const batchedMatrixProduct: Operator<'B' | 'M' | 'N' | 'K'> & {
  /** The name by which a layer of this operator is known. */
  readonly name: 'batched matrix product'
} = /* @__PURE__ */ frozen(
  /* @__PURE__ */ operator({
    name: 'batched matrix product',
    dimensions: ['B', 'M', 'N', 'K'],
    tensors: [
      {
        name: 'A',
        role: 'input',
        axes: [[{ dimension: 'B' }], [{ dimension: 'M' }], [{ dimension: 'K' }]],
      },
      {
        name: 'B',
        role: 'input',
        axes: [[{ dimension: 'B' }], [{ dimension: 'K' }], [{ dimension: 'N' }]],
      },
      {
        name: 'C',
        role: 'output',
        axes: [[{ dimension: 'B' }], [{ dimension: 'M' }], [{ dimension: 'N' }]],
      },
    ],
  }),
)

/**
 * A layer of {@link batchedMatrixProduct}.
 *
 * @since 0.2.0
 * @category layers
 */
export type BatchedLayer = CustomLayer & {
  /** The operator of batched matrix products. */
  readonly operator: typeof batchedMatrixProduct
}
