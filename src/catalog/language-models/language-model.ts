/** Blocks of language models, and whole ones. */
import { fullyConnected } from '../../operator/make-layer'
import { refusing } from '../../operator/refusal'
import { blockLayers } from './block'
import { type Context, newTokens, type Operand, pointwise, projection, rowsOf } from './build'
import type { ModelLayer } from './model-layer'
import { normalization } from './normalization'
import { type ModelParameters, parametersOf } from './parameters'
import type { Misread } from './read'
import { type LanguageModelOptions, readBlock, readModel } from './read-options'
import type { LanguageModelShape } from './shape'

/** The most faults that are reported; an object full of junk does not list them all. */
const mostTold = 10

/** A layer in place of those that could not be built: its estimate says what is wrong with the options. */
const refused = (maker: string, misread: readonly Misread[]): readonly ModelLayer[] => [
  {
    layer: refusing(
      fullyConnected({ K: 1, C: 1, name: maker }),
      misread.slice(0, mostTold).map((each) => ({ _tag: 'InvalidOption', maker, ...each }) as const),
    ),
    ...{ count: 1, part: 'projections' },
    contents: { input: 'activations', filter: 'weights', output: 'activations' },
  },
]

/**
 * The layers of one block of a language model, in their order: normalization, attention (or the state of Mamba-2), and the
 * feed-forward network or the experts, for `tokens` new tokens of each of `batch` sequences, after `cached` ones. A prompt has
 * no cached tokens; a step of generation has one new token.
 *
 * - New queries meet `cached + tokens` keys. Keys of grouped queries lack the dimension of the queries that share them.
 * - Routing is balanced: the `tokens · active` choices are spread over the experts as evenly as whole numbers allow, so that
 *   fewer choices than experts leave the others idle. Experts with the same number of tokens are one entry, whose `count` says
 *   how many there are.
 * - A token updates the state of Mamba-2 once: the layers of the state have the number of tokens as their `count`. Prompts
 *   in chunks, which do more work in parallel, are not counted.
 * - Softmax, normalizations, rotations, the products of gates and the additions are elementwise layers of their true operands,
 *   one operation for each element. Biases, masks, and moves of elements are left out.
 *
 * `block` is the number of the kind of block where a model has several (`languageModels['deepseek-v3'].blocks`); the last when
 * absent. An estimate of the layers rejects unknown options.
 *
 * @param options - The shape of the model, the tokens, and which kind of block to take.
 *
 * @example
 * ```ts
 * import { transformerBlock } from 'maestro-dataflow/catalog'
 *
 * const block = transformerBlock({ model: 'llama-3-8b', tokens: 1, cached: 2047, precision: { weights: 4.25, cache: 8 } })
 * block.filter(({ part }) => part === 'scores').map(({ layer }) => layer.sizes)
 * // => [{ N: 1, H: 8, Q: 1, L: 2048, G: 4, E: 128 }]
 *
 * const experts = transformerBlock({ model: 'mixtral-8x22b', tokens: 256 }).filter(({ part }) => part === 'experts')
 * experts.map(({ layer, count }) => `${count} × ${layer.name}: ${layer.sizes['N']} tokens`)[0] // => '8 × expert gate: 64 tokens'
 * ```
 * @since 0.2.0
 * @category language models
 */
export const transformerBlock = (
  options: LanguageModelOptions & {
    /** The number of the kind of block, from 0; the last kind by default. */
    readonly block?: number
  },
): readonly ModelLayer[] => {
  const misread: Misread[] = []
  const asked = readBlock(options, misread)
  return asked === undefined
    ? refused('transformerBlock', misread)
    : blockLayers(asked.context, asked.shape, asked.block)
}

const row: Operand = [['N', 'C'], 'weights']

/** Rows of the tables of tokens and of positions; positions are the same in every sequence, but each reads its own. */
const embedding = (context: Context, { width, positions }: LanguageModelShape): ModelLayer =>
  pointwise(context, 'embedding', 'embedding', {
    sizes: rowsOf(context, width),
    operands: positions === 0 ? [row] : [row, row],
  })

const repeated = (layers: readonly ModelLayer[], times: number): readonly ModelLayer[] =>
  layers.map((each) => ({ ...each, count: each.count * times }))

/** Kinds of block have names of their own where a model has several. */
const allBlocks = (context: Context, shape: LanguageModelShape): readonly ModelLayer[] =>
  shape.blocks.flatMap((block, i) => {
    const name = shape.blocks.length === 1 ? '' : block.name === '' ? `block ${i}` : block.name
    return repeated(blockLayers({ ...context, name }, shape, block), block.count)
  })

const head = (context: Context, { width, vocabulary }: LanguageModelShape, rows: number): ModelLayer =>
  projection(context, 'head', { part: 'head', rows, from: width, to: vocabulary })

/**
 * A language model: its layers, each with the number of times that it runs, and its parameters.
 *
 * @since 0.2.0
 * @category language models
 */
export type LanguageModel = {
  /** The layers of the model, each with the number of times that it runs. */
  readonly layers: readonly ModelLayer[]
  /** The number of parameters of the model, and of those that work on a token. */
  readonly parameters: ModelParameters
}

/**
 * A whole language model, as {@link transformerBlock} has one block of it: the rows of the embedding, all blocks, the last
 * normalization, and the head, which is computed for all new tokens, or for the last of each sequence (`logits: 'last'`). Of
 * blocks that are alike the layers are listed once, with their number in `count`: so `estimateNetwork` and `mapNetwork` take
 * them, and `perToken` gives the cost of a token.
 *
 * The MACs of a model are those of `parameters.active` for every token (without the table of the embedding, normalizations
 * and biases, which are not products), and those of scores and context. Parameters are NaN where an option is rejected.
 *
 * @param options - The shape of the model, the tokens, and which of them the head is computed for.
 *
 * @example
 * ```ts
 * import { languageModel } from 'maestro-dataflow/catalog'
 *
 * const { layers, parameters } = languageModel({ model: 'llama-3-8b', tokens: 1, cached: 2047 })
 * parameters // => { total: 8030261248, active: 8030261248 }
 * layers.filter(({ part }) => part === 'softmax').map(({ count }) => count) // => [32]
 * ```
 * @since 0.2.0
 * @category language models
 */
export const languageModel = (
  options: LanguageModelOptions & {
    /** The tokens for which the head is computed: all new ones (`'all'`, the default) or the last of each sequence (`'last'`). */
    readonly logits?: 'all' | 'last'
  },
): LanguageModel => {
  const misread: Misread[] = []
  const asked = readModel(options, misread)
  if (asked === undefined)
    return {
      layers: refused('languageModel', misread),
      parameters: { total: Number.NaN, active: Number.NaN },
    }
  const { shape, context, logits } = asked
  const layers = [
    embedding(context, shape),
    ...allBlocks(context, shape),
    normalization(context, 'last normalization', shape),
    head(context, shape, logits === 'last' ? context.batch : newTokens(context)),
  ]
  return { layers, parameters: parametersOf(shape) }
}
