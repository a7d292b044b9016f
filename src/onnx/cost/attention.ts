/** Attention as the operators of the catalog. */
import { attentionContext, attentionScores } from '../../catalog/attention'
import {
  groupedContext,
  groupedScores,
  groupedSoftmax,
  softmax,
} from '../../catalog/language-models/operators'
import type { Layer } from '../../operator/layer'
import { layer } from '../../operator/make-layer'
import type { AttentionPart, AttentionShape } from '../work/work'

/** Heads that have keys of their own lack the dimension G. */
export const attentionLayer = (
  name: string,
  does: AttentionPart,
  { batch: N, heads: H, shared: G, queries: Q, keys: L, width: E }: AttentionShape,
): Layer => {
  const sizes = { N, H, Q, L }
  const isGrouped = G !== 1
  switch (does) {
    case 'scores':
      return isGrouped
        ? layer(groupedScores, { ...sizes, G, E }, name)
        : layer(attentionScores, { ...sizes, E }, name)
    case 'softmax':
      return isGrouped ? layer(groupedSoftmax, { ...sizes, G }, name) : layer(softmax, sizes, name)
    case 'context':
      return isGrouped
        ? layer(groupedContext, { ...sizes, G, E }, name)
        : layer(attentionContext, { ...sizes, E }, name)
  }
}
