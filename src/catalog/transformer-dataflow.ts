/** A dataflow for each layer of a transformer. */
import type { Dataflow } from '../dataflow/directive'
import { rethrowIfExhausted } from '../internal/exhausted'
import type { Layer } from '../operator/layer'
import { keyPartitioned, queryPartitioned } from './attention-dataflows'
import { kcPartitioned } from './dataflows'
import {
  batchedWeightStationary,
  fullyConnectedWeightStationary,
  gemmWeightStationary,
} from './matrix-dataflows'

/** Attention has queries Q, and one of them in a decoder's step; a batched product has a batch B of rows M. */
const forOperator = ({ Q, B, M }: Layer['sizes']): Dataflow => {
  if (Q !== undefined) return Q === 1 ? keyPartitioned : queryPartitioned
  return B !== undefined && M !== undefined ? batchedWeightStationary : kcPartitioned
}

const chosen = (layer: Layer): Dataflow => {
  switch (layer.kind) {
    case 'fullyConnected':
      return fullyConnectedWeightStationary
    case 'gemm':
      return gemmWeightStationary
    case 'custom':
      return forOperator(layer.sizes)
    default:
      return kcPartitioned
  }
}

/**
 * A dataflow for every layer of `transformerEncoderLayer` and `transformerDecoderStep`, for `estimateNetwork`: projections
 * and the feed-forward network keep their weights while the tokens pass by (KC-WS, or MK-WS where they are `gemm`), attention
 * of a sequence spreads its queries (Q-P) and that of one query its keys (L-P), batched products are BMK-WS. Other layers get
 * KC-P. All of them need 64 PEs to a cluster. An invalid layer gets a dataflow too, and the estimate reports its faults.
 *
 * @param layer - A layer of a transformer.
 *
 * @example
 * ```ts
 * import { transformerDataflow, transformerEncoderLayer } from 'maestro-dataflow/catalog'
 *
 * const layers = transformerEncoderLayer({ length: 512, width: 768, heads: 12, hidden: 3072 })
 * layers.slice(2, 6).map((layer) => transformerDataflow(layer).name) // => ['KC-WS', 'Q-P', 'Q-P', 'KC-WS']
 * ```
 * @since 0.2.0
 * @category dataflows
 */
export const transformerDataflow = (layer: Layer): Dataflow => {
  try {
    return chosen(layer)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return kcPartitioned
  }
}
