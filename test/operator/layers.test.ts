/** The constructors build the documented data, and the data means what the documents say. */
import { describe, expect, it } from 'vitest'
import {
  cluster,
  conv2d,
  dataflow,
  depthwiseConv2d,
  elementwise,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  layer,
  operator,
  pool2d,
  spatialMap,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { hardware } from '../support/errors'

const shape = { K: 2, C: 3, R: 3, S: 2, Y: 8, X: 7 }
const one = { y: 1, x: 1 }

describe('the data of a layer', () => {
  it('of a convolution has its extents, and its defaults filled in', () => {
    const built = conv2d(shape)
    expect(built).toMatchObject({
      kind: 'conv2d',
      name: '',
      sizes: { N: 1, ...shape },
      stride: one,
      dilation: one,
    })
    expect(Object.keys(built).sort()).toEqual(['dilation', 'kind', 'name', 'padding', 'sizes', 'stride'])
  })

  it('keeps names, batches and both forms of stride and dilation', () => {
    const built = conv2d({ ...shape, N: 4, name: 'conv1', stride: 2, dilation: { y: 1, x: 3 } })
    expect(built).toMatchObject({ name: 'conv1', stride: { y: 2, x: 2 }, dilation: { y: 1, x: 3 } })
    expect(built.sizes['N']).toBe(4)
  })

  it('keeps output extents as they are given', () => {
    expect(conv2d({ K: 2, C: 3, R: 3, S: 2, "Y'": 6, X: 7 }).sizes).toEqual({
      N: 1,
      K: 2,
      C: 3,
      R: 3,
      S: 2,
      "Y'": 6,
      X: 7,
    })
  })

  const windowed: readonly (readonly [kind: string, built: Layer])[] = [
    ['depthwiseConv2d', depthwiseConv2d({ C: 3, R: 3, S: 3, Y: 8, X: 8 })],
    ['groupedConv2d', groupedConv2d({ ...shape, G: 4 })],
    ['transposedConv2d', transposedConv2d(shape)],
    ['pool2d', pool2d({ C: 3, R: 2, S: 2, Y: 8, X: 8 })],
  ]
  for (const [kind, built] of windowed)
    it(`of ${kind} has a batch of 1, stride 1 and dilation 1`, () => {
      expect(built).toMatchObject({ kind, name: '', stride: one, dilation: one })
      expect(built.sizes).toHaveProperty('N', 1)
    })

  it('of layers without a window has extents only', () => {
    expect(gemm({ M: 2, N: 3, K: 4 })).toEqual({ kind: 'gemm', name: '', sizes: { M: 2, N: 3, K: 4 } })
    expect(fullyConnected({ K: 4, C: 5, name: 'fc' })).toEqual({
      kind: 'fullyConnected',
      name: 'fc',
      sizes: { N: 1, K: 4, C: 5 },
    })
    expect(elementwise({ N: 2, C: 3, Y: 4, X: 5 })).toEqual({
      kind: 'elementwise',
      name: '',
      sizes: { N: 2, C: 3, Y: 4, X: 5 },
    })
  })

  it('of an own operator holds the operator', () => {
    const dot = operator({
      name: 'dot',
      dimensions: ['I'],
      tensors: [{ name: 'sum', role: 'output', axes: [] }],
    })
    expect(layer(dot, { I: 8 })).toEqual({ kind: 'custom', name: '', operator: dot, sizes: { I: 8 } })
    expect(layer(dot, { I: 8 }, 'dot 1').name).toBe('dot 1')
  })

  it('is plain: JSON gives the same layer and the same estimate', () => {
    const flow = dataflow('rows', [spatialMap(1, 1, 'C'), cluster(2), temporalMap(3, 1, 'Y')])
    for (const built of [
      conv2d({ ...shape, padding: 1 }),
      depthwiseConv2d({ C: 3, R: 3, S: 3, Y: 8, X: 8 }),
    ]) {
      const revived = JSON.parse(JSON.stringify(built))
      expect(revived).toEqual(built)
      expect(estimate(revived, flow, hardware)).toEqual(estimate(built, flow, hardware))
    }
  })

  it('is not shared with what was given', () => {
    const given = { ...shape }
    const built = conv2d(given)
    given.K = 100
    expect(built.sizes['K']).toBe(2)
  })
})
