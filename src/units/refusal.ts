/** Why a text cannot be read as the expected quantity. The caller adds the path. */
import { type ErrorTag, type FaultDetails, fault, type Report } from '../error/error'
import { show } from '../error/show'

export type Refusal = Required<FaultDetails>

export const isRefusal = (value: object): value is Refusal => 'expected' in value

const longestQuote = 40

/** A text in quotes, shortened if it is long. */
export const quoted = (text: string): string =>
  text.length > longestQuote ? `'${text.slice(0, longestQuote)}…'` : `'${text}'`

export const notText = (given: unknown, expected: string, samples: string): Refusal => ({
  expected,
  given: show(given),
  hint: `Write it as a text, such as ${samples}.`,
  message: `A text such as ${samples} is expected, but it is ${show(given)}.`,
})

/** The path of a value, and the report for its faults. */
export type Place = { readonly tag: ErrorTag; readonly path: string; readonly report: Report }

/** Returns a value; reports a refusal at its place, which the message names too, and returns undefined. */
export const accepted = <A extends object>(
  value: A | Refusal,
  { tag, path, report }: Place,
): A | undefined => {
  if (!isRefusal(value)) return value
  const message = path === '' ? value.message : `${path}: ${value.message}`
  report.push(fault(tag, path, { ...value, message }))
  return undefined
}
