/** Options of language models: what is refused, by an estimate of the layers, and where widths go. */
import { describe, expect, test } from 'vitest'
import { estimate } from '../../../src'
import { languageModel, languageModelDataflow, languageModels, transformerBlock } from '../../../src/catalog'

const errorsOf = (options: unknown): readonly { readonly path: string; readonly message: string }[] => {
  const [only, ...others] = transformerBlock(options as never)
  expect(others).toEqual([])
  const result = estimate(only!.layer, languageModelDataflow(only!.layer), { pes: 64 })
  return result._tag === 'Left' ? result.left : []
}

const hostile = {
  get model(): string {
    throw new Error('no')
  },
}

const gpt = languageModels['gpt-3-175b']
const withMixer = (mixer: unknown) => ({
  model: { ...gpt, blocks: [{ ...gpt.blocks[0], mixer }] },
  tokens: 1,
})

describe('refused', () => {
  const cases: readonly (readonly [options: unknown, path: string, message: RegExp])[] = [
    [
      undefined,
      'layer.options.options',
      /options of transformerBlock must be an object, but it is undefined/,
    ],
    [[], 'layer.options.options', /but it is a list/],
    [hostile, 'layer.options.options', /something that cannot be read/],
    [
      { model: 'llama-9', tokens: 1 },
      'layer.options.model',
      /must be gpt-3-175b, .* or a shape, but it is the text 'llama-9'/,
    ],
    [{ model: 'toString', tokens: 1 }, 'layer.options.model', /'toString'/],
    [
      { model: 'llama-3-8b' },
      'layer.options.tokens',
      /tokens of transformerBlock must be a positive integer, but it is undefined/,
    ],
    [{ model: 'llama-3-8b', tokens: 0 }, 'layer.options.tokens', /but it is 0/],
    [{ model: 'llama-3-8b', tokens: 1.5 }, 'layer.options.tokens', /but it is 1.5/],
    [{ model: 'llama-3-8b', tokens: 1, cached: -1 }, 'layer.options.cached', /a non-negative integer/],
    [{ model: 'llama-3-8b', tokens: 1, batch: '4' }, 'layer.options.batch', /the text '4'/],
    [{ model: 'llama-3-8b', tokens: 1, causal: 1 }, 'layer.options.causal', /true or false/],
    [{ model: 'llama-3-8b', tokens: 1, token: 1 }, 'layer.options.token', /the unknown option 'token'/],
    [
      { model: 'llama-3-8b', tokens: 1, precision: { weight: 4 } },
      'layer.options.precision.weight',
      /unknown option/,
    ],
    [
      { model: 'llama-3-8b', tokens: 1, precision: { weights: '4' } },
      'layer.options.precision.weights',
      /a width in bits/,
    ],
    [{ model: 'llama-3-8b', tokens: 1, block: 1 }, 'layer.options.block', /a number below 1, but it is 1/],
    [{ model: {}, tokens: 1 }, 'layer.options.model.width', /a positive integer, but it is undefined/],
    [
      { model: { ...gpt, blocks: [] }, tokens: 1 },
      'layer.options.model.blocks',
      /a list of 1 to 100 entries/,
    ],
    [
      { model: { ...gpt, normalization: 'batch' }, tokens: 1 },
      'layer.options.model.normalization',
      /'layer' or 'rms'/,
    ],
    [
      withMixer(null),
      'layer.options.model.blocks[0].mixer',
      /an object whose _tag is 'Grouped' or 'Latent' or 'StateSpace'/,
    ],
    [withMixer({ _tag: 'Sparse' }), 'layer.options.model.blocks[0].mixer._tag', /the text 'Sparse'/],
    [
      withMixer({ ...gpt.blocks[0]!.mixer, keyHeads: 5 }),
      'layer.options.model.blocks[0].mixer.keyHeads',
      /a divisor of heads, but it is 5/,
    ],
  ]
  // A title does not show what is given: it may throw.
  test.each(cases.map(([options, path, message]) => [path, message, () => options] as const))(
    '%s: %s',
    (path, message, options) => {
      const errors = errorsOf(options())
      expect(errors.map((error) => error.path)).toContain(path)
      expect(errors.map((error) => error.message).join('\n')).toMatch(message)
    },
  )

  test('several faults are told together', () => {
    expect(errorsOf({ model: 'llama-3-8b', tokens: 0, batch: 0, cached: -1 })).toHaveLength(3)
  })

  test('a whole model with a fault has one layer that tells it, and no parameters', () => {
    const { layers, parameters } = languageModel({ model: 'llama-3-8b', tokens: 0 })
    expect(layers).toHaveLength(1)
    expect(parameters).toEqual({ total: Number.NaN, active: Number.NaN })
  })

  test('a shape of active experts beyond those that there are', () => {
    const mixtral = languageModels['mixtral-8x22b']
    const [block] = mixtral.blocks
    const blocks = [{ ...block, feedForward: { ...block!.feedForward, active: 9 } }]
    expect(errorsOf({ model: { ...mixtral, blocks }, tokens: 1 })[0]?.message).toMatch(
      /at most experts, but it is 9/,
    )
  })

  test('a width that is none is refused by the layers that have it', () => {
    const [first] = transformerBlock({ model: 'llama-3-8b', tokens: 1, precision: { weights: 4.01 } })
    const result = estimate(first!.layer, languageModelDataflow(first!.layer), { pes: 64 })
    expect(result._tag === 'Left' && result.left[0].path).toBe('layer.precision.b')
  })
})

describe('widths', () => {
  const precisionOf = (
    name: string,
    precision: Parameters<typeof transformerBlock>[0]['precision'] & object,
  ) =>
    transformerBlock({ model: 'llama-3-8b', tokens: 2, cached: 3, precision }).find(
      ({ layer }) => layer.name === name,
    )?.layer.precision

  test('are those of what each tensor holds, and partial sums have one of their own', () => {
    const precision = { weights: 4.25, activations: 16, cache: 8, partial: 32 }
    expect(precisionOf('query', precision)).toEqual({
      input: 16,
      filter: 4.25,
      output: { partial: 32, final: 16 },
    })
    expect(precisionOf('value', precision)).toEqual({
      input: 16,
      filter: 4.25,
      output: { partial: 32, final: 8 },
    })
    // A key goes to the cache when it has been turned.
    expect(precisionOf('key', precision)).toEqual(precisionOf('query', precision))
    expect(precisionOf('key rotation', precision)).toEqual({ a: 16, b: 16, c: 16, output: 8 })
    expect(precisionOf('scores', precision)).toEqual({ query: 16, key: 8, score: { partial: 32, final: 16 } })
    expect(precisionOf('softmax', precision)).toEqual({ score: 16, weight: 16 })
    expect(precisionOf('context', precision)).toEqual({
      score: 16,
      value: 8,
      context: { partial: 32, final: 16 },
    })
    expect(precisionOf('mixer normalization', precision)).toEqual({ a: 16, b: 4.25, output: 16 })
  })

  test('that are not given are not written', () => {
    expect(precisionOf('query', { weights: 4 })).toEqual({ filter: 4 })
    expect(precisionOf('query', { partial: 32 })).toEqual({ output: { partial: 32 } })
    expect(precisionOf('softmax', { weights: 4 })).toBeUndefined()
  })

  test('one number is that of all tensors', () => {
    expect(
      transformerBlock({ model: 'llama-3-8b', tokens: 1, precision: 8 }).every(({ layer, contents }) =>
        Object.keys(contents).every((tensor) => (layer.precision as Record<string, unknown>)[tensor] === 8),
      ),
    ).toBe(true)
  })
})
