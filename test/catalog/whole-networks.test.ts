/** Whole networks of the catalogue: what the best dataflow per layer can and cannot be. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  attentionDataflows,
  gnmt,
  googlenet,
  mkPartitioned,
  mobilenetV2,
  paperDataflows,
  resnext50,
  toolDataflows,
  transformerEncoderLayer,
  unet,
  vgg16,
} from '../../src/catalog'
import {
  accelerator,
  conv2d,
  type Dataflow,
  dataflow,
  type Estimate,
  estimateNetwork,
  type Layer,
  type NetworkEstimate,
  type Objective,
  temporalMap,
} from '../../src/index'
import { macs } from './totals'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const networks = { alexnet, googlenet, mobilenetV2, resnext50, unet, vgg16 }
const cases = Object.entries(networks).flatMap(([name, layers]) =>
  (['runtime', 'energy', 'edp'] as const).map((objective) => [name, objective, layers] as const),
)

const measure: { readonly [O in Objective]: (of: Estimate) => number } = {
  runtime: ({ runtime }) => runtime,
  energy: ({ energy }) => energy.total,
  edp: ({ edp }) => edp,
}

/** The objective of each layer; NaN where it failed. */
const perLayer = ({ layers }: NetworkEstimate, objective: Objective): readonly number[] =>
  layers.map(({ result }) => (result._tag === 'Right' ? measure[objective](result.right) : Number.NaN))

const illegal = dataflow('overlapping', [
  temporalMap(2, 1, 'K'),
  temporalMap(2, 1, 'C'),
  temporalMap(0, 0, 'N'),
])

describe.each(cases)('%s by %s', (_, objective, layers) => {
  const candidates = [...paperDataflows, ...toolDataflows]
  const chosen = estimateNetwork(layers, candidates, hardware, { objective })
  const singles = candidates.map((flow) => estimateNetwork(layers, flow, hardware))

  test('every layer takes the least of its candidates, and the first of equals', () => {
    const costs = singles.map((single) => perLayer(single, objective))
    const first = layers.map((_layer, i) => {
      const ofLayer = costs.map((cost) => cost[i]!)
      return candidates[ofLayer.indexOf(Math.min(...ofLayer))]!.name
    })
    expect(chosen.layers.map(({ dataflow: name }) => name)).toEqual(first)
  })

  test('does all the work, at no more than any dataflow alone', () => {
    expect([chosen.complete, chosen.totals.macs]).toEqual([true, macs(layers)])
    if (objective === 'edp') return // of a network it is no sum over its layers
    for (const { totals } of singles) expect(chosen.totals[objective]).toBeLessThanOrEqual(totals[objective])
  })

  test('another candidate never makes it worse, an illegal one changes nothing', () => {
    const five = estimateNetwork(layers, paperDataflows, hardware, { objective })
    const sums = [five, chosen].map((network) => perLayer(network, objective))
    for (const [i, value] of sums[0]!.entries()) expect(sums[1]![i]).toBeLessThanOrEqual(value)
    expect(estimateNetwork(layers, [illegal, ...paperDataflows], hardware, { objective })).toEqual(five)
  })

  test('is the same chosen by a function', () => {
    const byName = new Map(candidates.map((flow) => [flow.name, flow]))
    const choices = new Map(layers.map((layer, i) => [layer.name, chosen.layers[i]!.dataflow]))
    const choose = ({ name }: Layer): Dataflow => byName.get(choices.get(name)!)!
    expect(estimateNetwork(layers, choose, hardware)).toEqual(chosen)
  })
})

test('a faulty layer amid a network fails alone, and the totals are those of the others', () => {
  const faulty = conv2d({ K: 8, C: 0, R: 3, S: 3, Y: 2, X: 2, name: 'faulty' })
  const network = estimateNetwork([...vgg16.slice(0, 5), faulty, ...vgg16.slice(5)], paperDataflows, hardware)
  const whole = estimateNetwork(vgg16, paperDataflows, hardware)
  expect(network.layers.flatMap(({ layer, result }) => (result._tag === 'Left' ? [layer] : []))).toEqual([
    'faulty',
  ])
  expect(network.layers.filter(({ layer }) => layer !== 'faulty')).toEqual(whole.layers)
  expect([network.totals, network.complete, whole.complete]).toEqual([whole.totals, false, true])
})

describe('networks of several operators', () => {
  test('a transformer takes the paper’s dataflows for its projections and its own for attention', () => {
    const encoder = transformerEncoderLayer({ length: 64 })
    const { layers, complete } = estimateNetwork(
      encoder,
      [...paperDataflows, ...attentionDataflows],
      hardware,
    )
    const names = attentionDataflows.map(({ name }) => name)
    expect(complete).toBe(true)
    for (const { layer, dataflow: name } of layers)
      expect([layer, names.includes(name!)]).toEqual([layer, ['scores', 'context'].includes(layer)])
  })

  test('without a dataflow for them, the products of attention fail and the projections do not', () => {
    const { layers } = estimateNetwork(transformerEncoderLayer({ length: 64 }), paperDataflows, hardware)
    const failed = layers.filter(({ result }) => result._tag === 'Left').map(({ layer }) => layer)
    expect(failed).toEqual(['scores', 'context'])
  })

  test('GNMT takes matrix products and attention', () => {
    const translation = gnmt({ sourceLength: 4, targetLength: 3, batch: 8 })
    expect(estimateNetwork(translation, [mkPartitioned, ...attentionDataflows], hardware).complete).toBe(true)
  })
})
