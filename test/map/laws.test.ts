/** Laws of mapping search that need no brute force. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  conv2d,
  type EnergyTable,
  fullyConnected,
  gemm,
  type Layer,
  layer,
  maestroEnergy,
  operator,
  orThrow,
} from '../../src/index'
import { type MapObjective, map } from '../../src/map'

const hardware: Accelerator = {
  pes: 12,
  l1: { capacity: 40 },
  clusters: [{ capacity: 200 }],
  l2: { capacity: 500 },
  noc: [{ bandwidth: 4 }, { bandwidth: 2, latency: 2 }],
  offchip: { bandwidth: 2 },
}

const bestOf = (of: Layer, objective: Exclude<MapObjective, 'pareto'>, on = hardware): number =>
  orThrow(map({ layer: of, hardware: on, objective }, { gap: 0 })).best?.[objective] ?? Infinity

const all = ['runtime', 'energy', 'edp'] as const

describe('the best mapping', () => {
  it.each(all)('has the same %s with rows and columns exchanged', (objective) => {
    const upright = conv2d({ K: 3, C: 2, R: 3, S: 1, "Y'": 5, "X'": 2, stride: { y: 2, x: 1 } })
    const lying = conv2d({ K: 3, C: 2, R: 1, S: 3, "Y'": 2, "X'": 5, stride: { y: 1, x: 2 } })
    expect(bestOf(upright, objective)).toBeCloseTo(bestOf(lying, objective), 6)
  })

  it.each(all)('has the same %s with the operands of a product exchanged', (objective) => {
    expect(bestOf(gemm({ M: 7, N: 10, K: 6 }), objective)).toBeCloseTo(
      bestOf(gemm({ M: 10, N: 7, K: 6 }), objective),
      6,
    )
  })

  it.each(all)('has the same %s however a product is written', (objective) => {
    const product = operator({
      name: 'product',
      dimensions: ['P', 'Q', 'S'],
      tensors: [
        { name: 'left', role: 'input', axes: [[{ dimension: 'P' }], [{ dimension: 'S' }]] },
        { name: 'right', role: 'input', axes: [[{ dimension: 'S' }], [{ dimension: 'Q' }]] },
        { name: 'sum', role: 'output', axes: [[{ dimension: 'P' }], [{ dimension: 'Q' }]] },
      ],
    })
    const expected = bestOf(gemm({ M: 6, N: 9, K: 8 }), objective)
    const written = [
      conv2d({ K: 9, C: 8, R: 1, S: 1, "Y'": 6, "X'": 1 }),
      fullyConnected({ N: 6, K: 9, C: 8 }),
      layer(product, { P: 6, Q: 9, S: 8 }),
    ]
    for (const each of written) expect(bestOf(each, objective)).toBeCloseTo(expected, 6)
  })

  it('takes 2^k times the energy where every access does', () => {
    const { l1, l2, mac } = maestroEnergy
    const by = (factor: number): EnergyTable => ({
      ...maestroEnergy,
      mac: mac * factor,
      l1: { read: 1.68 * factor, write: 1.68 * factor },
      l2: { read: 18.61 * factor, write: 18.61 * factor },
    })
    expect([l1, l2]).toEqual([
      { read: 1.68, write: 1.68 },
      { read: 18.61, write: 18.61 },
    ])
    const of = gemm({ M: 9, N: 10, K: 7 })
    expect(bestOf(of, 'energy', { ...hardware, energy: by(8) })).toBe(8 * bestOf(of, 'energy'))
  })

  it.each([
    ['bandwidth', { noc: [{ bandwidth: 8 }, { bandwidth: 4, latency: 2 }] }],
    ['latency', { noc: [{ bandwidth: 4 }, { bandwidth: 2, latency: 1 }] }],
    ['off-chip bandwidth', { offchip: { bandwidth: 4 } }],
    ['buffers of PEs', { l1: { capacity: 64 } }],
    ['buffers of clusters', { clusters: [{ capacity: 300 }] }],
    ['shared buffer', { l2: { capacity: 900 } }],
  ] as const)('is no worse with a better %s', (_, better) => {
    const of = gemm({ M: 9, N: 10, K: 7 })
    for (const objective of all)
      expect(bestOf(of, objective, { ...hardware, ...better })).toBeLessThanOrEqual(
        bestOf(of, objective) * (1 + 1e-9),
      )
  })

  it('is on the front, whose ends are the single optima', () => {
    const of = conv2d({ K: 4, C: 3, R: 3, S: 1, "Y'": 6, "X'": 1 })
    const { front, proven } = orThrow(map({ layer: of, hardware, objective: 'pareto' }))
    expect(proven).toBe(true)
    expect(Math.min(...front.map(({ edp }) => edp))).toBeCloseTo(bestOf(of, 'edp'), 4)
    expect(front[0]?.runtime).toBe(bestOf(of, 'runtime'))
    expect(front.at(-1)?.energy).toBeCloseTo(bestOf(of, 'energy'), 6)
  })

  it('is within the gap that is asked for', () => {
    const of = gemm({ M: 20, N: 18, K: 22 })
    const exact = bestOf(of, 'edp')
    const near = orThrow(map({ layer: of, hardware }, { gap: 0.05 }))
    expect(near.proven).toBe(true)
    expect(near.gap).toBeLessThanOrEqual(0.05 + 1e-9)
    expect(near.best!.edp).toBeLessThanOrEqual(exact * 1.05)
    expect(near.lower).toBeLessThanOrEqual(exact * (1 + 1e-9))
    expect(near.counts.nodes).toBeLessThanOrEqual(
      orThrow(map({ layer: of, hardware }, { gap: 0 })).counts.nodes,
    )
  })
})
