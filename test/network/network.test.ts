/** estimateNetwork: whole networks under one dataflow, the best of several, or one chosen layer by layer. */
import { isLeft, isRight, left, right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  type DataflowChoice,
  dataflow,
  type Estimate,
  elementwise,
  estimate,
  estimateNetwork,
  fullyConnected,
  gemm,
  type Layer,
  type NetworkEstimate,
  type NetworkOptions,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { errorsOf, inShort, junk, stumbles } from '../support/errors'

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
const network = (
  given: readonly Layer[],
  flows: DataflowChoice,
  on: Accelerator = hardware,
  options: NetworkOptions = {},
): NetworkEstimate => orThrow(estimateNetwork(given, flows, on, options))
const usedBy = ({ layers: each }: NetworkEstimate) => each.map(({ dataflow: name }) => name)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const measures = {
  runtime: ({ runtime }: Estimate) => runtime,
  energy: ({ energy }: Estimate) => energy.total,
}

const noTotals = {
  macs: null,
  effective: null,
  operations: null,
  runtime: null,
  energy: null,
  edp: null,
  offchip: null,
}

describe('with one dataflow', () => {
  const answer = network(layers, overK)

  it('gives the estimate of each layer, by name', () => {
    expect(answer.layers.map(({ layer }) => layer)).toEqual(['conv1', 'conv2', 'fc'])
    expect(usedBy(answer)).toEqual(['over K', 'over K', 'over K'])
    expect(answer.layers.map(({ result }) => result)).toEqual(
      layers.map((layer) => estimate(layer, overK, hardware)),
    )
    expect(answer.layers.every(({ refused }) => refused.length === 0)).toBe(true)
  })

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  })

  it('is taken though it does not fit, and says so', () => {
    const tight = network(layers, overK, { ...hardware, l1: { capacity: 1 } })
    expect([tight.complete, tight.fits, answer.fits]).toEqual([true, false, true])
    expect(usedBy(tight)).toEqual(['over K', 'over K', 'over K'])
  })
})

describe('totals', () => {
  const pooled = [
    ...layers,
    pool2d({ C: 8, R: 2, S: 2, Y: 8, X: 8, stride: 2 }),
    elementwise({ C: 4, Y: 6, X: 6 }),
  ]
  const priced: Accelerator = {
    ...hardware,
    energy: {
      unit: 'pJ',
      mac: 1,
      l1: { read: 2, write: 2 },
      l2: { read: 18, write: 20 },
      clusters: { read: 3, write: 3 },
      hop: 0.5,
      offchip: { read: 100, write: 90 },
    },
  }
  const clustered = dataflow('clustered', [spatialMap(1, 1, 'K'), cluster(4), spatialMap(1, 1, 'C')])
  const answer = network(pooled, clustered, priced)
  const estimates = pooled.map((layer) => orThrow(estimate(layer, clustered, priced)))
  const total = (of: (each: Estimate) => number) => sum(estimates.map(of))
  const crossing = ({ offchip }: Estimate, way: 'reads' | 'writes') =>
    sum(Object.values(offchip.tensors).map((each) => each[way]))

  it('add up cycles, traffic, and the MACs apart from the operations of other layers', () => {
    expect([answer.complete, answer.fits]).toEqual([true, true])
    expect(answer.totals).toMatchObject({
      macs: sum(estimates.slice(0, 3).map(({ macs }) => macs)),
      operations: sum(estimates.slice(3).map(({ macs }) => macs)),
      runtime: total(({ runtime }) => runtime),
      offchip: {
        reads: total((each) => crossing(each, 'reads')),
        writes: total((each) => crossing(each, 'writes')),
        bits: total(({ offchip: { bits } }) => bits),
      },
    })
    expect(answer.totals.effective).toEqual({ macs: answer.totals.macs })
    expect(answer.totals.offchip?.bits).toBe(
      8 * ((answer.totals.offchip?.reads ?? 0) + (answer.totals.offchip?.writes ?? 0)),
    )
    expect(answer.totals.operations).toBe(8 * 4 * 4 * 2 * 2 + 4 * 6 * 6)
  })

  it('have the MACs that take energy, and the bits of tensors with widths', () => {
    const gating = { ...hardware, sparse: { gate: ['inputs'] } } as const
    const of = [
      gemm({ M: 4, N: 4, K: 4, density: { A: 0.25 }, precision: { A: 4, B: 2.5 } }),
      gemm({ M: 2, N: 4, K: 4 }),
      pool2d({ C: 4, R: 2, S: 2, Y: 4, X: 4, density: { input: 0.5 } }),
    ]
    const steps = dataflow('steps', [temporalMap(1, 1, 'K')])
    const { totals } = network(of, ({ kind }) => (kind === 'gemm' ? steps : overC), gating)
    // A pool gates its operations too, but they are no MACs.
    expect(totals.effective).toEqual({ macs: 64 / 4 + 32 })
    const pooled = 4 * (4 * 4 + 3 * 3)
    expect(totals.offchip?.bits).toBe(16 * 4 + 16 * 2.5 + 16 * 8 + 8 * (8 + 16 + 8) + 8 * pooled)
  })

  it('have the energy by part', () => {
    if (!answer.complete) throw new Error('incomplete')
    const { energy, edp, runtime } = answer.totals
    const parts = {
      mac: total(({ energy: { mac } }) => mac),
      network: total((each) => each.energy.network),
      offchip: total(({ energy: { offchip } }) => offchip.total),
      l2: total(({ energy: { l2 } }) => l2.total),
      clusters: total(({ energy: { clusters } }) => sum(clusters.map((part) => part.total))),
      l1: total(({ energy: { l1 } }) => l1.total),
    }
    for (const [part, value] of Object.entries(parts)) {
      expect(value, part).toBeGreaterThan(0)
      expect(energy, part).toHaveProperty(part, value)
    }
    expect([energy.unit, energy.uncounted]).toEqual(['pJ', []])
    expect(energy.total).toBe(total((each) => each.energy.total))
    expect(energy.total).toBeCloseTo(sum(Object.values(parts)), 3)
    expect(edp).toBe(energy.total * runtime)
  })

  it('name the parts that some layer leaves uncounted', () => {
    const uncounted = (flow: (layer: Layer) => Dataflow) =>
      network(layers, flow, { ...hardware, energy: { mac: 0, hop: 1 } }).totals.energy?.uncounted
    expect(uncounted(() => overK)).toEqual(['mac', 'offchip'])
    expect(uncounted(({ kind }) => (kind === 'conv2d' ? clustered : overK))).toEqual([
      'mac',
      'clusters',
      'offchip',
    ])
    expect(network(layers, overK).totals.energy?.unit).toBe('MAC')
  })

  it('are null unless every layer has an estimate: never a sum over a part', () => {
    const faulty = [...layers.slice(0, 1), gemm({ M: 4, N: 4, K: 4, name: 'gemm' }), ...layers.slice(2)]
    const partial = network(faulty, overC)
    expect(partial.layers.map(({ layer, result }) => [layer, isRight(result)])).toEqual([
      ['conv1', true],
      ['gemm', false],
      ['fc', true],
    ])
    expect([usedBy(partial), partial.complete, partial.fits]).toEqual([
      ['over C', null, 'over C'],
      false,
      false,
    ])
    expect(partial.totals).toEqual(noTotals)
  })

  it('are never rounded', () => {
    const huge = gemm({ M: 2 ** 25, N: 2 ** 26, K: 1 })
    const overM = dataflow('M', [spatialMap(1, 1, 'M')])
    const results = (times: number) =>
      network(Array(times).fill(huge), overM).layers.map(({ result }) => isRight(result))
    // Four times 2^51 is 2^53, one too many: the fourth fails, and so does the fifth.
    expect(network(Array(3).fill(huge), overM).totals.macs).toBe(3 * 2 ** 51)
    expect(results(5)).toEqual([true, true, true, false, false])
    expect(network(Array(5).fill(huge), overM).totals).toEqual(noTotals)
  })

  it('are never infinite', () => {
    const one = fullyConnected({ K: 1, C: 1 })
    const priceless = { ...hardware, energy: { mac: 5e306 } }
    const infinite = (flows: DataflowChoice, options: NetworkOptions = {}) =>
      network(Array(9).fill(one), flows, priceless, options)
    const answer = infinite(overK)
    expect([answer.complete, answer.totals]).toEqual([false, noTotals])
    expect(answer.layers.map(({ result }) => isRight(result))).toContain(true)
    expect(inShort(answer.layers.flatMap(({ result }) => errorsOf(result)))).toContain('CountOverflow layer')
    expect(infinite([overK, overC], { objective: 'edp' }).totals).toEqual(noTotals)
  })
})

describe('with candidates', () => {
  for (const objective of ['runtime', 'energy'] as const)
    it(`takes the one with the least ${objective} for each layer`, () => {
      const answer = network(layers, candidates, hardware, { objective })
      const best = layers.map((layer) => {
        const costs = candidates.map((flow) => measures[objective](alone(layer, flow)))
        return candidates[costs.indexOf(Math.min(...costs))]?.name
      })
      expect(usedBy(answer)).toEqual(best)
      expect(answer.totals.runtime).toBe(
        sum(answer.layers.map(({ result }) => (isRight(result) ? result.right.runtime : 0))),
      )
    })

  it('takes those with the least energy-delay product of the network', () => {
    const answer = network(layers, candidates, hardware, { objective: 'edp' })
    const all = candidates.flatMap((a) => candidates.flatMap((b) => candidates.map((c) => [a, b, c])))
    const products = all.map((flows) => {
      const estimates = flows.map((flow, i) => alone(layers[i]!, flow))
      return sum(estimates.map(({ energy }) => energy.total)) * sum(estimates.map(({ runtime }) => runtime))
    })
    expect(answer.totals.edp).toBe(Math.min(...products))
    expect(usedBy(answer)).toEqual(all[products.indexOf(Math.min(...products))]?.map(({ name }) => name))
  })

  it('goes by runtime unless told otherwise', () => {
    const byRuntime = network(layers, candidates, hardware, { objective: 'runtime' })
    expect(network(layers, candidates)).toEqual(byRuntime)
    expect(network(layers, candidates, hardware, {})).toEqual(byRuntime)
    expect(new Set(usedBy(byRuntime)).size).toBeGreaterThan(1)
  })

  it('takes the first of equals', () => {
    const twins = ['first', 'second', 'third'].map((name) => ({ ...overK, name }))
    for (const objective of ['runtime', 'energy', 'edp'] as const)
      expect(usedBy(network(layers, twins, hardware, { objective }))).toEqual(['first', 'first', 'first'])
  })

  it('passes over those that fail, and says why', () => {
    const answer = network(layers, [illegal, overK])
    expect([usedBy(answer), answer.complete]).toEqual([['over K', 'over K', 'over K'], true])
    expect(answer.layers.map(({ refused }) => refused)).toEqual(
      layers.map((layer) => [
        {
          _tag: 'Failed',
          candidate: 0,
          dataflow: 'illegal',
          errors: errorsOf(estimate(layer, illegal, hardware)),
        },
      ]),
    )
  })

  it('fails a layer if all do, with the errors of each', () => {
    const answer = network(layers.slice(0, 1), [illegal, dataflow('empty', [])])
    const errors = answer.layers.flatMap(({ result }) => errorsOf(result))
    expect([usedBy(answer), answer.complete]).toEqual([[null], false])
    expect(errors.map(({ _tag }) => _tag)).toEqual(['SkippingMap', 'EmptyDataflow'])
    expect(errors.flatMap(stumbles)).toEqual([])
    expect(answer.layers[0]?.refused.map(({ dataflow: name }) => name)).toEqual(['illegal', 'empty'])
  })

  it('reports a fault of the layer once, not per candidate', () => {
    const faulty = network([conv2d({ K: 0, C: 3, R: 3, S: 3, Y: 10, X: 10 })], candidates)
    expect(inShort(faulty.layers.flatMap(({ result }) => errorsOf(result)))).toEqual([
      'InvalidExtent layer.sizes.K',
    ])
    expect(faulty.layers[0]?.refused).toEqual([])
  })

  it('reports what only some candidates let it see, in any order', () => {
    const large = gemm({ M: 2 ** 17, N: 2 ** 17, K: 2 ** 18 - 1 })
    const whole = dataflow('whole', [temporalMap(1, 1, 'M'), temporalMap(1, 1, 'N'), temporalMap(1, 1, 'K')])
    const empty = dataflow('no tile', [temporalMap(0, 1, 'M')])
    const shown = (flows: readonly Dataflow[]) =>
      network([large], flows, { pes: 1 }).layers.flatMap(({ result }) => inShort(errorsOf(result)))
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
    const answer = network(layers.slice(0, 1), flows)
    const messages = answer.layers.flatMap(({ result }) => errorsOf(result)).map(({ message }) => message)
    expect(messages.at(-1)).toMatch(/^no tile: dataflow\[1\]\.directives\[0\]\.size must be/)
  })
})

describe('candidates that do not fit', () => {
  // Large tiles take less energy, and need more room than there is on two of the layers.
  const large = { ...overRows, name: 'large' }
  const small = dataflow('small', [spatialMap(1, 1, 'K'), temporalMap(1, 1, 'C'), temporalMap(1, 1, "Y'")])
  const tight = { ...hardware, l1: { capacity: 350 } }
  const options = { objective: 'energy' } as const
  const needs = layers.map((layer) => alone(layer, large).buffers.l1.required.total)

  it('are refused, with the buffer, the need and the capacity', () => {
    const answer = network(layers, [large, small], tight, options)
    const fitting = layers.map((layer) => orThrow(estimate(layer, large, tight)).buffers.fits)
    expect(fitting).toEqual([true, false, false])
    expect(usedBy(answer)).toEqual(fitting.map((fits) => (fits ? 'large' : 'small')))
    expect([answer.complete, answer.fits]).toEqual([true, true])
    expect(answer.layers.map(({ refused }) => refused)).toEqual(
      fitting.map((fits, i) =>
        fits
          ? []
          : [
              {
                _tag: 'DoesNotFit',
                candidate: 0,
                dataflow: 'large',
                buffers: [
                  {
                    ...{ buffer: 'hardware.l1', need: needs[i], capacity: 350 },
                    bits: { need: 8 * needs[i]!, capacity: 2800 },
                  },
                ],
              },
            ],
      ),
    )
  })

  it('compete with the others if they are allowed to, and then the network does not fit', () => {
    const answer = network(layers, [large, small], tight, { ...options, misfits: 'allow' })
    expect(usedBy(answer)).toEqual(['large', 'large', 'large'])
    expect([answer.complete, answer.fits]).toEqual([true, false])
    expect(answer.layers.flatMap(({ refused }) => refused)).toEqual([])
  })

  it('leave a layer without an estimate if there is no other, and the nearest is named', () => {
    const tiny = { ...hardware, l1: { capacity: 30 }, l2: { capacity: 60 }, clusters: { capacity: 1 } }
    const answer = network(layers.slice(1, 2), [large, illegal, overK], tiny)
    const errors = answer.layers.flatMap(({ result }) => errorsOf(result))
    const { l1, l2 } = orThrow(estimate(layers[1]!, overK, tiny)).buffers
    expect([usedBy(answer), answer.complete, answer.fits, answer.totals]).toEqual([
      [null],
      false,
      false,
      noTotals,
    ])
    expect(inShort(errors)).toEqual(['NothingFits dataflow'])
    expect(errors.flatMap(stumbles)).toEqual([])
    expect(errors[0]?.message).toBe(
      `Of the 3 candidates, 1 cannot run this layer and 2 do not fit the buffers: the nearest, over K, needs ${l1.required.total} elements in hardware.l1 (it holds 30) and ${l2.required.total} elements in hardware.l2 (it holds 60).`,
    )
    expect(errors[0]?.hint).toContain(`hardware.l1 room for ${l1.required.total} elements`)
    expect(answer.layers[0]?.refused.map(({ _tag }) => _tag)).toEqual(['DoesNotFit', 'Failed', 'DoesNotFit'])
  })

  it('say in bits what elements that are no words need', () => {
    const [layer] = layers.slice(1, 2)
    const wide = { ...hardware, precision: 16, l1: { capacity: 40 }, l2: { capacity: 1_000_000 } }
    const { l1 } = orThrow(estimate(layer!, overK, wide)).buffers
    expect([l1.fits, l1.bits.required]).toEqual([false, 16 * l1.required.total])
    const answer = network([layer!], [overK], wide)
    expect(answer.layers[0]?.refused).toMatchObject([
      {
        buffers: [{ need: l1.required.total, capacity: 40, bits: { need: l1.bits.required, capacity: 320 } }],
      },
    ])
    const [error] = answer.layers.flatMap(({ result }) => errorsOf(result))
    expect(error?.message).toContain(`${l1.bits.required} bits in hardware.l1 (it holds 320)`)
    expect(error?.hint).toContain(`hardware.l1 ${l1.bits.required / 8} bytes`)
  })

  it('say so too where as many elements would fit if they were words', () => {
    const [layer] = layers.slice(1, 2)
    const { l1 } = orThrow(estimate(layer!, overK, hardware)).buffers
    const wide = { ...hardware, precision: 16, l1: { capacity: l1.required.total } }
    const [error] = network([layer!], [overK], wide).layers.flatMap(({ result }) => errorsOf(result))
    expect(error?.message).toContain(`${16 * l1.required.total} bits in hardware.l1`)
  })

  it('name buffers of clusters too', () => {
    const clustered = dataflow('clustered', [spatialMap(1, 1, 'K'), cluster(4), spatialMap(1, 1, 'C')])
    const answer = network(layers.slice(0, 1), [clustered], { ...hardware, clusters: { capacity: 5 } })
    expect(answer.layers[0]?.refused).toMatchObject([
      { buffers: [{ buffer: 'hardware.clusters[0]', capacity: 5 }] },
    ])
    expect(answer.layers.flatMap(({ result }) => errorsOf(result))[0]?.message).toMatch(
      /^The only candidate does not fit the buffers: clustered needs \d+ elements in hardware\.clusters\[0\] \(it holds 5\)\.$/,
    )
  })

  it('name a few of many buffers', () => {
    const deep = dataflow('deep', [
      spatialMap(1, 1, 'K'),
      ...[2, 2, 2, 2].flatMap((units) => [cluster(units), temporalMap(1, 1, 'C')]),
    ])
    const answer = network(layers.slice(0, 1), [deep], { ...hardware, clusters: { capacity: 1 } })
    const [error] = answer.layers.flatMap(({ result }) => errorsOf(result))
    expect(error?.message).toMatch(
      /clusters\[0\] \(it holds 1\), .*clusters\[2\] \(it holds 1\) and 1 more buffer\.$/,
    )
    expect(error?.hint).toMatch(
      /^Give hardware\.clusters\[0\] room for \d+ elements, .* and 1 more buffer, add/,
    )
  })

  it('are taken as they are where a function chose them', () => {
    const answer = network(layers, () => large, tight)
    expect([usedBy(answer), answer.complete, answer.fits]).toEqual([['large', 'large', 'large'], true, false])
  })
})

describe('with a function', () => {
  it('asks it for the dataflow of each layer', () => {
    const answer = network(layers, ({ kind }) => (kind === 'conv2d' ? overRows : overC))
    expect(usedBy(answer)).toEqual(['over rows', 'over rows', 'over C'])
  })

  it('fails the layer for which it throws, and only that', () => {
    const choose = ({ name }: Layer): Dataflow => {
      if (name === 'conv2') throw new Error('no dataflow for conv2')
      return overK
    }
    const answer = network(layers, choose)
    expect(usedBy(answer)).toEqual(['over K', null, 'over K'])
    expect(answer.complete).toBe(false)
    expect(answer.layers.map(({ layer }) => layer)).toEqual(['conv1', 'conv2', 'fc'])
  })

  it('says that it was the function that failed', () => {
    const answer = network(layers, () => junk<Dataflow>(null))
    const thrown = network(layers, () => {
      throw new Error('none')
    })
    const [error] = thrown.layers.flatMap(({ result }) => errorsOf(result))
    expect(answer.layers.flatMap(({ result }) => inShort(errorsOf(result)))).toEqual([
      'Malformed dataflow',
      'Malformed dataflow',
      'Malformed dataflow',
    ])
    expect(error?.message).toBe(
      'dataflow must be a function that returns a dataflow for every layer, but it threw an error: none.',
    )
    expect(answer.layers.flatMap(({ result }) => errorsOf(result))[0]?.given).toBe(
      'it returned null for this layer',
    )
    const forgotten = network(layers, () => junk<Dataflow>(undefined))
    expect(forgotten.layers.flatMap(({ result }) => errorsOf(result))[0]?.message).toBe(
      'dataflow must be a function that returns a dataflow for every layer, but it returned undefined for this layer.',
    )
  })

  it('refuses junk', () => {
    for (const value of [undefined, null, 3, 'over K', [overK], () => overK, Promise.resolve(overK)]) {
      const answer = network(layers, () => junk<Dataflow>(value))
      expect(answer.layers.map(({ result }) => isLeft(result))).toEqual([true, true, true])
    }
  })
})

describe('a request that is at fault', () => {
  const faults = (
    given: unknown,
    flows: unknown,
    on: unknown = hardware,
    options: unknown = {},
  ): readonly string[] => {
    const errors = errorsOf(estimateNetwork(junk(given), junk(flows), junk(on), junk(options)))
    expect(errors.flatMap(stumbles)).toEqual([])
    return inShort(errors)
  }

  it('in its hardware is reported once', () => {
    expect(faults(layers, overK, { pes: -1 })).toEqual(['InvalidHardware hardware.pes'])
    expect(faults(layers, candidates, { pes: 16, l1: 512, noc: { bandwith: 4 } })).toEqual([
      'InvalidHardware hardware.l1',
      'InvalidHardware hardware.noc.bandwith',
    ])
  })

  it('in what is no dataflow is reported once, at its place', () => {
    expect(faults(layers, 'KC-P')).toEqual(['Malformed dataflow'])
    expect(faults(layers, null)).toEqual(['Malformed dataflow'])
    expect(faults(layers, [overK, 'KC-P', undefined])).toEqual([
      'Malformed dataflow[1]',
      'Malformed dataflow[2]',
    ])
    expect(faults(layers, [overK, { name: 'x', directives: ['K'] }])).toEqual([
      'Malformed dataflow[1].directives[0]',
    ])
    expect(faults(layers, { ...overK, derectives: [] })).toEqual(['Malformed dataflow.derectives'])
    const [error] = errorsOf(estimateNetwork(layers, junk('KC-P'), hardware))
    expect(error?.hint).toContain('not its name')
  })

  it('without candidates or layers', () => {
    expect(faults(layers, [])).toEqual(['EmptyDataflow dataflow'])
    expect(faults([], overK)).toEqual(['Malformed layers'])
  })

  const messages = (given: unknown, flows: unknown, on: unknown = hardware): readonly string[] => {
    const errors = errorsOf(estimateNetwork(junk(given), junk(flows), junk(on)))
    expect(errors.flatMap(stumbles)).toEqual([])
    return errors.map(({ message }) => message)
  }

  it('without candidates or layers says that the list is empty', () => {
    expect(messages(layers, [])).toEqual(['dataflow needs at least one candidate; the list is empty.'])
    expect(messages([], overK)).toEqual(['layers needs at least one layer; the list is empty.'])
  })

  it('in the order of layers and dataflow is one fault', () => {
    expect(messages(overK, layers)).toEqual([
      'layers is a dataflow and dataflow is a list of layers: swap them.',
    ])
    expect(messages(candidates, layers)).toEqual([
      'layers is a list of dataflows and dataflow is a list of layers: swap them.',
    ])
    expect(messages(overK, layers[0])).toEqual(['layers is a dataflow and dataflow is a layer: swap them.'])
    expect(faults(overK, layers, { pes: 0 })).toEqual(['Malformed layers', 'InvalidHardware hardware.pes'])
  })

  it('in candidates that are layers is one fault, which names the first', () => {
    const many = Array.from({ length: 54 }, () => layers[0]!)
    const [message, ...others] = messages(layers, many)
    expect(others).toEqual([])
    expect(message).toBe(
      `dataflow[0] must be a dataflow, but it is a layer of kind the text "conv2d". The same holds for ${Array.from({ length: 10 }, (_, i) => `dataflow[${i + 1}]`).join(', ')} and 43 more.`,
    )
  })

  it('in the same way in many candidates is reported once, with the places of the others', () => {
    const many = [overK, ...Array.from({ length: 5 }, () => ({ ...overK, priority: 1 }))]
    expect(messages(layers, many)).toEqual([
      'dataflow[1] has no property "priority". The same holds for dataflow[2].priority, dataflow[3].priority, dataflow[4].priority and dataflow[5].priority.',
    ])
    expect(faults(layers, [...many, 'KC-P'])).toEqual([
      'Malformed dataflow[1].priority',
      'Malformed dataflow[6]',
    ])
  })

  it('in an Either where its value is meant says so, and what to pass', () => {
    const hints = (given: unknown, flows: unknown, on: unknown = hardware) =>
      errorsOf(estimateNetwork(junk(given), junk(flows), junk(on))).map(
        ({ path, hint }) => `${path}: ${hint}`,
      )
    const opened = 'This is an Either: pass orThrow(…) of it.'
    expect(hints(layers, right(overK))).toEqual([`dataflow: ${opened}`])
    expect(hints(layers, [overC, right(overK)])).toEqual([`dataflow[1]: ${opened}`])
    expect(hints(layers, overK, right(hardware))).toEqual([`hardware: ${opened}`])
    expect(hints(right(layers), overK)).toEqual([`layers: ${opened}`])
    expect(hints(right({ layers }), overK)).toEqual([
      'layers: This is an Either: pass orThrow(…).layers of it.',
    ])
    expect(hints({ layers }, overK)).toEqual(['layers: Pass its .layers.'])
    expect(messages(layers, left([]))).toEqual([
      'dataflow is an Either that holds errors (a Left), so there is no value to use.',
    ])
    expect(errorsOf(estimate(layers[0]!, junk(right(overK)), hardware)).map(({ hint }) => hint)).toEqual([
      opened,
    ])
  })

  it('in too many candidates', () => {
    expect(faults(layers, Array(10_001).fill(overK))).toEqual(['TooComplex dataflow'])
  })

  it('in an option', () => {
    for (const objective of ['speed', 'toString', 3, null])
      expect(faults(layers, candidates, hardware, { objective })).toEqual(['Malformed options.objective'])
    for (const misfits of ['ignore', true, null])
      expect(faults(layers, candidates, hardware, { misfits })).toEqual(['Malformed options.misfits'])
    expect(faults(layers, candidates, hardware, { objectiv: 'energy' })).toEqual([
      'Malformed options.objectiv',
    ])
    expect(faults(layers, candidates, hardware, null)).toEqual(['Malformed options'])
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
    it(`in layers that are no list but ${what}`, () => {
      expect(faults(given, overK)).toEqual(['Malformed layers'])
    })

  it('in everything is reported together', () => {
    expect(faults([], ['KC-P'], { pes: 0 }, { objective: 'speed' })).toEqual([
      'Malformed layers',
      'Malformed dataflow[0]',
      'InvalidHardware hardware.pes',
      'Malformed options.objective',
    ])
  })

  it('in a layer is a fault of that layer alone', () => {
    const answer = network([layers[0]!, junk(null), ...layers.slice(1)], candidates)
    expect(answer.layers.map(({ result }) => isRight(result))).toEqual([true, false, true, true])
    expect(answer.totals).toEqual(noTotals)
  })
})
