/**
 * Estimates for people: explanations in sentences, tables, CSV and pictures as Vega-Lite specifications. Pure functions
 * to text or plain data; nothing is drawn here.
 *
 * @packageDocumentation
 */

export type { NamedNetwork } from './report/comparison'
export { type EnergyBasis, energyBasis } from './report/energy-words'
export type { Change, ChangeTag } from './report/explain/change'
export { type Explainable, type Explanation, explain } from './report/explain/explain'
export type { Finding, FindingOf } from './report/explain/finding'
export type { DirectiveAt } from './report/explain/placed'
export type { Holding } from './report/mapping/holding'
export { renderMapping } from './report/mapping/mapping-text'
export {
  type MappingCell,
  type MappingView,
  mappingView,
  type Numbered,
} from './report/mapping/mapping-view'
export type { MappingWindow, Stretch } from './report/mapping/window'
export { comparisonSpec } from './report/spec/comparison'
export { energySpec } from './report/spec/energy'
export { mappingSpec } from './report/spec/mapping'
export { type ParetoFront, type ParetoMeasure, type ParetoPoint, paretoSpec } from './report/spec/pareto'
export { type RooflineOf, rooflineSpec } from './report/spec/roofline'
export { trafficSpec } from './report/spec/traffic'
export type { Json, VegaLiteSpec } from './report/spec/vega-lite'
export { comparisonTable, paretoTable } from './report/table/comparison-table'
export { estimateTable, levelTable } from './report/table/estimate-tables'
export { type Cell, type Column, renderCsv, renderTable, type Table } from './report/table/table'
