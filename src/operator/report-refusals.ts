/** The faults that a layer carries since it was built (`refusal.ts`), in words; they are as untrusted as the layer. */
import { type ErrorTag, type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isRecord, own, readList, readRecord, type UnknownRecord } from '../internal/read'

/** The number of faults of one layer, and of options in one fault, that are reported. */
const most = 20

const textOf = (value: unknown): string => (typeof value === 'string' ? value : show(value))

const unknownOption = (record: UnknownRecord, report: Report): EstimateError => {
  const [maker, option] = [textOf(record['maker']), textOf(record['option'])]
  const given = readList(record['known'], 'layer.refused.known', most, 'Malformed', report) ?? []
  const known = given.map(textOf)
  const shown = show(option).replace('the text ', '')
  return fault('Malformed', `layer.options.${option.slice(0, 60)}`, {
    expected: `one of ${listed(known, 'or')}`,
    given: `the unknown option ${shown}`,
    hint: `${didYouMean(option, known)}Give ${maker} ${listed(known, 'or')}.`,
    message: `${maker} has no option ${shown}.`,
  })
}

const invalidOption = (record: UnknownRecord): EstimateError => {
  const [maker, option] = [textOf(record['maker']), textOf(record['option']).slice(0, 200)]
  const [expected, given] = [textOf(record['expected']), textOf(record['given'])]
  return fault('Malformed', `layer.options.${option}`, {
    expected,
    given,
    hint: `Give ${maker} ${expected} as ${option}.`,
    message: `${option} of ${maker} must be ${expected}, but it is ${given}.`,
  })
}

const noBatch = (kind: unknown): EstimateError => {
  const what = kind === 'gemm' ? 'a matrix product (gemm)' : 'an operator of its own'
  return fault('Malformed', 'layer.sizes', {
    expected: 'a kind of layer that has a batch N',
    given: what,
    hint:
      'Give the batch where the network is built: pass batch to transformerEncoderLayer, transformerDecoderStep or gnmt, ' +
      'or multiply the extent that is the batch.',
    message: `withBatch cannot set the batch of ${what}, which does not have a batch.`,
  })
}

const einsumTags: readonly ErrorTag[] = ['UnsupportedCoupling', 'UnknownDimension', 'TooComplex']

/** No excerpt of a text is longer. */
const longestExcerpt = 2000

const einsumFault = (record: UnknownRecord): EstimateError => {
  const { fault: given, message, expected, hint, excerpt } = record
  const tag = einsumTags.find((each) => each === given) ?? 'Malformed'
  const details = { expected: textOf(expected), given: textOf(record['given']), hint: textOf(hint) }
  const error = fault(tag, 'layer.einsum', { ...details, message: textOf(message) })
  const shown = typeof excerpt === 'string' ? excerpt.slice(0, longestExcerpt) : ''
  return shown === '' ? error : { ...error, excerpt: shown }
}

const keys: readonly string[] = ['_tag', 'maker', 'option', 'known', 'expected', 'given']
const einsumKeys: readonly string[] = ['_tag', 'fault', 'message', 'expected', 'given', 'hint', 'excerpt']

const faultOf = (record: UnknownRecord, kind: unknown, report: Report): EstimateError => {
  switch (record['_tag']) {
    case 'NoBatch':
      return noBatch(kind)
    case 'InvalidOption':
      return invalidOption(record)
    default:
      return unknownOption(record, report)
  }
}

const isEinsum = (value: unknown): boolean => isRecord(value) && own(value, '_tag') === 'Einsum'

/** Reports what a layer of a kind carries; whether its operator could not be read, so that nothing else can be checked. */
export const reportRefusals = (value: unknown, kind: unknown, report: Report): boolean => {
  let unread = false
  for (const each of readList(value, 'layer.refused', most, 'Malformed', report) ?? []) {
    const known = isEinsum(each) ? einsumKeys : keys
    const record = readRecord(each, 'layer.refused', known, 'Malformed', report)
    if (record === undefined) continue
    if (known === einsumKeys) {
      report.push(einsumFault(record))
      unread = true
    } else report.push(faultOf(record, kind, report))
  }
  return unread
}
