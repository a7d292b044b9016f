/**
 * The five dataflows of the paper (Table 3), in outputs: this form also serves strided, dilated, transposed and grouped
 * layers. Beside each stands the paper's own notation, in inputs. The paper has one image; N is where its reuse is, before
 * the output's rows and columns.
 */

import { cluster, type Dataflow, type Directive, spatialMap, temporalMap } from '../dataflow/directive'
import { plus, sz } from '../dataflow/expression'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { ofNetwork, one, wholeFilter } from './maps'

/** Rows and columns of input for one output, in the paper's notation. */
const oneRow = (): Directive => temporalMap(sz('R'), 1, 'Y')
const oneColumn = (): Directive => temporalMap(sz('S'), 1, 'X')

/**
 * C-P: input channels are spread over the PEs and their products added up (no local reuse).
 *
 * @since 0.1.0
 * @category dataflows
 */
export const cPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('C-P', [one('K'), one('N'), one("Y'"), one("X'"), ...wholeFilter(), spatialMap(1, 1, 'C')]),
)

/**
 * X-P: output columns are spread over the PEs, which keep their weights (weight stationary).
 *
 * @since 0.1.0
 * @category dataflows
 */
export const xPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('X-P', [one('K'), one('C'), ...wholeFilter(), one('N'), one("Y'"), spatialMap(1, 1, "X'")]),
)

/**
 * YX-P: output rows are spread over clusters and columns inside them; partial sums stay (ShiDianNao, output stationary).
 *
 * @since 0.1.0
 * @category dataflows
 */
export const yxPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('YX-P', [
    one('K'),
    one('N'),
    spatialMap(1, 1, "Y'"),
    temporalMap(8, 8, "X'"),
    one('C'),
    ...wholeFilter(),
    cluster(8),
    spatialMap(1, 1, "X'"),
  ]),
)

/**
 * YR-P: output rows are spread over clusters and filter rows inside them (row stationary; the paper's figure for Eyeriss).
 * The chip itself spreads filters and channels as well: `eyerissAlexnet` has its mappings of AlexNet, on whose CONV3 to CONV5
 * YR-P takes over four times as long as the chip.
 *
 * @since 0.1.0
 * @category dataflows
 */
export const yrPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('YR-P', [
    temporalMap(2, 2, 'C'),
    temporalMap(2, 2, 'K'),
    one('N'),
    spatialMap(1, 1, "Y'"),
    one("X'"),
    ...wholeFilter(),
    cluster(sz('R')),
    spatialMap(1, 1, 'R'),
  ]),
)

/**
 * KC-P: filters are spread over clusters and input channels inside them (NVDLA, weight stationary).
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, estimate, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned } from 'maestro-dataflow/catalog'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 1, S: 1, Y: 56, X: 56 })
 * orThrow(estimate(layer, kcPartitioned, accelerator({ pes: 256 }))).activePes // => 256
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const kcPartitioned: Dataflow = /* @__PURE__ */ built(() =>
  ofNetwork('KC-P', [
    spatialMap(1, 1, 'K'),
    temporalMap(64, 64, 'C'),
    ...wholeFilter(),
    one('N'),
    one("Y'"),
    one("X'"),
    cluster(64),
    spatialMap(1, 1, 'C'),
  ]),
)

/**
 * The paper's five dataflows, in the order of its Table 3.
 *
 * @example
 * ```ts
 * import { paperDataflows } from 'maestro-dataflow/catalog'
 *
 * paperDataflows.map(({ name }) => name) // => ['C-P', 'X-P', 'YX-P', 'YR-P', 'KC-P']
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const paperDataflows: readonly Dataflow[] = /* @__PURE__ */ frozen([
  cPartitioned,
  xPartitioned,
  yxPartitioned,
  yrPartitioned,
  kcPartitioned,
])

/**
 * The same five as the paper writes them: rows and columns of input, and the diagonal pair of YR-P. With stride 1 they
 * give the same figures as {@link paperDataflows}. With a larger stride, a map that advances 8 columns holds fewer than
 * 8 outputs, so that YX-P leaves PEs of its clusters idle; the others agree there too.
 *
 * @example
 * ```ts
 * import { sz, temporalMap } from 'maestro-dataflow'
 * import { paperNotation } from 'maestro-dataflow/catalog'
 *
 * paperNotation[0]?.directives[3] // => temporalMap(sz('R'), 1, 'Y')
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const paperNotation: readonly Dataflow[] = /* @__PURE__ */ built(() => [
  ofNetwork('C-P', [one('K'), one('N'), oneRow(), oneColumn(), ...wholeFilter(), spatialMap(1, 1, 'C')]),
  ofNetwork('X-P', [one('K'), one('C'), ...wholeFilter(), one('N'), oneRow(), spatialMap(sz('S'), 1, 'X')]),
  ofNetwork('YX-P', [
    one('K'),
    one('N'),
    spatialMap(sz('R'), 1, 'Y'),
    temporalMap(plus(8, sz('S'), -1), 8, 'X'),
    one('C'),
    ...wholeFilter(),
    cluster(8),
    spatialMap(sz('S'), 1, 'X'),
  ]),
  ofNetwork('YR-P', [
    temporalMap(2, 2, 'C'),
    temporalMap(2, 2, 'K'),
    one('N'),
    spatialMap(sz('R'), 1, 'Y'),
    oneColumn(),
    ...wholeFilter(),
    cluster(sz('R')),
    spatialMap(1, 1, 'Y'),
    spatialMap(1, 1, 'R'),
  ]),
  ofNetwork('KC-P', [
    spatialMap(1, 1, 'K'),
    temporalMap(64, 64, 'C'),
    ...wholeFilter(),
    one('N'),
    oneRow(),
    oneColumn(),
    cluster(64),
    spatialMap(1, 1, 'C'),
  ]),
])
