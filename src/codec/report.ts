/** From errors of io-ts to errors of this library: the place, and the expected and the given value, come from the context. */
import { isRight } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { attempt } from '../error/attempt'
import { type ErrorTag, type EstimateError, fault } from '../error/error'
import { show } from '../error/show'
import { unknownProperty } from '../internal/read'
import { describe } from './describe'
import { unknownKey } from './shape'
import type { StandardIssue } from './standard'

/** A place deeper than this is shown by its beginning. */
const mostSteps = 24
const longestKey = 60

/** io-ts gives the members of these a number of their own, which is not part of the path. */
const withoutPlace = /^(UnionType|IntersectionType)$/

const hasPlace = ({ type }: t.ContextEntry): boolean =>
  !('_tag' in type && typeof type._tag === 'string' && withoutPlace.test(type._tag))

/** Names of dimensions, and whatever else needs no quotes. */
const plainKey = /^[\w']+$/

const stepTo = (key: string, inside: t.ContextEntry): string => {
  if (Array.isArray(inside.actual)) return `[${key}]`
  const short = key.slice(0, longestKey)
  return plainKey.test(short) ? `.${short}` : `[${JSON.stringify(short)}]`
}

const pathOf = (context: t.Context): string => {
  const root = context[0] === undefined ? '' : (describe(context[0].type).place ?? '')
  const steps = context.slice(1).flatMap(({ key }, i) => {
    const inside = context[i]!
    return hasPlace(inside) ? [stepTo(key, inside)] : []
  })
  const shown = steps.length > mostSteps ? [...steps.slice(0, mostSteps), '…'] : steps
  const path = root + shown.join('')
  return path.startsWith('.') ? path.slice(1) : path
}

const tagOf = (context: t.Context): ErrorTag =>
  context.reduce<ErrorTag>((tag, { type }) => describe(type).tag ?? tag, 'Malformed')

/** A missing property is to be added under its name. */
const hintFor = (
  { key, actual }: t.ContextEntry,
  { hint, expected }: ReturnType<typeof describe>,
  path: string,
) =>
  actual === undefined && key !== '' ? `Add ${key.slice(0, longestKey)}: ${expected}.` : hint(actual, path)

const faultOf = ({ context, message }: t.ValidationError): EstimateError | undefined => {
  const last = context[context.length - 1]
  if (last === undefined) return undefined
  const outside = context.slice(0, -1)
  const parent = outside[outside.length - 1]
  if (last.type === unknownKey && parent !== undefined) {
    const known = describe(parent.type).properties ?? []
    return unknownProperty(tagOf(context), pathOf(outside), last.key, known)
  }
  const path = pathOf(context)
  const description = describe(last.type)
  const { expected } = description
  const given = description.given ?? show(last.actual)
  const hint = hintFor(last, description, path)
  const said = description.message ?? message
  const error = fault(tagOf(context), path, {
    expected,
    given,
    hint,
    ...(said === undefined ? {} : { message: said }),
  })
  return description.excerpt === undefined ? error : { ...error, excerpt: description.excerpt }
}

const unreadable: EstimateError = fault('Malformed', '', {
  expected: 'plain data',
  given: 'something that cannot be read',
  hint: 'Pass plain objects, such as JSON.parse makes.',
})

const errorOf = (error: t.ValidationError): EstimateError => {
  // A getter of a hostile value may throw while the value is shown.
  const found = attempt(() => faultOf(error))
  return isRight(found) ? found.right : unreadable
}

/**
 * Converts errors of io-ts to errors of this library: each names its place, the expected value, the given value and the
 * repair. It serves codecs of your own that contain these, and those of io-ts.
 *
 * @param errors - The errors of a Left of io-ts.
 *
 * @example
 * ```ts
 * import { array, string, type } from 'io-ts'
 * import { acceleratorCodec, toEstimateErrors } from 'maestro-dataflow/codec'
 *
 * const fleet = type({ owner: string, chips: array(acceleratorCodec) })
 * const result = fleet.decode({ owner: 'me', chips: [{ pes: 4, noc: { bandwith: 2 } }] })
 * const [error] = result._tag === 'Left' ? toEstimateErrors(result.left) : []
 * error?.path // => 'chips[0].noc.bandwith'
 * error?.hint // => 'Did you mean bandwidth? Rename or remove "bandwith".'
 * ```
 * @since 0.2.0
 * @category decoding
 */
export const toEstimateErrors = (errors: readonly t.ValidationError[]): readonly EstimateError[] =>
  errors.map(errorOf)

const keysOf = (context: t.Context): readonly (string | number)[] =>
  context
    .slice(1)
    .flatMap(({ key }, i) =>
      hasPlace(context[i]!) ? [Array.isArray(context[i]!.actual) ? Number(key) : key] : [],
    )

/** Errors of io-ts as issues of Standard Schema, which have no field for the repair. */
export const issuesOf = (errors: readonly t.ValidationError[]): readonly StandardIssue[] =>
  errors.map((error) => {
    const { message, hint } = errorOf(error)
    const keys = attempt(() => keysOf(error.context))
    return { message: `${message} ${hint}`, path: isRight(keys) ? keys.right : [] }
  })
