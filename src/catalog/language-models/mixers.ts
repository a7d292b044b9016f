/** What mixes the tokens of a sequence: grouped queries, or latent attention. */

import { batchedMatrixProduct } from '../../operator/batched'
import { layer } from '../../operator/make-layer'
import { attend, rotation } from './attention'
import { type Context, newTokens, planned, projection } from './build'
import type { ModelLayer } from './model-layer'
import { headNormalization, normalization } from './normalization'
import type { GroupedAttention, LatentAttention } from './shape'

/** Normalization and rotation of the queries, and of the keys on their way to the cache, whichever there are. */
const turned = (
  context: Context,
  { heads, keyHeads, headWidth, rotary, headNormalization: isNormalized }: GroupedAttention,
): readonly ModelLayer[] => {
  const normalizedKeys = rotary ? 'activations' : 'cache'
  return [
    ...(isNormalized
      ? [
          headNormalization(context, 'query normalization', heads, headWidth, 'activations'),
          headNormalization(context, 'key normalization', keyHeads, headWidth, normalizedKeys),
        ]
      : []),
    ...(rotary
      ? [
          rotation(context, 'query rotation', heads, headWidth),
          rotation(context, 'key rotation', keyHeads, headWidth, 'cache'),
        ]
      : []),
  ]
}

export const groupedLayers = (
  context: Context,
  width: number,
  mixer: GroupedAttention,
): readonly ModelLayer[] => {
  const { heads, keyHeads, headWidth } = mixer
  const rows = newTokens(context)
  const all = heads * headWidth
  const ofKeys = keyHeads * headWidth
  const isTurned = mixer.rotary || mixer.headNormalization
  return [
    projection(context, 'query', { rows, from: width, to: all }),
    projection(context, 'key', {
      ...{ rows, from: width, to: ofKeys },
      output: isTurned ? 'activations' : 'cache',
    }),
    projection(context, 'value', { rows, from: width, to: ofKeys, output: 'cache' }),
    ...turned(context, mixer),
    ...attend(context, {
      ...{ keyHeads, groupSize: heads / keyHeads, keyWidth: headWidth, valueWidth: headWidth },
      keys: 'cache',
    }),
    projection(context, 'output', { rows, from: all, to: width }),
  ]
}

/** From the model to latent vectors; those of keys and values go to the cache. */
const compressed = (
  context: Context,
  width: number,
  { heads, queryRank, keyRank, plainWidth, rotaryWidth }: LatentAttention,
): readonly ModelLayer[] => {
  const rows = newTokens(context)
  const rms = 'rms'
  return [
    projection(context, 'query compression', { rows, from: width, to: queryRank }),
    normalization(context, 'query normalization', { width: queryRank, normalization: rms }),
    projection(context, 'query expansion', {
      ...{ rows, from: queryRank, to: heads * (plainWidth + rotaryWidth) },
    }),
    projection(context, 'key-value compression', { rows, from: width, to: keyRank + rotaryWidth }),
    normalization(context, 'key-value normalization', { width: keyRank, normalization: rms }, 'cache'),
    rotation(context, 'query rotation', heads, rotaryWidth),
    rotation(context, 'key rotation', 1, rotaryWidth, 'cache'),
  ]
}

/** A product with weights of each head. */
const perHead = (context: Context, name: string, heads: number, from: number, to: number): ModelLayer =>
  planned(
    context,
    {
      ...{ part: 'projections', name, sum: 'C' },
      contents: { A: 'activations', B: 'weights', C: 'activations' },
    },
    (options) => layer(batchedMatrixProduct, { B: heads, M: newTokens(context), N: to, K: from }, options),
  )

/** Queries are brought to the latent space, so that all heads share the latent vectors as their keys and values. */
const absorbed = (context: Context, mixer: LatentAttention): readonly ModelLayer[] => {
  const { heads, keyRank, plainWidth, rotaryWidth, valueWidth } = mixer
  return [
    perHead(context, 'query absorption', heads, plainWidth, keyRank),
    ...attend(context, {
      ...{ keyHeads: 1, groupSize: heads, keyWidth: keyRank + rotaryWidth, valueWidth: keyRank },
      keys: 'cache',
    }),
    perHead(context, 'value expansion', heads, keyRank, valueWidth),
  ]
}

/** Keys and values of all positions are expanded, the cached ones again; the shared part of a key is repeated in each head. */
const expanded = (context: Context, mixer: LatentAttention): readonly ModelLayer[] => {
  const { heads, keyRank, plainWidth, rotaryWidth, valueWidth } = mixer
  const { batch, tokens, cached } = context
  return [
    projection(context, 'key-value expansion', {
      ...{ rows: batch * (cached + tokens), from: keyRank, to: heads * (plainWidth + valueWidth) },
      input: 'cache',
    }),
    ...attend(context, {
      ...{ keyHeads: heads, groupSize: 1, keyWidth: plainWidth + rotaryWidth, valueWidth },
      keys: 'activations',
    }),
  ]
}

export const latentLayers = (
  context: Context,
  width: number,
  mixer: LatentAttention,
): readonly ModelLayer[] => [
  ...compressed(context, width, mixer),
  ...(context.isAbsorbed ? absorbed(context, mixer) : expanded(context, mixer)),
  projection(context, 'output', {
    ...{ rows: newTokens(context), from: mixer.heads * mixer.valueWidth, to: width },
  }),
]
