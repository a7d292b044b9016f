/** Numbers, and one value or another by what kind of value it is. */
import * as t from 'io-ts'
import { describe, quantityHint } from './describe'
import { type Described, describedCodec, seenBy } from './shape'

const numberHint = (given: unknown): string => {
  if (typeof given !== 'string') return 'Give a finite number.'
  const text = given.trim().slice(0, 40)
  if (text !== '' && Number.isFinite(Number(text))) return `Write ${text} without quotes.`
  return quantityHint(text, 'Give a number') ?? 'Give a number.'
}

/** A number that JSON can hold. */
export const number: Described<number> = describedCodec<number>(
  { expected: 'a number', hint: numberHint },
  { _tag: 'Number' },
  (value, context) =>
    typeof value === 'number' && Number.isFinite(value) ? t.success(value) : t.failure(value, context),
)

type Cases = {
  readonly number?: t.Type<number>
  readonly null?: t.Type<null>
  readonly flag?: t.Mixed
  readonly text?: t.Mixed
  readonly list?: t.Mixed
  readonly object?: t.Mixed
}

type CaseOf<C> = { [K in keyof C]: C[K] extends t.Type<infer A> ? A : never }[keyof C]

const kindOf = (value: unknown): keyof Cases | undefined => {
  if (value === null) return 'null'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'flag'
  if (typeof value === 'string') return 'text'
  if (typeof value !== 'object') return undefined
  return Array.isArray(value) ? 'list' : 'object'
}

/** One codec for each kind of value that is accepted. Faults are those of the kind that was given. */
export const cases = <C extends Cases>(of: C): Described<CaseOf<C>> => {
  const codecs: readonly t.Mixed[] = Object.values(of)
  const descriptions = codecs.map(describe)
  const properties = descriptions.flatMap((each) => each.properties ?? [])
  const place = descriptions.find((each) => each.place !== undefined)?.place
  return describedCodec<CaseOf<C>>(
    {
      expected: descriptions.map(({ expected }) => expected).join(' or '),
      hint: (given, path) => descriptions[0]?.hint(given, path) ?? '',
      properties,
      ...(place === undefined ? {} : { place }),
    },
    { _tag: 'Kinds', of: codecs },
    (value, context) => {
      const kind = kindOf(value)
      const codec: t.Mixed | undefined = kind === undefined ? undefined : of[kind]
      return codec === undefined
        ? t.failure(value, context)
        : codec.validate(value, seenBy(codec, value, context))
    },
  )
}

/** A figure that may be absent. */
export const numberOrNull: Described<number | null> = cases({ number, null: t.null })
