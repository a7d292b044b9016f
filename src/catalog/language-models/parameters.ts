/** How many parameters a language model has. */
import type { BlockShape, LanguageModelShape } from './shape'

/**
 * Parameters of a model: all of them, and those that work on one token. The tables of embedding and head
 * count whole in both, as model cards count them.
 *
 * @since 0.2.0
 * @category language models
 */
export type ModelParameters = {
  /** All parameters. */
  readonly total: number
  /** Parameters that work on one token. */
  readonly active: number
}

const ofMixer = ({ width, biases }: LanguageModelShape, { mixer }: BlockShape): number => {
  switch (mixer._tag) {
    case 'Grouped': {
      const { heads, keyHeads, headWidth, headNormalization } = mixer
      const outwards = (heads + 2 * keyHeads) * headWidth
      const ofBiases = biases ? outwards + width : 0
      return width * (outwards + heads * headWidth) + ofBiases + (headNormalization ? 2 * headWidth : 0)
    }
    case 'Latent': {
      const { heads, queryRank, keyRank, plainWidth, rotaryWidth, valueWidth } = mixer
      const queries = queryRank * (width + 1 + heads * (plainWidth + rotaryWidth))
      const keys = width * (keyRank + rotaryWidth) + keyRank * (1 + heads * (plainWidth + valueWidth))
      return queries + keys + heads * valueWidth * width
    }
    case 'StateSpace': {
      const { heads, headWidth, stateWidth, groups, window } = mixer
      const inner = heads * headWidth
      const channels = inner + 2 * groups * stateWidth
      // Of a head: the bias of its step, its decay, and the weight of what passes by its state.
      return width * (inner + channels + heads) + channels * (window + 1) + 3 * heads + inner * (width + 1)
    }
  }
}

const ofFeedForward = (
  { width, biases }: LanguageModelShape,
  { feedForward }: BlockShape,
): ModelParameters => {
  if (feedForward === null) return { total: 0, active: 0 }
  const { hidden } = feedForward
  if (feedForward._tag === 'Experts') {
    const { experts, active, shared } = feedForward
    const sized = (number: number): number => width * (3 * hidden * (number + shared) + experts)
    return { total: sized(experts), active: sized(active) }
  }
  const products = feedForward._tag === 'Gated' ? 3 : 2
  const all = products * width * hidden + (biases ? (products - 1) * hidden + width : 0)
  return { total: all, active: all }
}

const ofBlock = (shape: LanguageModelShape, block: BlockShape): ModelParameters => {
  const scales = (shape.normalization === 'layer' ? 2 : 1) * shape.width
  const rest = ofMixer(shape, block) + scales * (block.feedForward === null ? 1 : 2)
  const { total, active } = ofFeedForward(shape, block)
  return { total: block.count * (rest + total), active: block.count * (rest + active) }
}

const ofEnds = ({ width, vocabulary, tied, positions, normalization }: LanguageModelShape): number =>
  width * (vocabulary * (tied ? 1 : 2) + positions + (normalization === 'layer' ? 2 : 1))

export const parametersOf = (shape: LanguageModelShape): ModelParameters => {
  const ends = ofEnds(shape)
  return shape.blocks
    .map((block) => ofBlock(shape, block))
    .reduce((sum, { total, active }) => ({ total: sum.total + total, active: sum.active + active }), {
      total: ends,
      active: ends,
    })
}
