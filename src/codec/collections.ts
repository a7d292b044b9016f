/** Codecs of objects, with exactly these properties, with any names, or distinguished by a property, and of lists. */
import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import type { ErrorTag } from '../error/error'
import { listed } from '../error/show'
import { byName } from '../internal/by-name'
import { mostEntries } from '../internal/limits'
import { own } from '../internal/read'
import { describe, quantityHint } from './describe'
import { type Described, describedCodec, failAsTooMany, objectCodec, seenBy, unknownKey } from './shape'
import type { Property } from './structure'

/** The number of faults that are reported of one object or list. */
const mostFaults = 20

/** Decodes what stands at a key; a fault goes to the list. */
const decodeAt = <A>(
  codec: t.Type<A>,
  key: string,
  value: unknown,
  context: t.Context,
  faults: t.ValidationError[],
): A | undefined => {
  const decoded = codec.validate(value, t.appendContext(context, key, codec, value))
  if (!isLeft(decoded)) return decoded.right
  for (const fault of decoded.left) faults.push(fault)
  return undefined
}

const resultOf = <A>(value: A, faults: t.ValidationError[]): t.Validation<A> =>
  faults.length === 0 ? t.success(value) : t.failures(faults)

/** A property that may be absent. */
export type Optional<A> = { readonly optional: t.Type<A> }

export const optional = <A>(codec: t.Type<A>): Optional<A> => ({ optional: codec })

/** A property that has a value also where it is absent, as a constructor fills it in. */
export type Defaulted<A> = { readonly codec: t.Type<A>; readonly absent: A }

export const defaulted = <A>(codec: t.Type<A>, absent: A): Defaulted<A> => ({ codec, absent })

type IsOptional<A, K extends keyof A> = object extends Pick<A, K> ? true : false

/** A codec for every property of a type: one that is forgotten, misspelt or of another type does not compile. */
export type Properties<A> = {
  readonly [K in keyof A]-?: IsOptional<A, K> extends true
    ? Optional<Required<A>[K]>
    : t.Type<A[K]> | Defaulted<A[K]>
}

const propertiesOf = (given: object): readonly Property[] =>
  // What Properties<A> says, whatever A is.
  Object.entries(given as Readonly<Record<string, t.Mixed | Optional<unknown> | Defaulted<unknown>>>).map(
    ([key, property]) => {
      if ('optional' in property) return { key, codec: property.optional, isOptional: true }
      if ('absent' in property) return { key, ...property, isOptional: false }
      return { key, codec: property, isOptional: false }
    },
  )

/** An object with these properties and no other. */
export const exact = <A extends object>(
  place: string,
  given: Properties<A>,
  tag?: ErrorTag,
): Described<A> => {
  const properties = propertiesOf(given)
  const names = properties.map(({ key }) => key)
  const byKey = new Map(properties.map((property) => [property.key, property]))
  const type: Described<A> = objectCodec<A>(
    {
      expected: names.length === 0 ? 'an object' : `an object with ${listed(names)}`,
      hint: (given, path) => {
        const wanted = `Write ${path === '' ? 'it' : path} as an object`
        return quantityHint(given, wanted) ?? `${wanted}.`
      },
      properties: names,
      place,
      ...(tag === undefined ? {} : { tag }),
    },
    { _tag: 'Object', properties },
    (value, context) => {
      const faults: t.ValidationError[] = []
      const copy: Record<string, unknown> = {}
      const read = (key: string): void => {
        const property = byKey.get(key)
        const found = own(value, key)
        const part = found === undefined ? property?.absent : found
        if (part === undefined && (property === undefined || property.isOptional)) return
        // The keys of the copy are ours: none of them is __proto__.
        if (property !== undefined) copy[key] = decodeAt(property.codec, key, part, context, faults)
        else
          faults.push({
            value: part,
            context: t.appendContext(seenBy(type, value, context), key, unknownKey, part),
          })
      }
      // In the order given, and then what is missing.
      const keys = Object.keys(value)
      for (let i = 0; i < keys.length && faults.length < mostFaults; i++) read(keys[i]!)
      for (const name of names) if (!Object.hasOwn(copy, name)) read(name)
      // Every property of A has been decoded by its codec, or there are faults.
      return resultOf(copy as A, faults)
    },
  )
  return type
}

/** An object with any names; `__proto__` is one of them. */
export const dictionary = <A>(of: t.Type<A>, what: string): Described<Readonly<Record<string, A>>> =>
  objectCodec<Readonly<Record<string, A>>>(
    {
      expected: `an object of ${what}`,
      hint: (_, path) => `Write ${path === '' ? 'it' : path} as an object of ${what}.`,
    },
    { _tag: 'Dictionary', of },
    (value, context) => {
      const faults: t.ValidationError[] = []
      const entries: { readonly name: string; readonly part: A | undefined }[] = []
      const names = Object.keys(value)
      for (let i = 0; i < names.length && faults.length < mostFaults; i++) {
        const name = names[i]!
        const given = value[name]
        if (given !== undefined) entries.push({ name, part: decodeAt(of, name, given, context, faults) })
      }
      // Without faults, every part is an A.
      return resultOf(
        byName(entries, (i) => entries[i]!.part as A),
        faults,
      )
    },
  )

const shorter = (most: number): string => `Shorten it to ${most} entries.`

/** A list of any length. */
export const list = <A>(
  of: t.Type<A>,
  { most = mostEntries, place = '' }: { readonly most?: number; readonly place?: string } = {},
): Described<readonly A[]> =>
  describedCodec<readonly A[]>(
    { expected: 'a list', hint: (_, path) => `Write ${path === '' ? 'it' : path} as a list […].`, place },
    { _tag: 'List', of, most },
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context)
      const { length } = value
      if (!(length <= most)) return failAsTooMany('a list', most, shorter(most), value, context)
      const faults: t.ValidationError[] = []
      const copy: A[] = []
      for (let i = 0; i < length && faults.length < mostFaults; i++) {
        const entry = decodeAt(of, String(i), value[i], context, faults)
        // Without faults, every entry is an A.
        copy.push(entry as A)
      }
      return resultOf(copy, faults)
    },
  )

/** A list of one entry for each codec. */
export const tuple = <const A extends readonly unknown[]>(
  what: string,
  ...codecs: { readonly [I in keyof A]: t.Type<A[I]> }
): Described<Readonly<A>> =>
  describedCodec<Readonly<A>>(
    { expected: what, hint: () => `Write ${what}.` },
    { _tag: 'Tuple', of: codecs },
    (value, context) => {
      if (!Array.isArray(value) || value.length !== codecs.length) return t.failure(value, context)
      const faults: t.ValidationError[] = []
      const copy = codecs.map((codec: t.Mixed, i) => decodeAt(codec, String(i), value[i], context, faults))
      // One entry for each codec, decoded by it.
      return resultOf(copy as unknown as Readonly<A>, faults)
    },
  )

/** The member of a union whose discriminant may be this word. */
type Variant<A, D extends keyof A, W> = A extends unknown ? (W extends A[D] ? A : never) : never

/** A union whose variants are distinguished by a property. Faults are those of the variant that the property names. */
export const tagged = <A extends object, D extends keyof A & string>(
  discriminant: D,
  variants: { readonly [W in A[D] & string]: t.Type<Variant<A, D, W>> },
): Described<A> => {
  const byWord: Readonly<Record<string, t.Mixed>> = variants
  const words = Object.keys(byWord)
  const word = t.keyof(Object.fromEntries(words.map((each) => [each, null])))
  const { place, tag } = describe(byWord[words[0] ?? ''] ?? t.unknown)
  const type: Described<A> = objectCodec<A>(
    {
      expected: `an object with ${discriminant} ${describe(word).expected}`,
      hint: (_, path) => `Write ${path === '' ? 'it' : path} as an object.`,
      properties: [discriminant],
      ...(place === undefined ? {} : { place }),
      ...(tag === undefined ? {} : { tag }),
    },
    // Several words may have one codec.
    { _tag: 'Variants', of: [...new Set(Object.values(byWord))] },
    (value, context) => {
      const given = own(value, discriminant)
      const variant = typeof given === 'string' && Object.hasOwn(byWord, given) ? byWord[given] : undefined
      return variant === undefined
        ? t.failure(given, t.appendContext(context, discriminant, word, given))
        : variant.validate(value, seenBy(variant, value, context))
    },
  )
  return type
}

/** One of two objects without a distinguishing property: the one whose properties the given object has. */
export const eitherObject = <A, B>(a: Described<A>, b: Described<B>): Described<A | B> =>
  objectCodec<A | B>(
    {
      expected: `${a.description.expected} or ${b.description.expected}`,
      hint: a.description.hint,
      properties: [...(a.description.properties ?? []), ...(b.description.properties ?? [])],
    },
    { _tag: 'Unlike', of: [a, b] },
    (value, context) => {
      const isB = b.description.properties?.some((key) => own(value, key) !== undefined) ?? false
      const meant: t.Type<A> | t.Type<B> = isB ? b : a
      return meant.validate(value, seenBy(meant, value, context))
    },
  )

/** A union of two variants, distinguished by a property that is true or false. */
export const flagged = <A, B>(
  flag: string,
  whenTrue: Described<A>,
  otherwise: Described<B>,
): Described<A | B> =>
  objectCodec<A | B>(
    whenTrue.description,
    { _tag: 'Variants', of: [whenTrue, otherwise] },
    (value, context) => {
      const given = own(value, flag)
      if (typeof given !== 'boolean')
        return t.failure(given, t.appendContext(context, flag, t.boolean, given))
      const meant: t.Type<A> | t.Type<B> = given ? whenTrue : otherwise
      return meant.validate(value, seenBy(meant, value, context))
    },
  )
