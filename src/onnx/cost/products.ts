/** Matrix products as layers. */
import { batchedMatrixProduct } from '../../operator/batched'
import type { Layer } from '../../operator/layer'
import { fullyConnected, gemm, groupedConv2d, layer } from '../../operator/make-layer'
import type { MatrixForm } from '../options'
import type { Product } from '../work/work'

/** A product in terms of matrices, or of the convolution family: rows are its batch, the second operand its filters. */
export const productLayer = (
  name: string,
  { groups: G, rows, columns, depth }: Product,
  form: MatrixForm,
): Layer => {
  if (G === 1)
    return form === 'gemm'
      ? gemm({ name, M: rows, N: columns, K: depth })
      : fullyConnected({ name, N: rows, K: columns, C: depth })
  return form === 'convolution'
    ? groupedConv2d({ name, N: rows, G, K: columns, C: depth, R: 1, S: 1, Y: 1, X: 1 })
    : layer(batchedMatrixProduct, { B: G, M: rows, N: columns, K: depth }, name)
}
