/** estimateNetwork: whole networks under one dataflow, the best of several, or one chosen layer by layer. */
import { isLeft, isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  conv2d,
  type Dataflow,
  dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  fullyConnected,
  gemm,
  type Layer,
  type NetworkEstimate,
  type Objective,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { errorsOf, inShort, junk, stumbles } from './support'

const layers = [
  conv2d({ K: 8, C: 3, R: 3, S: 3, Y: 10, X: 10, name: 'conv1' }),
  conv2d({ K: 4, C: 8, R: 3, S: 3, Y: 8, X: 8, name: 'conv2' }),
  fullyConnected({ K: 10, C: 64, name: 'fc' }),
]
const hardware = accelerator({ pes: 16, noc: { bandwidth: 4 } })
const overK = dataflow('over K', [spatialMap(1, 1, 'K'), temporalMap(1, 1, 'C')])
const overC = dataflow('over C', [spatialMap(1, 1, 'C'), temporalMap(1, 1, 'K')])
const overRows = dataflow('over rows', [spatialMap(1, 1, "Y'"), temporalMap(2, 2, 'K')])
const illegal = dataflow('illegal', [temporalMap(1, 2, 'K')])
const candidates = [overK, overC, overRows]

const alone = (layer: Layer, flow: Dataflow): Estimate => orThrow(estimate(layer, flow, hardware))
const usedBy = ({ layers: each }: NetworkEstimate) => each.map(({ dataflow: name }) => name)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const measures: { readonly [O in Objective]: (of: Estimate) => number } = {
  runtime: ({ runtime }) => runtime,
  energy: ({ energy }) => energy.total,
  edp: ({ edp }) => edp,
}

describe('with one dataflow', () => {
  const network = estimateNetwork(layers, overK, hardware)

  it('gives the estimate of each layer, by name', () => {
    expect(network.layers.map(({ layer }) => layer)).toEqual(['conv1', 'conv2', 'fc'])
    expect(usedBy(network)).toEqual(['over K', 'over K', 'over K'])
    expect(network.layers.map(({ result }) => result)).toEqual(
      layers.map((layer) => estimate(layer, overK, hardware)),
    )
  })

  it('adds up the totals', () => {
    const estimates = layers.map((layer) => alone(layer, overK))
    const { macs, runtime, energy, edp } = network.totals
    expect(network.complete).toBe(true)
    expect([macs, runtime]).toEqual([
      sum(estimates.map((each) => each.macs)),
      sum(estimates.map((each) => each.runtime)),
    ])
    expect(energy).toBeCloseTo(sum(estimates.map((each) => each.energy.total)), 6)
    expect(edp).toBeCloseTo(energy * runtime, 3)
  })

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(network))).toEqual(network)
  })

  it('is complete and empty without layers', () => {
    const totals = { macs: 0, runtime: 0, energy: 0, edp: 0 }
    expect(estimateNetwork([], overK, hardware)).toEqual({ layers: [], totals, complete: true })
  })
})

describe('with candidates', () => {
  const objectives: readonly Objective[] = ['runtime', 'energy', 'edp']
  for (const objective of objectives)
    it(`takes the one with the least ${objective} for each layer`, () => {
      const network = estimateNetwork(layers, candidates, hardware, { objective })
      const best = layers.map((layer) => {
        const costs = candidates.map((flow) => measures[objective](alone(layer, flow)))
        return candidates[costs.indexOf(Math.min(...costs))]?.name
      })
      expect(usedBy(network)).toEqual(best)
      expect(network.totals.runtime).toBe(
        sum(network.layers.map(({ result }) => (isRight(result) ? result.right.runtime : 0))),
      )
    })

  it('goes by runtime unless told otherwise', () => {
    const byRuntime = estimateNetwork(layers, candidates, hardware, { objective: 'runtime' })
    expect(estimateNetwork(layers, candidates, hardware)).toEqual(byRuntime)
    expect(estimateNetwork(layers, candidates, hardware, {})).toEqual(byRuntime)
    expect(new Set(usedBy(byRuntime)).size).toBeGreaterThan(1)
  })

  it('takes the first of equals', () => {
    const twins = ['first', 'second', 'third'].map((name) => ({ ...overK, name }))
    for (const objective of objectives)
      expect(usedBy(estimateNetwork(layers, twins, hardware, { objective }))).toEqual([
        'first',
        'first',
        'first',
      ])
  })

  it('passes over those that fail', () => {
    const network = estimateNetwork(layers, [illegal, overK], hardware)
    expect([usedBy(network), network.complete]).toEqual([['over K', 'over K', 'over K'], true])
  })

  it('fails a layer if all do, with the errors of each', () => {
    const network = estimateNetwork(layers.slice(0, 1), [illegal, dataflow('empty', [])], hardware)
    const errors = network.layers.flatMap(({ result }) => errorsOf(result))
    expect([usedBy(network), network.complete]).toEqual([[null], false])
    expect(errors.map(({ _tag }) => _tag)).toEqual(['SkippingMap', 'EmptyDataflow'])
    expect(errors.flatMap(stumbles)).toEqual([])
  })

  it('fails every layer without any', () => {
    const network = estimateNetwork(layers, [], hardware)
    expect(network.layers.map(({ layer, dataflow: name, result }) => [layer, name, isLeft(result)])).toEqual([
      ['conv1', null, true],
      ['conv2', null, true],
      ['fc', null, true],
    ])
    expect(network.layers.flatMap(({ result }) => errorsOf(result)).flatMap(stumbles)).toEqual([])
  })

  it('tells a fault of the layer or the hardware once, not per candidate', () => {
    const faulty = estimateNetwork([conv2d({ K: 0, C: 3, R: 3, S: 3, Y: 10, X: 10 })], candidates, { pes: 0 })
    const errors = faulty.layers.flatMap(({ result }) => errorsOf(result))
    expect(inShort(errors)).toEqual(['InvalidExtent layer.sizes.K', 'InvalidHardware hardware.pes'])
  })

  it('tells what only some candidates let it see, in any order', () => {
    const large = gemm({ M: 2 ** 17, N: 2 ** 17, K: 2 ** 18 - 1 })
    const whole = dataflow('whole', [temporalMap(1, 1, 'M'), temporalMap(1, 1, 'N'), temporalMap(1, 1, 'K')])
    const empty = dataflow('no tile', [temporalMap(0, 1, 'M')])
    const shown = (flows: readonly Dataflow[]) =>
      estimateNetwork([large], flows, { pes: 1 }).layers.flatMap(({ result }) => inShort(errorsOf(result)))
    expect(shown([whole, empty])).toEqual([
      'CountOverflow layer.sizes',
      'InvalidSize dataflow[1].directives[0].size',
    ])
    expect(shown([empty, whole])).toEqual([
      'CountOverflow layer.sizes',
      'InvalidSize dataflow[0].directives[0].size',
    ])
  })

  it('names the candidate in the message too', () => {
    const flows = [illegal, dataflow('no tile', [temporalMap(0, 1, 'K')])]
    const network = estimateNetwork(layers.slice(0, 1), flows, hardware)
    const messages = network.layers.flatMap(({ result }) => errorsOf(result)).map(({ message }) => message)
    expect(messages.at(-1)).toMatch(/^dataflow\[1\]\.directives\[0\]\.size must be/)
  })
})

describe('with a function', () => {
  it('asks it for the dataflow of each layer', () => {
    const network = estimateNetwork(layers, ({ kind }) => (kind === 'conv2d' ? overRows : overC), hardware)
    expect(usedBy(network)).toEqual(['over rows', 'over rows', 'over C'])
  })

  it('fails the layer for which it throws, and only that', () => {
    const choose = ({ name }: Layer): Dataflow => {
      if (name === 'conv2') throw new Error('no dataflow for conv2')
      return overK
    }
    const network = estimateNetwork(layers, choose, hardware)
    expect(usedBy(network)).toEqual(['over K', null, 'over K'])
    expect(network.complete).toBe(false)
    expect(network.layers.map(({ layer }) => layer)).toEqual(['conv1', 'conv2', 'fc'])
  })

  it('says that it was the function that failed', () => {
    const network = estimateNetwork(layers, () => junk<Dataflow>(null), hardware)
    const thrown = estimateNetwork(
      layers,
      () => {
        throw new Error('none')
      },
      hardware,
    )
    const [error] = thrown.layers.flatMap(({ result }) => errorsOf(result))
    expect(network.layers.flatMap(({ result }) => inShort(errorsOf(result)))).toEqual([
      'Malformed dataflow',
      'Malformed dataflow',
      'Malformed dataflow',
    ])
    expect(error?.message).toBe(
      'dataflow must be a function that gives a dataflow for every layer, but it is one that throws the text "none" for this layer.',
    )
    expect(network.layers.flatMap(({ result }) => errorsOf(result))[0]?.given).toBe(
      'one that gives null for this layer',
    )
  })

  it('refuses junk', () => {
    for (const value of [undefined, null, 3, 'over K', [overK], () => overK, Promise.resolve(overK)]) {
      const network = estimateNetwork(layers, () => junk<Dataflow>(value), hardware)
      expect(network.layers.map(({ result }) => isLeft(result))).toEqual([true, true, true])
    }
  })
})

describe('with a layer that fails', () => {
  const faulty = [...layers.slice(0, 1), gemm({ M: 4, N: 4, K: 4, name: 'gemm' }), ...layers.slice(2)]
  const network = estimateNetwork(faulty, overC, hardware)

  it('estimates the others', () => {
    expect(network.layers.map(({ layer, result }) => [layer, isRight(result)])).toEqual([
      ['conv1', true],
      ['gemm', false],
      ['fc', true],
    ])
    expect([usedBy(network), network.complete]).toEqual([['over C', null, 'over C'], false])
  })

  it('sums up those that succeeded', () => {
    expect(network.totals.macs).toBe(alone(layers[0]!, overC).macs + alone(layers[2]!, overC).macs)
  })
})

describe('with nonsense', () => {
  it('refuses an unknown objective, for every layer, by name', () => {
    for (const objective of ['speed', 'toString', 3, null]) {
      const network = estimateNetwork(layers, candidates, hardware, { objective: junk(objective) })
      const errors = network.layers.flatMap(({ result }) => errorsOf(result))
      expect(inShort(errors)).toEqual(['Malformed objective', 'Malformed objective', 'Malformed objective'])
      expect(network.layers.map(({ layer }) => layer)).toEqual(['conv1', 'conv2', 'fc'])
    }
  })

  it('refuses unknown options', () => {
    expect(estimateNetwork(layers, candidates, hardware, junk({ objectiv: 'energy' })).complete).toBe(false)
    expect(estimateNetwork(layers, candidates, hardware, junk(null)).complete).toBe(false)
  })

  const noLists = {
    null: null,
    undefined,
    'a number': 5,
    'a text': 'conv',
    'an object': {},
    'what has a length': { length: 3 },
  }
  for (const [what, given] of Object.entries(noLists))
    it(`refuses layers that are no list but ${what}`, () => {
      const network = estimateNetwork(junk(given), overK, hardware)
      expect(network.complete).toBe(false)
      expect(network.layers.map(({ result }) => isLeft(result))).toContain(true)
    })

  it('does not make as many layers as the length of something that is no list', () => {
    expect(estimateNetwork(junk({ length: 1000 }), overK, hardware).layers.length).toBeLessThan(1000)
  })

  it('never gives totals that are rounded', () => {
    const huge = gemm({ M: 2 ** 25, N: 2 ** 26, K: 1 })
    const { layers: each, totals } = estimateNetwork(
      Array(5).fill(huge),
      dataflow('M', [spatialMap(1, 1, 'M')]),
      hardware,
    )
    // Four times 2^51 is 2^53, one too many: the fourth fails, and so does the fifth.
    expect(each.map(({ result }) => isRight(result))).toEqual([true, true, true, false, false])
    expect(totals.macs).toBe(3 * 2 ** 51)
  })

  it('never gives totals that are infinite', () => {
    const one = fullyConnected({ K: 1, C: 1 })
    const { totals } = estimateNetwork([one, one, one, one], overK, { ...hardware, energy: { mac: 5e307 } })
    expect(Object.values(totals).every(Number.isFinite)).toBe(true)
  })
})
