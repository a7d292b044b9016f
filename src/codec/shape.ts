/**
 * Shapes of data as io-ts codecs that describe themselves, so that a fault can be described (see `report.ts`). Every
 * property is read once, into a copy: what was checked is what is used.
 */
import { isRight } from 'fp-ts/Either'
import * as t from 'io-ts'
import { attempt } from '../error/attempt'
import type { ErrorTag } from '../error/error'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import type { StandardSchema } from './standard'
import type { Structure } from './structure'

/**
 * An io-ts codec: `decode` checks the shape of unknown data and copies it, `encode` gives plain JSON data, `is` only checks.
 * It is a schema of Standard Schema as well, so that frameworks that take such schemas take it.
 *
 * @since 0.1.0
 * @category decoding
 */
export type Codec<A> = t.Type<A> & StandardSchema<A>

/** How errors describe what a codec expects. */
export type Description = {
  readonly expected: string
  readonly hint: (given: unknown, path: string) => string
  /** The properties of an object, with which unknown ones are compared. */
  readonly properties?: readonly string[]
  /** What the path starts with where this is the outermost codec. */
  readonly place?: string
  /** The tag of faults here and inside; `Malformed` when absent. */
  readonly tag?: ErrorTag
  /** Text that describes the value, where showing the value would read it again. */
  readonly given?: string
  /** Of a text that has a notation of its own: what is wrong with it, and its line with carets. */
  readonly message?: string
  readonly excerpt?: string
}

export type Described<A> = t.Type<A> & {
  readonly description: Description
  readonly structure: Structure
}

/** Whether a value has everything that its decoded copy has: nothing was filled in. */
const hasAll = (value: unknown, decoded: unknown): boolean => {
  if (Array.isArray(decoded))
    return Array.isArray(value) && decoded.every((part, i) => hasAll(value[i], part))
  if (!isRecord(decoded)) return true
  if (!isRecord(value)) return false
  return Object.entries(decoded).every(([key, part]) => {
    const given = own(value, key)
    return given !== undefined && hasAll(given, part)
  })
}

export const describedCodec = <A>(
  description: Description,
  structure: Structure,
  validate: t.Validate<unknown, A>,
): Described<A> => {
  const is = (value: unknown): value is A => {
    const decoded = type.decode(value)
    // Looking at a hostile value once more may throw.
    return isRight(decoded) && isRight(attempt(() => hasAll(value, decoded.right) || undefined))
  }
  const type = new t.Type<A>(description.place ?? description.expected, is, validate, t.identity)
  return Object.assign(type, { description, structure })
}

/** The same place, seen by another codec: the variant of a union, say. */
export const seenBy = (type: t.Decoder<unknown, unknown>, value: unknown, context: t.Context): t.Context => [
  ...context.slice(0, -1),
  { key: context[context.length - 1]?.key ?? '', type, actual: value },
]

const nothing: Structure = { _tag: 'Nothing' }

const acceptNothing = (value: unknown, context: t.Context) => t.failure<never>(value, context)

/** A property that should not be there; the codec before it in the context knows which should. */
export const unknownKey: Described<never> = describedCodec(
  { expected: 'absent', hint: () => 'Remove it.' },
  nothing,
  acceptNothing,
)

export const plainHint = (): string => 'Pass plain objects, such as JSON.parse makes.'

export const isDescribed = (type: object): type is Described<unknown> => 'description' in type

/** The failure of a value for another reason than its shape: what differs from the description of the codec here. */
export const refuse = (
  differing: Partial<Description>,
  value: unknown,
  context: t.Context,
): t.Validation<never> => {
  const type = context[context.length - 1]?.type
  const here = type !== undefined && isDescribed(type) ? type.description : undefined
  const description = { expected: 'plain data', hint: plainHint, ...here, ...differing }
  return t.failure(value, seenBy(describedCodec(description, nothing, acceptNothing), value, context))
}

/** The failure of a value that is more than can be read. */
export const failAsTooMany = (
  what: string,
  most: number,
  hint: string,
  value: unknown,
  context: t.Context,
): t.Validation<never> =>
  refuse({ expected: `${what} of at most ${most}`, hint: () => hint, tag: 'TooComplex' }, value, context)

/** A plain object, not an instance of a class: JSON has no other objects. Its prototype may be that of another realm. */
const isPlain = (value: unknown): value is UnknownRecord => {
  if (!isRecord(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A codec that looks at plain objects only. */
export const objectCodec = <A>(
  description: Description,
  structure: Structure,
  validate: (value: UnknownRecord, context: t.Context) => t.Validation<A>,
): Described<A> =>
  describedCodec<A>(description, structure, (value, context) => {
    if (isPlain(value)) return validate(value, context)
    return isRecord(value)
      ? refuse({ hint: plainHint, given: 'an instance of a class' }, value, context)
      : t.failure(value, context)
  })
