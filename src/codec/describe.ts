/** Descriptions of codecs, ours and those of io-ts. */
import type * as t from 'io-ts'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import { type Description, isDescribed } from './shape'

/** A hint for a text with a unit, such as '108 KiB': the function that reads it. */
export const quantityHint = (given: unknown, wanted: string): string | undefined =>
  typeof given === 'string' && /^\s*[+-]?[\d.]+ *[A-Za-zµ]/.test(given.slice(0, 60))
    ? `${wanted}; texts with units, such as '108 KiB', are read by datasheet of maestro-dataflow/units.`
    : undefined

const isWords = (type: object): type is t.KeyofC<{ readonly [word: string]: unknown }> =>
  '_tag' in type && type._tag === 'KeyofType'

const wordsOf = (words: readonly string[]): Description => {
  const quoted = words.map((word) => `'${word}'`)
  const expected = quoted.length === 1 ? `${quoted[0]}` : `one of ${listed(quoted, 'or')}`
  return {
    expected,
    hint: (given) => {
      const nearest = typeof given === 'string' ? didYouMean(given, words) : ''
      return `${nearest}Write ${expected}.`
    },
  }
}

const plain: Readonly<Record<string, Description>> = {
  StringType: { expected: 'a text', hint: () => 'Write it as a text in quotes.' },
  BooleanType: { expected: 'true or false', hint: () => 'Write true or false, without quotes.' },
  NumberType: { expected: 'a number', hint: () => 'Give a number.' },
  NullType: { expected: 'null', hint: () => 'Write null.' },
}

export const describe = (type: t.Decoder<never, unknown>): Description => {
  if (isDescribed(type)) return type.description
  if (isWords(type)) return wordsOf(Object.keys(type.keys))
  const tag = '_tag' in type && typeof type._tag === 'string' ? type._tag : ''
  return plain[tag] ?? { expected: type.name, hint: () => `Give a value of ${type.name}.` }
}
