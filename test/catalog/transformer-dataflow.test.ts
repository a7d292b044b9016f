/** One dataflow for each layer of a transformer: it serves all of them, and well. */
import { describe, expect, test } from 'vitest'
import {
  batchedMatrixProduct,
  batchedWeightStationary,
  kcPartitioned,
  nvdlaLike,
  tpuV1Like,
  transformerDataflow,
  transformerDecoderStep,
  transformerEncoderLayer,
  vgg16,
} from '../../src/catalog'
import {
  type Accelerator,
  estimate,
  estimateNetwork,
  gemm,
  type Layer,
  layer as layerOf,
  operator,
  orThrow,
} from '../../src/index'
import { junk } from '../support/errors'

const bertBase = { length: 512, width: 768, heads: 12, hidden: 3072 }

const estimates = (layers: readonly Layer[], hardware: Accelerator) =>
  layers.map((layer) => orThrow(estimate(layer, transformerDataflow(layer), hardware)))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Σ macs / (Σ runtime · pes), of a whole layer of the transformer. */
const utilization = (layers: readonly Layer[], hardware: Accelerator): number => {
  const all = estimates(layers, hardware)
  return sum(all.map(({ macs }) => macs)) / (sum(all.map(({ runtime }) => runtime)) * hardware.pes)
}

test('operators that are neither attention nor a batched product get KC-P, as the description says', () => {
  const dot = operator({
    name: 'dot',
    dimensions: ['I'],
    tensors: [
      { name: 'a', role: 'input', axes: [[{ dimension: 'I' }]] },
      { name: 'sum', role: 'output', axes: [] },
    ],
  })
  expect(transformerDataflow(layerOf(dot, { I: 8 }))).toBe(kcPartitioned)
  const products = layerOf(batchedMatrixProduct, { B: 2, M: 4, N: 4, K: 4 })
  expect(transformerDataflow(products)).toBe(batchedWeightStationary)
})

describe('BERT-base at 512 tokens', () => {
  const encoder = transformerEncoderLayer(bertBase)

  test('uses at least 40 % of nvdlaLike over the whole encoder layer, and 15 % of tpuV1Like', () => {
    expect(utilization(encoder, nvdlaLike)).toBeGreaterThan(0.4)
    expect(utilization(encoder, tpuV1Like)).toBeGreaterThan(0.15)
  })

  test('is complete and fits as a network', () => {
    for (const hardware of [nvdlaLike, tpuV1Like]) {
      const network = orThrow(estimateNetwork(encoder, transformerDataflow, hardware))
      expect([network.complete, network.fits]).toEqual([true, true])
      const { macs, runtime } = network.totals
      expect(macs! / (runtime! * hardware.pes)).toBeCloseTo(utilization(encoder, hardware), 9)
    }
  })

  test('fits both', () => {
    for (const hardware of [nvdlaLike, tpuV1Like])
      expect(estimates(encoder, hardware).filter(({ buffers }) => !buffers.fits)).toEqual([])
  })

  test('takes a decoder’s step as long as its weights and keys take to come in', () => {
    const step = estimates(transformerDecoderStep({ ...bertBase, memory: 128 }), nvdlaLike)
    expect(sum(step.map(({ runtime }) => runtime))).toBeLessThan(1.05 * sum(step.map(({ floor }) => floor)))
  })
})

test.each([
  ['a short sequence', transformerEncoderLayer({ length: 3 })],
  ['a batch', transformerEncoderLayer({ length: 16, batch: 4 })],
  ['wide heads', transformerEncoderLayer({ length: 8, width: 1000, heads: 5 })],
  ['a step', transformerDecoderStep({ length: 40 })],
  ['a step with a memory', transformerDecoderStep({ length: 40, memory: 7, batch: 3 })],
  ['a product', [gemm({ M: 100, N: 3, K: 70 })]],
  ['batched products', [layerOf(batchedMatrixProduct, { B: 3, M: 40, N: 5, K: 70 })]],
  ['convolutions', vgg16],
])('serves %s', (_, layers) => {
  for (const layer of layers) {
    const { macs } = orThrow(estimate(layer, transformerDataflow(layer), { pes: 256 }))
    expect(macs).toBeGreaterThan(0)
  }
})

test('answers a dataflow for anything, and leaves faults to the estimate', () => {
  const hostile = {
    kind: 'custom',
    get sizes(): never {
      throw new Error('hostile')
    },
  }
  for (const value of [null, undefined, 3, {}, [], { kind: 'custom' }, hostile, { kind: 'pool3d' }]) {
    const flow = transformerDataflow(junk(value))
    expect(estimate(junk(value), flow, { pes: 64 })._tag).toBe('Left')
  }
})
