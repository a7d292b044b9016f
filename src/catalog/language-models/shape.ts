/** The shape of a language model, as plain data: what its card or its configuration says. */

/**
 * Attention in which each key head serves `heads / keyHeads` query heads: all have their own where the numbers are equal.
 *
 * @since 0.2.0
 * @category language models
 */
export type GroupedAttention = {
  readonly _tag: 'Grouped'
  /** Query heads. */
  readonly heads: number
  /** Heads of keys and of values; they divide the query heads. */
  readonly keyHeads: number
  /** Width of a head. */
  readonly headWidth: number
  /** Whether queries and keys are turned by their position. */
  readonly rotary: boolean
  /** Whether the queries and keys of each head are normalized. */
  readonly headNormalization: boolean
}

/**
 * Multi-head latent attention (DeepSeek-V2, 2024): keys and values of all heads are expanded from one latent vector, which is
 * what the cache holds, beside a part of the key that is turned by the position and that all heads share.
 *
 * @since 0.2.0
 * @category language models
 */
export type LatentAttention = {
  readonly _tag: 'Latent'
  readonly heads: number
  /** Widths of the latent vectors of queries, and of keys and values. */
  readonly queryRank: number
  readonly keyRank: number
  /** Widths of the parts of a head's query and key: the one that is not turned by the position, and the one that is. */
  readonly plainWidth: number
  readonly rotaryWidth: number
  /** Width of a head's value. */
  readonly valueWidth: number
}

/**
 * The mixer of Mamba-2 (Dao and Gu, 2024): every head has a state of `headWidth` by `stateWidth` elements, which each token
 * updates.
 *
 * @since 0.2.0
 * @category language models
 */
export type StateSpaceMixer = {
  readonly _tag: 'StateSpace'
  readonly heads: number
  readonly headWidth: number
  readonly stateWidth: number
  /** Groups of heads that share what goes into the state and what is read of it; they divide the heads. */
  readonly groups: number
  /** Tokens that the convolution before the state looks at. */
  readonly window: number
}

/**
 * Two products with an activation between them, or the gated form of three products: `down · (SiLU(gate · x) ∘ up · x)`.
 *
 * @since 0.2.0
 * @category language models
 */
export type DenseFeedForward = { readonly _tag: 'TwoLayer' | 'Gated'; readonly hidden: number }

/**
 * Gated feed-forward networks of which a router chooses `active` for each token, beside `shared` ones that every token passes.
 *
 * @since 0.2.0
 * @category language models
 */
export type ExpertFeedForward = {
  readonly _tag: 'Experts'
  /** Width inside one expert, and inside one shared expert. */
  readonly hidden: number
  readonly experts: number
  readonly active: number
  readonly shared: number
}

/**
 * Blocks of one kind, and how many of them the model has. The order in which kinds alternate changes no figure.
 *
 * @since 0.2.0
 * @category language models
 */
export type BlockShape = {
  /** Goes before the names of the layers where a model has several kinds of block. */
  readonly name: string
  readonly count: number
  readonly mixer: GroupedAttention | LatentAttention | StateSpaceMixer
  /** Null: the block is the mixer alone. */
  readonly feedForward: DenseFeedForward | ExpertFeedForward | null
}

/**
 * The shape of a language model.
 *
 * @since 0.2.0
 * @category language models
 */
export type LanguageModelShape = {
  /** Width of a token's vector between blocks. */
  readonly width: number
  readonly vocabulary: number
  /** Whether embedding and head are one table. */
  readonly tied: boolean
  /** Learned vectors of positions; 0 where there are none. */
  readonly positions: number
  /** Whether normalizations shift too (LayerNorm), or scale only (RMSNorm). */
  readonly normalization: 'layer' | 'rms'
  /** Whether the projections have biases, which are added as each product ends. */
  readonly biases: boolean
  readonly blocks: readonly BlockShape[]
}
