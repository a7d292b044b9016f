/** The kernel of the bounds computes what their definition says. */
import { expect, it } from 'vitest'
import { product } from '../../src/internal/arithmetic'
import { boundOf } from '../../src/map/bound'
import { noCap } from '../../src/map/general-bound'
import { writeBound } from '../../src/map/kernel/bound'
import { newState } from '../../src/map/kernel/state'
import { chance, pick } from '../support/generators/random'
import { problemOf, randomAccelerator, randomLayer, withWidths } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const boxes = Math.min(200_000, Number(process.env['MAP_PAIRS'] ?? 20_000))

it('gives the bounds of the definition, to the last bit', () => {
  const random = seeds('kernel')
  let [compared, worse] = [0, 0]
  for (let done = 0; done < boxes; ) {
    const plain = randomLayer(random, random(2, 30))
    const layer = chance(random, 70) ? plain : withWidths(random, plain)
    const pes = random(1, 40)
    const elements = Math.min(1500, 4 * product(problemOf(layer).extents))
    const hardware = randomAccelerator(random, pes, elements)
    const given = targetFor(layer, hardware)
    const target = given.bounded ?? given
    if (!target.isDerived) continue
    const state = newState(target)
    for (let each = 0; each < 40; each++, done++) {
      const box = boxAround(random, randomMapping(random, target), target)
      const verdict = writeBound(state, box, noCap)
      const expected = boundOf(target, box)
      const result = verdict === 'bounded' ? { runtime: state.runtime, energy: state.energy } : verdict
      if (verdict === 'bounded') compared++
      const said = JSON.stringify({ layer, hardware, box })
      expect(result, said).toEqual(expected)
      if (typeof expected === 'string') continue
      const near = (value: number): number => (value * random(70, 130)) / 100
      const atMost = (value: number): number => (chance(random, 50) ? 0 : (value * random(70, 100)) / 100)
      const above = { runtime: atMost(expected.runtime), energy: atMost(expected.energy) }
      const cap = {
        ...noCap,
        above,
        ...pick(random, [
          { runtime: near(expected.runtime) },
          { energy: near(expected.energy) },
          { edp: near(expected.energy * expected.runtime) },
        ]),
      }
      const under = writeBound(state, box, cap)
      const isWorse =
        expected.runtime >= cap.runtime ||
        expected.energy >= cap.energy ||
        expected.energy * expected.runtime >= cap.edp
      if (under === 'worse') {
        worse++
        expect(isWorse, said).toBe(true)
      } else {
        expect({ runtime: state.runtime, energy: state.energy }, said).toEqual(expected)
      }
    }
  }
  expect(compared).toBeGreaterThan(boxes / 4)
  expect(worse).toBeGreaterThan(compared / 20)
})
