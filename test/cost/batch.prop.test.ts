/** Batches say in columns what one estimate at a time says: the same figures, the same failures, in the same order. */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import {
  type Accelerator,
  analyze,
  type Dataflow,
  dataflow,
  type EstimateColumns,
  type EstimateErrors,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  evaluate,
  orThrow,
  prepare,
  spatialMap,
  sweep,
  temporalMap,
} from '../../src/index'
import { frozen } from '../../src/internal/frozen'
import { unlessEqual } from '../support/checks/answers'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { writeDataflow } from '../support/generators/directives'
import { randomHardware } from '../support/generators/hardware'
import { randomLevels } from '../support/generators/levels'
import { simulable } from '../support/generators/problems'
import { type Random, shuffled } from '../support/generators/random'

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

const rowsOf = (figures: EstimateColumns): ReadonlyMap<number, Row> =>
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

const compare = (
  figures: EstimateColumns,
  results: readonly ReturnType<typeof estimate>[],
): readonly string[] => {
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
  return compare(orThrow(estimateAccelerators(layer, flow, hardwares)), results)
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
  return compare(orThrow(estimateDataflows(subject.layer, flows, hardware)), results)
}

/** The totals of an estimate. */
const totalsOf = (result: ReturnType<typeof estimate>) => {
  if (isLeft(result)) return result.left
  const { runtime, energy, edp, utilization, area, power, averagePower, buffers } = result.right
  return { runtime, energy: energy.total, edp, utilization, area, power, averagePower, fits: buffers.fits }
}

const prepared: Check = (problem, random) => {
  const { subject, hardware } = problem
  const flows = dataflows(random, problem)
  const totals = orThrow(prepare(subject.layer, hardware))
  // Constants are recognized at the second call.
  return [...flows, ...frozen(structuredClone(flows)), ...flows].flatMap((flow) => {
    const result = totals(flow)
    const said = isLeft(result) ? result.left : result.right
    return unlessEqual(totalsOf(estimate(subject.layer, flow, hardware)), said, flow.name)
  })
}

/** The hardware with a bandwidth where a sweep sets it. */
const withBandwidth = (hardware: Accelerator, bandwidth: number): Accelerator => {
  const { noc } = hardware
  if (noc === undefined || !('map' in noc)) return { ...hardware, noc: { ...noc, bandwidth } }
  // The last entry serves all further levels, but at level 0 it may have another bandwidth.
  const entries = [...noc, noc[noc.length - 1]!]
  return {
    ...hardware,
    noc: entries.map((entry, level) =>
      level === 0 || entry.bandwidth === undefined ? { ...entry, bandwidth } : entry,
    ),
  }
}

const swept: Check = ({ subject: { layer }, dataflow: flow, hardware }, random) => {
  const { pes, simd = 1 } = hardware
  const analysis = orThrow(analyze(layer, flow, { pes, simd }))
  const bandwidths = Array.from({ length: 5 }, () => random(1, 64) / random(1, 4))
  const result = orThrow(sweep(analysis, hardware, bandwidths))
  return bandwidths.flatMap((bandwidth, i) => {
    const { runtime, edp, utilization, energy, buffers } = orThrow(
      evaluate(analysis, withBandwidth(hardware, bandwidth)),
    )
    return unlessEqual(
      [runtime, edp, utilization, energy.total, buffers.fits],
      [result.runtime[i], result.edp[i], result.utilization[i], result.energy, result.fits],
      `bandwidth ${bandwidth}`,
    )
  })
}

const runs = runsOr(1500)

it(`prepares totals like those of estimates, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, prepared)).toBe('')
})

it(`sweeps bandwidths like evaluating each, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, swept)).toBe('')
})

it(`estimates many accelerators like one at a time, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, many)).toBe('')
})

it(`estimates each of many dataflows like one at a time, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, each)).toBe('')
})
