/**
 * Traps: for each fault that a bound has had, or could have, one small mapping in a box where the fault would show, because
 * there the bound meets the cost. Each fault once excluded an optimum.
 */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  conv2d,
  dataflow,
  estimate,
  gemm,
  type Layer,
  orThrow,
  prepare,
  temporalMap,
} from '../../src/index'
import { boundsOf, map } from '../../src/map'
import { boundOf } from '../../src/map/bound'
import { boxesOf } from '../../src/map/bounds-of'
import { generalBoundOf } from '../../src/map/general-bound'
import { fullSpace } from '../../src/map/space'
import { enumerateMappings, plainDataflow } from './enumerate'
import { dimensionsOf, problemOf } from './problems'
import { targetFor } from './targets'
import { type Trap, traps } from './traps'

describe('a trap', () => {
  it.each<Trap>(traps)('holds: $name', ({ layer, hardware, dataflow: trapped, box }) => {
    const { runtime, energy, buffers } = orThrow(estimate(layer, trapped, hardware))
    expect(buffers.fits).toBe(true)
    const shown = orThrow(boundsOf({ layer, hardware }))(box)
    expect(shown?.runtime).toBeLessThanOrEqual(runtime)
    expect(shown?.energy).toBeLessThanOrEqual(energy.total * (1 + 1e-9))
    const target = targetFor(layer, hardware)
    const bounds = boxesOf(box, fullSpace(target.loops, target.pes)).flatMap((each) => {
      const bound = target.isDerived ? boundOf(target, each) : generalBoundOf(target, each)
      return typeof bound === 'string' ? [] : [bound]
    })
    expect(Math.min(...bounds.map((bound) => bound.runtime))).toBeLessThanOrEqual(runtime)
    expect(Math.min(...bounds.map((bound) => bound.energy))).toBeLessThanOrEqual(energy.total * (1 + 1e-9))
  })
})

const tight: Accelerator = {
  pes: 3,
  l1: { capacity: 12 },
  clusters: [{ capacity: 26 }],
  l2: { capacity: 40 },
  noc: [{ bandwidth: 2 }, { bandwidth: 1, latency: 2 }],
  offchip: { bandwidth: 1 },
}

const problems: readonly (readonly [string, Layer, Accelerator])[] = [
  ['a tile of level 0 that is shorter than the tile inside it', gemm({ M: 5, N: 2, K: 2 }), tight],
  ['fewer tiles inside than PEs of a cluster', gemm({ M: 3, N: 2, K: 2 }), { ...tight, pes: 5 }],
  ['a last fold with one short tile', gemm({ M: 7, N: 2, K: 1 }), { ...tight, noc: { bandwidth: 0.5 } }],
  [
    'a filter that is split in time at stride 2',
    conv2d({ K: 1, C: 2, R: 3, S: 1, "Y'": 3, "X'": 1, stride: 2 }),
    { ...tight, pes: 2 },
  ],
  ['two columns', conv2d({ K: 2, C: 1, R: 2, S: 1, "Y'": 2, "X'": 2 }), { ...tight, pes: 2 }],
  ['more clusters than tiles', gemm({ M: 2, N: 2, K: 3 }), { ...tight, pes: 12 }],
  [
    'a drain as large as a step',
    gemm({ M: 4, N: 3, K: 1 }),
    { ...tight, noc: [{ bandwidth: 0.5 }, { bandwidth: 0.5, latency: 0 }], overlap: 'across-runs' },
  ],
  ['tensors of one element', conv2d({ K: 1, C: 1, R: 1, S: 1, "Y'": 1, "X'": 4 }), tight],
  [
    'latency 0 and fractions of bandwidth',
    gemm({ M: 3, N: 3, K: 2 }),
    { ...tight, noc: { bandwidth: 0.3, latency: 0 } },
  ],
]

describe('a problem with a trap in it', () => {
  it.each(problems)('is solved as by brute force: %s', (_, layer, hardware) => {
    const dimensions = dimensionsOf(problemOf(layer))
    const totals = orThrow(prepare(layer, hardware))
    const costs = [...enumerateMappings(dimensions, hardware.pes)].flatMap((mapping) => {
      const each = totals(plainDataflow(mapping, dimensions))
      return each._tag === 'Right' && each.right.fits ? [each.right] : []
    })
    expect(costs.length).toBeGreaterThan(20)
    for (const objective of ['runtime', 'energy', 'edp'] as const) {
      const { best, proven } = orThrow(map({ layer, hardware, objective }, { gap: 0 }))
      expect(proven).toBe(true)
      expect(best?.[objective]).toBeCloseTo(Math.min(...costs.map((each) => each[objective])), 6)
    }
  })
})

describe('a planted optimum', () => {
  const layer = gemm({ M: 8, N: 8, K: 8 })

  it('is found where every PE is busy in every cycle', () => {
    const hardware = { pes: 4, noc: { latency: 0 } }
    const { best, gap } = orThrow(map({ layer, hardware, objective: 'runtime' }, { gap: 0 }))
    expect([best?.runtime, gap]).toEqual([128, 0])
  })

  it('is found where every element moves once', () => {
    const hardware = { pes: 4 }
    const whole = dataflow('whole', [temporalMap(8, 8, 'M')])
    const { best, gap } = orThrow(map({ layer, hardware, objective: 'energy' }, { gap: 0 }))
    expect(best?.energy).toBeCloseTo(orThrow(estimate(layer, whole, hardware)).energy.total, 6)
    expect(gap).toBe(0)
  })

  it('is out of reach by one element', () => {
    const on = (capacity: number) => ({ pes: 4, l1: { capacity }, clusters: [{ capacity }] })
    expect(orThrow(map({ layer, hardware: on(6) })).best).not.toBeNull()
    expect(orThrow(map({ layer, hardware: on(5) })).why).toEqual({ buffer: 'l1', capacity: 5, least: 6 })
  })
})
