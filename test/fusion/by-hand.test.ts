/** Fused chains whose figures can be worked out by hand. */
import { describe, expect, it } from 'vitest'
import { estimateFused, type FuseOptions, fuse } from '../../src/fusion'
import {
  accelerator,
  conv2d,
  dataflow,
  type Layer,
  layer,
  operator,
  orThrow,
  pool2d,
  temporalMap,
} from '../../src/index'

const rows = dataflow('rows', [temporalMap(1, 1, "Y'")])

describe('two pools', () => {
  const first = pool2d({ C: 1, R: 2, S: 1, Y: 8, X: 4 })
  const second = pool2d({ C: 1, R: 2, S: 1, Y: 7, X: 4 })

  const required = (capacity: number | undefined) => {
    const l2 = capacity === undefined ? {} : { l2: { capacity } }
    const chain = fuse([first, second], { tile: { "Y'": 1 } })
    return orThrow(estimateFused(chain, rows, accelerator({ pes: 1, ...l2 }))).buffers.l2
  }

  it('do not fit in less than they require, though there is nothing to choose', () => {
    // While the first layer runs in the first step: three rows of T₀, which count twice, and two of T₁.
    const bytes = required(undefined).required.bits / 8
    expect(bytes).toBe(32)
    expect(required(bytes).fits).toBe(true)
    expect(required(bytes - 1).fits).toBe(false)
  })
})

describe('lines', () => {
  const line = operator({
    name: 'line',
    dimensions: ['X', 'F'],
    tensors: [
      { name: 'in', role: 'input', axes: [[{ dimension: 'X' }, { dimension: 'F' }]] },
      { name: 'weights', role: 'input', axes: [[{ dimension: 'F' }]] },
      { name: 'out', role: 'output', axes: [[{ dimension: 'X' }]] },
    ],
  })
  const chain = [layer(line, { X: 10, F: 3 }), layer(line, { X: 8, F: 3 })]

  const fused = (layers: readonly Layer[], options: FuseOptions, name: string) =>
    orThrow(
      estimateFused(
        fuse(layers, options),
        dataflow('one by one', [temporalMap(1, 1, name)]),
        accelerator({ pes: 1 }),
      ),
    )

  it('retain what two tiles share', () => {
    const { layers, offchip, recomputed } = fused(chain, { tile: { X: 4 } }, 'X')
    expect(layers.map(({ macs }) => macs)).toEqual([30, 24])
    expect(layers[0]?.kinds.map(({ box }) => box['X'])).toEqual([6, 4])
    expect([offchip.tensors[0]?.reads, recomputed]).toEqual([12, 0])
  })

  it('compute it again', () => {
    const { layers, offchip, recomputed } = fused(chain, { tile: { X: 4 }, halo: { X: 'recompute' } }, 'X')
    expect(layers.map(({ macs }) => macs)).toEqual([36, 24])
    expect([offchip.tensors[0]?.reads, recomputed]).toEqual([16, 6])
  })

  it('leave alone what no window reaches, also where the last tile is short', () => {
    // Windows start at rows 0, 2, 4, 6 and 8 and end at row 10; row 11 is left over.
    const strided = conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 12, X: 1, stride: { y: 2, x: 1 } })
    const { offchip, layers } = fused([strided], { tile: { "Y'": 2 } }, "Y'")
    expect(offchip.tensors[0]?.reads).toBe(11)
    expect(layers[0]?.kinds.map(({ times }) => times)).toEqual([2, 1])
  })
})
