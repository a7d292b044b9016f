/** One vocabulary for three: vitest's expect, Jest's expect, and plain assertions judge alike and say the same. */
import { AssertionError } from 'node:assert'
import { expect as jestExpect } from '@jest/globals'
import { describe, expect, it } from 'vitest'
import * as assertions from '../../src/assert'
import { fuse } from '../../src/fusion'
import { accelerator, dataflow, gemm, spatialMap, temporalMap } from '../../src/index'
import { matchers } from '../../src/vitest'
import { hardware, kcp, layer, yxp } from './support'

// Vitest and Jest keep matchers under one name of the process, so that the later registration counts for Jest.
jestExpect.extend(matchers)

type Matched = keyof typeof matchers

/** The assertion of each matcher. */
const assertionOf = {
  toBeLegalOn: assertions.assertLegalOn,
  toFit: assertions.assertFits,
  toRunWithin: assertions.assertRunsWithin,
  toReach: assertions.assertReaches,
  toBeBoundBy: assertions.assertBoundBy,
  toReuse: assertions.assertReuses,
  toUseLess: assertions.assertUsesLess,
  toUseMore: assertions.assertUsesMore,
  toDominate: assertions.assertDominates,
  toComeWithin: assertions.assertComesWithin,
  toBeFasterFused: assertions.assertFasterFused,
} as const satisfies Readonly<Record<Matched, unknown>>

const chain = fuse([gemm({ M: 64, N: 64, K: 8 }), gemm({ M: 64, N: 8, K: 64 })], { tile: { M: 8 } })
const rows = dataflow('rows', [spatialMap(1, 1, 'M')])
const fused = (bandwidth: number) => ({
  chain,
  dataflow: rows,
  hardware: accelerator({ pes: 64, offchip: { bandwidth } }),
})
const small = accelerator({ pes: 4, clusters: [{ capacity: 64 }] })
const tiny = { layer: gemm({ M: 6, N: 6, K: 6 }), dataflow: rows, hardware: small }
const illegal = dataflow('halves', [temporalMap(2, 1, 'K')])

type Case = readonly [
  matcher: Matched,
  holds: boolean | 'unclear',
  subject: unknown,
  ...given: readonly unknown[],
]

const cases: readonly Case[] = [
  ['toBeLegalOn', true, kcp.dataflow, layer, hardware],
  ['toBeLegalOn', false, illegal, layer, hardware],
  ['toFit', true, kcp],
  ['toFit', false, kcp, accelerator({ pes: 256, l1: { capacity: 1 } })],
  ['toFit', 'unclear', 'a text'],
  ['toRunWithin', true, kcp, 1e12],
  ['toRunWithin', false, kcp, 1],
  ['toReach', true, kcp, 0.01],
  ['toReach', false, kcp, 1],
  ['toBeBoundBy', true, kcp, 'compute'],
  ['toBeBoundBy', false, kcp, 'ingress', { level: 0 }],
  ['toBeBoundBy', 'unclear', kcp, 'memory'],
  ['toReuse', true, kcp, 'filter', { temporal: 'multicast' }],
  ['toReuse', false, kcp, 'filter', { spatial: 'multicast' }],
  ['toUseLess', true, yxp, 'runtime', { than: 1e12 }],
  ['toUseLess', false, kcp, 'runtime', { than: 1 }],
  ['toUseLess', 'unclear', kcp, 'runtime', { than: illegal }],
  ['toUseMore', true, kcp, 'macs', { than: 1 }],
  ['toUseMore', false, kcp, 'macs', { than: 1e15 }],
  ['toDominate', true, kcp, { ...kcp, hardware: accelerator({ pes: 256, noc: { bandwidth: 1 } }) }],
  ['toDominate', false, kcp, kcp],
  ['toComeWithin', true, tiny, 100, { ofOptimum: 'runtime' }],
  ['toComeWithin', false, tiny, 0, { ofOptimum: 'runtime' }],
  ['toBeFasterFused', true, fused(0.1)],
  ['toBeFasterFused', false, fused(0.1), { by: 0.99 }],
]

type Loose = Readonly<Record<string, (...given: readonly unknown[]) => void>>
type Negatable = Loose & { readonly not: Loose }

/** What a call throws. */
const thrownBy = (call: () => void): unknown => {
  try {
    call()
    return undefined
  } catch (error) {
    return error
  }
}

const saidBy = (call: () => void): string | undefined => {
  const thrown = thrownBy(call)
  return thrown instanceof Error ? thrown.message : undefined
}

/** What each of the three says, with and without a negation. */
const voices = ([matcher, , subject, ...given]: Case, isNot: boolean): readonly (string | undefined)[] => {
  // Subjects and arguments as tables of cases hold them, of any type.
  const [ofVitest, ofJest] = [expect(subject), jestExpect(subject)] as unknown as readonly Negatable[]
  const assertion = assertionOf[matcher] as unknown as ((...all: readonly unknown[]) => void) & {
    readonly not: (...all: readonly unknown[]) => void
  }
  return [
    ...[ofVitest!, ofJest!].map((said) => saidBy(() => (isNot ? said.not : said)[matcher]!(...given))),
    saidBy(() => (isNot ? assertion.not : assertion)(subject, ...given)),
  ]
}

describe('vitest, Jest and assertions say the same', () => {
  it.each(cases)('%s: %s', (...given) => {
    const each = given as unknown as Case // it.each spreads a case
    const [, holds] = each
    for (const isNot of [false, true]) {
      const [first, ...others] = voices(each, isNot)
      expect(others).toEqual([first, first])
      expect(first === undefined).toBe(holds !== 'unclear' && holds !== isNot)
    }
  })

  it('of every matcher', () => {
    expect(new Set(cases.map(([matcher]) => matcher))).toEqual(new Set(Object.keys(matchers)))
    expect(new Set<unknown>(Object.values(assertionOf))).toEqual(new Set(Object.values(assertions)))
  })
})

describe('an assertion throws', () => {
  it("an error of node:assert with its own name, at the caller's line", () => {
    const thrown = thrownBy(() => assertions.assertRunsWithin(kcp, 1))
    expect(thrown).toBeInstanceOf(AssertionError)
    expect(thrown).toMatchObject({
      code: 'ERR_ASSERTION',
      operator: 'assertRunsWithin',
      generatedMessage: false,
    })
    expect(thrown instanceof Error ? thrown.stack : '').not.toContain('assertions.ts')
    expect(thrownBy(() => assertions.assertFits.not(kcp))).toMatchObject({ operator: 'assertFits.not' })
  })
})

it("matchers stand inside Jest's equality, too", () => {
  jestExpect([kcp]).toEqual([jestExpect.toFit()])
  expect(() => jestExpect([kcp]).toEqual([jestExpect.not.toFit()])).toThrow()
})

/** Never called: what must not type-check. */
const misspelt = (): void => {
  // @ts-expect-error a misspelt cause
  jestExpect(kcp).toBeBoundBy('memory')
  // @ts-expect-error a misspelt matcher
  jestExpect(kcp).toFits()
  // @ts-expect-error nothing to compare with
  assertions.assertUsesLess(kcp, 'energy')
  // @ts-expect-error a misspelt figure
  assertions.assertUsesLess.not(kcp, 'enregy', { than: 1 })
  // @ts-expect-error no subject
  assertions.assertFits('a text')
}

it('what must not type-check is there to be checked', () => expect(misspelt).toBeTypeOf('function'))
