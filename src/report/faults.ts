/** What reports are given where types are not checked: what is wrong in a sentence, in place of figures that mislead. */
import { type EstimateError, fault, type Report } from '../error/error'
import { show } from '../error/show'
import { isRecord, isUnopened, own, readRecord, unopened } from '../internal/read'
import { optionalWord } from '../internal/readers'
import { type JsonObject, picture, type VegaLiteSpec } from './spec/vega-lite'
import { columnsOf, type Table } from './table/table'

/** Why there is no report; undefined if there is nothing wrong. */
export type ReportFault = string | undefined

export const inWords = ({ message, hint }: EstimateError): string => `${message} ${hint}`

const firstOf = <A>(items: readonly A[], faultOf: (item: A, i: number) => ReportFault): ReportFault => {
  for (const [i, item] of items.entries()) {
    const found = faultOf(item, i)
    if (found !== undefined) return found
  }
  return undefined
}

/** That something else was given than a report is made of. */
export const misplaced = (value: unknown, place: string, expected: string, hint: string): string =>
  inWords(
    isUnopened(value)
      ? unopened('Malformed', place, value)
      : fault('Malformed', place, { expected, given: show(value), hint }),
  )

/** Estimates of 0.1, which may have been saved, have no `effective` and no bits. */
const isEstimate = (value: unknown): boolean =>
  isRecord(value) &&
  Array.isArray(own(value, 'levels')) &&
  isRecord(own(value, 'energy')) &&
  isRecord(own(value, 'effective'))

const isNetwork = (value: unknown): boolean =>
  isRecord(value) && Array.isArray(own(value, 'layers')) && isRecord(own(value, 'totals'))

export const estimateFault = (value: unknown, place: string): ReportFault =>
  isEstimate(value)
    ? undefined
    : misplaced(value, place, 'an estimate', 'Pass orThrow(estimate(layer, dataflow, hardware)).')

/** Of what should be an estimate or the estimate of a network. */
export const answerFault = (value: unknown): ReportFault =>
  isNetwork(value) || isEstimate(value)
    ? undefined
    : misplaced(
        value,
        'of',
        'an estimate, or the estimate of a network',
        'Pass orThrow(…) of estimate or estimateNetwork.',
      )

/** Of what is an estimate, that of a network, or what one is made of. */
export const pictureFault = (value: unknown): ReportFault =>
  isNetwork(value) || isEstimate(value)
    ? undefined
    : misplaced(
        value,
        'of',
        'an estimate, the estimate of a network, or { layer, dataflow, hardware }',
        'Pass orThrow(…) of estimate or estimateNetwork, or an object { layer, dataflow, hardware }.',
      )

/** Of a network, or a list of estimates. */
export const estimatesFault = (value: unknown): ReportFault => {
  if (isNetwork(value)) return undefined
  if (Array.isArray(value)) return firstOf(value, (each, i) => estimateFault(each, `estimates[${i}]`))
  const expected = 'a list of estimates, or the estimate of a network'
  return misplaced(value, 'estimates', expected, 'Pass a list, as in [orThrow(estimate(…))].')
}

/** Of networks with their names. */
export const networksFault = (value: unknown): ReportFault => {
  const hint = 'Pass a list of { name, network: orThrow(estimateNetwork(…)) }.'
  if (!Array.isArray(value)) return misplaced(value, 'networks', 'a list', hint)
  return firstOf<unknown>(value, (named, i) => {
    const network = isRecord(named) ? own(named, 'network') : undefined
    return isNetwork(network)
      ? undefined
      : misplaced(network, `networks[${i}].network`, 'the estimate of a network', hint)
  })
}

/** Of the designs of a front. */
export const designsFault = (value: unknown): ReportFault => {
  const hint = 'Pass the exploration or its front: orThrow(explore(…)).front.'
  if (!Array.isArray(value)) return misplaced(value, 'points', 'an exploration, or a list of designs', hint)
  return firstOf<unknown>(value, (point, i) =>
    isRecord(point) && !isUnopened(point) ? undefined : misplaced(point, `points[${i}]`, 'a design', hint),
  )
}

/** Of the pieces of a mapping search. */
export const progressFault = (value: unknown): ReportFault => {
  const hint = 'Pass the pieces of mapInChunks as a list: [...mapInChunks(request)].map(orThrow).'
  if (!Array.isArray(value)) return misplaced(value, 'progress', 'a list', hint)
  return firstOf<unknown>(value, (piece, i) => {
    const mapping = isRecord(piece) && !isUnopened(piece) ? own(piece, 'mapping') : undefined
    return isRecord(mapping) && isRecord(own(mapping, 'counts'))
      ? undefined
      : misplaced(piece, `progress[${i}]`, 'a piece of a mapping search', hint)
  })
}

const isFigures = (row: unknown): boolean =>
  isRecord(row) &&
  ['layer', 'shape'].every((key) => typeof own(row, key) === 'string') &&
  ['published', 'ours', 'error'].every((key) => typeof own(row, key) === 'number')

const validationTexts = ['source', 'title', 'variant', 'figure']

/** Of comparisons with published figures. */
export const validationsFault = (value: unknown): ReportFault => {
  const hint = 'Pass orThrow(validate()), or some of its list.'
  if (!Array.isArray(value)) return misplaced(value, 'validations', 'a list', hint)
  return firstOf<unknown>(value, (each, i) => {
    const rows = isRecord(each) && !isUnopened(each) ? own(each, 'rows') : undefined
    return isRecord(each) &&
      validationTexts.every((key) => typeof own(each, key) === 'string') &&
      Array.isArray(rows) &&
      rows.every(isFigures)
      ? undefined
      : misplaced(each, `validations[${i}]`, 'a comparison with published figures', hint)
  })
}

/** Of what should be a view of a mapping. */
export const viewFault = (value: unknown): ReportFault =>
  isRecord(value) && Array.isArray(own(value, 'cells'))
    ? undefined
    : misplaced(value, 'view', 'a view of a mapping', 'Pass orThrow(mappingView(…)).')

/** Of what should be an accelerator. */
export const hardwareFault = (value: unknown): ReportFault =>
  isRecord(value) && typeof own(value, 'pes') === 'number'
    ? undefined
    : misplaced(value, 'hardware', 'an accelerator', 'Pass the hardware of the estimates.')

type Words = readonly [string, ...string[]]

/** Of options: each has the words that it may be, of which the first is the default; it may be any text, or (null) anything. */
export const optionsFault = (
  value: unknown,
  known: { readonly [name: string]: Words | 'text' | null },
): ReportFault => {
  const names = Object.keys(known)
  const hint = `Write ${names.map((name) => `{ ${name}: … }`).join(' or ')}, or leave it out.`
  if (!isRecord(value)) return misplaced(value, 'options', 'an object', hint)
  const report: Report = []
  const record = readRecord(value, 'options', names, 'Malformed', report) ?? {}
  for (const [name, words] of Object.entries(known)) {
    const given = own(record, name)
    if (words === 'text') {
      if (given !== undefined && typeof given !== 'string')
        return misplaced(given, `options.${name}`, 'a text', 'Write a text, or leave it out.')
    } else if (words !== null) optionalWord(words)(given, 'options', `.${name}`, report)
  }
  return report[0] && inWords(report[0])
}

/** A table that says only why there are no figures. */
export const messageTable = (message: string): Table => ({
  columns: columnsOf([['message', 'text']]),
  rows: [[message]],
})

const nothing: () => JsonObject = () => ({ data: { values: [] }, mark: { type: 'point' } })

/** A picture that says only why there is none. */
export const messagePicture = (message: string): VegaLiteSpec => picture('No picture', message, nothing())
