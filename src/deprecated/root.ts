/** Names of 0.1 at the root entry. They are removed in 0.4. */
import { type EstimateColumns, estimateAccelerators, estimateDataflows } from '../cost/batch'
import type { Bottleneck, DelayStats } from '../cost/estimate-type'
import type { ArithmeticOperation } from '../dataflow/expression'
import type { Interconnect } from '../hardware/accelerator'
import type { DataflowChoice } from '../network/network-estimate'
import type { BatchExtent, FilterExtents, LayerOptions, WindowOptions } from '../operator/shapes'
import type { ColumnExtent, RowExtent } from '../operator/spatial-extents'
import type { TensorReuse } from '../reuse/reuse'

/**
 * The name of {@link BatchExtent} in 0.1.
 *
 * @deprecated Use BatchExtent. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Batch = BatchExtent

/**
 * The name of {@link Bottleneck} in 0.1.
 *
 * @deprecated Use Bottleneck. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Bound = Bottleneck

/**
 * The name of {@link ColumnExtent} in 0.1.
 *
 * @deprecated Use ColumnExtent. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Columns = ColumnExtent

/**
 * The name of {@link EstimateColumns} in 0.1.
 *
 * @deprecated Use EstimateColumns. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Figures = EstimateColumns

/**
 * The name of {@link FilterExtents} in 0.1.
 *
 * @deprecated Use FilterExtents. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Filter = FilterExtents

/**
 * The name of {@link DataflowChoice} in 0.1.
 *
 * @deprecated Use DataflowChoice. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Flows = DataflowChoice

/**
 * The name of {@link LayerOptions} in 0.1.
 *
 * @deprecated Use LayerOptions. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Named = LayerOptions

/**
 * The name of {@link Interconnect} in 0.1.
 *
 * @deprecated Use Interconnect. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Network = Interconnect

/**
 * The name of {@link ArithmeticOperation} in 0.1.
 *
 * @deprecated Use ArithmeticOperation. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Operation = ArithmeticOperation

/**
 * The name of {@link TensorReuse} in 0.1.
 *
 * @deprecated Use TensorReuse. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Reuse = TensorReuse

/**
 * The name of {@link RowExtent} in 0.1.
 *
 * @deprecated Use RowExtent. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Rows = RowExtent

/**
 * The name of {@link DelayStats} in 0.1.
 *
 * @deprecated Use DelayStats. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Spread = DelayStats

/**
 * The name of {@link WindowOptions} in 0.1.
 *
 * @deprecated Use WindowOptions. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Windowed = WindowOptions

/**
 * The name of {@link estimateDataflows} in 0.1.
 *
 * @deprecated Use estimateDataflows. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export const estimateEach: typeof estimateDataflows = estimateDataflows

/**
 * The name of {@link estimateAccelerators} in 0.1.
 *
 * @deprecated Use estimateAccelerators. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export const estimateMany: typeof estimateAccelerators = estimateAccelerators
