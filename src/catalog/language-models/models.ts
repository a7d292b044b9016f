/** Language models, from their cards and configurations. */
import { built } from '../built'
import type {
  BlockShape,
  DenseFeedForward,
  ExpertFeedForward,
  GroupedAttention,
  LanguageModelShape,
  LatentAttention,
} from './shape'

/**
 * The keys of {@link languageModels}.
 *
 * @since 0.2.0
 * @category language models
 */
export type LanguageModelKey =
  | 'gpt-3-175b'
  | 'llama-3-8b'
  | 'llama-3-70b'
  | 'llama-4-scout'
  | 'llama-4-maverick'
  | 'mixtral-8x22b'
  | 'qwen3-8b'
  | 'qwen3-30b-a3b'
  | 'deepseek-v3'
  | 'mamba-2-2.7b'

/** Heads of 128, turned by the position. */
const grouped = (heads: number, keyHeads: number, headNormalization = false): GroupedAttention => ({
  ...{ _tag: 'Grouped', heads, keyHeads, headWidth: 128 },
  ...{ rotary: true, headNormalization },
})

const gated = (hidden: number): DenseFeedForward => ({ _tag: 'Gated', hidden })

const chosen = (experts: number, active: number, hidden: number, shared = 0): ExpertFeedForward => ({
  _tag: 'Experts',
  ...{ hidden, experts, active, shared },
})

const blocks = (
  count: number,
  mixer: BlockShape['mixer'],
  feedForward: BlockShape['feedForward'],
  name = '',
): BlockShape => ({ name, count, mixer, feedForward })

/** RMSNorm, no biases, no table of positions, a head of its own: as all models here but GPT-3 and Mamba-2. */
const model = (
  width: number,
  vocabulary: number,
  ...ofBlocks: readonly BlockShape[]
): LanguageModelShape => ({
  ...{ width, vocabulary, tied: false, positions: 0, normalization: 'rms', biases: false },
  blocks: ofBlocks,
})

const gpt3 = (): LanguageModelShape => ({
  ...{ width: 12_288, vocabulary: 50_257, tied: true, positions: 2048, normalization: 'layer', biases: true },
  blocks: [
    blocks(
      96,
      {
        ...{ _tag: 'Grouped', heads: 96, keyHeads: 96, headWidth: 128 },
        ...{ rotary: false, headNormalization: false },
      },
      { _tag: 'TwoLayer', hidden: 49_152 },
    ),
  ],
})

const deepseekV3 = (): LanguageModelShape => {
  const mixer: LatentAttention = {
    ...{ _tag: 'Latent', heads: 128, queryRank: 1536, keyRank: 512 },
    ...{ plainWidth: 128, rotaryWidth: 64, valueWidth: 128 },
  }
  return model(
    7168,
    129_280,
    blocks(3, mixer, gated(18_432), 'dense'),
    blocks(58, mixer, chosen(256, 8, 2048, 1), 'experts'),
  )
}

const mamba2 = (): LanguageModelShape => ({
  ...{ width: 2560, vocabulary: 50_288, tied: true, positions: 0, normalization: 'rms', biases: false },
  blocks: [
    blocks(64, { _tag: 'StateSpace', heads: 80, headWidth: 64, stateWidth: 128, groups: 1, window: 4 }, null),
  ],
})

/**
 * Shapes of language models, of which {@link transformerBlock} and {@link languageModel} take the keys. Sources: Brown et al.
 * 2020, table 2.1 (GPT-3; its alternately sparse attention counts as dense); the model cards and `config.json` files of Meta-Llama-3-8B and -70B,
 * Llama-4-Scout-17B-16E and -Maverick-17B-128E (the language model without the vision encoder; every layer attends to all
 * positions, where the model does so in every fourth and in chunks of 8,192 in the others, and turns by the position, where
 * the model does not in every fourth), Mixtral-8x22B-v0.1, Qwen3-8B, Qwen3-30B-A3B, DeepSeek-V3 (without the
 * module that predicts a second token) and mamba2-2.7b.
 *
 * @example
 * ```ts
 * import { languageModels } from 'maestro-dataflow/catalog'
 *
 * languageModels['llama-3-8b'].blocks.map(({ count }) => count) // => [32]
 * languageModels['deepseek-v3'].blocks.map(({ name, count }) => `${count} ${name}`) // => ['3 dense', '58 experts']
 * ```
 * @since 0.2.0
 * @category language models
 */
export const languageModels: { readonly [K in LanguageModelKey]: LanguageModelShape } = /* @__PURE__ */ built(
  () => ({
    'gpt-3-175b': gpt3(),
    'llama-3-8b': model(4096, 128_256, blocks(32, grouped(32, 8), gated(14_336))),
    'llama-3-70b': model(8192, 128_256, blocks(80, grouped(64, 8), gated(28_672))),
    'llama-4-scout': model(5120, 202_048, blocks(48, grouped(40, 8), chosen(16, 1, 8192, 1))),
    'llama-4-maverick': model(
      5120,
      202_048,
      blocks(24, grouped(40, 8), gated(16_384), 'dense'),
      blocks(24, grouped(40, 8), chosen(128, 1, 8192, 1), 'experts'),
    ),
    'mixtral-8x22b': model(6144, 32_000, blocks(56, grouped(48, 8), chosen(8, 2, 16_384))),
    'qwen3-8b': model(4096, 151_936, blocks(36, grouped(32, 8, true), gated(12_288))),
    'qwen3-30b-a3b': model(2048, 151_936, blocks(48, grouped(32, 4, true), chosen(128, 8, 768))),
    'deepseek-v3': deepseekV3(),
    'mamba-2-2.7b': mamba2(),
  }),
)
