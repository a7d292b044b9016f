/** Hypotheses about fused chains: they hold, fail, and say why; what cannot be judged fails either way. */
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Chain, compareFused, estimateFused, fuse } from '../../src/fusion'
import {
  type Accelerator,
  accelerator,
  conv2d,
  dataflow,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { explainFused } from '../../src/report'
import { type FusedSubject, matchers } from '../../src/vitest'
import { loosely, messageOf } from './support'

const layers = [
  conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34, name: 'first' }),
  conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32, name: 'second' }),
]
const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
const chain = fuse(layers, { tile: { "Y'": 6 } })
const narrow = accelerator({ pes: 32, l2: { capacity: 2 ** 16 }, offchip: { bandwidth: 0.01 } })
const wide: Accelerator = { ...narrow, offchip: { bandwidth: 100 } }
const tiny: Accelerator = { ...narrow, l2: { capacity: 256 } }
const on = (hardware: Accelerator, of: Chain = chain) => ({ chain: of, dataflow: rows, hardware })
const shown = (value: number): string => value.toLocaleString('en-US')

describe('toBeFasterFused', () => {
  const slow = orThrow(compareFused(chain, rows, narrow))
  const fast = orThrow(compareFused(chain, rows, wide))

  test('where off-chip traffic is what takes time, and not where it is not', () => {
    expect(slow.fused.runtime).toBeLessThan(slow.alone.runtime)
    expect(fast.fused.runtime).toBeGreaterThan(fast.alone.runtime)
    for (const subject of [on(narrow), slow, compareFused(chain, rows, narrow)])
      expect(subject).toBeFasterFused()
    for (const subject of [on(wide), fast, compareFused(chain, rows, wide)])
      expect(subject).not.toBeFasterFused()
    expect([on(narrow)]).toEqual([expect.toBeFasterFused()])
  })

  test('not where it takes as long', () => {
    const same = on({ ...wide, l2: {} }, fuse(layers.slice(0, 1)))
    const { fused, alone } = orThrow(compareFused(same.chain, rows, same.hardware))
    expect(fused.runtime).toBe(alone.runtime)
    expect(same).not.toBeFasterFused()
  })

  test('by a share of what the layers take', () => {
    const gain = 1 - slow.fused.runtime / slow.alone.runtime
    expect(slow).toBeFasterFused({ by: gain - 1e-6 })
    expect(slow).not.toBeFasterFused({ by: gain + 1e-6 })
    const message = messageOf(() => expect(slow).toBeFasterFused({ by: 0.9 }))
    expect(message).toMatch(
      /^Expected first and second to be at least 90 % faster fused than layer by layer\.\n/,
    )
  })

  test('says both runtimes, and why', () => {
    const message = messageOf(() => expect(on(wide)).toBeFasterFused())
    expect(message).toMatch(/^Expected first and second to be faster fused than layer by layer\.\n/)
    expect(message).toContain(`fused           ${shown(fast.fused.runtime)}`)
    expect(message).toMatch(
      new RegExp(`layer by layer +${shown(fast.alone.runtime)}  \\(fused it takes .* more\\)`),
    )
    const { findings } = orThrow(explainFused(fast))
    for (const tag of ['Runtime', 'Bound', 'Pays', 'Peak', 'Recomputation'])
      expect(message).toContain(findings.find(({ _tag }) => _tag === tag)?.sentence)
    expect(messageOf(() => expect(slow).not.toBeFasterFused())).toMatch(
      /^Expected first and second not to be faster fused/,
    )
  })

  test('cannot be said of what does not fit, unless that is allowed', () => {
    const say = (negated: boolean) => {
      const expectation = expect(on(tiny))
      return messageOf(() => (negated ? expectation.not : expectation).toBeFasterFused())
    }
    expect(say(true)).toContain('first and second, fused, do not fit the buffers')
    expect(say(true)).toContain("compare all the same with { misfits: 'allow' }")
    expect(say(true)).toBe(say(false))
    const { fused, alone } = orThrow(compareFused(chain, rows, tiny))
    const verdict = matchers.toBeFasterFused.call({ isNot: false }, on(tiny), { misfits: 'allow' })
    expect(verdict.pass).toBe(fused.runtime < alone.runtime)
    const cramped: Accelerator = { ...narrow, l1: { capacity: 1 } }
    expect(messageOf(() => expect(on(cramped)).toBeFasterFused())).toContain(
      'first alone does not fit the buffers',
    )
  })

  test('cannot be said of anything else, negated or not', () => {
    const say = (subject: unknown, ...given: readonly unknown[]) => {
      const message = messageOf(() => loosely(subject)['toBeFasterFused']!(...given))
      expect(messageOf(() => loosely(subject).not['toBeFasterFused']!(...given))).toBe(message)
      return message
    }
    expect(say(layers[0])).toContain('toBeFasterFused is about a chain { chain, dataflow, hardware }')
    expect(say(estimateFused(chain, rows, wide))).toContain('expect it of compareFused')
    expect(say({ chain, dataflow: rows })).toBe(
      'The subject has no hardware: write expect({ chain, dataflow, hardware }).',
    )
    expect(say(on(wide, fuse([...layers].reverse())))).toContain('chain.layers[')
    expect(say(compareFused(fuse([]), rows, wide))).toContain('There is no estimate:')
    expect(say(on(narrow), { by: 2 })).toContain('such as 0.3 for 30 %, not 2')
    expect(say(on(narrow), { bye: 1 })).toContain('has no option "bye"')
    expect(say(on(narrow), { misfits: 'alow' })).toContain('Did you mean allow?')
    expect(say(on(narrow), 0.1)).toContain('toBeFasterFused takes { by, misfits }, not 0.1')
  })
})

describe('toFit of a chain', () => {
  test('with what it runs on, or of its result; on other hardware', () => {
    expect(on(wide)).toFit()
    expect(on(wide)).not.toFit(tiny)
    expect({ chain, dataflow: rows }).not.toFit(tiny)
    for (const result of [
      estimateFused(chain, rows, tiny),
      orThrow(estimateFused(chain, rows, tiny)),
      compareFused(chain, rows, tiny),
      orThrow(compareFused(chain, rows, tiny)),
    ])
      expect(result).not.toFit()
    expect(estimateFused(chain, rows, wide)).toFit()
  })

  test('says what fills the shared buffer when it is fullest', () => {
    const { l2, l1 } = orThrow(estimateFused(chain, rows, tiny)).buffers
    const message = messageOf(() => expect(on(tiny)).toFit())
    expect(message).toMatch(/^Expected first and second, fused, to fit\.\n/)
    expect(message).toContain(
      `lacks:  the shared buffer (L2) must hold ${shown(l2.required.bits)} bits while ${['first', 'second'][l2.peak.layer]} runs (`,
    )
    for (const { layer, tensor, bits } of l2.peak.tensors)
      expect(message).toContain(`${tensor} of ${['first', 'second'][layer]} ${shown(bits)}`)
    expect(message).toContain('and can hold 2,048')
    expect(message).toContain(
      `fits:   the buffer of each PE (L1) must hold ${shown(l1.required.bits)} bits and may hold any number`,
    )
    expect(message).toContain(
      `It would fit with ${shown(l2.required.bits)} bits in the shared buffer (L2), or with smaller tiles.`,
    )
    expect(messageOf(() => expect(on(wide)).not.toFit())).toMatch(
      /^Expected first and second, fused, not to fit\.\n/,
    )
  })

  test('with exactly the bytes that it needs', () => {
    const { required } = orThrow(estimateFused(chain, rows, accelerator({ pes: 32 }))).buffers.l2
    const bytes = Math.ceil(required.bits / 8)
    expect(on({ ...narrow, l2: { capacity: bytes } })).toFit()
  })

  test('cannot be said where there is no estimate, or of a result on other hardware', () => {
    const result = orThrow(estimateFused(chain, rows, wide))
    expect(messageOf(() => expect(result).toFit(tiny))).toContain('A result holds figures only')
    expect(messageOf(() => expect({ chain, dataflow: rows }).toFit())).toContain(
      'The subject has no hardware',
    )
    const broken = on(wide, fuse([...layers].reverse()))
    expect(messageOf(() => expect(broken).toFit())).toContain('There is no estimate:')
    expect(messageOf(() => expect(broken).not.toFit())).toContain('There is no estimate:')
    expect(messageOf(() => expect(estimateFused(fuse([]), rows, wide)).not.toFit())).toContain(
      'There is no estimate',
    )
  })
})

test('other matchers name those that are about chains', () => {
  for (const subject of [
    on(wide),
    compareFused(chain, rows, wide),
    orThrow(estimateFused(chain, rows, wide)),
  ])
    expect(messageOf(() => loosely(subject)['toRunWithin']!(1))).toContain('expect toFit or toBeFasterFused')
})

test('the types say what a subject is', () => {
  expectTypeOf(on(wide)).toExtend<FusedSubject>()
  expectTypeOf(compareFused(chain, rows, wide)).toExtend<FusedSubject>()
  expectTypeOf(estimateFused(chain, rows, wide)).toExtend<FusedSubject>()
})
