/** Batches say in columns what one estimate at a time says: the same figures, the same failures, in the same order. */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import {
  type Accelerator,
  type Dataflow,
  dataflow,
  type EstimateErrors,
  estimate,
  estimateEach,
  estimateMany,
  type Figures,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { unlessEqual } from './answers'
import { type Check, failuresOf, runsOr } from './bulk'
import { writeDataflow } from './directives'
import { randomHardware } from './hardware'
import { randomLevels } from './levels'
import { simulable } from './problems'
import { type Random, shuffled } from './random'

type Row = {
  readonly runtime: number
  readonly energy: number
  readonly edp: number
  readonly utilization: number
  readonly area: number
  readonly power: number
  readonly averagePower: number
  readonly fits: boolean
}

const rowsOf = (figures: Figures): ReadonlyMap<number, Row> =>
  new Map(
    [...figures.index].map((index, row) => [
      index,
      {
        runtime: figures.runtime[row]!,
        energy: figures.energy[row]!,
        edp: figures.edp[row]!,
        utilization: figures.utilization[row]!,
        area: figures.area[row]!,
        power: figures.power[row]!,
        averagePower: figures.averagePower[row]!,
        fits: figures.fits[row] === 1,
      },
    ]),
  )

const oneAtATime = (results: readonly ReturnType<typeof estimate>[]) => {
  const rows = new Map<number, Row>()
  const failures: { index: number; errors: EstimateErrors }[] = []
  for (const [index, result] of results.entries()) {
    if (isLeft(result)) {
      failures.push({ index, errors: result.left })
      continue
    }
    const { runtime, energy, edp, utilization, area, power, averagePower, buffers } = result.right
    const { fits } = buffers
    rows.set(index, {
      runtime,
      energy: energy.total,
      edp,
      utilization,
      area: area ?? 0,
      power: power ?? 0,
      averagePower: averagePower ?? 0,
      fits,
    })
  }
  return { rows, failures }
}

const compare = (figures: Figures, results: readonly ReturnType<typeof estimate>[]): readonly string[] => {
  const { rows, failures } = oneAtATime(results)
  return [
    ...unlessEqual([...rows], [...rowsOf(figures)], 'rows'),
    ...unlessEqual(failures, figures.failures, 'failures'),
    ...unlessEqual(rows.size, figures.rows, 'number of rows'),
    ...unlessEqual(
      [figures.runtime, figures.energy, figures.fits].map(({ length }) => length),
      [rows.size, rows.size, rows.size],
      'lengths of columns',
    ),
  ]
}

/** Accelerators with the PEs of the problem, with others, and one that is none. */
const accelerators = (random: Random, pes: number, levels: number): readonly Accelerator[] => {
  const same = Array.from({ length: 4 }, () => randomHardware(random, pes, levels, 500))
  const others = [pes + 1, Math.max(1, pes - 1)].map((more) => randomHardware(random, more, levels, 500))
  return shuffled(random, [...same, ...others, { pes: 0 }, same[0]!])
}

const many: Check = ({ subject: { layer }, dataflow: flow, canonical }, random) => {
  const hardwares = accelerators(random, canonical.pes, canonical.levels.length)
  const results = hardwares.map((hardware) => estimate(layer, flow, hardware))
  return compare(orThrow(estimateMany(layer, flow, hardwares)), results)
}

const dataflows = (random: Random, { subject, dataflow: first, canonical }: Parameters<Check>[0]) => {
  const more = Array.from({ length: 4 }, () => {
    const levels = randomLevels(random, subject, simulable)
    return writeDataflow(random, subject, { ...levels, pes: canonical.pes }).dataflow
  })
  const empty: Dataflow = dataflow('empty', [])
  const unknown = dataflow('unknown', [spatialMap(1, 1, 'nowhere'), temporalMap(0, 1, 'K')])
  return shuffled(random, [first, ...more, empty, unknown, first])
}

const each: Check = (problem, random) => {
  const { subject, hardware } = problem
  const flows = dataflows(random, problem)
  const results = flows.map((flow) => estimate(subject.layer, flow, hardware))
  return compare(orThrow(estimateEach(subject.layer, flows, hardware)), results)
}

const runs = runsOr(1500)

it(`estimates many accelerators like one at a time, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, many)).toBe('')
})

it(`estimates each of many dataflows like one at a time, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, each)).toBe('')
})
