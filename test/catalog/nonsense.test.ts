/** Functions that build networks take anything, never throw, and leave faults to the estimate, which tells them. */
import { describe, expect, test } from 'vitest'
import {
  gnmt,
  kcPartitioned,
  mkPartitioned,
  queryPartitioned,
  scaleSimArray,
  transformerDataflow,
  transformerDecoderStep,
  transformerEncoderLayer,
  withBatch,
} from '../../src/catalog'
import { estimate, estimateNetwork, gemm, type Layer, orThrow } from '../../src/index'
import { junk } from '../support/errors'

const flows = [kcPartitioned, mkPartitioned, queryPartitioned]

const isComplete = (layers: readonly Layer[]): boolean => {
  const network = estimateNetwork(layers, flows, { pes: 256 })
  return network._tag === 'Right' && network.right.complete
}

const hostile = {
  get length(): number {
    throw new Error('hostile')
  },
  get name(): string {
    throw new Error('hostile')
  },
}
const values = [Number.NaN, -1, 0, 0.5, Number.POSITIVE_INFINITY, null, '3', 3n, Symbol('3'), {}, [4]]

describe('options that are nonsense', () => {
  test.each(values.map((value) => [String(value), value] as const))('as a length: %s', (_, value) => {
    expect(isComplete(transformerEncoderLayer({ length: junk(value) }))).toBe(false)
    expect(isComplete(transformerDecoderStep({ length: junk(value) }))).toBe(false)
    expect(isComplete(gnmt({ sourceLength: junk(value), targetLength: 2 }))).toBe(false)
    expect(isComplete(gnmt({ sourceLength: 2, targetLength: junk(value) }))).toBe(false)
  })

  test.each(values.map((value) => [String(value), value] as const))('as a width or batch: %s', (_, value) => {
    const lengths = { sourceLength: 1, targetLength: 1 }
    for (const part of ['batch', 'width', 'heads', 'hidden'])
      expect([part, isComplete(transformerEncoderLayer({ length: 4, [part]: value }))]).toEqual([part, false])
    for (const part of ['batch', 'width', 'layers', 'vocabulary'])
      expect([part, isComplete(gnmt({ ...lengths, [part]: value }))]).toEqual([part, false])
  })

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['a number', 3],
    ['a list', [3]],
    ['a text', 'long'],
    ['getters that throw', hostile],
  ])('as a whole: %s', (_, value) => {
    expect(isComplete(transformerEncoderLayer(junk(value)))).toBe(false)
    expect(isComplete(transformerDecoderStep(junk(value)))).toBe(false)
    expect(isComplete(gnmt(junk(value)))).toBe(false)
  })

  test.each([
    { sourceLength: 2 ** 40, targetLength: 2 },
    { sourceLength: 2, targetLength: 2 ** 40 },
    { sourceLength: 9_999, targetLength: 9_999, layers: 9_999 },
  ])('%o make no layers by the million', (shape) => {
    const endless = gnmt(shape)
    expect(endless.length).toBeLessThan(100)
    expect(isComplete(endless)).toBe(false)
  })

  test('heads that do not share the width are a fault of their layer', () => {
    const { layers } = orThrow(
      estimateNetwork(transformerEncoderLayer({ length: 4, width: 10, heads: 3 }), flows, {
        pes: 64,
      }),
    )
    const failed = layers.filter(({ result }) => result._tag === 'Left').map(({ layer }) => layer)
    expect(failed).toEqual(['scores', 'context'])
  })
})

describe('options that there are not', () => {
  const refusals = (layers: readonly Layer[]) =>
    layers.map((layer) => {
      const result = estimate(layer, transformerDataflow(layer), { pes: 256 })
      return result._tag === 'Right' ? [] : result.left.map(({ _tag, path }) => `${_tag} ${path}`)
    })

  test.each([
    ['transformerEncoderLayer', transformerEncoderLayer(junk({ length: 4, kvHeads: 8 }))],
    ['transformerDecoderStep', transformerDecoderStep(junk({ length: 4, memory: 2, kvHeads: 8 }))],
    ['gnmt', gnmt(junk({ sourceLength: 1, targetLength: 1, kvHeads: 8 }))],
  ])('%s: every layer names them', (_, layers) => {
    for (const found of refusals(layers)) expect(found).toEqual(['Malformed layer.options.kvHeads'])
  })

  test('also where a layer has a dimension of that name, and where another function takes it', () => {
    const named = transformerEncoderLayer(junk({ length: 4, K: 8, memory: 3 }))
    expect(refusals(named)[0]).toEqual(['Malformed layer.options.K', 'Malformed layer.options.memory'])
  })

  test('also where they cannot be read', () => {
    const hostileOption = {
      length: 4,
      get kvHeads(): number {
        throw new Error('hostile')
      },
    }
    const [first] = refusals(transformerEncoderLayer(junk(hostileOption)))
    expect(first).toEqual(['Malformed layer.options.kvHeads'])
  })

  test('are named with the options that there are', () => {
    const result = estimate(transformerEncoderLayer(junk({ length: 4, d_width: 64 }))[0]!, kcPartitioned, {
      pes: 64,
    })
    const [error] = result._tag === 'Left' ? result.left : []
    expect(error).toMatchObject({
      path: 'layer.options.d_width',
      expected: 'one of length, batch, width, heads, hidden or name',
      message: 'transformerEncoderLayer has no option "d_width".',
    })
    expect(error?.hint).toContain('Did you mean width?')
  })

  test('undefined means absent', () => {
    expect(isComplete(transformerEncoderLayer(junk({ length: 4, kvHeads: undefined })))).toBe(true)
  })
})

describe('batches of nonsense', () => {
  test.each(values.map((value) => [String(value), value] as const))('%s', (_, value) => {
    const network = transformerEncoderLayer({ length: 4 })
    expect(isComplete(withBatch(network, junk(value)))).toBe(false)
    expect(isComplete(withBatch([junk(value)], 2))).toBe(false)
  })

  test('of layers that have no batch: each says where a batch is given, and 1 changes nothing', () => {
    for (const [network, refused] of [
      [transformerEncoderLayer({ length: 4 }), ['scores', 'context']],
      [[gemm({ M: 4, N: 4, K: 4, name: 'product' })], ['product']],
    ] as const) {
      const { layers } = orThrow(
        estimateNetwork(withBatch(withBatch(network, 2), 3), transformerDataflow, { pes: 64 }),
      )
      const failed = layers.flatMap(({ layer, result }) =>
        result._tag === 'Left' ? [{ layer, result }] : [],
      )
      expect(failed.map(({ layer }) => layer)).toEqual(refused)
      for (const { result } of failed) {
        expect(result.left[0]?.path).toBe('layer.sizes')
        expect(result.left[0]?.hint).toContain('pass batch to transformerEncoderLayer')
      }
      expect(withBatch(network, 1)).toEqual(network)
    }
  })

  test('refusals of an edited layer are read as carefully as the rest', () => {
    for (const refused of [3, 'no', [3], [{ path: 4 }], [{}], { length: 1 }, null]) {
      const result = estimate(junk({ ...gemm({ M: 4, N: 4, K: 4 }), refused }), kcPartitioned, { pes: 4 })
      expect(result._tag).toBe('Left')
    }
  })

  test('of no list', () => {
    for (const value of [null, undefined, 3, 'layers', { length: 3 }])
      expect(isComplete(withBatch(junk(value), 2))).toBe(false)
  })
})

describe('a systolic array of nonsense', () => {
  const refusals = (shape: unknown) => {
    const { accelerator, dataflow } = scaleSimArray(junk(shape))
    const result = estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow, accelerator)
    return result._tag === 'Left' ? result.left.map(({ path }) => path) : []
  }

  test.each(values.map((value) => [String(value), value] as const))('%s', (_, value) => {
    expect(refusals({ rows: value, columns: 4, dataflow: 'ws' })).not.toEqual([])
    expect(refusals({ rows: 4, columns: value, dataflow: 'ws' })).not.toEqual([])
    expect(refusals({ rows: 4, columns: 4, dataflow: value })[0]).toMatch(/^dataflow/)
    expect(refusals(value)).not.toEqual([])
  })

  test('getters that throw', () => {
    const shape = {
      rows: 4,
      columns: 4,
      get dataflow(): string {
        throw new Error('hostile')
      },
    }
    expect(refusals(shape)).toEqual(['dataflow'])
  })
})
