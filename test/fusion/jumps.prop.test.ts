/** Tiles in groups against tiles one by one, where loops have many of them: everything that steps say. */
import { expect, it } from 'vitest'
import { fuse } from '../../src/fusion'
import { census, fullestOf } from '../../src/fusion/occupancy'
import { readRequest } from '../../src/fusion/read-request'
import { type Steps, stepsOf } from '../../src/fusion/steps'
import type { EstimateError } from '../../src/index'
import { differences } from '../cases/differences'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { seeded } from '../support/generators/random'
import { drawLongChain } from './draw'
import { nestOf, wrongTiles } from './links'
import { printed } from './printed'
import { type ChainProblem, optionsOf } from './problem'

const runs = runsOr(400)

const isAllowed = (problem: ChainProblem): boolean => wrongTiles(problem, nestOf(problem)).size === 0

const readOf = (problem: ChainProblem) => {
  const chain = fuse(
    problem.layers.map(({ layer }) => layer),
    optionsOf(problem),
  )
  const report: EstimateError[] = []
  return readRequest(chain, problem.dataflows, problem.hardware, report)
}

type Layers = NonNullable<ReturnType<typeof readOf>>['layers']

/** What is there when, with weights that tell the tensors apart; steps by their tiles. */
const inWords = (layers: Layers, steps: Steps) => {
  const weights = { handed: layers.map((_, k) => 3 + 2 * k), last: 5 }
  const occupancy = fullestOf(layers, steps, census(layers, steps, weights, 2))
  const { running, runs: counts, kinds, others } = steps
  return {
    ...{ counts, kinds, others, running: running.map((of) => of.map(({ tiles }) => tiles)) },
    ...{ most: occupancy.most, retained: occupancy.retained },
    first: occupancy.first.map((at) => at?.map((corner, l) => steps.corners[l]?.corners[corner]?.tile)),
  }
}

it(`says the same of ${runs} chains with groups of tiles and tile by tile`, () => {
  const failures: string[] = []
  let jumps = 0
  let several = 0
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 3; seed++) {
    const problem = drawLongChain(seeded(seed), isAllowed)
    const request = readOf(problem)
    if (request === undefined) continue
    const [grouped, single] = [undefined, false].map((mayJump) =>
      stepsOf(request.layers, request.loops, [], mayJump),
    )
    if (grouped === undefined || single === undefined) continue
    if (grouped.lines.some(({ groups }) => groups.some(({ count }) => count > 3))) jumps++
    if (grouped.loops.length > 1) several++
    const wrong = differences(inWords(request.layers, single), inWords(request.layers, grouped))
    if (wrong.length > 0)
      failures.push(
        [`MAESTRO_SEED=${seed} MAESTRO_RUNS=1`, printed(problem), ...wrong.slice(0, 12)].join('\n'),
      )
  }
  expect(failures.join('\n\n')).toBe('')
  console.log(`${jumps} of ${runs} jump, ${several} have several loops`)
  expect(jumps).toBeGreaterThan(runs < 100 ? 0 : runs / 10)
})
