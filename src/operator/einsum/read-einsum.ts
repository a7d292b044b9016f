/** From the text of an einsum to its operator, or to its faults as a layer carries them. */
import { excerptOf, linesOf, placeAt } from '../../error/place'
import { show } from '../../error/show'
import type { Operator } from '../operator'
import type { EinsumRefusal } from '../refusal'
import { checkParsed } from './check-parsed'
import { parseEinsum } from './parse'
import { printEinsum } from './print'
import type { EinsumFault } from './reader'
import { operatorOf } from './to-operator'

/** The most faults of a text that are reported. */
const mostFaults = 16

/** The operator of a text that has faults: its layer says what they are. */
const unread = (name: string): Operator => ({ name, dimensions: [], tensors: [] })

const notText = (text: unknown): EinsumRefusal => ({
  _tag: 'Einsum',
  fault: 'Malformed',
  message: `The einsum must be a text, but it is ${show(text)}.`,
  expected: 'a text',
  given: show(text),
  hint: "Write the product as a text, such as 'm k, k n -> m n'.",
  excerpt: '',
})

/** Faults as the layer carries them, each with the line of the text and carets under the place. */
const refusalsOf = (text: string, faults: readonly EinsumFault[]): readonly EinsumRefusal[] => {
  const lines = linesOf(text)
  return faults.slice(0, mostFaults).map(({ tag, start, end, message, expected, given, hint }) => ({
    ...{ _tag: 'Einsum', fault: tag, message, expected, given, hint },
    excerpt: excerptOf(lines, placeAt(lines, start, end)),
  }))
}

export type ReadEinsum = { readonly operator: Operator; readonly refusals: readonly EinsumRefusal[] }

/** Reads an einsum; `known` are the names that have extents, undefined if they are not looked at. */
export const readEinsum = (text: unknown, known: readonly string[] | undefined): ReadEinsum => {
  if (typeof text !== 'string') return { operator: unread(''), refusals: [notText(text)] }
  const { parsed, faults } = parseEinsum(text)
  if (parsed === undefined) return { operator: unread(text), refusals: refusalsOf(text, faults) }
  const wrong = checkParsed(parsed, known)
  if (wrong.length > 0) return { operator: unread(text), refusals: refusalsOf(text, wrong) }
  const operator = operatorOf('', parsed)
  return { operator: { ...operator, name: printEinsum(operator, parsed.form) }, refusals: [] }
}
