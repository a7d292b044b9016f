/**
 * The analytical cost model of DNN accelerator dataflows: `estimate(layer, dataflow, hardware)`.
 *
 * @packageDocumentation
 */
export type { AnalysedTensor, Analysis } from './analysis/analysis'
export { analyze } from './analysis/analyze'
export { estimateEach, estimateMany, type Figures } from './cost/batch'
export type {
  Bound,
  BoundCause,
  BufferNeed,
  EnergyPart,
  Estimate,
  LevelEstimate,
  LevelTensor,
  Spread,
} from './cost/estimate-type'
export { estimate, evaluate } from './cost/evaluate'
export {
  clusterize,
  reorder,
  retile,
  spatialize,
  type Transformation,
  temporalize,
} from './dataflow/algebra'
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
  divideCeil,
  divideFloor,
  type Expression,
  max,
  min,
  minus,
  type Operation,
  param,
  plus,
  sz,
  times,
} from './dataflow/expression'
export { inputCentric, outputCentric } from './dataflow/notations'
export type { DescribedError, ErrorTag, EstimateError, EstimateErrors } from './error/error'
export { orThrow, renderErrors } from './error/render'
export type { Warning } from './error/warning'
export {
  type Accelerator,
  accelerator,
  type BufferSize,
  type Network,
  type Overlap,
} from './hardware/accelerator'
export type { AreaPower, AreaTable } from './hardware/area'
export {
  type AccessEnergy,
  type EnergyTable,
  type EnergyUnit,
  maestroEnergy,
  type ReadWrite,
  type UncountedPart,
} from './hardware/energy'
export { estimateNetwork } from './network/estimate-network'
export type {
  Flows,
  Misfits,
  NetworkEnergy,
  NetworkEstimate,
  NetworkLayer,
  NetworkOptions,
  NetworkTotals,
  Objective,
  Refusal,
  TooSmall,
} from './network/network-estimate'
export {
  type Batch,
  type BuiltInLayer,
  type ChannelwiseShape,
  type Columns,
  type Conv2dShape,
  type CustomLayer,
  conv2d,
  depthwiseConv2d,
  type ElementwiseLayer,
  elementwise,
  type Filter,
  fullyConnected,
  type GroupedConv2dShape,
  gemm,
  groupedConv2d,
  type Layer,
  type LayerKind,
  layer,
  type Named,
  type Operands,
  type Padding,
  type PerAxis,
  type PlainLayer,
  pool2d,
  type Rows,
  type TransposedConv2dShape,
  transposedConv2d,
  type Windowed,
  type WindowLayer,
} from './operator/layer'
export { type AxisTerm, type Operator, operator, type TensorCoupling } from './operator/operator'
export type { ProfiledLevel, StepColumns, TensorTotals, VolumeColumns } from './profile/step-types'
export { inferReuse, type Reuse, type ReuseHardware, type ReuseKind } from './reuse/reuse'
