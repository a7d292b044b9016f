/**
 * Estimates for people: explanations in sentences, tables, CSV and pictures as Vega-Lite specifications. Pure functions
 * to text or plain data; nothing is drawn here.
 *
 * @packageDocumentation
 */
export type { Change, ChangeTag } from './report/change'
export { type Explainable, type Explanation, explain } from './report/explain'
export type { Finding, FindingOf } from './report/finding'
export type { DirectiveAt } from './report/placed'
