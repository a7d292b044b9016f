/** Laws of pictures, on random problems: what is drawn is what the estimate says. */
import { expect, it } from 'vitest'
import { type Accelerator, type Estimate, estimate, estimateNetwork, orThrow } from '../../src/index'
import {
  comparisonSpec,
  energySpec,
  type Json,
  mappingSpec,
  mappingView,
  rooflineSpec,
  trafficSpec,
  type VegaLiteSpec,
} from '../../src/report'
import { type Check, failuresOf, firstSeed, runsOr } from '../support/generators/bulk'
import { type Problem, randomProblem, simulable } from '../support/generators/problems'
import { seeded } from '../support/generators/random'
import { drawn } from './drawn'

const runs = runsOr(400, 200)

type Datum = { readonly [field: string]: Json }

const isObject = (json: Json | undefined): json is Datum =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** All data in a specification, wherever it stands. */
const dataIn = (json: Json | undefined): readonly Datum[] => {
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(dataIn) // the list that it is
  if (!isObject(json)) return []
  const { data } = json
  const values = isObject(data) && Array.isArray(data['values']) ? (data['values'] as readonly Datum[]) : [] // records, as all our data
  return [...values, ...Object.entries(json).flatMap(([key, inner]) => (key === 'data' ? [] : dataIn(inner)))]
}

const numberOf = (datum: Datum, field: string): number => Number(datum[field])

const estimated = ({ subject, dataflow, hardware }: Problem): Estimate =>
  orThrow(estimate(subject.layer, dataflow, hardware))

const bandwidthOf = ({ noc, offchip }: Accelerator, of: 'network' | 'offchip'): number =>
  (of === 'offchip' ? offchip?.bandwidth : (noc === undefined ? [] : [noc].flat())[0]?.bandwidth) ??
  Number.POSITIVE_INFINITY

/** A step whose latency is zero takes less than its elements over the bandwidth. */
const hasLatency = ({ noc }: Accelerator): boolean => {
  const { latency = 1 } = (noc === undefined ? [] : [noc].flat())[0] ?? {}
  return (typeof latency === 'number' ? latency : latency.hops * latency.hopLatency) >= 1
}

it(`no point stands above its roof, on ${runs} problems`, () => {
  let near = 0
  const check: Check = (problem) => {
    const { hardware } = problem
    const one = estimated(problem)
    return (['offchip', 'network'] as const).flatMap((of) => {
      const points = dataIn(rooflineSpec([one], hardware, { of })).filter(({ bound }) => bound !== undefined)
      return points.flatMap((point) => {
        const peak = hardware.pes * (hardware.simd ?? 1)
        const roof = Math.min(peak, bandwidthOf(hardware, of) * numberOf(point, 'intensity'))
        const share = numberOf(point, 'throughput') / roof
        if (share > 0.9) near += 1
        expect(numberOf(point, 'throughput')).toBe(one.throughput)
        return share > 1 + 1e-12 && hasLatency(hardware) ? [`${of}: ${share}`] : []
      })
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(near).toBeGreaterThan(10)
})

it(`the parts of an energy picture are all of the energy, on ${runs} problems`, () => {
  const check: Check = (problem) => {
    const one = estimated(problem)
    const drawnEnergy = dataIn(energySpec(one))
      .filter(({ tensor }) => tensor !== undefined)
      .reduce((sum, datum) => sum + numberOf(datum, 'energy'), 0)
    expect(drawnEnergy).toBeCloseTo(one.energy.total, 5)
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
})

it(`a traffic picture has every count that is not zero, on ${runs} problems`, () => {
  const check: Check = (problem) => {
    const { levels, pe, offchip } = estimated(problem)
    const names = ['ingress', 'fills', 'egress', 'evictions', 'accumulations'] as const
    const counts = [
      ...levels.flatMap(({ tensors }) =>
        Object.values(tensors).flatMap((figures) => names.map((name) => figures[name] ?? 0)),
      ),
      ...[pe, offchip].flatMap(({ tensors }) =>
        Object.values(tensors).flatMap(({ reads, writes }) => [reads, writes]),
      ),
    ]
    const shown = dataIn(trafficSpec(estimated(problem))).filter(({ kind }) => kind === 'figure')
    const sorted = (given: readonly number[]) => [...given].sort((a, b) => a - b)
    expect(sorted(shown.map((datum) => numberOf(datum, 'elements')))).toEqual(
      sorted(counts.filter((count) => count > 0)),
    )
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
})

/** Every picture of a problem. */
const picturesOf = (problem: Problem): readonly VegaLiteSpec[] => {
  const { subject, dataflow, hardware } = problem
  const one = estimated(problem)
  const network = orThrow(estimateNetwork([subject.layer, subject.layer], dataflow, hardware))
  const view = orThrow(mappingView(subject.layer, dataflow, { pes: hardware.pes }))
  return [
    rooflineSpec([one, one], hardware),
    energySpec(one),
    trafficSpec(one),
    comparisonSpec([{ name: 'only', network }]),
    mappingSpec(view),
  ]
}

it(`pictures are plain JSON, on ${runs} problems`, () => {
  const check: Check = (problem) => {
    for (const spec of picturesOf(problem)) expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
})

it('pictures of all kinds of problems are drawn without a warning', async () => {
  for (let seed = firstSeed; seed < firstSeed + Math.ceil(runs / 20); seed++)
    for (const spec of picturesOf(randomProblem(seeded(seed), simulable))) {
      const { svg, logged } = await drawn(spec)
      expect(logged, `MAESTRO_SEED=${seed}`).toEqual([])
      expect(/NaN|undefined|Infinity/.exec(svg)?.[0], `MAESTRO_SEED=${seed}`).toBeUndefined()
    }
})
