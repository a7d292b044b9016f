/**
 * Further dataflows of the public MAESTRO tool, in outputs like the paper's five. Of its files, `nlr` is C-P, `xp_ws` X-P
 * and `kcp_ws` KC-P. Left out are those that cannot be one dataflow here: `yxp_os` (YX-P with the channels outside, so that
 * partial sums leave; `reorder` makes it), the row-stationary maps that pair X with R or map S twice in a level, and
 * those whose overlapping tiles of K would compute outputs twice. The five for convolutions have N before Y' and X', as the
 * paper's five: their files have one image. MK-P keeps the place of N in its file.
 */

import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../dataflow/directive'
import { param, sz } from '../dataflow/expression'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { ofNetwork, one, wholeFilter } from './maps'

/**
 * RS: output rows are spread over clusters and filter rows inside them, 16 filters at a time (`rs`, row stationary). The Eyeriss
 * chip spreads filters and channels as well: see `eyerissAlexnet`.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const rowStationary: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('RS', [
    one('N'),
    spatialMap(1, 1, "Y'"),
    one("X'"),
    one('C'),
    temporalMap(16, 16, 'K'),
    ...wholeFilter(),
    cluster(sz('R')),
    spatialMap(1, 1, 'R'),
  ]),
)

/**
 * DPT: channels are spread over the PEs, each with all filters of its channel (`dpt`); made for depthwise layers, where
 * nothing is left to add up.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const channelwise: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('DPT', [spatialMap(1, 1, 'C'), one('N'), one("Y'"), one("X'"), ...wholeFilter()]),
)

/**
 * MAERI: filters are spread over virtual neurons, each a tree over the rows and columns of its filter (`maeri`). It needs
 * as many PEs as the filter has elements.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const virtualNeurons: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('MAERI', [
    one('C'),
    spatialMap(1, 1, 'K'),
    one('N'),
    one("Y'"),
    one("X'"),
    ...wholeFilter(),
    cluster(sz('R')),
    spatialMap(1, 1, 'R'),
    cluster(sz('S')),
    spatialMap(1, 1, 'S'),
  ]),
)

/**
 * YK-P: output rows are spread over clusters and 16 filters inside them; partial sums stay (`ykp_os`).
 *
 * @since 0.1.0
 * @category dataflows
 */
export const ykPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('YK-P', [
    temporalMap(16, 16, 'K'),
    one('N'),
    spatialMap(1, 1, "Y'"),
    one("X'"),
    one('C'),
    ...wholeFilter(),
    cluster(16),
    spatialMap(1, 1, 'K'),
  ]),
)

/**
 * CK-P: input channels are spread over clusters and 64 filters inside them (`ckp_ws`).
 *
 * @since 0.1.0
 * @category dataflows
 */
export const ckPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('CK-P', [
    spatialMap(1, 1, 'C'),
    temporalMap(64, 64, 'K'),
    ...wholeFilter(),
    one('N'),
    one("Y'"),
    one("X'"),
    cluster(64),
    spatialMap(1, 1, 'K'),
  ]),
)

/**
 * The five above, which serve every layer of the convolution family.
 *
 * @example
 * ```ts
 * import { toolDataflows } from 'maestro-dataflow/catalog'
 *
 * toolDataflows.map(({ name }) => name) // => ['RS', 'DPT', 'MAERI', 'YK-P', 'CK-P']
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const toolDataflows: readonly Dataflow[] = /* @__PURE__ */ frozen([
  rowStationary,
  channelwise,
  virtualNeurons,
  ykPartitioned,
  ckPartitioned,
])

/**
 * MK-P, for matrix products: rows of the result are spread over clusters and K inside them (`nmk`). The tile of K is the
 * parameter `KTile`, 64 here, as wide as KC-P's clusters; the file's 100 is the K of its example. As in the file N is
 * outermost, so that A is read once for every column: to reproduce the file's figures. MK-WS (`gemmWeightStationary`) is
 * the one to choose for a product of many columns.
 *
 * @example
 * ```ts
 * import { accelerator, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { mkPartitioned } from 'maestro-dataflow/catalog'
 *
 * const wider = { ...mkPartitioned, parameters: { KTile: 128 } }
 * const product = gemm({ M: 512, N: 64, K: 512 })
 * orThrow(estimate(product, wider, accelerator({ pes: 256 }))).levels.map(({ units }) => units) // => [2, 128]
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const mkPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  dataflow(
    'MK-P',
    [
      one('N'),
      spatialMap(1, 1, 'M'),
      temporalMap(param('KTile'), param('KTile'), 'K'),
      cluster(param('KTile')),
      spatialMap(1, 1, 'K'),
    ],
    { KTile: 64 },
  ),
)
