/** The shape of a language model, as plain data: the content of its card or its configuration. */

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
  /** True if queries and keys are rotated by their position. */
  readonly rotary: boolean
  /** True if the queries and keys of each head are normalized. */
  readonly headNormalization: boolean
}

/**
 * Multi-head latent attention (DeepSeek-V2, 2024): keys and values of all heads are expanded from one latent vector, which the
 * cache holds, together with a part of the key that is rotated by the position and that all heads share.
 *
 * @since 0.2.0
 * @category language models
 */
export type LatentAttention = {
  readonly _tag: 'Latent'
  /** Heads of queries. */
  readonly heads: number
  /** Width of the latent vector of queries. */
  readonly queryRank: number
  /** Width of the latent vector of keys and values. */
  readonly keyRank: number
  /** Width of the part of a head's query and key that is not turned by the position. */
  readonly plainWidth: number
  /** Width of the part of a head's query and key that is turned by the position. */
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
  /** Heads, each with a state of its own. */
  readonly heads: number
  /** Width of a head. */
  readonly headWidth: number
  /** Elements of the state for each element of a head. */
  readonly stateWidth: number
  /** Groups of heads that share the input and the output of the state; they divide the heads. */
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
export type DenseFeedForward = {
  readonly _tag: 'TwoLayer' | 'Gated'
  /** Width between the products. */
  readonly hidden: number
}

/**
 * Gated feed-forward networks of which a router chooses `active` for each token, in addition to `shared` ones that process
 * every token.
 *
 * @since 0.2.0
 * @category language models
 */
export type ExpertFeedForward = {
  readonly _tag: 'Experts'
  /** Width inside one expert, and inside one shared expert. */
  readonly hidden: number
  /** Experts that the router chooses from. */
  readonly experts: number
  /** Experts that are chosen for each token. */
  readonly active: number
  /** Experts that every token passes besides. */
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
  /** The number of blocks of this kind in the model. */
  readonly count: number
  /** The mixer of the tokens: attention, or a state. */
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
  /** Tokens in the vocabulary of the model. */
  readonly vocabulary: number
  /** True if embedding and head are one table. */
  readonly tied: boolean
  /** Learned vectors of positions; 0 where there are none. */
  readonly positions: number
  /** The kind of normalization: with a shift (LayerNorm), or with a scale only (RMSNorm). */
  readonly normalization: 'layer' | 'rms'
  /** True if the projections have biases, which are added as each product ends. */
  readonly biases: boolean
  /** The kinds of block. */
  readonly blocks: readonly BlockShape[]
}
