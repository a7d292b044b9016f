/** Values of this library as text for a console, which shows the parts of deep data as `[Object]`. */
import type { Either } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import type { DescribedError } from '../error/error'
import { renderErrors } from '../error/render'
import { show } from '../error/show'
import { isRight } from '../internal/either'
import { isRecord, own } from '../internal/read'
import type { Mapping } from '../map/mapping-type'
import type { NetworkMapping } from '../map/network-answer'
import type { NetworkEstimate } from '../network/network-estimate'
import { printDataflow } from '../notation/print-dataflow'
import { estimateTable } from './table/estimate-tables'
import { mappingTable, networkMappingTable } from './table/mapping-tables'
import { renderTable } from './table/table'

/**
 * The input of {@link toText}: estimates, dataflows, results of mapping searches, and errors.
 *
 * @since 0.2.0
 * @category tables
 */
export type Printable =
  | Estimate
  | NetworkEstimate
  | Dataflow
  | Mapping
  | NetworkMapping
  | DescribedError
  | readonly DescribedError[]

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  isRecord(value) && keys.every((key) => own(value, key) !== undefined)

const isEstimate = (value: unknown): value is Estimate | NetworkEstimate =>
  has(value, 'levels', 'energy', 'buffers') || has(value, 'layers', 'totals')

/** Only the result of a search of mappings has a gap. */
const isNetworkMapping = (value: unknown): value is NetworkMapping => has(value, 'layers', 'totals', 'gap')

const isMapping = (value: unknown): value is Mapping => has(value, 'objective', 'counts', 'asked')

const isDataflow = (value: unknown): value is Dataflow => has(value, 'directives')

const isErrors = (value: unknown): value is DescribedError | readonly DescribedError[] =>
  has(value, '_tag', 'message', 'hint') || (Array.isArray(value) && value.length > 0 && value.every(isErrors))

const mappingText = (mapping: Mapping): string => {
  const table = renderTable(mappingTable(mapping))
  return mapping.best === null ? table : `${table}\n\n${printDataflow(mapping.best.dataflow)}`
}

const expected =
  'toText takes an estimate, a dataflow, the result of a mapping search, errors, or an Either of these'

const textOf = (value: unknown): string => {
  if (isErrors(value)) return renderErrors(value)
  if (isNetworkMapping(value)) return renderTable(networkMappingTable(value))
  if (isEstimate(value)) return renderTable(estimateTable(value))
  if (isMapping(value)) return mappingText(value)
  if (isDataflow(value)) return printDataflow(value)
  return `${expected}, but this is ${show(value)}.`
}

/** What an Either holds; any other value itself. */
const opened = (value: unknown): unknown => {
  const tag = isRecord(value) ? own(value, '_tag') : undefined
  if (!isRecord(value) || (tag !== 'Left' && tag !== 'Right')) return value
  return own(value, tag === 'Left' ? 'left' : 'right')
}

/**
 * A value as text for a console: an estimate of a layer or of a network as a table, a dataflow in MAESTRO's notation, the result of a mapping search as
 * a table (of `map`, with the dataflow that it found), and errors as `renderErrors` prints them. Of an Either it takes what is in it.
 * Results are plain data, so that `console.log` shows the parts of parts as `[Object]`.
 *
 * @param value - An estimate of a layer or of a network, a dataflow, the result of `map` or `mapNetwork`, errors, or an Either of these.
 *
 * @example
 * ```ts
 * import { dataflow, estimate, gemm, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { toText } from 'maestro-dataflow/report'
 *
 * const rows = dataflow('rows', [spatialMap('M'), temporalMap('K', 8)])
 * toText(rows).split('\n') // => ['Dataflow rows {', '  SpatialMap(1, 1) M;', '  TemporalMap(8, 8) K;', '}', '']
 * toText(estimate(gemm({ M: 8, N: 8, K: 8 }), rows, { pes: 8 })).includes('runtime') // => true
 * toText(estimate(gemm({ M: 8, N: 8, K: 0 }), rows, { pes: 8 })).includes('INVALID EXTENT') // => true
 * ```
 * @since 0.2.0
 * @category tables
 */
export const toText = (
  value: Printable | Either<DescribedError | readonly DescribedError[], Printable>,
): string => {
  const text = attempt(() => textOf(opened(value)))
  return isRight(text) ? text.right : `${expected}, but this cannot be read.`
}
