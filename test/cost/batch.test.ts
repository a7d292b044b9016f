import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  analyze,
  conv2d,
  dataflow,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  gemm,
  orThrow,
  spatialMap,
  sweep,
  temporalMap,
} from '../../src/index'

const layer = conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 })
const weights = dataflow('weights', [temporalMap(1, 1, 'C'), spatialMap(1, 1, 'K')])
const hardware = accelerator({ pes: 4 })

// A caller without types may pass anything.
const anything = (value: unknown) => value as never

const pathsOf = (result: ReturnType<typeof estimateAccelerators>): readonly string[] =>
  isLeft(result) ? result.left.map(({ path }) => path) : []

describe('estimateAccelerators', () => {
  it('refuses what every accelerator would share, once', () => {
    const faulty = conv2d({ K: 0, C: 4, R: 3, S: 3, Y: 10, X: 10 })
    expect(pathsOf(estimateAccelerators(faulty, weights, [hardware, hardware]))).toEqual(['layer.sizes.K'])
    const twice = dataflow('twice', [temporalMap(2, 1, 'C')])
    expect(pathsOf(estimateAccelerators(layer, twice, [hardware]))).toEqual(['dataflow.directives[0]'])
  })

  it('refuses a list that is none, or too long', () => {
    expect(pathsOf(estimateAccelerators(layer, weights, anything(hardware)))).toEqual(['hardwares'])
    expect(pathsOf(estimateAccelerators(layer, weights, anything(new Array(1_000_001))))).toEqual([
      'hardwares',
    ])
  })

  it('has no rows of an empty list', () => {
    expect(orThrow(estimateAccelerators(layer, weights, []))).toMatchObject({ rows: 0, failures: [] })
  })

  it('is not disturbed by accelerators that call the package while they are read', () => {
    const nosy = (pes: number): typeof hardware => ({
      pes,
      get noc() {
        orThrow(estimate(conv2d({ K: 3, C: 5, R: 1, S: 1, Y: 7, X: 9 }), weights, { pes: 2 }))
        return { bandwidth: 2 }
      },
    })
    const { runtime } = orThrow(estimateAccelerators(layer, weights, [nosy(4), nosy(4), nosy(4)]))
    const alone = orThrow(estimate(layer, weights, { pes: 4, noc: { bandwidth: 2 } })).runtime
    expect([...runtime]).toEqual([alone, alone, alone])
  })
})

describe('estimateDataflows', () => {
  it('refuses what every dataflow would share, once', () => {
    expect(pathsOf(estimateDataflows(layer, [weights, weights], { pes: 0 }))).toEqual(['hardware.pes'])
    expect(pathsOf(estimateDataflows(layer, anything(weights), hardware))).toEqual(['dataflows'])
  })

  it('lists the dataflows that cannot be estimated', () => {
    const empty = dataflow('empty', [])
    const { rows, index, failures } = orThrow(estimateDataflows(layer, [empty, weights], hardware))
    expect({ rows, index: [...index] }).toEqual({ rows: 1, index: [1] })
    expect(failures.map(({ errors }) => errors[0]._tag)).toEqual(['EmptyDataflow'])
  })
})

describe('sweep', () => {
  const product = gemm({ M: 64, N: 64, K: 64 })
  const flow = dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(8, 8, 'N')])
  const analysis = orThrow(analyze(product, flow, { pes: 64 }))
  const machine = accelerator({ pes: 64 })
  it('takes lists and typed arrays, empty ones too', () => {
    const of = (bandwidths: readonly number[] | Float64Array) =>
      orThrow(sweep(analysis, machine, bandwidths)).runtime
    expect(of(Float64Array.of(1, 2))).toEqual(of([1, 2]))
    expect(of([])).toEqual(new Float64Array(0))
  })
  it.each([
    ['a negative bandwidth', machine, [1, -2], 'bandwidths[1]'],
    ['one at which the runtime is too long', machine, [2, 1e-300, 1e-9], 'bandwidths[1]'],
    ['other PEs than were analysed', accelerator({ pes: 32 }), [1], 'hardware.pes'],
  ])('refuses %s in one error', (_, hardware, bandwidths, path) => {
    expect(sweep(analysis, hardware, bandwidths)).toMatchObject({ _tag: 'Left', left: [{ path }] })
    expect(sweep(analysis, hardware, bandwidths)).toHaveProperty('left.length', 1)
  })
})
