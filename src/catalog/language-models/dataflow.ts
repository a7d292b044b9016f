/** A dataflow for each layer of a language model. */
import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { divideCeil, sz } from '../../dataflow/expression'
import { rethrowIfExhausted } from '../../internal/exhausted'
import type { Layer } from '../../operator/layer'
import { built } from '../built'
import { one } from '../maps'
import { transformerDataflow } from '../transformer-dataflow'

/** So much of a dimension that 64 PEs share it. */
const share = (dimension: string) => divideCeil(sz(dimension), 64)

const sharedAmong64 = (dimension: string) => spatialMap(share(dimension), share(dimension), dimension)

/** Query heads pass by the keys that they share. */
const groupedQueries = /* @__PURE__ */ built(() =>
  dataflow('GQ-P', [
    ...[one('N'), one('H'), spatialMap(1, 1, 'Q'), temporalMap(16, 16, 'L'), one('G')],
    ...[cluster(64), sharedAmong64('E')],
  ]),
)

const groupedKeys = /* @__PURE__ */ built(() =>
  dataflow('GL-P', [
    ...[one('N'), one('H'), one('Q'), spatialMap(1, 1, 'L'), one('G')],
    ...[cluster(64), sharedAmong64('E')],
  ]),
)

const scoresOfHeads = /* @__PURE__ */ built(() =>
  dataflow('L-S', [one('N'), one('H'), one('Q'), spatialMap(1, 1, 'L')]),
)

const scoresOfGroups = /* @__PURE__ */ built(() =>
  dataflow('GL-S', [one('N'), one('H'), one('G'), one('Q'), spatialMap(1, 1, 'L')]),
)

const states = /* @__PURE__ */ built(() =>
  dataflow('PS-P', [one('N'), one('G'), one('H'), spatialMap(1, 1, 'P'), cluster(64), sharedAmong64('S')]),
)

/** Attention has queries Q and the width E of a head, softmax has no E; a state has the width S. */
const chosen = (layer: Layer): Dataflow => {
  const { Q, E, G, S } = layer.sizes
  if (layer.kind !== 'custom') return transformerDataflow(layer)
  if (Q === undefined) return S === undefined ? transformerDataflow(layer) : states
  if (E === undefined) return G === undefined ? scoresOfHeads : scoresOfGroups
  if (G === undefined) return transformerDataflow(layer)
  return Q === 1 ? groupedKeys : groupedQueries
}

/**
 * A dataflow for every layer of {@link languageModel}: that of `transformerDataflow`; grouped queries spread queries (GQ-P) or,
 * for one query, keys (GL-P), and the heads of a group pass by the keys that they share; softmax spreads keys (L-S, GL-S), and
 * a state of Mamba-2 its elements (PS-P). Clusters have 64 PEs. An invalid layer gets a dataflow too, and the estimate reports
 * its faults.
 *
 * @param layer - A layer of a language model.
 *
 * @example
 * ```ts
 * import { languageModelDataflow, transformerBlock } from 'maestro-dataflow/catalog'
 *
 * const block = transformerBlock({ model: 'llama-3-8b', tokens: 1, cached: 2047 })
 * const attention = block.filter(({ part }) => ['scores', 'softmax', 'context'].includes(part))
 * attention.map(({ layer }) => languageModelDataflow(layer).name) // => ['GL-P', 'GL-S', 'GL-P']
 * ```
 * @since 0.2.0
 * @category dataflows
 */
export const languageModelDataflow = (layer: Layer): Dataflow => {
  try {
    return chosen(layer)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return transformerDataflow(layer)
  }
}
