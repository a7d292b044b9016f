/** The laws of fused chains (docs/spec.md, section 16): what holds between figures, whatever the chain. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { estimateFused, type FusedEstimate, fuse } from '../../src/fusion'
import type { Accelerator } from '../../src/index'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { seeded } from '../support/generators/random'
import { answerTo } from './agreement'
import { drawChain } from './draw'
import { countIn, wholeOf } from './elements'
import { type NestLoop, nestOf, wrongTiles } from './links'
import { printed } from './printed'
import { type ChainLayer, type ChainProblem, known, optionsOf } from './problem'

const runs = runsOr(100)

const isAllowed = (problem: ChainProblem): boolean => wrongTiles(problem, nestOf(problem)).size === 0

const estimateOf = (problem: ChainProblem): FusedEstimate | null => {
  const chain = fuse(
    problem.layers.map(({ layer }) => layer),
    optionsOf(problem),
  )
  const answer = estimateFused(chain, problem.dataflows, problem.hardware)
  return isLeft(answer) ? null : answer.right
}

/** What a law says of a chain; null where it says nothing. */
type Law = (problem: ChainProblem, fused: FusedEstimate) => boolean | null

type Drawn = { readonly seed: number; readonly problem: ChainProblem; readonly fused: FusedEstimate }

let drawn: readonly Drawn[] | null = null

/** Chains that have an estimate, drawn once for all laws. */
const chains = (): readonly Drawn[] => {
  drawn ??= Array.from({ length: runs }, (_, i) => firstSeed + i).flatMap((seed) => {
    const problem = drawChain(seeded(seed), isAllowed)
    const fused = estimateOf(problem)
    return fused === null ? [] : [{ seed, problem, fused }]
  })
  return drawn
}

/** Chains on which a law says something are counted: one that seldom does is no test. About half have it say something, or more. */
const holds = (law: Law): void => {
  let told = 0
  for (const { seed, problem, fused } of chains()) {
    const verdict = law(problem, fused)
    if (verdict === null) continue
    told++
    if (!verdict) expect(`MAESTRO_SEED=${seed} MAESTRO_RUNS=1\n${printed(problem)}`).toBe('lawful')
  }
  if (runs >= 100) expect(told).toBeGreaterThan(runs / 5)
}

const withHardware = (problem: ChainProblem, more: Partial<Accelerator>): ChainProblem => ({
  ...problem,
  hardware: { ...problem.hardware, ...more },
})

const withHalo = (problem: ChainProblem, how: 'retain' | 'recompute'): ChainProblem => ({
  ...problem,
  halo: Object.fromEntries(problem.tile.map(([name]) => [name, how])),
})

const fetched = ({ offchip }: FusedEstimate): number => known(offchip.tensors[0]).reads

/** Whether some loop outside another one reaches less far down the chain. */
const reachesLess = (loops: readonly NestLoop[]): boolean => {
  const depth = ({ axes }: NestLoop): number => axes.filter((axis) => axis >= 0).length
  return loops.some((outer, l) => loops.slice(l + 1).some((inner) => depth(outer) < depth(inner)))
}

const isPadded = ({ layers }: ChainProblem): boolean =>
  layers.some(({ sides }) =>
    Object.values(sides)
      .flat()
      .some(({ before, after }) => before + after > 0),
  )

const figures = ({ warnings: _, ...fused }: FusedEstimate) => fused

describe('of all chains', () => {
  it('the runtime is never below the floor, however narrow the border of the chip', () => {
    holds((problem, { runtime, floor }) => {
      const narrow = estimateOf(
        withHardware(problem, { offchip: { ...problem.hardware.offchip, bandwidth: 2 ** -20 } }),
      )
      return runtime >= floor && narrow !== null && narrow.runtime >= narrow.floor
    })
  })

  it('what lies between the layers never crosses the border of the chip', () => {
    holds(({ layers }, { offchip: { tensors } }) => {
      const last = layers.length - 1
      const writes = tensors.filter((each) => each.writes > 0)
      const others = layers.reduce(
        (sum, layer) => sum + layer.tensors.filter(({ role }) => role === 'input').length - 1,
        0,
      )
      return writes.length === 1 && known(writes[0]).layer === last && tensors.length === others + 2
    })
  })

  it('a larger shared buffer never leads to more traffic', () => {
    holds((problem, fused) => {
      const { capacity } = problem.hardware.l2 ?? {}
      if (capacity === undefined) return null
      let before = fused
      for (const factor of [1.1, 1.5, 2, 4]) {
        const larger = { ...problem.hardware.l2, capacity: Math.ceil(capacity * factor) }
        const after = known(estimateOf(withHardware(problem, { l2: larger })) ?? undefined)
        if (before.buffers.l2.fits && !after.buffers.l2.fits) return false
        if (before.buffers.l2.fits && after.offchip.bits > before.offchip.bits) return false
        before = after
      }
      return true
    })
  })

  it('the same request has the same answer', () => {
    holds((problem, fused) => JSON.stringify(estimateOf(problem)) === JSON.stringify(fused))
  })

  it('tiles that cover their dimensions change nothing', () => {
    holds((problem, fused) => {
      const last = known(problem.layers.at(-1))
      const named = problem.tile.map(([name]) => name)
      const more = last.dimensions.filter(
        (name) => !named.includes(name) && isAllowed({ ...problem, tile: [[name, 99_999]] }),
      )
      if (more.length === 0) return null
      const tile = [...problem.tile, ...more.map((name) => [name, known(last.extents[name]) + 1] as const)]
      const covered = estimateOf({ ...problem, tile })
      return covered !== null && JSON.stringify(figures(covered)) === JSON.stringify(figures(fused))
    })
  })
})

describe('of what is computed again', () => {
  it('nothing is where all is retained and no loop lies outside one that reaches further down', () => {
    holds((problem) => {
      if (reachesLess(nestOf(problem).loops)) return null
      return estimateOf(withHalo(problem, 'retain'))?.recomputed === 0
    })
  })

  it('retaining takes no more MACs than computing again, and fetches no more', () => {
    holds((problem) => {
      const [retained, again] = [withHalo(problem, 'retain'), withHalo(problem, 'recompute')].map(estimateOf)
      if (retained === null || again === null || retained === undefined || again === undefined) return null
      return retained.macs <= again.macs && fetched(retained) <= fetched(again)
    })
  })

  it('a multiple of a tile takes no more MACs, where nothing is padded', () => {
    holds((problem, fused) => {
      if (isPadded(problem) || problem.tile.length === 0) return null
      const larger = problem.tile.map(([name, size], i) => [name, i === 0 ? 2 * size : size] as const)
      const after = estimateOf({ ...problem, tile: larger })
      return after === null ? null : after.recomputed <= fused.recomputed
    })
  })
})

describe('of one layer in one step, in a buffer that holds everything', () => {
  const withoutOperands = (of: ChainLayer): ChainLayer => {
    const { precision: _, density: __, ...layer } = of.layer
    return { ...of, operands: {}, layer }
  }

  const single = (problem: ChainProblem): ChainProblem => {
    const {
      pes,
      simd = 1,
      noc,
      overlap = 'within-runs',
      elementBytes = 1,
      energy,
      offchip,
    } = problem.hardware
    const flat = {
      ...{
        mac: energy?.mac ?? 1,
        hop: energy?.hop ?? 0,
        l1: { read: 2, write: 3 },
        l2: { read: 5, write: 7 },
      },
      ...{ clusters: { read: 1, write: 2 }, offchip: { read: 100, write: 200 } },
    }
    const { bandwidth } = offchip ?? {}
    return {
      ...problem,
      layers: problem.layers.slice(0, 1).map(withoutOperands),
      ...{ tile: [], halo: {}, inputs: null, dataflows: problem.dataflows.slice(0, 1) },
      hardware: {
        ...{ pes, simd, overlap, elementBytes, energy: flat },
        ...(noc === undefined ? {} : { noc }),
        ...(bandwidth === undefined ? {} : { offchip: { bandwidth } }),
      },
    }
  }

  it('everything is as by itself', () => {
    holds((problem) => {
      const one = single(problem)
      const answer = answerTo(one)
      if (isLeft(answer)) return null
      const { fused, alone } = answer.right
      const layer = known(one.layers[0])
      const used = layer.tensors.reduce((sum, tensor) => sum + countIn(tensor, wholeOf(layer.extents)), 0)
      const word = 8 * (one.hardware.elementBytes ?? 1)
      return (
        fused.macs === known(alone.layers[0]).macs &&
        fused.onChipRuntime === alone.onChipRuntime &&
        fused.runtime === alone.runtime &&
        fused.offchip.bits === alone.bits &&
        Math.abs(fused.energy.total - alone.energy) <= 1e-9 * alone.energy &&
        fused.buffers.l2.required.bits <= used * word
      )
    })
  })
})
