/**
 * The analytical cost model of DNN accelerator dataflows: `estimate(layer, dataflow, hardware)`.
 *
 * @packageDocumentation
 */
export type { AnalysedTensor, Analysis } from './analysis/analysis'
export { analyze } from './analysis/analyze'
export { type EstimateColumns, estimateAccelerators, estimateDataflows } from './cost/batch'
export type {
  Bottleneck,
  BottleneckCause,
  BufferNeed,
  DelayStats,
  EnergyPart,
  Estimate,
  LevelEstimate,
  LevelTensor,
} from './cost/estimate-type'
export { estimate, evaluate } from './cost/evaluate'
export { type EstimateTotals, type PreparedEstimate, prepare } from './cost/prepare'
export { type BandwidthSweep, sweep } from './cost/sweep'
export {
  clusterize,
  reorder,
  retile,
  spatialize,
  type Transformation,
  temporalize,
} from './dataflow/algebra'
export type { DataflowFor } from './dataflow/dataflow-for'
export {
  type Cluster,
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  type SpatialMap,
  spatialMap,
  type TemporalMap,
  temporalMap,
} from './dataflow/directive'
export {
  type ArithmeticOperation,
  divideCeil,
  divideFloor,
  type Expression,
  max,
  min,
  minus,
  param,
  plus,
  sz,
  times,
} from './dataflow/expression'
export { inputCentric, outputCentric } from './dataflow/notations'
export {
  type Batch,
  type Bound,
  type Columns,
  estimateEach,
  estimateMany,
  type Figures,
  type Filter,
  type Flows,
  type Named,
  type Network,
  type Operation,
  type Reuse,
  type Rows,
  type Spread,
  type Windowed,
} from './deprecated/root'
export type { DescribedError, ErrorTag, EstimateError, EstimateErrors } from './error/error'
export { EstimateFailure } from './error/failure'
export { orThrow, renderErrors } from './error/render'
export type { Warning } from './error/warning'
export type { Objective } from './figures/objectives'
export {
  type Accelerator,
  accelerator,
  type BufferSize,
  type Interconnect,
  type NetworkChannel,
  type Overlap,
  type Port,
  type SharedBuffer,
  type UnitBuffer,
} from './hardware/accelerator'
export type { AreaPower, AreaTable } from './hardware/area'
export {
  type AccessEnergy,
  type EnergyTable,
  type EnergyUnit,
  maestroEnergy,
  type ReadWrite,
  type StaticEnergy,
  type UncountedPart,
} from './hardware/energy'
export type { BufferFormats, SparseFormat, SparseSupport } from './hardware/sparse'
export { estimateNetwork } from './network/estimate-network'
export type {
  DataflowChoice,
  Misfits,
  NetworkEnergy,
  NetworkEstimate,
  NetworkLayer,
  NetworkOptions,
  NetworkTotals,
  Refusal,
  TooSmall,
} from './network/network-estimate'
export { type ContentLayer, type PerToken, perToken } from './network/per-token'
export type { NetworkLayers, RepeatedLayer } from './network/repeated'
export type { DimensionName } from './operator/dimension-name'
export type { DimensionOf } from './operator/dimension-of'
export { einsum } from './operator/einsum/einsum'
export { type EinsumOptions, toEinsum } from './operator/einsum/to-einsum'
export type { Densities, Density, OutputWidths, Precision } from './operator/elements'
export type {
  BuiltInLayer,
  CustomLayer,
  ElementwiseLayer,
  Layer,
  LayerKind,
  PlainLayer,
  WindowLayer,
} from './operator/layer'
export {
  conv2d,
  depthwiseConv2d,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  layer,
  pool2d,
  transposedConv2d,
} from './operator/make-layer'
export { type AxisTerm, type Operator, operator, type TensorCoupling } from './operator/operator'
export type {
  BatchExtent,
  ChannelwiseShape,
  ChannelwiseSizes,
  Conv2dShape,
  Conv2dSizes,
  ElementwiseShape,
  FilterExtents,
  FullyConnectedShape,
  GemmShape,
  GroupedConv2dShape,
  GroupedConv2dSizes,
  LayerOptions,
  Operands,
  Padding,
  PerAxis,
  TransposedConv2dShape,
  WindowOptions,
} from './operator/shapes'
export type {
  ColumnExtent,
  InputRowsOutputColumns,
  OutputExtents,
  OutputRowsInputColumns,
  PlainExtents,
  RowExtent,
  SpatialExtents,
} from './operator/spatial-extents'
export type { ProfiledLevel, StepColumns, TensorTotals, VolumeColumns } from './profile/profiled-level'
export { inferReuse, type ReuseHardware, type ReuseKind, type TensorReuse } from './reuse/reuse'
