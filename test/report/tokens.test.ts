/** Tokens a second of language models as a picture: its numbers are those that it was given, wherever they are drawn. */
import { describe, expect, it } from 'vitest'
import { exynos2400Like, languageModel, languageModelDataflow } from '../../src/catalog'
import { estimateNetwork, orThrow, perToken } from '../../src/index'
import { type Json, type TokenRate, tokensSpec, type VegaLiteSpec } from '../../src/report'
import { drawn } from './drawn'
import { rates } from './pictured'

type Datum = { readonly [field: string]: Json }

const valuesIn = (spec: VegaLiteSpec): readonly Datum[] =>
  (spec['data'] as { readonly values: readonly Datum[] }).values // as the picture makes it

const said = (spec: VegaLiteSpec): string => {
  const { text, subtitle } = spec['title'] as { text: string; subtitle: string }
  expect(text).toBe('No picture')
  return subtitle
}

const one: TokenRate = {
  accelerator: 'phone',
  phase: 'decode',
  bits: 4.25,
  batch: 1,
  context: 1024,
  tokensPerSecond: 16.5,
}

const withChanged = (change: object): string => said(tokensSpec([one, { ...one, ...change }]))

/** Where the marks of a drawn picture are, with what a screen reader says of each. */
const marksIn = (svg: string) =>
  [
    ...svg.matchAll(
      /<path aria-label="([^"]*)" role="graphics-symbol"[^>]*transform="translate\(([\d.-]+),([\d.-]+)\)"/g,
    ),
  ].map(([, label = '', x, y]) => ({ label, x: Number(x), y: Number(y) }))

describe('the numbers of the picture', () => {
  it('are those given, all of them, the widest weights first', () => {
    const values = valuesIn(tokensSpec(rates))
    expect(values).toHaveLength(rates.length)
    expect(values).toEqual(expect.arrayContaining(rates.map((rate) => ({ fits: true, ...rate }))))
    const bits = values.map((value) => Number(value['bits']))
    expect(bits).toEqual([...bits].sort((a, b) => b - a))
  })

  it('are the tokens a second of a model on an accelerator', () => {
    const { layers } = languageModel({ model: 'llama-3-8b', tokens: 1, cached: 1023, precision: 8 })
    const network = orThrow(estimateNetwork(layers, languageModelDataflow, exynos2400Like))
    const { seconds, offchip } = orThrow(perToken(layers, network, 1))
    const tokensPerSecond = 1 / seconds!
    const [value] = valuesIn(tokensSpec([{ ...one, bits: 8, tokensPerSecond }]))
    expect(value).toEqual({ ...one, bits: 8, tokensPerSecond, fits: true })
    // No step is faster than what it moves off the chip.
    const bytes = Object.values(offchip.contents).reduce((sum, bits) => sum + bits, 0) / 8
    expect(tokensPerSecond).toBeLessThanOrEqual((68.264e9 / bytes) * (1 + 1e-9))
    expect(tokensPerSecond).toBeGreaterThan((0.95 * 68.264e9) / bytes)
  })

  it('are drawn on logarithmic axes: equal ratios are equal distances', async () => {
    const shown = [10, 100, 1000].map((tokensPerSecond, i) => ({
      ...one,
      tokensPerSecond,
      context: 1024 * 4 ** i,
    }))
    const marks = marksIn((await drawn(tokensSpec(shown))).svg)
    expect(marks).toHaveLength(3)
    const [first, second, third] = marks
    expect(second!.x - first!.x).toBeCloseTo(third!.x - second!.x, 3)
    expect(first!.y - second!.y).toBeCloseTo(second!.y - third!.y, 3)
    expect(second!.y).toBeLessThan(first!.y)
  })

  it('are all within a panel', async () => {
    const { svg } = await drawn(tokensSpec(rates))
    const marks = marksIn(svg)
    expect(marks).toHaveLength(rates.length)
    for (const { x, y } of marks) {
      expect(x > 5 && x < 275).toBe(true)
      expect(y > 5 && y < 235).toBe(true)
    }
  })
})

describe('the panels', () => {
  it('are one for each accelerator and phase, as they are named, prompts first', async () => {
    const { svg } = await drawn(tokensSpec(rates))
    const texts = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text)
    expect(texts).toEqual(expect.arrayContaining(['prefill', 'decode', 'fast', 'slow', 'tokens of context']))
    expect(texts.indexOf('prefill')).toBeLessThan(texts.indexOf('decode'))
    for (const context of ['512', '2,048']) expect(texts).toContain(context)
  })

  it('say what is faint, where something is', async () => {
    const misfit = [...rates, { ...one, fits: false }]
    expect(JSON.stringify(tokensSpec(misfit)['title'])).toContain('a faint mark')
    expect(JSON.stringify(tokensSpec(rates)['title'])).not.toContain('a faint mark')
    const { svg, logged } = await drawn(tokensSpec(misfit))
    expect(logged).toEqual([])
    expect([...svg.matchAll(/opacity="0\.3"/g)]).toHaveLength(1)
  })
})

describe('what is no rate', () => {
  it('is named in place of a picture', () => {
    expect(said(tokensSpec(null as never))).toContain('rates must be a list')
    expect(said(tokensSpec([]))).toBe('There are no rates to show.')
    expect(said(tokensSpec({ _tag: 'Right', right: [] } as never))).toContain('pass orThrow(…) of it')
    expect(said(tokensSpec([7] as never))).toContain('rates[0] must be an object')
    expect(withChanged({ phase: 'decoding' })).toContain("rates[1].phase must be 'prefill' or 'decode'")
    expect(withChanged({ accelerator: undefined })).toContain('rates[1].accelerator is required: a text')
    expect(withChanged({ fits: 'yes' })).toContain('rates[1].fits must be true or false')
    expect(withChanged({ bits: undefined })).toContain('rates[1].bits is required')
    expect(withChanged({ tokens: 1 })).toContain('has no property "tokens"')
  })

  it.each(['bits', 'batch', 'context', 'tokensPerSecond'])('%s must be a positive number', (field) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '8', null])
      expect(withChanged({ [field]: value })).toContain(`rates[1].${field} must be a positive number`)
  })

  it('is never an exception', () => {
    const hostile = Object.defineProperty({ ...one }, 'bits', {
      enumerable: true,
      get: () => {
        throw new Error('hostile')
      },
    })
    expect(said(tokensSpec([hostile]))).toContain('could not be read')
  })

  it('is read once', () => {
    let reads = 0
    const changing = Object.defineProperty({ ...one }, 'bits', { enumerable: true, get: () => ++reads })
    expect(valuesIn(tokensSpec([changing]))[0]!['bits']).toBe(1)
    expect(reads).toBe(1)
  })
})
