/**
 * The matchers as a test file elsewhere uses them with Jest. `npm run check:jest` type-checks and runs this very file with the
 * packed package.
 */
import { expect, test } from '@jest/globals'
import { accelerator } from 'maestro-dataflow'
import { kcPartitioned, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
import 'maestro-dataflow/jest'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
const layer = vgg16[1]!
const kcp = { layer, dataflow: kcPartitioned, hardware }
const yxp = { layer, dataflow: yxPartitioned, hardware }

test('matchers hold, and fail with what is', () => {
  expect(kcp).toFit()
  expect(kcp).not.toRunWithin(1)
  expect(yxp).toUseLess('runtime', { than: kcp })
  expect(() => expect(kcp).toRunWithin(1)).toThrow('within 1 cycle')
})

test('inside other matchers, and on promises', async () => {
  expect([kcp]).toEqual([expect.toFit()])
  await expect(Promise.resolve(kcp)).resolves.toFit()
})

/** Never called. */
const misspelt = (): void => {
  // @ts-expect-error a misspelt matcher
  expect(kcp).toFits()
  // @ts-expect-error a misspelt cause
  expect(kcp).not.toBeBoundBy('memory')
}

test('what must not type-check is there to be checked', () => expect(typeof misspelt).toBe('function'))
