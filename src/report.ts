/**
 * Estimates for people: explanations in sentences, tables, CSV and pictures as Vega-Lite specifications. Pure functions
 * to text or plain data; nothing is drawn here.
 *
 * @packageDocumentation
 */

export type { DirectiveAt, Holding } from './deprecated/report'
export type { NamedNetwork } from './report/comparison'
export { type EnergyBasis, energyBasis } from './report/energy-words'
export type { DirectiveRef } from './report/explain/annotated-schedule'
export type { Change, ChangeTag } from './report/explain/change'
export { type Explanation, explain } from './report/explain/explain'
export type { Finding, FindingOf } from './report/explain/finding'
export type { Explainable } from './report/explain/read-subject'
export { explainFused, type FusedExplanation, type FusedProblem } from './report/fusion/explain-fused'
export type { FusedFinding, PayingNumbers, RetainedCosts } from './report/fusion/fused-finding'
export { fusedLayerTable, fusedTable, occupancyTable } from './report/fusion/fused-tables'
export { occupancySpec } from './report/fusion/occupancy-spec'
export { renderMapping } from './report/mapping/mapping-text'
export {
  type MappingCell,
  type MappingView,
  mappingView,
  type Numbered,
} from './report/mapping/mapping-view'
export type { TensorTile } from './report/mapping/tensor-tile'
export type { MappingWindow, Stretch } from './report/mapping/window'
export { explainMapping, type MappingExplanation } from './report/search/explain-mapping'
export type { KindCost, MappingFinding, MappingKind } from './report/search/mapping-finding'
export { arraySpec } from './report/spec/array'
export { comparisonSpec } from './report/spec/comparison'
export { darkTheme } from './report/spec/dark-theme'
export { energySpec } from './report/spec/energy'
export { gapSpec } from './report/spec/gap'
export { mappingSpec } from './report/spec/mapping'
export { paretoSpec } from './report/spec/pareto'
export type { ParetoFront, ParetoMeasure, ParetoPoint } from './report/spec/pareto-front'
export { rooflineSpec } from './report/spec/roofline'
export type { RooflineOf } from './report/spec/roofline-traffic'
export type { TokenRate } from './report/spec/token-rate'
export { tokensSpec } from './report/spec/tokens'
export { trafficSpec } from './report/spec/traffic'
export { validationSpec } from './report/spec/validation'
export { validationErrorsSpec } from './report/spec/validation-errors'
export type { Json, VegaLiteSpec } from './report/spec/vega-lite'
export { comparisonTable, paretoTable } from './report/table/comparison-table'
export { estimateTable, levelTable } from './report/table/estimate-tables'
export { type Cell, type Column, renderCsv, renderTable, type Table } from './report/table/table'
export { type Printable, toText } from './report/to-text'
