/**
 * Estimates for people: explanations in sentences, tables, CSV and pictures as Vega-Lite specifications. Pure functions
 * to text or plain data; nothing is drawn here.
 *
 * @packageDocumentation
 */
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
