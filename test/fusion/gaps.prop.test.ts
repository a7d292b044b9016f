/**
 * Chains in which a layer ignores part of what it takes, so that what the tiles before it need lies apart: elements between are
 * neither computed nor kept. Random chains hardly ever have them.
 */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { fuse, occupancyOf } from '../../src/fusion'
import { dataflow, layer, operator, spatialMap, temporalMap } from '../../src/index'
import { differences } from '../cases/differences'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { chance, pick, type Random, seeded, shuffled } from '../support/generators/random'
import type { SimTensor } from '../support/simulator/types'
import { wrongOf } from './agreement'
import { nestOf, wrongTiles } from './links'
import { momentsBySets } from './moments'
import { type Expected, expectedOf } from './oracle'
import { printed } from './printed'
import { type ChainLayer, type ChainProblem, type Extents, optionsOf } from './problem'

const runs = runsOr(150)

const custom = (tensors: readonly SimTensor[], sizes: Extents, name: string): ChainLayer => {
  const dimensions = Object.keys(sizes)
  const own = operator({ name: 'own', dimensions, tensors })
  return {
    ...{ layer: layer(own, sizes, name), name, dimensions, extents: sizes, tensors, sides: {}, operands: {} },
    onBox: (extents) => layer(own, extents, name),
  }
}

const axis = (...terms: readonly (readonly [dimension: string, coefficient: number])[]) =>
  terms.map(([dimension, coefficient]) => ({ dimension, coefficient }))

/** Rows overlap; columns are pairs of A and B, of which the next layer takes only some B. */
const gapped = (random: Random): ChainProblem => {
  const [Y, A, Z, taps] = [random(2, 6), random(2, 12), random(1, 2), random(1, 3)]
  const wide = random(2, 3)
  const B = wide * (Z - 1) + random(1, wide)
  const step = random(1, B)
  const first = custom(
    [
      { name: 'in', role: 'input', axes: [axis(['Y', 1], ['R', 1]), axis(['A', step], ['B', 1])] },
      { name: 'weights', role: 'input', axes: [axis(['R', 1]), axis(['A', step], ['B', 1])] },
      { name: 'out', role: 'output', axes: [axis(['Y', 1]), axis(['A', 1]), axis(['B', 1])] },
    ],
    { Y, R: taps, A, B },
    'first',
  )
  const last = custom(
    [
      { name: 'in', role: 'input', axes: [axis(['Y', 1]), axis(['A', 1]), axis(['Z', wide])] },
      { name: 'out', role: 'output', axes: [axis(['Y', 1]), axis(['A', 1]), axis(['Z', 1])] },
    ],
    { Y, A, Z },
    'last',
  )
  const flow = dataflow('rows', [temporalMap(1, 1, 'Y'), spatialMap(1, 1, 'A')])
  return {
    layers: [first, last],
    tile: shuffled(random, [['Y', random(1, 3)] as const, ['A', random(1, 4)] as const]),
    halo: { Y: pick(random, ['retain', 'recompute']), A: pick(random, ['retain', 'recompute']) },
    inputs: null,
    dataflows: [flow, flow],
    hardware: { pes: 2, ...(chance(random, 50) ? { l2: { capacity: random(20, 120) } } : {}) },
  }
}

/** Whether every moment has what the enumeration finds there: also those that are not the fullest. */
const wrongMoments = (problem: ChainProblem, expected: Expected): readonly string[] => {
  if (expected._tag !== 'Figures') return []
  const chain = fuse(
    problem.layers.map(({ layer: each }) => each),
    optionsOf(problem),
  )
  const found = occupancyOf(chain, problem.dataflows, problem.hardware, { steps: 4096 })
  if (isLeft(found)) return ['occupancyOf is refused']
  const moments = found.right.moments.map(({ step, layer: of, tensors }) => ({ step, layer: of, tensors }))
  return differences(momentsBySets(expected.of), moments)
}

it(`what lies between the needs of tiles is left out, in ${runs} chains`, () => {
  const failures: string[] = []
  let apart = 0
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 3; seed++) {
    const problem = gapped(seeded(seed))
    if (wrongTiles(problem, nestOf(problem)).size > 0) continue
    const expected = expectedOf(problem)
    const wrong = [...wrongOf(problem, expected), ...wrongMoments(problem, expected)]
    const [{ extents }] = problem.layers as readonly [ChainLayer, ChainLayer]
    if ((extents['B'] ?? 0) > 1) apart++
    if (wrong.length > 0)
      failures.push(
        [`MAESTRO_SEED=${seed} MAESTRO_RUNS=1`, printed(problem), ...wrong.slice(0, 8)].join('\n'),
      )
  }
  expect(failures.join('\n\n')).toBe('')
  if (runs >= 100) expect(apart).toBeGreaterThan(runs / 4)
})
