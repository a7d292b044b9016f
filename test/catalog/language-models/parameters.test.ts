/** Parameters of language models against their model cards, and MACs against the parameters. */
import { describe, expect, test } from 'vitest'
import { estimate } from '../../../src'
import {
  type BlockShape,
  type LanguageModelKey,
  type LanguageModelShape,
  languageModel,
  languageModelDataflow,
  languageModels,
  type ModelLayer,
  transformerBlock,
} from '../../../src/catalog'
import { sum } from '../totals'
import { elementsOf, macsOf } from './crossing'

const keys = Object.keys(languageModels) as readonly LanguageModelKey[]

/** In billions, as the model cards say. */
const cards: { readonly [K in LanguageModelKey]: readonly [total: number, active: number] } = {
  'gpt-3-175b': [175, 175],
  'llama-3-8b': [8.03, 8.03],
  'llama-3-70b': [70.6, 70.6],
  'llama-4-scout': [109, 17],
  'llama-4-maverick': [400, 17],
  'mixtral-8x22b': [141, 39],
  'qwen3-8b': [8.2, 8.2],
  'qwen3-30b-a3b': [30.5, 3.3],
  'deepseek-v3': [671, 37],
  'mamba-2-2.7b': [2.7, 2.7],
}

describe('parameters', () => {
  test.each(keys)('%s has those of its card, within 3 %%', (model) => {
    const { parameters } = languageModel({ model, tokens: 1 })
    const [total, active] = cards[model]
    expect(Math.abs(parameters.total / 1e9 / total - 1)).toBeLessThan(0.03)
    expect(Math.abs(parameters.active / 1e9 / active - 1)).toBeLessThan(0.03)
  })

  // Of checkpoints whose files state the number of their elements.
  test.each([
    ['llama-3-8b', 8_030_261_248],
    ['llama-3-70b', 70_553_706_496],
    ['qwen3-8b', 8_190_735_360],
    ['qwen3-30b-a3b', 30_532_122_624],
  ] as const)('%s has exactly those of its checkpoint', (model, total) => {
    expect(languageModel({ model, tokens: 1 }).parameters.total).toBe(total)
  })
})

/** Biases, which are in no layer: of GPT-3's projections, and of the convolution of Mamba-2. */
const biasesOf = ({ width, biases, blocks }: LanguageModelShape): number =>
  sum(
    blocks.map(({ count, mixer }) => {
      if (mixer._tag === 'StateSpace')
        return count * (mixer.heads * mixer.headWidth + 2 * mixer.groups * mixer.stateWidth)
      return biases ? count * (5 * width + 49_152) : 0
    }),
  )

/** Enough tokens that every expert has some. */
const many = 256

const withoutTables = (layers: readonly ModelLayer[]): readonly ModelLayer[] =>
  layers.filter(({ part }) => part !== 'embedding' && part !== 'head')

describe('weights of the layers', () => {
  test.each(keys)('%s: they are all parameters, where every expert has a token', (model) => {
    const shape = languageModels[model]
    const { layers, parameters } = languageModel({ model, tokens: many })
    const tables = shape.width * (shape.vocabulary * (shape.tied ? 1 : 2) + shape.positions)
    expect(elementsOf(withoutTables(layers), 'weights') + tables + biasesOf(shape)).toBe(parameters.total)
  })

  test.each(keys)('%s: one token reads the active ones', (model) => {
    const whole = languageModel({ model, tokens: many })
    const step = languageModel({ model, tokens: 1, cached: many })
    const read = (layers: readonly ModelLayer[]) => elementsOf(withoutTables(layers), 'weights')
    expect(read(whole.layers) - read(step.layers)).toBe(whole.parameters.total - whole.parameters.active)
  })
})

/** Products for each new token and key, or of what a token reads of its state. */
const perKey = ({ mixer }: BlockShape): number => {
  switch (mixer._tag) {
    case 'Grouped':
      return 2 * mixer.heads * mixer.headWidth
    case 'Latent':
      return mixer.heads * (2 * mixer.keyRank + mixer.rotaryWidth)
    case 'StateSpace':
      return mixer.heads * mixer.headWidth * mixer.stateWidth
  }
}

const attentionMacs = ({ blocks }: LanguageModelShape, tokens: number, keyCount: number): number =>
  sum(
    blocks.map(
      (block) => block.count * perKey(block) * tokens * (block.mixer._tag === 'StateSpace' ? 1 : keyCount),
    ),
  )

/** Weights that one token is multiplied with: the active parameters without scales, shifts, biases and the embedding. */
const multiplied = (layers: readonly ModelLayer[]): number =>
  elementsOf(
    layers.filter(({ layer, part }) => part !== 'embedding' && layer.kind !== 'elementwise'),
    'weights',
  )

describe('MACs', () => {
  test.each(keys)('%s: tokens times active weights, and attention', (model) => {
    const shape = languageModels[model]
    for (const [batch, tokens, cached] of [
      [1, 1, 0],
      [3, 1, 500],
      [2, 48, 0],
      [1, 7, 30],
    ] as const) {
      const active = multiplied(languageModel({ model, tokens: 1 }).layers)
      const { layers } = languageModel({ model, batch, tokens, cached })
      expect(macsOf(layers)).toBe(
        batch * tokens * active + batch * attentionMacs(shape, tokens, cached + tokens),
      )
    }
  })

  test('the weights that a token is multiplied with are the active ones, without embedding, normalizations and biases', () => {
    const { layers, parameters } = languageModel({ model: 'llama-3-8b', tokens: 1 })
    expect(multiplied(layers)).toBe(parameters.active - 4096 * 128_256 - 4096 * (2 * 32 + 1))
  })

  test('the last logits are those of one token of each sequence', () => {
    const headOf = (logits: 'all' | 'last') =>
      languageModel({ model: 'llama-3-8b', batch: 3, tokens: 5, logits }).layers.at(-1)?.layer.sizes['N']
    expect([headOf('all'), headOf('last')]).toEqual([15, 3])
  })
})

describe('layers', () => {
  test.each(keys)('%s: each has a name of its own, a count, and a content for every tensor', (model) => {
    for (const [tokens, cached] of [
      [9, 0],
      [1, 64],
    ] as const) {
      const { layers } = languageModel({ model, tokens, cached })
      expect(new Set(layers.map(({ layer: { name } }) => name)).size).toBe(layers.length)
      for (const { layer, count, contents } of layers) {
        expect(count).toBeGreaterThan(0)
        const result = estimate(layer, languageModelDataflow(layer), { pes: 4096 })
        expect([layer.name, result._tag]).toEqual([layer.name, 'Right'])
        if (result._tag === 'Right')
          expect(Object.keys(result.right.offchip.tensors).sort()).toEqual(Object.keys(contents).sort())
      }
    }
  })

  test('a model has the layers of its blocks', () => {
    const { layers } = languageModel({ model: 'llama-3-8b', tokens: 8 })
    const block = transformerBlock({ model: 'llama-3-8b', tokens: 8 })
    expect(layers.slice(1, -2)).toEqual(block.map((each) => ({ ...each, count: 32 * each.count })))
  })

  test('kinds of block go before the names, and can be asked for', () => {
    const { layers } = languageModel({ model: 'deepseek-v3', tokens: 8 })
    const named = layers.map(({ layer }) => layer.name)
    expect([named[1], named.at(-3)]).toEqual(['dense mixer normalization', 'experts feed forward addition'])
    const parts = (block: number) =>
      new Set(transformerBlock({ model: 'deepseek-v3', tokens: 8, block }).map(({ part }) => part))
    expect([parts(0).has('experts'), parts(1).has('experts')]).toEqual([false, true])
  })
})
