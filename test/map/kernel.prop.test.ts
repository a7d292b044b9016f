/** The kernel of the bounds computes what their definition says. */
import { expect, it } from 'vitest'
import { product } from '../../src/internal/arithmetic'
import { boundOf } from '../../src/map/bound'
import { writeBound } from '../../src/map/kernel/bound'
import { newState } from '../../src/map/kernel/state'
import { problemOf, randomAccelerator, randomLayer } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const boxes = Math.min(200_000, Number(process.env['MAP_PAIRS'] ?? 20_000))

it('gives the bounds of the definition, to the last bit', { timeout: 60_000 + boxes * 2 }, () => {
  const random = seeds('kernel')
  let compared = 0
  for (let done = 0; done < boxes; ) {
    const layer = randomLayer(random, random(2, 30))
    const pes = random(1, 40)
    const elements = Math.min(1500, 4 * product(problemOf(layer).extents))
    const hardware = randomAccelerator(random, pes, elements)
    const target = targetFor(layer, hardware)
    if (!target.isDerived) continue
    const state = newState(target)
    for (let each = 0; each < 40; each++, done++) {
      const box = boxAround(random, randomMapping(random, target), target)
      const verdict = writeBound(state, box)
      const expected = boundOf(target, box)
      const given = verdict === 'bounded' ? { runtime: state.runtime, energy: state.energy } : verdict
      if (verdict === 'bounded') compared++
      expect(given, JSON.stringify({ layer, hardware, box })).toEqual(expected)
    }
  }
  expect(compared).toBeGreaterThan(boxes / 4)
})
