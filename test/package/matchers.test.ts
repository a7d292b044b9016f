/**
 * The matchers as a test file elsewhere uses them. `npm run check:vitest` type-checks and runs this very file with the
 * packed package on other versions of vitest; what must not type-check is marked.
 */
import {
  accelerator,
  conv2d,
  dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  orThrow,
  temporalMap,
} from 'maestro-dataflow'
import { kcPartitioned, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
import { type Figure, type Mapping, matchers } from 'maestro-dataflow/vitest'
import { expect, test } from 'vitest'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
const layers = vgg16.slice(1, 3)
const [layer = conv2d({ K: 1, C: 1, R: 1, S: 1, Y: 1, X: 1 })] = layers
const kcp: Mapping = { layer, dataflow: kcPartitioned, hardware }
const yxp: Mapping = { layer, dataflow: yxPartitioned, hardware }

test('every matcher, on every kind of subject', () => {
  expect(kcPartitioned).toBeLegalOn(layer, hardware)
  expect(dataflow('halves', [temporalMap(2, 1, 'K')])).not.toBeLegalOn(layer, hardware)
  expect(kcp).toFit()
  expect(kcp).not.toFit(accelerator({ pes: 256, l1: { capacity: 1 } }))
  expect(kcp).not.toRunWithin(1)
  expect(orThrow(estimateNetwork(layers, kcPartitioned, hardware))).toRunWithin(1e9)
  expect(kcp).toBeBoundBy('compute')
  expect(kcp).not.toBeBoundBy('ingress', { level: 0 })
  expect(estimate(layer, kcPartitioned, hardware)).toReach(0.1)
  expect(kcp).toReuse('filter', { temporal: 'multicast' })
  expect(orThrow(estimate(layer, yxPartitioned, hardware))).toUseLess('runtime', { than: kcp })
})

test('figures by name and by function, others alone and in lists', () => {
  const figure: Figure = 'energy'
  expect(kcp).toUseLess(figure, { than: Number.MAX_VALUE })
  expect(kcp).toUseMore('runtime', { than: [yxp, 1], by: 0.1 })
  expect(kcp).toUseMore((e: Estimate) => e.levels.length, { than: 1 })
  expect(kcp).not.toDominate(kcp, { objectives: ['runtime', 'utilization'] })
  expect(kcp).not.toComeWithin(0.01, { ofOptimum: 'runtime', nodes: 100 })
})

test('inside other matchers, and on promises', async () => {
  expect([kcp, yxp]).toEqual([expect.toFit(), expect.not.toRunWithin(1)])
  const pending: Promise<void> = expect(Promise.resolve(kcp)).resolves.toFit()
  await pending
})

test('an expect of its own', () => {
  expect.extend(matchers)
  expect(kcp).toFit()
})

/** Never called. */
const misspelt = (): void => {
  // @ts-expect-error a misspelt matcher
  expect(kcp).toFits()
  // @ts-expect-error a misspelt cause
  expect(kcp).not.toBeBoundBy('memory')
  // @ts-expect-error a misspelt figure
  expect(kcp).toUseLess('enregy', { than: yxp })
  // @ts-expect-error nothing to compare with
  expect(kcp).toUseLess('energy')
  // @ts-expect-error a misspelt form of reuse
  expect(kcp).toReuse('filter', { temporal: 'broadcast' })
  // @ts-expect-error a front has no optimum
  expect(kcp).toComeWithin(0.05, { ofOptimum: 'pareto' })
  // @ts-expect-error hardware missing
  expect(kcPartitioned).toBeLegalOn(layer)
  // @ts-expect-error a matcher answers nothing: an `any` would make this assignment pass
  const wrong: number = expect(kcp).toFit()
  expect(wrong)
}

test('what must not type-check is there to be checked', () => expect(misspelt).toBeTypeOf('function'))
