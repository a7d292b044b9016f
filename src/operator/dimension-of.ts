/** The names that a dataflow may map for a layer, as far as the layer's type says them. */
import type { BuiltInLayer, CustomLayer, Layer } from './layer'

/**
 * The names that a dataflow may map for a layer of this type: those of its kind, or the dimensions of its own operator. All
 * kinds but `gemm` share the names of the convolutions. Of a layer whose type says neither, they are any `string`.
 *
 * @since 0.2.0
 * @category layers
 */
// The names are those of one condition: of a union of conditions, errors would show the name of the type and not these.
export type DimensionOf<L extends Layer> =
  L extends CustomLayer<infer Dimension>
    ? Dimension
    : L extends BuiltInLayer
      ?
          | ('gemm' extends L['kind'] ? 'M' | 'N' | 'K' : never)
          | (L['kind'] extends 'gemm' ? never : 'N' | 'G' | 'K' | 'C' | 'R' | 'S' | 'Y' | 'X' | "Y'" | "X'")
      : never
