/**
 * Traps: for each fault that a bound has had, or could have, one small mapping in a box where the fault would show, because
 * there the bound meets the cost. Each fault once excluded an optimum.
 */
import { describe, expect, it } from 'vitest'
import { estimate, orThrow } from '../../src/index'
import { boundsOf } from '../../src/map'
import { boundOf } from '../../src/map/bound'
import { boxesOf } from '../../src/map/bounds-of'
import { fullSpace } from '../../src/map/space'
import { targetFor } from './targets'
import { type Trap, traps } from './traps'

describe('a trap', () => {
  it.each<Trap>(traps)('holds: $name', ({ layer, hardware, dataflow, box }) => {
    const { runtime, energy, buffers } = orThrow(estimate(layer, dataflow, hardware))
    expect(buffers.fits).toBe(true)
    const shown = orThrow(boundsOf({ layer, hardware }))(box)
    expect(shown?.runtime).toBeLessThanOrEqual(runtime)
    expect(shown?.energy).toBeLessThanOrEqual(energy.total * (1 + 1e-9))
    const target = targetFor(layer, hardware)
    const bounds = boxesOf(box, fullSpace(target.loops, target.pes)).flatMap((each) => {
      const bound = boundOf(target, each)
      return typeof bound === 'string' ? [] : [bound]
    })
    expect(Math.min(...bounds.map((bound) => bound.runtime))).toBeLessThanOrEqual(runtime)
    expect(Math.min(...bounds.map((bound) => bound.energy))).toBeLessThanOrEqual(energy.total * (1 + 1e-9))
  })
})
