/**
 * Shapes of data as io-ts codecs that describe themselves, so that a fault can be told in words (see `report.ts`). Every
 * property is read once, into a copy: what was checked is what is used.
 */
import { isRight } from 'fp-ts/Either'
import * as t from 'io-ts'
import { attempt } from '../error/attempt'
import type { ErrorTag } from '../error/error'

/**
 * An io-ts codec: `decode` checks the shape of unknown data and copies it, `encode` gives plain JSON data, `is` only checks.
 *
 * @since 0.1.0
 * @category codecs
 */
export type Codec<A> = t.Type<A>

/** What reports say of a codec. */
export type Description = {
  readonly expected: string
  readonly hint: (given: unknown, path: string) => string
  /** The properties of an object, with which unknown ones are compared. */
  readonly properties?: readonly string[]
  /** What the path starts with where this is the outermost codec. */
  readonly place?: string
  /** The tag of faults here and inside; `Malformed` when absent. */
  readonly tag?: ErrorTag
  /** The value must not be looked at again. */
  readonly isHostile?: boolean
}

export type Described<A> = Codec<A> & { readonly description: Description }

export const describedCodec = <A>(
  description: Description,
  validate: t.Validate<unknown, A>,
): Described<A> => {
  const is = (value: unknown): value is A => isRight(type.decode(value))
  const type = new t.Type<A>(description.place ?? description.expected, is, validate, t.identity)
  return Object.assign(type, { description })
}

/** The same place, seen by another codec: the variant of a union, say. */
export const seenBy = (type: t.Decoder<unknown, unknown>, value: unknown, context: t.Context): t.Context => [
  ...context.slice(0, -1),
  { key: context[context.length - 1]?.key ?? '', type, actual: value },
]

/** Faults that belong to no shape are told by codecs that accept nothing. */
const refusal = (description: Description): Described<never> =>
  describedCodec(description, (value, context) => t.failure(value, context))

/** A property that should not be there; the codec before it in the context knows which should. */
export const unknownKey: Described<never> = refusal({
  expected: 'absent',
  hint: () => 'Remove it.',
})

const hostile: Described<never> = refusal({
  expected: 'plain data',
  hint: () => 'Pass plain objects, such as JSON.parse makes.',
  isHostile: true,
})

const tooMany = (what: string, most: number, hint: string): Described<never> =>
  refusal({ expected: `${what} of at most ${most}`, hint: () => hint, tag: 'TooComplex' })

/** The failure of a value that is more than can be read. */
export const failAsTooMany = (
  what: string,
  most: number,
  hint: string,
  value: unknown,
  context: t.Context,
): t.Validation<never> => t.failure(value, seenBy(tooMany(what, most, hint), value, context))

/** The codec, which answers with a failure also where a value throws or is nested too deep for the stack. */
export const guarded = <A>(codec: Described<A>): Described<A> =>
  describedCodec(codec.description, (value, context) => {
    const looked = attempt(() => codec.validate(value, context))
    return isRight(looked) ? looked.right : t.failure(value, seenBy(hostile, value, context))
  })
