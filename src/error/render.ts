/** Errors for people. */
import type { Either, Left } from 'fp-ts/Either'
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import { isRight } from '../internal/either'
import { mostEntries } from '../internal/limits'
import { isRecord } from '../internal/read'
import { visible, visibleLines } from '../internal/visible'
import { attempt } from './attempt'
import type { DescribedError } from './error'
import { EstimateFailure } from './failure'
import { show } from './show'

const width = 80

/** `OverlappingMap` as `OVERLAPPING MAP`. */
const title = (tag: string): string => tag.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase()

const heading = ({ _tag, path }: DescribedError): string => {
  const left = `-- ${title(_tag)} `
  return `${left}${'-'.repeat(Math.max(3, width - left.length - path.length - 1))} ${path}`.trimEnd()
}

/** Names and values of the input may hold what a terminal would obey. */
const readable = (error: DescribedError): DescribedError => ({
  ...error,
  path: visible(error.path),
  message: visible(error.message),
  expected: visible(error.expected),
  given: visible(error.given),
  hint: visible(error.hint),
})

/** What a message has said already need not be said again. */
const unlessSaid = (message: string, label: string, text: string): readonly string[] =>
  message.includes(text) ? [] : [`  ${label} ${text}`]

const renderError = (error: DescribedError): string => {
  const { message, expected, given, hint, excerpt } = error
  const details = [...unlessSaid(message, 'expected:', expected), ...unlessSaid(message, 'given:   ', given)]
  const shown = excerpt === undefined || excerpt === '' ? [] : [visibleLines(excerpt)]
  return [heading(error), message, ...shown, ...details, `  repair:   ${hint}`].join('\n')
}

/** Whether a value has what is shown of an error. */
const isDescribed = (error: unknown): error is DescribedError =>
  isRecord(error) &&
  ['_tag', 'path', 'expected', 'given', 'hint', 'message'].every((key) => typeof error[key] === 'string')

/** What can be shown of one error or several, or of what should be errors. */
const described = (errors: DescribedError | readonly DescribedError[]): readonly DescribedError[] =>
  (isSeveral(errors) ? errors.slice(0, mostEntries) : [errors]).filter(isDescribed)

const rendered = (error: DescribedError): string => renderError(readable(error))

/** A value that cannot be read is not an error, and has no text. */
const textOf = (render: () => string): string => {
  const text = attempt(render)
  return isRight(text) ? text.right : ''
}

const isSeveral = (errors: DescribedError | readonly DescribedError[]): errors is readonly DescribedError[] =>
  Array.isArray(errors)

/**
 * Errors, or one, as text for people: each with its place, the fault in one sentence, and the repair.
 *
 * @param errors - The content of a Left: one error or a list of them.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, estimate, renderErrors, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
 * const result = estimate(layer, dataflow('overlap', [temporalMap(3, 1, 'C')]), { pes: 16 })
 * const text = result._tag === 'Left' ? renderErrors(result.left) : ''
 * text.includes('repair:   Write TemporalMap(3, 3) C.') // => true
 * ```
 * @since 0.1.0
 * @category errors
 */
export const renderErrors = (errors: DescribedError | readonly DescribedError[]): string =>
  textOf(() => described(errors).map(rendered).join('\n\n'))

const isLeftOfErrors = (result: unknown): result is Left<DescribedError | readonly DescribedError[]> =>
  isRecord(result) && result['_tag'] === 'Left'

/** A Left without errors that can be shown, or no Either at all. */
const misuse = (result: unknown): string =>
  isLeftOfErrors(result)
    ? 'This is a Left without errors that can be shown.'
    : `orThrow takes an Either, a Right or a Left, but this is ${show(result)}: it may have been opened before.`

/** The errors of a Left that can be shown; a Left whose list cannot be read has none. */
const errorsOf = (result: unknown): readonly DescribedError[] => {
  const errors = attempt(() => (isLeftOfErrors(result) ? described(result.left) : []))
  return isRight(errors) ? errors.right : []
}

/**
 * The value of a Right, for scripts, or an {@link EstimateFailure} whose message is the rendered report.
 *
 * @example
 * ```ts
 * import { dataflow, estimate, fullyConnected, orThrow, spatialMap } from 'maestro-dataflow'
 *
 * orThrow(estimate(fullyConnected({ K: 10, C: 10 }), dataflow('K-P', [spatialMap('K')]), { pes: 10 })).macs // => 100
 * ```
 * @param result - The result of a function of this package: an Either of errors or a value.
 * @throws EstimateFailure if the result is a Left; its `errors` are those of the Left.
 * @since 0.1.0
 * @category errors
 */
export const orThrow = <A>(result: Either<DescribedError | NonEmptyArray<DescribedError>, A>): A => {
  // JavaScript may pass what is not an Either.
  if (isRecord(result) && isRight(result)) return result.right
  const errors = errorsOf(result)
  const report = renderErrors(errors)
  // The one function whose purpose is to throw.
  throw new EstimateFailure(report === '' ? misuse(result) : report, errors)
}
