/**
 * Off-chip bits of blocks, every tensor of every layer once, against those that another tool publishes for its own workloads
 * (AccelForge's examples of transformers; batch 1, 16 bits). They count the products with weights, scores, softmax and
 * context, and the product of a gate: softmax reads its scores and writes them, a gated product reads two operands. They leave
 * out normalizations, rotations, residual additions, the activation of GPT-3, and the routing of experts, which are layers of
 * other parts here.
 *
 * In generation they count no key of the new token itself: a query meets the cached positions only. With its own key that
 * is a step after one token less.
 */
import { describe, expect, test } from 'vitest'
import { type Dataflow, dataflow, type Layer, layer, operator, orThrow, temporalMap } from '../../../src'
import {
  type LanguageModelOptions,
  type ModelLayer,
  type ModelPart,
  transformerBlock,
} from '../../../src/catalog'
import { estimateFused, fuse } from '../../../src/fusion'
import { bitsOf, elementsOf } from './crossing'

const counted: readonly ModelPart[] = [
  'projections',
  'scores',
  'softmax',
  'context',
  'feed forward',
  'experts',
]

const countedOf = (options: LanguageModelOptions): readonly ModelLayer[] =>
  transformerBlock(options).filter(({ part }) => counted.includes(part))

describe('every tensor crosses once', () => {
  test.each<readonly [string, LanguageModelOptions, number, number]>([
    ['a prompt of Llama 3 8B', { model: 'llama-3-8b', tokens: 256 }, 11, 4_177_526_784],
    ['a prompt of GPT-3', { model: 'gpt-3-175b', tokens: 2048 }, 9, 63_619_203_072],
    ['a step of GPT-3, 2,047 keys', { model: 'gpt-3-175b', tokens: 1, cached: 2046 }, 9, 29_812_451_328],
    ['a prompt of Mixtral', { model: 'mixtral-8x22b', tokens: 256 }, 11, 41_439_723_520],
  ])('%s', (_, options, layers, bits) => {
    const block = countedOf(options)
    expect(block).toHaveLength(layers)
    expect(bitsOf(block)).toBe(bits)
  })

  test('the key of the new token itself is read again as a key and a value, and has a score in every head', () => {
    const without = bitsOf(countedOf({ model: 'gpt-3-175b', tokens: 1, cached: 2046 }))
    const whole = bitsOf(countedOf({ model: 'gpt-3-175b', tokens: 1, cached: 2047 }))
    const scores = 4 // written, read and written by softmax, read
    expect(whole - without).toBe(16 * (2 * 12_288 + scores * 96))
  })

  test('eight experts of Mixtral have 64 tokens each', () => {
    const experts = countedOf({ model: 'mixtral-8x22b', tokens: 256 }).filter(
      ({ part }) => part === 'experts',
    )
    expect(experts.map(({ count, layer: { sizes } }) => [count, sizes['N']])).toEqual(
      experts.map(() => [8, 64]),
    )
  })

  test('a width of its own moves each tensor', () => {
    const options = { model: 'llama-3-8b', tokens: 1, cached: 99 } as const
    const block = countedOf(options)
    const narrow = countedOf({
      ...options,
      precision: { weights: 4.25, activations: 16, cache: 8, partial: 32 },
    })
    expect(bitsOf(narrow)).toBe(
      4.25 * elementsOf(block, 'weights') +
        16 * elementsOf(block, 'activations') +
        8 * elementsOf(block, 'cache'),
    )
  })
})

/** A projection to heads, or from them, whose axes are those of attention. */
const ofHeads = (isInwards: boolean): Layer => {
  const axes = (...names: readonly string[]) => names.map((dimension) => [{ dimension }])
  const [rows, heads] = [axes('N', 'Q', 'C'), axes('N', 'H', 'Q', 'E')]
  const of = operator({
    name: isInwards ? 'query' : 'output',
    dimensions: ['N', 'H', 'Q', 'E', 'C'],
    tensors: [
      { name: 'input', role: 'input', axes: isInwards ? rows : heads },
      { name: 'filter', role: 'input', axes: axes('H', 'E', 'C') },
      { name: 'output', role: 'output', axes: isInwards ? heads : rows },
    ],
  })
  return layer(of, { N: 1, H: 96, Q: 1, E: 128, C: 12_288 }, of.name)
}

/** A product of rows with weights, with the axes of rows that {@link ofHeads} has. */
const ofRows = (C: number, K: number): Layer => {
  const axes = (...names: readonly string[]) => names.map((dimension) => [{ dimension }])
  const of = operator({
    name: 'feed forward',
    dimensions: ['N', 'Q', 'C', 'K'],
    tensors: [
      { name: 'input', role: 'input', axes: axes('N', 'Q', 'C') },
      { name: 'filter', role: 'input', axes: axes('C', 'K') },
      { name: 'output', role: 'output', axes: axes('N', 'Q', 'K') },
    ],
  })
  return layer(of, { N: 1, Q: 1, C, K }, 'feed forward')
}

describe('a step of GPT-3, fused', () => {
  const published = 29_796_728_832
  const block = countedOf({ model: 'gpt-3-175b', tokens: 1, cached: 2046 })

  test('moves weights and cache, the input of the block and its output: all else stays on the chip', () => {
    const inputAndOutput = 2 * 12_288
    expect(16 * (elementsOf(block, 'weights', 'cache') + inputAndOutput)).toBe(published)
  })

  test('is a fused chain beside the projections of key and value, which read the same input', () => {
    const attention = block.filter(({ part }) => ['scores', 'softmax', 'context'].includes(part))
    const chain = fuse([
      ofHeads(true),
      ...attention.map((each) => each.layer),
      ofHeads(false),
      ofRows(12_288, 49_152),
      ofRows(49_152, 12_288),
    ])
    const any = ({ kind }: Layer): Dataflow => dataflow(kind, [temporalMap(1, 1, 'N')])
    const fused = orThrow(estimateFused(chain, any, { pes: 1, elementBytes: 2 }))
    const keyAndValue = block.filter((each) => ['key', 'value'].includes(each.layer.name))
    expect(keyAndValue).toHaveLength(2)
    expect(fused.offchip.bits + 16 * elementsOf(keyAndValue, 'weights', 'cache')).toBe(published)
  })
})
