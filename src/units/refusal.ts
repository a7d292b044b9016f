/** Why a text is not the quantity that is asked for, before it is known where the text stands. */
import { type ErrorTag, fault, type Report } from '../error/error'
import { show } from '../error/show'

export type Refusal = {
  readonly expected: string
  readonly given: string
  readonly hint: string
  readonly message: string
}

export const isRefusal = (value: object): value is Refusal => 'expected' in value

const longestQuote = 40

/** A text in quotes, and not too much of it. */
export const quoted = (text: string): string =>
  text.length > longestQuote ? `'${text.slice(0, longestQuote)}…'` : `'${text}'`

export const notText = (given: unknown, expected: string, sample: string): Refusal => ({
  expected,
  given: show(given),
  hint: `Write it as a text, such as '${sample}'.`,
  message: `A text such as '${sample}' is expected, but it is ${show(given)}.`,
})

/** Where a value stands, and where its faults are written. */
export type Place = { readonly tag: ErrorTag; readonly path: string; readonly report: Report }

/** A value, or nothing after its refusal has been reported with its place, which the message names too. */
export const accepted = <A extends object>(
  value: A | Refusal,
  { tag, path, report }: Place,
): A | undefined => {
  if (!isRefusal(value)) return value
  const message = path === '' ? value.message : `${path}: ${value.message}`
  report.push(fault(tag, path, { ...value, message }))
  return undefined
}
