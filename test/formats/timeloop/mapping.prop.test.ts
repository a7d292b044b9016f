/** Timeloop's mappings are read as what their loops do: random files, and an enumeration of their loops. */
import { describe, expect, it } from 'vitest'
import { fromTimeloop } from '../../../src/formats'
import {
  type Accelerator,
  type Dataflow,
  type Estimate,
  estimate,
  type Layer,
  orThrow,
} from '../../../src/index'
import { firstSeed, runsOr } from '../../support/generators/bulk'
import { seeded } from '../../support/generators/random'
import {
  architectureText,
  type Bypass,
  crossingsOf,
  type FileNest,
  mappingText,
  pointsOf,
  problemText,
  randomFileNest,
  stepsInTime,
  unitsOf,
} from '../nest-files'

const runs = runsOr(300)

/** Small enough to enumerate. */
const drawn = (seed: number): FileNest | undefined => {
  const nest = randomFileNest(seeded(seed))
  return pointsOf(nest) <= 3000 ? nest : undefined
}

const cases = Array.from({ length: runs }, (_, i) => firstSeed + i).flatMap((seed) => {
  const nest = drawn(seed)
  return nest === undefined ? [] : [{ seed, nest }]
})

type Read = { readonly layer: Layer; readonly dataflow: Dataflow; readonly accelerator: Accelerator }

const read = (nest: FileNest, seed: number, spare?: number): Read => {
  const { layer, dataflow, accelerator } = orThrow(
    fromTimeloop({
      problem: problemText(nest.problem),
      mapping: mappingText(nest, seed % 2 === 0),
      ...(spare === undefined
        ? {}
        : { architecture: architectureText(nest, spare, seed % (nest.levels.length - 1)) }),
    }),
  )
  if (layer === null || dataflow === null || accelerator === null) throw new Error('a part was not read')
  return { layer, dataflow, accelerator }
}

/** The outermost of three or more storages is off-chip if it has no loops. */
const startOf = ({ levels }: FileNest): number => {
  const [first] = levels
  return levels.length > 2 && first !== undefined && first.temporal.length + first.spatial.length === 0
    ? 1
    : 0
}

/** The level of the dataflow that each storage feeds; a second loop in space has one of its own. */
const levelsFed = (
  { levels }: FileNest,
  start: number,
): readonly (readonly [boundary: number, level: number])[] => {
  let level = 0
  return levels.slice(start, -1).map(({ spatial }, i) => {
    const fed = [start + i + 1, level] as const
    level += Math.max(1, spatial.length)
    return fed
  })
}

/** What crosses into the innermost storages and back. */
const movedLast = ({ levels }: Estimate) =>
  Object.entries(levels[levels.length - 1]?.tensors ?? {}).map(([name, { fills, evictions }]) => [
    name,
    fills ?? evictions,
  ])

/** A storage between others, and a tensor that bypasses it. */
const bypassOf = ({ problem, levels }: FileNest, seed: number): Bypass | undefined => {
  const random = seeded(seed + 7919)
  if (levels.length < 3 || problem.hasWindow) return undefined
  return {
    target: `Storage${random(1, levels.length - 2)}`,
    tensor: problem.tensors[random(0, problem.tensors.length - 1)]?.name ?? '',
  }
}

const built: Readonly<Record<string, string>> = { A: 'A', B: 'B', Z: 'C' }

describe('a mapping of Timeloop', () => {
  it('draws enough files', () => {
    expect(cases.length).toBeGreaterThanOrEqual(Math.floor(runs / 4))
  })

  it('has the MACs, steps and units of its loops', () => {
    for (const { seed, nest } of cases) {
      const { layer, dataflow, accelerator } = read(nest, seed)
      const { macs, runtime, activePes } = orThrow(estimate(layer, dataflow, accelerator))
      const expected = { macs: pointsOf(nest), runtime: stepsInTime(nest), activePes: unitsOf(nest) }
      expect({ macs, runtime, activePes }, `seed ${seed}`).toEqual(expected)
    }
  })

  it('moves between storages what its loops move', () => {
    for (const { seed, nest } of cases) {
      const { layer, dataflow, accelerator } = read(nest, seed)
      const { levels } = orThrow(estimate(layer, dataflow, accelerator))
      for (const [boundary, level] of levelsFed(nest, startOf(nest))) {
        const crossings = crossingsOf(nest, boundary)
        const found = nest.problem.tensors.map(({ name }) => {
          const moved = levels[level]?.tensors[nest.problem.name === 'product' ? (built[name] ?? '') : name]
          return [name, moved?.ingress ?? moved?.egress]
        })
        expect(Object.fromEntries(found), `seed ${seed}, below storage ${boundary - 1}`).toEqual(crossings)
      }
    }
  })

  it('moves what bypasses a storage past it, or is refused', () => {
    const answers = { Right: 0, Left: 0 }
    for (const { seed, nest } of cases) {
      const bypass = bypassOf(nest, seed)
      if (bypass === undefined) continue
      const result = fromTimeloop({
        problem: problemText(nest.problem),
        mapping: mappingText(nest, false, bypass),
      })
      answers[result._tag] += 1
      if (result._tag === 'Left') {
        expect(new Set(result.left.map(({ _tag }) => _tag)), `seed ${seed}`).toEqual(
          new Set(['NotExpressible']),
        )
        continue
      }
      const { layer, dataflow, accelerator } = result.right
      if (layer === null || dataflow === null || accelerator === null) throw new Error('a part was not read')
      const { levels } = orThrow(estimate(layer, dataflow, accelerator))
      const passed = Number(bypass.target.slice('Storage'.length))
      const crossing = crossingsOf(nest, passed + 1, passed - 1)[bypass.tensor]
      const fed = levelsFed(nest, startOf(nest))
      // Past the shared buffer, what is off-chip feeds the level below it.
      const level = fed.find(([boundary]) => boundary === Math.max(passed, startOf(nest) + 1))?.[1]
      const name = nest.problem.name === 'product' ? (built[bypass.tensor] ?? '') : bypass.tensor
      const moved = levels[level ?? -1]?.tensors[name]
      expect(moved?.ingress ?? moved?.egress, `seed ${seed}, ${bypass.tensor} past ${bypass.target}`).toBe(
        crossing,
      )
    }
    expect(answers.Right).toBeGreaterThanOrEqual(Math.floor(runs / 50))
    expect(answers.Left).toBeGreaterThanOrEqual(Math.floor(runs / 50))
  })

  it('does the same on an architecture with units to spare', () => {
    for (const { seed, nest } of cases) {
      const spare = 1 + (seed % 3)
      const alone = read(nest, seed)
      const { layer, dataflow, accelerator } = read(nest, seed, spare)
      expect(accelerator.pes, `seed ${seed}`).toBe(unitsOf(nest) * spare)
      const free: Accelerator = { pes: accelerator.pes, noc: { latency: 0 }, overlap: 'across-runs' }
      const found = orThrow(estimate(layer, dataflow, free))
      const expected = orThrow(estimate(alone.layer, alone.dataflow, { ...free, pes: alone.accelerator.pes }))
      expect([found.macs, found.runtime], `seed ${seed}`).toEqual([expected.macs, expected.runtime])
      expect(movedLast(found), `seed ${seed}`).toEqual(movedLast(expected))
    }
  })

  it('leaves units below idle instances of the shared buffer idle, where a loop in space is folded', () => {
    const axis = (dimension: string) => [[dimension, 1]] as const
    const nest: FileNest = {
      problem: {
        name: 'product',
        hasWindow: false,
        tensors: [
          { name: 'A', isOutput: false, axes: [axis('M'), axis('K')] },
          { name: 'B', isOutput: false, axes: [axis('K'), axis('N')] },
          { name: 'Z', isOutput: true, axes: [axis('M'), axis('N')] },
        ],
        extents: { M: 2, N: 2, K: 12 },
      },
      levels: [
        { target: 'Storage0', temporal: [], spatial: [] },
        {
          target: 'Storage1',
          temporal: [
            { dimension: 'K', factor: 2 },
            { dimension: 'M', factor: 2 },
          ],
          spatial: [{ dimension: 'K', factor: 3 }],
        },
        {
          target: 'Storage2',
          temporal: [
            { dimension: 'N', factor: 2 },
            { dimension: 'K', factor: 2 },
          ],
          spatial: [],
        },
      ],
    }
    const runtimeOf = ({ layer, dataflow, accelerator }: Read): number =>
      orThrow(estimate(layer, dataflow, { pes: accelerator.pes, noc: { latency: 0 } })).runtime
    // An even seed spreads the spare units over instances of Storage1.
    expect(read(nest, 0, 2).accelerator.pes).toBe(6)
    expect(runtimeOf(read(nest, 0, 2))).toBe(runtimeOf(read(nest, 0)))
  })
})
