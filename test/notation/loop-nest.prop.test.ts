/** Loop nests and dataflows do the same: step by step, PE by PE, point by point. */
import { isLeft, right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { accelerator, estimate, orThrow } from '../../src/index'
import { fromLoopNest, type LoopNest, toLoopNest } from '../../src/notation'
import { law } from '../support/checks/laws'
import { runsOr } from '../support/generators/bulk'
import { randomLayer } from '../support/generators/layers'
import { randomProblem, simulable } from '../support/generators/problems'
import { seeded } from '../support/generators/random'
import { randomNest, stepsOfDataflow, stepsOfNest, written } from './loop-nest-support'

const runs = runsOr(1000)

/** Extents that have factors. */
const scale = { ...simulable, extent: 24 }

const product = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1)

const allFactors = ({ levels, tile = {} }: LoopNest) => ({
  temporal: product(levels.flatMap(({ temporal }) => Object.values(temporal?.factors ?? {}))),
  spatial: product(levels.flatMap(({ spatial }) => Object.values(spatial?.factors ?? {}))),
  tile: product(Object.values(tile)),
})

const randomCases = Array.from({ length: runs }, (_, i) => {
  const random = seeded(i + 1)
  const subject = randomLayer(random, scale)
  return { seed: i + 1, subject, nest: randomNest(random, subject) }
})

describe('a random loop nest', () => {
  it('is run as it stands by its dataflow', () => {
    for (const { seed, subject, nest } of randomCases) {
      const { dataflow, pes } = orThrow(fromLoopNest(subject.layer, nest))
      const steps = written(stepsOfDataflow(dataflow, pes, subject.extents))
      expect(steps, `seed ${seed}`).toEqual(written(stepsOfNest(nest, subject.extents)))
    }
  })

  it('comes back from its dataflow', () => {
    for (const { seed, subject, nest } of randomCases) {
      const { dataflow, pes } = orThrow(fromLoopNest(subject.layer, nest))
      const targets = nest.levels.map(({ target = '' }) => target)
      expect(toLoopNest(subject.layer, dataflow, { pes, targets }), `seed ${seed}`).toEqual(right(nest))
    }
  })

  it('takes as many cycles as its loops in time have steps, with data at hand', () => {
    for (const { seed, subject, nest } of randomCases) {
      const { dataflow, pes } = orThrow(fromLoopNest(subject.layer, nest))
      const { macs, runtime, onChipRuntime, utilization } = orThrow(
        estimate(subject.layer, dataflow, accelerator({ pes, noc: { latency: 0 } })),
      )
      const { temporal, spatial, tile } = allFactors(nest)
      expect(macs, `seed ${seed}`).toBe(product(Object.values(subject.extents)))
      expect(macs, `seed ${seed}`).toBe(temporal * spatial * tile)
      expect([onChipRuntime, runtime], `seed ${seed}`).toEqual([temporal * tile, temporal * tile])
      expect(utilization, `seed ${seed}`).toBeCloseTo(spatial / pes, 12)
    }
  })

  it('is not always trivial', () => {
    const factors = randomCases.map(({ nest }) => allFactors(nest))
    const folded = randomCases.filter(({ nest }) =>
      nest.levels.some(({ temporal, spatial }) =>
        Object.keys(spatial?.factors ?? {}).some((name) => temporal?.factors[name] !== undefined),
      ),
    )
    expect(factors.filter(({ temporal, spatial }) => temporal > 4 && spatial > 4).length).toBeGreaterThan(
      runs / 8,
    )
    expect(folded.length).toBeGreaterThan(runs / 20)
  })
})

describe('a random dataflow', () => {
  it('is estimated as what comes back from its loop nest, in all figures, or is refused', () => {
    law(({ subject, dataflow, hardware }) => {
      const nest = toLoopNest(subject.layer, dataflow, { pes: hardware.pes })
      if (isLeft(nest))
        return nest.left.every(({ _tag }) => _tag === 'ImperfectTile') ? [] : ['another fault']
      const back = orThrow(fromLoopNest(subject.layer, nest.right)).dataflow
      const given = orThrow(estimate(subject.layer, dataflow, hardware))
      const returned = orThrow(estimate(subject.layer, back, hardware))
      // A spatial map of a single tile is no loop, and a level without one warns.
      expect({ ...returned, warnings: [] }).toEqual({ ...given, warnings: [] })
      return []
    })
  })

  it('is refused only if a tile does not divide what it tiles, or a fold leaves units idle', () => {
    let accepted = 0
    for (let seed = 1; seed <= runs; seed++) {
      const { subject, canonical, dataflow } = randomProblem(seeded(seed), scale)
      const extents = { ...subject.extents }
      const isEven = canonical.levels.every(({ units, loops }) =>
        loops.every(({ dim, kind, size }) => {
          const extent = extents[dim] ?? 1
          const tile = Math.min(size, extent)
          extents[dim] = tile
          const tiles = extent / tile
          const folds = kind === 'temporal' || tiles <= units ? 1 : tiles / units
          return Number.isInteger(tiles) && Number.isInteger(folds)
        }),
      )
      const nest = toLoopNest(subject.layer, dataflow, { pes: canonical.pes })
      expect(isLeft(nest), `seed ${seed}`).toBe(!isEven)
      if (isEven) accepted += 1
    }
    expect(accepted).toBeGreaterThan(runs / 20)
  })
})
