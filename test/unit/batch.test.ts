import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  conv2d,
  dataflow,
  estimate,
  estimateEach,
  estimateMany,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'

const layer = conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 })
const weights = dataflow('weights', [temporalMap(1, 1, 'C'), spatialMap(1, 1, 'K')])
const hardware = accelerator({ pes: 4 })

// A caller without types may pass anything.
const anything = (value: unknown) => value as never

const pathsOf = (result: ReturnType<typeof estimateMany>): readonly string[] =>
  isLeft(result) ? result.left.map(({ path }) => path) : []

describe('estimateMany', () => {
  it('refuses what every accelerator would share, once', () => {
    const faulty = conv2d({ K: 0, C: 4, R: 3, S: 3, Y: 10, X: 10 })
    expect(pathsOf(estimateMany(faulty, weights, [hardware, hardware]))).toEqual(['layer.sizes.K'])
    const twice = dataflow('twice', [temporalMap(2, 1, 'C')])
    expect(pathsOf(estimateMany(layer, twice, [hardware]))).toEqual(['dataflow.directives[0]'])
  })

  it('refuses a list that is none, or too long', () => {
    expect(pathsOf(estimateMany(layer, weights, anything(hardware)))).toEqual(['hardwares'])
    expect(pathsOf(estimateMany(layer, weights, anything(new Array(1_000_001))))).toEqual(['hardwares'])
  })

  it('has no rows of an empty list', () => {
    expect(orThrow(estimateMany(layer, weights, []))).toMatchObject({ rows: 0, failures: [] })
  })

  it('is not disturbed by accelerators that call the package while they are read', () => {
    const nosy = (pes: number): typeof hardware => ({
      pes,
      get noc() {
        orThrow(estimate(conv2d({ K: 3, C: 5, R: 1, S: 1, Y: 7, X: 9 }), weights, { pes: 2 }))
        return { bandwidth: 2 }
      },
    })
    const { runtime } = orThrow(estimateMany(layer, weights, [nosy(4), nosy(4), nosy(4)]))
    const alone = orThrow(estimate(layer, weights, { pes: 4, noc: { bandwidth: 2 } })).runtime
    expect([...runtime]).toEqual([alone, alone, alone])
  })
})

describe('estimateEach', () => {
  it('refuses what every dataflow would share, once', () => {
    expect(pathsOf(estimateEach(layer, [weights, weights], { pes: 0 }))).toEqual(['hardware.pes'])
    expect(pathsOf(estimateEach(layer, anything(weights), hardware))).toEqual(['dataflows'])
  })

  it('lists the dataflows that cannot be estimated', () => {
    const empty = dataflow('empty', [])
    const { rows, index, failures } = orThrow(estimateEach(layer, [empty, weights], hardware))
    expect({ rows, index: [...index] }).toEqual({ rows: 1, index: [1] })
    expect(failures.map(({ errors }) => errors[0]._tag)).toEqual(['EmptyDataflow'])
  })
})
