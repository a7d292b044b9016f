/** Dataflows for both operators of attention; they are this library's own. */
import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../dataflow/directive'
import { built } from './built'
import { one } from './maps'

/**
 * Q-P: queries are spread over clusters and 64 values of E inside them, while keys pass by: for sequences, whose many
 * queries share the keys.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const queryPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  dataflow('Q-P', [
    one('N'),
    one('H'),
    spatialMap(1, 1, 'Q'),
    one('L'),
    temporalMap(64, 64, 'E'),
    cluster(64),
    spatialMap(1, 1, 'E'),
  ]),
)

/**
 * L-P: keys are spread over clusters and 64 values of E inside them: for a decoder's step, which has one query.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const keyPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  dataflow('L-P', [
    one('N'),
    one('H'),
    one('Q'),
    spatialMap(1, 1, 'L'),
    temporalMap(64, 64, 'E'),
    cluster(64),
    spatialMap(1, 1, 'E'),
  ]),
)

/**
 * The two above.
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork, layer, orThrow } from 'maestro-dataflow'
 * import { attentionDataflows, attentionScores } from 'maestro-dataflow/catalog'
 *
 * const step = layer(attentionScores, { N: 1, H: 8, Q: 1, L: 512, E: 64 }, 'one query')
 * orThrow(estimateNetwork([step], attentionDataflows, accelerator({ pes: 512 }))).layers[0]?.dataflow // => 'L-P'
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const attentionDataflows: readonly Dataflow[] = [queryPartitioned, keyPartitioned]
