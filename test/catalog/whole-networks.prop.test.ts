/** Whole networks of the catalogue: what the best dataflow per layer can and cannot be. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  attentionDataflows,
  eyeriss,
  gnmt,
  googlenet,
  mkPartitioned,
  mobilenetV2,
  paperDataflows,
  resnet50,
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
  orThrow,
  temporalMap,
} from '../../src/index'
import { macs } from './totals'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const networks = { alexnet, googlenet, mobilenetV2, resnext50, unet, vgg16 }
const cases = Object.entries(networks).flatMap(([name, layers]) =>
  (['runtime', 'energy', 'edp'] as const).map((objective) => [name, objective, layers] as const),
)

const measure = {
  runtime: ({ runtime }: Estimate) => runtime,
  energy: ({ energy }: Estimate) => energy.total,
}

/** The objective of each layer; NaN where it failed. */
const perLayer = ({ layers }: NetworkEstimate, objective: 'runtime' | 'energy'): readonly number[] =>
  layers.map(({ result }) => (result._tag === 'Right' ? measure[objective](result.right) : Number.NaN))

const illegal = dataflow('overlapping', [
  temporalMap(2, 1, 'K'),
  temporalMap(2, 1, 'C'),
  temporalMap(0, 0, 'N'),
])

const total = ({ totals }: NetworkEstimate, objective: Objective): number =>
  (objective === 'energy' ? totals.energy?.total : totals[objective]) ?? Number.NaN

describe.each(cases)('%s by %s', (_, objective, layers) => {
  const candidates = [...paperDataflows, ...toolDataflows]
  const chosen = orThrow(estimateNetwork(layers, candidates, hardware, { objective }))
  const singles = candidates.map((flow) => orThrow(estimateNetwork(layers, flow, hardware)))

  test('every layer takes the least of its candidates, and the first of equals', () => {
    if (objective === 'edp') return // which the network decides as a whole
    const costs = singles.map((single) => perLayer(single, objective))
    const first = layers.map((_layer, i) => {
      const ofLayer = costs.map((cost) => cost[i]!)
      return candidates[ofLayer.indexOf(Math.min(...ofLayer))]!.name
    })
    expect(chosen.layers.map(({ dataflow: name }) => name)).toEqual(first)
  })

  test('does all the work, at no more than any dataflow alone', () => {
    expect([chosen.complete, chosen.totals.macs]).toEqual([true, macs(layers)])
    for (const single of singles)
      expect(total(chosen, objective)).toBeLessThanOrEqual(total(single, objective))
  })

  test('another candidate never makes it worse, an illegal one is refused and changes nothing else', () => {
    const five = orThrow(estimateNetwork(layers, paperDataflows, hardware, { objective }))
    expect(total(chosen, objective)).toBeLessThanOrEqual(total(five, objective))
    if (objective !== 'edp') {
      const better = perLayer(chosen, objective)
      for (const [i, value] of perLayer(five, objective).entries())
        expect(better[i]).toBeLessThanOrEqual(value)
    }
    const six = orThrow(estimateNetwork(layers, [illegal, ...paperDataflows], hardware, { objective }))
    const names = six.layers.map(({ refused }) => refused.map(({ dataflow: name }) => name))
    expect(names).toEqual(layers.map(() => ['overlapping']))
    expect({ ...six, layers: six.layers.map((layer) => ({ ...layer, refused: [] })) }).toEqual(five)
  })

  test('is the same chosen by a function', () => {
    const byName = new Map(candidates.map((flow) => [flow.name, flow]))
    const choices = new Map(layers.map((layer, i) => [layer.name, chosen.layers[i]!.dataflow]))
    const choose = ({ name }: Layer): Dataflow => byName.get(choices.get(name)!)!
    expect(orThrow(estimateNetwork(layers, choose, hardware))).toEqual(chosen)
  })
})

test('a faulty layer amid a network fails alone, and then there are no totals', () => {
  const faulty = conv2d({ K: 8, C: 0, R: 3, S: 3, Y: 2, X: 2, name: 'faulty' })
  const amid = [...vgg16.slice(0, 5), faulty, ...vgg16.slice(5)]
  const network = orThrow(estimateNetwork(amid, paperDataflows, hardware))
  const whole = orThrow(estimateNetwork(vgg16, paperDataflows, hardware))
  expect(network.layers.flatMap(({ layer, result }) => (result._tag === 'Left' ? [layer] : []))).toEqual([
    'faulty',
  ])
  expect(network.layers.filter(({ layer }) => layer !== 'faulty')).toEqual(whole.layers)
  expect([network.complete, whole.complete]).toEqual([false, true])
  expect(network.totals).toEqual(Object.fromEntries(Object.keys(whole.totals).map((key) => [key, null])))
})

describe('ResNet-50 on Eyeriss', () => {
  const candidates = [...paperDataflows, ...toolDataflows]
  const energyOf = ({ layers }: NetworkEstimate): number =>
    layers.reduce((sum, { result }) => sum + (result._tag === 'Right' ? result.right.energy.total : 0), 0)
  const misfits = ({ layers }: NetworkEstimate): number =>
    layers.filter(({ result }) => result._tag === 'Right' && !result.right.buffers.fits).length

  test('takes only dataflows that fit the chip; those that do not seem to take a fraction of the energy', () => {
    const allowed = orThrow(
      estimateNetwork(resnet50, candidates, eyeriss, { objective: 'energy', misfits: 'allow' }),
    )
    const fitting = orThrow(estimateNetwork(resnet50, candidates, eyeriss, { objective: 'energy' }))
    expect([allowed.complete, allowed.fits, misfits(allowed)]).toEqual([true, false, 51])
    expect([fitting.complete, fitting.fits, misfits(fitting)]).toEqual([true, true, 0])
    expect(energyOf(fitting) / energyOf(allowed)).toBeGreaterThan(2.5)
    for (const { dataflow: used, refused } of fitting.layers) {
      expect(refused.every(({ _tag }) => _tag === 'DoesNotFit')).toBe(true)
      expect(refused.map(({ dataflow: name }) => name)).not.toContain(used)
    }
  })
})

describe('networks of several operators', () => {
  test('a transformer takes the paper’s dataflows for its projections and its own for attention', () => {
    const encoder = transformerEncoderLayer({ length: 64 })
    const { layers, complete } = orThrow(
      estimateNetwork(encoder, [...paperDataflows, ...attentionDataflows], hardware),
    )
    const names = attentionDataflows.map(({ name }) => name)
    expect(complete).toBe(true)
    for (const { layer, dataflow: name } of layers)
      expect([layer, names.includes(name!)]).toEqual([layer, ['scores', 'context'].includes(layer)])
  })

  test('without a dataflow for them, the products of attention fail and the projections do not', () => {
    const { layers } = orThrow(
      estimateNetwork(transformerEncoderLayer({ length: 64 }), paperDataflows, hardware),
    )
    const failed = layers.filter(({ result }) => result._tag === 'Left').map(({ layer }) => layer)
    expect(failed).toEqual(['scores', 'context'])
  })

  test('GNMT takes matrix products and attention', () => {
    const translation = gnmt({ sourceLength: 4, targetLength: 3, batch: 8 })
    expect(
      orThrow(estimateNetwork(translation, [mkPartitioned, ...attentionDataflows], hardware)).complete,
    ).toBe(true)
  })
})
