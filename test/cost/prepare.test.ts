/** A layer and an accelerator that were prepared: what a caller does with them afterwards changes nothing. */
import { isLeft } from 'fp-ts/Either'
import {
  type Accelerator,
  dataflow,
  type EstimateTotals,
  estimate,
  gemm,
  orThrow,
  prepare,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { describe, expect, it } from 'vitest'

const layer = gemm({ M: 16, N: 16, K: 16 })
const flat = dataflow('flat', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N')])
const clustered = dataflow('clustered', [
  spatialMap(2, 2, 'M'),
  { _tag: 'Cluster', size: 2 },
  spatialMap(1, 1, 'N'),
])

const totalsOf = (given: Accelerator, flow: typeof flat): EstimateTotals => {
  const { runtime, energy, edp, utilization, area, power, averagePower, buffers } = orThrow(
    estimate(layer, flow, given),
  )
  return { runtime, energy: energy.total, edp, utilization, area, power, averagePower, fits: buffers.fits }
}

const area = {
  mac: { area: 1, power: 1 },
  sram: { area: 1, power: 1 },
  bus: { area: 1, power: 1, scale: [1, 1] },
  arbiter: { area: 1, power: 1, scale: [1, 1, 0] },
} as const

describe('a prepared accelerator', () => {
  it('stays as it was, whatever becomes of the object that described it', () => {
    const noc = { bandwidth: 1 }
    const given = { pes: 8, noc, l1: { capacity: 4 } }
    const before = [flat, clustered].map((flow) => totalsOf(given, flow))
    const totals = orThrow(prepare(layer, given))
    noc.bandwidth = 64
    given.l1.capacity = 1 << 20
    expect([flat, clustered, flat].map((flow) => orThrow(totals(flow)))).toEqual([...before, before[0]])
  })

  it('serves dataflows of any number of levels in any order', () => {
    const given: Accelerator = { pes: 8, simd: 2, noc: [{ bandwidth: 4 }, { bandwidth: 0.25 }] }
    const totals = orThrow(prepare(layer, given))
    for (const flow of [clustered, flat, clustered])
      expect(orThrow(totals(flow))).toEqual(totalsOf(given, flow))
  })

  // One level has no clusters, so that a list of none is enough.
  it('is refused at every dataflow that it is not enough for', () => {
    const totals = orThrow(prepare(layer, { pes: 8, clusters: [] }))
    const paths = [clustered, flat, clustered].map((flow) => {
      const result = totals(flow)
      return isLeft(result) ? result.left.map(({ path }) => path) : []
    })
    expect(paths).toEqual([['hardware.clusters'], [], ['hardware.clusters']])
  })

  it('has an average power with a clock and picojoules alone, and an area with a table alone', () => {
    const picojoules = { mac: 1, unit: 'pJ' } as const
    const given: readonly Accelerator[] = [
      { pes: 8, area },
      { pes: 8, clock: 1e9, energy: picojoules },
      { pes: 8, clock: 1e9, energy: picojoules, area },
    ]
    const absent = given.map((each) => {
      const totals = orThrow(orThrow(prepare(layer, each))(flat))
      expect(totals).toEqual(totalsOf(each, flat))
      return [totals.area === null, totals.averagePower === null]
    })
    expect(absent).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ])
  })
})
