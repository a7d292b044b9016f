/**
 * What a function that builds a network could not take. Constructors never fail, so the layers carry it until they are
 * estimated: `layer.refused`, plain data as the rest of a layer.
 */
import { type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { readList, readRecord, type UnknownRecord } from '../internal/read'
import type { Layer } from './layer'

/** An error of a layer, without what is the same in all of them. */
export type Refusal = Omit<EstimateError, '_tag'>

const parts: readonly string[] = ['path', 'expected', 'given', 'hint', 'message']

/** More faults than that of one layer help nobody. */
const mostRefusals = 20

/** The layer, with one more fault that its estimate reports. */
export const refusing = (layer: Layer, refusals: readonly Refusal[]): Layer => {
  const { refused } = layer as { readonly refused?: unknown } // only a layer that was refused before has it
  const carried = { ...layer, refused: [...(Array.isArray(refused) ? refused : []), ...refusals] }
  return carried
}

/** An option that the function that builds a network does not take. */
export const unknownOption = (maker: string, name: string, known: readonly string[]): Refusal => ({
  path: `layer.options.${name.slice(0, 60)}`,
  expected: `one of ${listed(known, 'or')}`,
  given: `the unknown option ${show(name).replace('the text ', '')}`,
  hint: `${didYouMean(name, known)}Give ${maker} ${listed(known, 'or')}.`,
  message: `${maker} has no option ${show(name).replace('the text ', '')}.`,
})

const textOf = (record: UnknownRecord, part: string): string => {
  const value = record[part]
  return typeof value === 'string' ? value : show(value)
}

/** Reports what a layer carries; `value` is as untrusted as the layer. */
export const reportRefusals = (value: unknown, report: Report): void => {
  for (const each of readList(value, 'layer.refused', mostRefusals, 'Malformed', report) ?? []) {
    const record = readRecord(each, 'layer.refused', parts, 'Malformed', report)
    if (record === undefined) continue
    const [path, expected, given, hint, message] = parts.map((part) => textOf(record, part))
    report.push(
      fault('Malformed', path!, { expected: expected!, given: given!, hint: hint!, message: message! }),
    )
  }
}
