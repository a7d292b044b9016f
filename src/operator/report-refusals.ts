/** The faults that a layer carries since it was built (`refusal.ts`), in words; they are as untrusted as the layer. */
import { type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { readList, readRecord, type UnknownRecord } from '../internal/read'

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

const noBatch = (kind: unknown): EstimateError => {
  const what = kind === 'gemm' ? 'a matrix product (gemm)' : 'an operator of its own'
  return fault('Malformed', 'layer.sizes', {
    expected: 'a kind of layer that has a batch N',
    given: what,
    hint:
      'Give the batch where the network is built: pass batch to transformerEncoderLayer, transformerDecoderStep or gnmt, ' +
      'or multiply the extent that is the batch.',
    message: `withBatch cannot set the batch of ${what}, which has none.`,
  })
}

const keys: readonly string[] = ['_tag', 'maker', 'option', 'known']

/** Reports what a layer of a kind carries. */
export const reportRefusals = (value: unknown, kind: unknown, report: Report): void => {
  for (const each of readList(value, 'layer.refused', most, 'Malformed', report) ?? []) {
    const record = readRecord(each, 'layer.refused', keys, 'Malformed', report)
    if (record === undefined) continue
    report.push(record['_tag'] === 'NoBatch' ? noBatch(kind) : unknownOption(record, report))
  }
}
