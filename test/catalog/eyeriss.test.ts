/** The headline validation: AlexNet on the Eyeriss chip, with what the catalog has and nothing else. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  ckPartitioned,
  type EyerissLayer,
  eyeriss,
  eyerissAlexnet,
  eyerissAlexnetBuses,
  eyerissAlexnetHardware,
  eyerissPassNetworks,
  maestroEyerissAlexnet,
  paperDataflows,
  toolDataflows,
  withBatch,
  yrPartitioned,
} from '../../src/catalog'
import { type Accelerator, type Dataflow, estimate, orThrow } from '../../src/index'

const errors = (layers: readonly EyerissLayer[], hardware: Accelerator): readonly number[] =>
  layers.map(
    ({ layer, dataflow, cycles }) => orThrow(estimate(layer, dataflow, hardware)).runtime / cycles - 1,
  )

const percent = (share: number): string => (100 * share).toFixed(1)
const meanAndLargest = (shares: readonly number[]): readonly string[] => {
  const sizes = shares.map(Math.abs)
  return [percent(sizes.reduce((sum, each) => sum + each, 0) / sizes.length), percent(Math.max(...sizes))]
}

describe('the chip’s own mappings', () => {
  test.each([
    [4, '5.3', '12.3'],
    [14, '10.4', '15.0'],
  ])('with %i words err by %s % on average and %s % at most', (words, mean, largest) => {
    const hardware = { ...eyeriss, noc: eyerissPassNetworks(words) }
    expect(meanAndLargest(errors(eyerissAlexnet, hardware))).toEqual([mean, largest])
  })

  test('err as little on the accelerator of the validation, which is exported', () => {
    expect(meanAndLargest(errors(eyerissAlexnet, eyerissAlexnetHardware))).toEqual(['5.3', '12.3'])
  })

  test('err no more with the chip’s three buses: 5.3 % and 11.6 %', () => {
    expect(meanAndLargest(errors(eyerissAlexnet, eyerissAlexnetBuses))).toEqual(['5.3', '11.6'])
  })

  test('do not fit the network of eyeriss as it is: 86 % on average', () => {
    expect(meanAndLargest(errors(eyerissAlexnet, eyeriss))[0]).toBe('85.9')
  })

  test('keep as many PEs busy as the paper says', () => {
    const active = eyerissAlexnet.map(({ layer, dataflow }) => {
      const { levels } = orThrow(estimate(layer, dataflow, eyeriss))
      return levels.reduce((product, { units }) => product * units, 1)
    })
    // Table V; CONV1 in steps of 7 rows, the last one of 6 included.
    expect(active).toEqual([154, 135, 156, 156, 156])
  })
})

describe('without the chip’s mappings, eyeriss errs as its description says', () => {
  const bestErrors = (flows: readonly Dataflow[]): readonly number[] =>
    eyerissAlexnet.map(({ layer, cycles }) => {
      const runtimes = flows.map((flow) => orThrow(estimate(layer, flow, eyeriss)).runtime)
      return Math.min(...runtimes) / cycles - 1
    })

  test.each([
    ['CK-P and YR-P', [ckPartitioned, yrPartitioned], '80.9'],
    ['all of the paper and the tool', [...paperDataflows, ...toolDataflows], '44.2'],
  ])('the best of %s', (_, flows, mean) => {
    expect(meanAndLargest(bestErrors(flows))[0]).toBe(mean)
  })
})

test('MAESTRO’s mappings with its 14 elements per cycle err by 4.5 % on average and 8.5 % at most', () => {
  const hardware = { ...eyeriss, noc: { bandwidth: 14, latency: 1 } }
  expect(meanAndLargest(errors(maestroEyerissAlexnet, hardware))).toEqual(['4.5', '8.5'])
})

test('both are of the same layers, with the published work: those of AlexNet in batches of four', () => {
  expect(maestroEyerissAlexnet.map(({ layer }) => layer)).toEqual(eyerissAlexnet.map(({ layer }) => layer))
  const macs = ({ layer, dataflow }: EyerissLayer) => orThrow(estimate(layer, dataflow, eyeriss)).macs
  const [conv1, conv2, conv3, conv4, conv5] = eyerissAlexnet.map(macs)
  expect([conv1, conv2, conv3, conv4, conv5].map((each) => (each! / 1e6).toFixed(1))).toEqual([
    '421.7',
    '895.8',
    '598.1',
    '448.6',
    '299.0',
  ])
  expect(withBatch(alexnet, 4)[0]?.sizes['N']).toBe(eyerissAlexnet[0]!.layer.sizes['N'])
})
