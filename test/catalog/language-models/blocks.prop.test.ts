/** Blocks of any shape: balanced routing, blocks of causal queries, and both forms of latent attention. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimate } from '../../../src'
import {
  type LanguageModelShape,
  languageModel,
  languageModelDataflow,
  languageModels,
  type ModelLayer,
  transformerBlock,
} from '../../../src/catalog'
import { scaled } from '../../support/generators/bulk'
import { sum } from '../totals'
import { elementsOf, macsOf } from './crossing'

const upTo = (most: number) => fc.integer({ min: 1, max: most })

const model = (
  mixer: LanguageModelShape['blocks'][0]['mixer'],
  feedForward: LanguageModelShape['blocks'][0]['feedForward'],
): LanguageModelShape => ({
  ...{ width: 12, vocabulary: 50, tied: false, positions: 0, normalization: 'rms', biases: false },
  blocks: [{ name: '', count: 2, mixer, feedForward }],
})

const oneHead = {
  _tag: 'Grouped',
  heads: 2,
  keyHeads: 1,
  headWidth: 4,
  rotary: true,
  headNormalization: false,
} as const

const ofPart = (layers: readonly ModelLayer[], ...names: readonly string[]): readonly ModelLayer[] =>
  layers.filter(({ part }) => names.includes(part))

describe('balanced routing', () => {
  const routed = fc
    .record({
      tokens: upTo(70),
      experts: upTo(20),
      active: upTo(20),
      shared: fc.integer({ min: 0, max: 2 }),
    })
    .filter(({ experts, active }) => active <= experts)

  test('every choice is served, by experts whose numbers of tokens differ by one at most', () => {
    fc.assert(
      fc.property(routed, ({ tokens, experts, active, shared }) => {
        const shape = model(oneHead, { _tag: 'Experts', hidden: 5, experts, active, shared })
        const block = transformerBlock({ model: shape, tokens })
        const downs = ofPart(block, 'experts').filter(({ layer }) => layer.name.startsWith('expert down'))
        const shares = downs.map(({ layer, count }) => [count, layer.sizes['N']!] as const)
        expect(sum(shares.map(([count, rows]) => count * rows))).toBe(tokens * active)
        expect(sum(shares.map(([count]) => count))).toBe(Math.min(experts, tokens * active))
        const rows = shares.map(([, share]) => share)
        expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1)
        const sums = ofPart(block, 'routing').filter(({ layer }) => layer.name.endsWith('sum'))
        expect(sum(sums.map(({ count }) => count))).toBe(active - 1 + shared)
      }),
    )
  })

  test('parameters are the weights of the layers, where every expert has a token', () => {
    fc.assert(
      fc.property(routed, ({ experts, active, shared }) => {
        const shape = model(oneHead, { _tag: 'Experts', hidden: 5, experts, active, shared })
        const { layers, parameters } = languageModel({ model: shape, tokens: experts })
        const step = languageModel({ model: shape, tokens: 1 })
        const weights = (of: readonly ModelLayer[]) =>
          elementsOf(
            of.filter(({ part }) => part !== 'embedding'),
            'weights',
          )
        expect(weights(layers) + 12 * 50).toBe(parameters.total)
        expect(weights(step.layers) + 12 * 50).toBe(parameters.active)
      }),
      { numRuns: scaled(30) },
    )
  })
})

describe('causal attention', () => {
  const sizes = fc.record({ tokens: upTo(200), cached: fc.integer({ min: 0, max: 60 }), batch: upTo(3) })
  const shape = model(oneHead, null)

  test('counts the triangle of a prompt in blocks: no score is missing, and at most 1/16 too many', () => {
    fc.assert(
      fc.property(sizes, ({ tokens, cached, batch }) => {
        const causal = ofPart(
          transformerBlock({ model: shape, tokens, cached, batch, causal: true }),
          'scores',
        )
        const computed = sum(
          causal.map(
            ({
              layer: {
                sizes: { Q, L },
              },
            }) => Q! * L!,
          ),
        )
        const triangle = tokens * cached + (tokens * (tokens + 1)) / 2
        expect(computed).toBeGreaterThanOrEqual(triangle)
        expect(computed - triangle).toBeLessThanOrEqual(triangle / 16)
        expect(sum(causal.map(({ layer }) => layer.sizes['Q']!))).toBe(tokens)
        expect(causal.length).toBeLessThanOrEqual(16)
        expect(causal.at(-1)?.layer.sizes['L']).toBe(cached + tokens)
      }),
    )
  })

  test('changes nothing of a step', () => {
    const step = { model: 'llama-3-8b', tokens: 1, cached: 100 } as const
    expect(transformerBlock({ ...step, causal: true })).toEqual(transformerBlock(step))
  })
})

describe('latent attention', () => {
  const ranks = fc.record({
    heads: upTo(4),
    queryRank: upTo(6),
    keyRank: upTo(6),
    plainWidth: upTo(5),
    rotaryWidth: upTo(4),
    valueWidth: upTo(5),
  })

  test('both forms have the same weights and cache; the absorbed one computes its scores in the latent space', () => {
    fc.assert(
      fc.property(ranks, upTo(5), fc.integer({ min: 0, max: 9 }), (widths, tokens, cached) => {
        const shape = model({ _tag: 'Latent', ...widths }, null)
        const [absorbed, expanded] = [true, false].map((isAbsorbed) =>
          transformerBlock({ model: shape, tokens, cached, absorbed: isAbsorbed }),
        )
        const { heads, keyRank, plainWidth, rotaryWidth, valueWidth } = widths
        expect(elementsOf(absorbed!, 'weights')).toBe(elementsOf(expanded!, 'weights'))
        const keys = tokens + cached
        const scores = (of: readonly ModelLayer[]) => macsOf(ofPart(of, 'scores', 'context'))
        expect(scores(absorbed!)).toBe(heads * tokens * keys * (2 * keyRank + rotaryWidth))
        expect(scores(expanded!)).toBe(heads * tokens * keys * (plainWidth + rotaryWidth + valueWidth))
        // Expanding works on all positions, absorbing on the new ones only.
        const projected = (of: readonly ModelLayer[]) => macsOf(ofPart(of, 'projections'))
        expect(projected(expanded!) - projected(absorbed!)).toBe(
          cached * heads * keyRank * (plainWidth + valueWidth),
        )
      }),
      { numRuns: scaled(50) },
    )
  })

  test('a cached position of DeepSeek-V3 is 576 elements, read for scores, and 512 of them again for the context', () => {
    const cacheAfter = (cached: number) =>
      elementsOf(transformerBlock({ model: 'deepseek-v3', tokens: 1, cached }), 'cache')
    expect(cacheAfter(101) - cacheAfter(100)).toBe(576 + 512)
    const written = transformerBlock({ model: 'deepseek-v3', tokens: 1, cached: 0 }).filter(
      ({ contents }) => contents['output'] === 'cache',
    )
    expect(elementsOf(written, 'cache')).toBe(576)
  })
})

test('the state of Mamba-2 is read and written by every token, however many came before', () => {
  const state = 80 * 64 * 128
  for (const [tokens, cached] of [
    [1, 0],
    [1, 5000],
    [6, 10],
  ] as const) {
    const block = transformerBlock({ model: languageModels['mamba-2-2.7b'], tokens, cached })
    expect(elementsOf(block, 'cache')).toBe(tokens * 3 * state) // read and written by the update, read for the output
    expect(macsOf(ofPart(block, 'state space'))).toBe(tokens * state)
  }
})

describe('any options at all', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true })
  const sound = { model: languageModels['deepseek-v3'], tokens: 3, cached: 2, precision: { weights: 8 } }

  /** The value, with another one somewhere inside it. */
  const spoilt = (value: unknown, at: readonly number[], instead: unknown): unknown => {
    if (typeof value !== 'object' || value === null || at.length === 0) return instead
    const entries = Object.entries(value)
    const place = at[0]! % Math.max(1, entries.length)
    const changed = entries.map(([key, each], i) =>
      i === place ? [key, spoilt(each, at.slice(1), instead)] : [key, each],
    )
    return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed)
  }

  const isAnswered = (options: unknown): void => {
    const layers = [
      ...transformerBlock(options as never), // whatever it is
      ...languageModel(options as never).layers,
    ]
    expect(layers.length).toBeGreaterThan(1)
    for (const { layer, count } of layers) {
      expect(count).toBeGreaterThan(0)
      expect(['Left', 'Right']).toContain(estimate(layer, languageModelDataflow(layer), { pes: 64 })._tag)
    }
  }

  test('give layers, whose estimates say what is wrong', () => {
    fc.assert(fc.property(anything, isAnswered))
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 5 }), anything, (at, instead) =>
        isAnswered(spoilt(sound, at, instead)),
      ),
    )
  })
})
