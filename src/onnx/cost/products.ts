/** Matrix products as layers. */
import { frozen } from '../../internal/frozen'
import { fullyConnected, gemm, groupedConv2d, type Layer, layer } from '../../operator/layer'
import { operator } from '../../operator/operator'
import type { MatrixForm } from '../options'
import type { Product } from '../work/work'

const plain = (...dimensions: readonly string[]) => dimensions.map((dimension) => [{ dimension }])

/** Frozen, because all layers share it. */
const batchedGemm = /* @__PURE__ */ frozen(
  operator({
    name: 'batchedGemm',
    dimensions: ['G', 'M', 'N', 'K'],
    tensors: [
      { name: 'A', role: 'input', axes: plain('G', 'M', 'K') },
      { name: 'B', role: 'input', axes: plain('G', 'K', 'N') },
      { name: 'C', role: 'output', axes: plain('G', 'M', 'N') },
    ],
  }),
)

/** A product in terms of matrices, or of the convolution family: rows are its batch, the second operand its filters. */
export const productLayer = (
  name: string,
  { groups: G, rows, columns, depth }: Product,
  form: MatrixForm,
): Layer => {
  if (form === 'gemm')
    return G === 1
      ? gemm({ name, M: rows, N: columns, K: depth })
      : layer(batchedGemm, { G, M: rows, N: columns, K: depth }, name)
  return G === 1
    ? fullyConnected({ name, N: rows, K: columns, C: depth })
    : groupedConv2d({ name, N: rows, G, K: columns, C: depth, R: 1, S: 1, Y: 1, X: 1 })
}
