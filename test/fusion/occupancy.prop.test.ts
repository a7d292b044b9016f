/** What fills the shared buffer in each step, by enumeration of elements. */
import { isLeft, isRight } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { fuse, occupancyOf } from '../../src/fusion'
import { renderErrors } from '../../src/index'
import { random as seeds } from '../map/seeds'
import { runsOr } from '../support/generators/bulk'
import { drawChain } from './draw'
import { nestOf, wrongTiles } from './links'
import { momentsBySets } from './moments'
import { expectedOf, type Parts } from './oracle'
import { type ChainProblem, optionsOf } from './problem'

const runs = runsOr(300)

const isAllowed = (problem: ChainProblem): boolean => wrongTiles(problem, nestOf(problem)).size === 0

const tilesBySteps = ({ nest }: Parts, step: number): Readonly<Record<string, number>> => {
  const tiles: [string, number][] = []
  let left = step
  for (const { dimension, tiles: count } of nest.loops.toReversed()) {
    tiles.unshift([dimension, left % count])
    left = Math.floor(left / count)
  }
  return Object.fromEntries(tiles)
}

it('every moment has what the enumeration finds there; some of them have the fullest', () => {
  const random = seeds('occupancy over steps')
  const seen = { complete: 0, some: 0, several: 0 }
  for (let run = 0; run < runs; run++) {
    const problem = drawChain(random, isAllowed)
    const expected = expectedOf(problem)
    const chain = fuse(
      problem.layers.map(({ layer }) => layer),
      optionsOf(problem),
    )
    const answer = occupancyOf(chain, problem.dataflows, problem.hardware)
    if (expected._tag !== 'Figures') {
      expect(isLeft(answer)).toBe(true)
      continue
    }
    if (isLeft(answer)) throw new Error(`${run}: ${renderErrors(answer.left)}`)
    const { moments, steps, complete, capacity } = answer.right
    const { of, figures } = expected
    const bySets = momentsBySets(of)
    expect(moments.map(({ step, layer, tensors }) => ({ step, layer, tensors }))).toEqual(bySets)
    for (const { step, tiles, tensors, bits } of moments) {
      expect(tiles).toEqual(tilesBySteps(of, step))
      expect(bits).toBe(tensors.reduce((sum, tensor) => sum + tensor.bits, 0))
    }
    const { l2 } = figures.buffers
    expect({ steps, complete, capacity }).toEqual({
      steps: figures.steps,
      complete: true,
      capacity: l2.capacity,
    })
    const fullest = Math.max(...moments.map(({ bits }) => bits))
    expect(fullest).toBe(l2.required.bits)
    seen.complete++
    seen.several += figures.steps > 1 ? 1 : 0
    const some = occupancyOf(chain, problem.dataflows, problem.hardware, {
      steps: Math.max(1, Math.floor(steps / 2)),
    })
    if (!isRight(some)) throw new Error('refused for its steps')
    const listed = new Set(some.right.moments.map(({ step }) => step))
    expect(some.right.moments).toEqual(moments.filter(({ step }) => listed.has(step)))
    expect(listed.size).toBeLessThanOrEqual(Math.max(1, Math.floor(steps / 2)))
    expect(Math.max(...some.right.moments.map(({ bits }) => bits))).toBe(fullest)
    expect(some.right.complete).toBe(listed.size === steps)
    seen.some += listed.size < steps ? 1 : 0
  }
  if (runs >= 100) expect(Math.min(seen.complete, seen.several, seen.some)).toBeGreaterThan(runs / 10)
})
