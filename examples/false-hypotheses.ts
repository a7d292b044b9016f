/** What the matchers say of hypotheses that are false: what is true instead, and why. */
import { accelerator, conv2d, dataflow, temporalMap } from 'maestro-dataflow'
import { kcPartitioned, yxPartitioned } from 'maestro-dataflow/catalog'
import { matchers, type Verdict } from 'maestro-dataflow/vitest'

const layer = conv2d({ K: 64, C: 3, R: 3, S: 3, Y: 226, X: 226, name: 'conv1_1' })
const hardware = accelerator({
  pes: 256,
  noc: { bandwidth: 32 },
  l1: { capacity: 64 },
  l2: { capacity: 2 ** 16 },
})
const kcp = { layer, dataflow: kcPartitioned, hardware }
const yxp = { layer, dataflow: yxPartitioned, hardware }
const small = { ...hardware, l1: { capacity: 32 } }
const halves = dataflow('halves', [temporalMap(2, 1, 'K')])

// `expect(subject).toFit()` calls matchers.toFit with the subject, and fails with its message.
const expected = { isNot: false }
const verdicts: readonly (readonly [expectation: string, verdict: Verdict])[] = [
  [
    "expect(kcp).toUseLess('runtime', { than: yxp })",
    matchers.toUseLess.call(expected, kcp, 'runtime', { than: yxp }),
  ],
  [
    "expect(kcp).toReuse('filter', { spatial: 'multicast' })",
    matchers.toReuse.call(expected, kcp, 'filter', { spatial: 'multicast' }),
  ],
  ['expect({ ...kcp, hardware: small }).toFit()', matchers.toFit.call(expected, { ...kcp, hardware: small })],
  [
    'expect(halves).toBeLegalOn(layer, hardware)',
    matchers.toBeLegalOn.call(expected, halves, layer, hardware),
  ],
]

for (const [expectation, { pass, message }] of verdicts) {
  if (pass) throw new Error(`${expectation} holds`)
  console.log(`> ${expectation}\n\n${message()}\n\n`)
}
