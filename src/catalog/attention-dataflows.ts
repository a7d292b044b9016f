/** Dataflows for both operators of attention; they are this library's own. */

import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import { divideCeil, sz } from '../dataflow/expression'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { one } from './maps'

/** E is spread over 64 PEs, each with its share of a wider head. */
const overHead = (): Directive => {
  const share = divideCeil(sz('E'), 64)
  return spatialMap(share, share, 'E')
}

/**
 * Q-P: queries are spread over clusters and the width of a head inside them, over 64 PEs, while keys pass by, 16 at a
 * time: for sequences, whose many queries share the keys. Nothing is shared between sequences, so that N is outermost.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const queryPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  dataflow('Q-P', [
    one('N'),
    one('H'),
    spatialMap(1, 1, 'Q'),
    temporalMap(16, 16, 'L'),
    cluster(64),
    overHead(),
  ]),
)

/**
 * L-P: keys are spread over clusters and the width of a head inside them, over 64 PEs: for a decoder's step, which has one
 * query.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const keyPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  dataflow('L-P', [one('N'), one('H'), one('Q'), spatialMap(1, 1, 'L'), cluster(64), overHead()]),
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
export const attentionDataflows: readonly Dataflow[] = /* @__PURE__ */ frozen([
  queryPartitioned,
  keyPartitioned,
])
