/**
 * Whatever an input does while it is read, asking the package about other problems included, the answer is that to plain
 * data; and every property is read at most once.
 */
import { expect, it } from 'vitest'
import { maestroArea2021 } from '../../src/catalog'
import { emptyExploration, explore, exploreInChunks, mergeExplorations } from '../../src/explore'
import {
  type Accelerator,
  accelerator,
  analyze,
  clusterize,
  type Dataflow,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  estimateNetwork,
  evaluate,
  dataflow as flowOf,
  gemm,
  inferReuse,
  inputCentric,
  type Layer,
  orThrow,
  outputCentric,
  reorder,
  retile,
  spatialize,
  spatialMap,
  temporalize,
} from '../../src/index'
import { fromLoopNest, toLoopNest } from '../../src/notation'
import { compare, reference } from '../../src/reference'
import { explain, mappingView } from '../../src/report'
import { analyzed, revived } from '../support/checks/answers'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { machineProblem, type Problem, randomProblem, simulable } from '../support/generators/problems'
import { seeded } from '../support/generators/random'
import { readAgain, watched, watchWith } from './watched'

type Inputs = { readonly [name: string]: unknown }
type Door = { readonly of: (problem: Problem) => Inputs; readonly ask: (inputs: never) => unknown }

/** A door, what it is asked, and how. */
const door = <I extends Inputs>(of: (problem: Problem) => I, ask: (inputs: I) => unknown): Door => ({
  of,
  ask: ask as (inputs: never) => unknown, // it is only ever asked what `of` gives, or the same watched
})

/** Hardware with every table there is. */
const tabled = (hardware: Accelerator): Accelerator => ({
  ...hardware,
  clock: 1e9,
  energy: {
    ...{ mac: 1, hop: 0.1, offchip: { read: 100, write: 120 } },
    l1: {
      read: {
        points: [
          [1, 1],
          [512, 2],
          [4096, 4],
        ],
      },
      write: 2,
    },
    clusters: [{ read: 3, write: 3 }],
    l2: {
      read: {
        points: [
          [1, 5],
          [65536, 20],
        ],
      },
      write: { points: [[10, 6]] },
    },
  },
  area: maestroArea2021,
})

const three = ({ subject, dataflow, hardware }: Problem) => ({
  layer: subject.layer,
  dataflow,
  hardware: tabled(hardware),
})

const unitsOf = ({ pes, simd }: Accelerator) => ({ pes, simd: simd ?? 1 })

const spaceOf = (problem: Problem) => {
  const { layer, dataflow, hardware } = three(problem)
  return {
    space: {
      ...{ layer, hardware, dataflow: () => dataflow, parameters: { a: [1, 2] } },
      ...{ pes: [hardware.pes, hardware.pes + 1], bandwidth: [1, 3], l1: [64, 4096], l2: [1024, 65536] },
      ...{ budget: { area: 1e12, power: 1e12 }, objectives: ['runtime', 'energy', 'area'] as const },
    },
    options: { shard: { index: 0, count: 2 }, without: ['units'] as const },
  }
}

/** What the algebra itself reads: expressions and parameters stay the caller's. */
const plainly = ({ name, directives }: Dataflow) => [name, directives.map(({ _tag }) => _tag)]

const doors: { readonly [name: string]: Door } = {
  estimate: door(three, ({ layer, dataflow, hardware }) => estimate(layer, dataflow, hardware)),
  analyze: door(
    (problem) => ({ ...three(problem), units: unitsOf(problem.hardware) }),
    ({ layer, dataflow, units }) => analyze(layer, dataflow, units),
  ),
  evaluate: door(
    (problem) => ({ analysis: revived(analyzed(problem)), hardware: tabled(problem.hardware) }),
    ({ analysis, hardware }) => evaluate(analysis, hardware),
  ),
  estimateAccelerators: door(
    (problem) => ({ ...three(problem), list: [tabled(problem.hardware), problem.hardware] }),
    ({ layer, dataflow, list }) => estimateAccelerators(layer, dataflow, list),
  ),
  estimateDataflows: door(
    (problem) => ({ ...three(problem), list: [problem.dataflow, { ...problem.dataflow, name: 'again' }] }),
    ({ layer, list, hardware }) => estimateDataflows(layer, list, hardware),
  ),
  estimateNetwork: door(
    (problem) => ({
      ...three(problem),
      layers: [problem.subject.layer],
      list: [problem.dataflow],
      options: { objective: 'edp' } as const,
    }),
    ({ layers, list, hardware, options }) => estimateNetwork(layers, list, hardware, options),
  ),
  inferReuse: door(
    (problem) => ({ ...three(problem), units: unitsOf(problem.hardware) }),
    ({ layer, dataflow, units }) => inferReuse(layer, dataflow, units),
  ),
  explore: door(spaceOf, ({ space, options }) => explore(space, options)),
  exploreInChunks: door(spaceOf, ({ space, options }) => [
    ...exploreInChunks(space, { shard: options.shard, chunk: 7 }),
  ]),
  mergeExplorations: door(
    (problem) => {
      const { space } = spaceOf(problem)
      const [a, b] = [0, 1].map((index) => orThrow(explore(space, { shard: { index, count: 2 } })))
      return { a: a!, b: b! }
    },
    ({ a, b }) => mergeExplorations(a, b),
  ),
  emptyExploration: door(spaceOf, ({ space }) => emptyExploration(space)),
  inputCentric: door(three, ({ layer, dataflow }) => inputCentric(layer, dataflow)),
  outputCentric: door(three, ({ layer, dataflow }) => outputCentric(layer, dataflow)),
  reorder: door(three, ({ dataflow }) => plainly(reorder(0, ['C', 'K'])(dataflow))),
  retile: door(three, ({ dataflow }) => plainly(retile(0, 'K', 1)(dataflow))),
  spatialize: door(three, ({ dataflow }) => plainly(spatialize(0, 'C')(dataflow))),
  temporalize: door(three, ({ dataflow }) => plainly(temporalize(0, 'K')(dataflow))),
  clusterize: door(three, ({ dataflow }) => plainly(clusterize(2, [spatialMap(1, 1, 'C')])(dataflow))),
  compare: door(three, ({ layer, dataflow, hardware }) => compare(layer, dataflow, hardware)),
  reference: door(
    (problem) => {
      const compared = compare(problem.subject.layer, problem.dataflow, { pes: problem.hardware.pes })
      return { input: 'input' in compared ? compared.input : { layers: [], hardware: {} } }
    },
    ({ input }) => reference(input as never), // what translating gave, where it gave anything
  ),
  explain: door(three, ({ layer, dataflow, hardware }) => explain({ layer, dataflow, hardware })),
  mappingView: door(
    (problem) => ({ ...three(problem), window: { pes: problem.hardware.pes } }),
    ({ layer, dataflow, window }) => mappingView(layer, dataflow, window),
  ),
  'toLoopNest and fromLoopNest': door(
    (problem) => {
      const { layer, dataflow } = three(problem)
      const nest = toLoopNest(layer, dataflow, { pes: problem.hardware.pes })
      return { layer, dataflow, nest: nest._tag === 'Right' ? nest.right : { name: '', levels: [] } }
    },
    ({ layer, nest }) => fromLoopNest(layer as Layer, nest as never), // a nest that was made here
  ),
}

const other = [
  gemm({ M: 3, N: 5, K: 7 }),
  flowOf('other', [spatialMap(1, 1, 'M')]),
  accelerator({ pes: 2, noc: { bandwidth: 1 } }),
] as const

/** Every other one has widths, densities, channels, skews, static energies and bypasses. */
const problems = Array.from({ length: runsOr(60, 20) }, (_, i) =>
  (i % 2 === 0 ? randomProblem : machineProblem)(seeded(firstSeed + i), simulable),
)

it.each(Object.entries(doors))('%s answers what it answers to plain data', (_name, { of, ask }) => {
  for (const problem of problems) {
    const plain = of(problem)
    const wanted = ask(plain as never) // what this door is asked
    let inside = false
    const watch = watchWith(() => {
      if (inside) return
      inside = true
      estimate(...other)
      inside = false
    })
    const inputs = Object.fromEntries(
      Object.entries(plain).map(([key, part]) => [key, watched(part, watch, key)]),
    )
    const given = ask(inputs as never) // the same, watched
    expect(readAgain(watch)).toEqual([])
    expect(revived(given)).toEqual(revived(wanted))
  }
})
