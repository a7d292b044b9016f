import { rethrowIfExhausted } from '../../internal/exhausted'
import type { Layer } from '../../operator/layer'
import { type Refusal, refusing } from '../../operator/refusal'

/** A layer whose dimensions do not say which of them is the batch. */
const withoutBatch = (kind: string): Refusal => {
  const what = kind === 'gemm' ? 'a matrix product (gemm)' : 'an operator of its own'
  return {
    path: 'layer.sizes',
    expected: 'a kind of layer that has a batch N',
    given: what,
    hint:
      'Give the batch where the network is built: pass batch to transformerEncoderLayer, transformerDecoderStep or gnmt, ' +
      'or multiply the extent that is the batch.',
    message: `withBatch cannot set the batch of ${what}, which has none.`,
  }
}

const batched = (layer: Layer, batch: number): Layer => {
  if (layer.kind === 'gemm' || layer.kind === 'custom')
    return batch === 1 ? layer : refusing(layer, [withoutBatch(layer.kind)])
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
 * A network that takes so many images, or samples, at a time: N of every layer that has a batch of its own is as many
 * times larger. Matrix products (`gemm`) and operators of your own have none: their networks take a batch where they are
 * built, such as `transformerEncoderLayer({ length: 512, batch: 4 })`, and an estimate of such a layer says so.
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
    return Array.isArray(layers) ? layers.map((each: Layer) => batchedIfLayer(each, batch)) : layers
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return layers
  }
}
