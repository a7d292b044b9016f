import { rethrowIfExhausted } from '../../internal/exhausted'
import { mostLayers } from '../../internal/limits'
import type { Layer } from '../../operator/layer'
import { isOfFamily } from '../../operator/layer-kinds'
import { refusing } from '../../operator/refusal'

const batched = (layer: Layer, batch: number): Layer => {
  if (!isOfFamily(layer.kind)) return batch === 1 ? layer : refusing(layer, [{ _tag: 'NoBatch' }])
  const { N = 1 } = layer.sizes
  const isCount = Number.isInteger(batch) && typeof N === 'number'
  return { ...layer, sizes: { ...layer.sizes, N: isCount ? batch * N : Number.NaN } }
}

/** What cannot be read is no layer, and stays for the estimate to refuse. */
const batchedIfLayer = (layer: Layer, batch: number): Layer => {
  try {
    return batched(layer, batch)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return layer
  }
}

/**
 * A network for a batch of images or samples: N of every layer that has a batch of its own is as many
 * times larger. Matrix products (`gemm`) and operators of your own have none: their networks take a batch where they are
 * built, such as `transformerEncoderLayer({ length: 512, batch: 4 })`, and an estimate of such a layer says so.
 *
 * @param layers - The layers of a network.
 * @param batch - Samples at a time, for each that the layers have: a positive integer.
 *
 * @example
 * ```ts
 * import { alexnet, withBatch } from 'maestro-dataflow/catalog'
 *
 * withBatch(alexnet, 4)[0]?.sizes['N'] // => 4
 * ```
 * @since 0.1.0
 * @category networks
 */
export const withBatch = (layers: readonly Layer[], batch: number): readonly Layer[] => {
  try {
    const isNetwork = Array.isArray(layers) && layers.length <= mostLayers
    return isNetwork ? layers.map((each: Layer) => batchedIfLayer(each, batch)) : layers
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return layers
  }
}
