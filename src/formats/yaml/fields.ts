/** Entries of YAML maps, each as what it should be; anything else is reported at its place. */
import { didYouMean } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import { leaveAside, report, reportMeant, type Source, type Span } from '../source/source'
import type { Entry, Yaml, YamlList, YamlMap } from './node'
import { productOf } from './product'

export const inWords = (value: Yaml): string => {
  if (value._tag === 'Map') return 'a map'
  if (value._tag === 'List') return 'a list'
  return value.text === '' ? 'nothing' : `\`${shorten(value.text)}\``
}

export const entryOf = (map: YamlMap, ...keys: readonly string[]): Entry | undefined =>
  map.entries.find(({ key }) => keys.includes(key))

export const valueIn = (map: YamlMap, ...keys: readonly string[]): Yaml | undefined =>
  entryOf(map, ...keys)?.value

export const isNothing = (value: Yaml | undefined): value is undefined =>
  value === undefined || (value._tag === 'Scalar' && value.value === null)

const wrong = (source: Source, value: Yaml, what: string, expected: string): void =>
  report(source, 'Syntax', value, {
    expected,
    given: inWords(value),
    hint: `Write ${what} as ${expected}.`,
    message: `${what} must be ${expected}, but it is ${inWords(value)}.`,
  })

export const missing = (source: Source, around: Span, what: string, hint: string): void =>
  report(
    source,
    'MissingEntry',
    { start: around.start, end: around.start + 1 },
    {
      expected: what,
      given: 'missing',
      hint,
      message: `There is no ${what} here.`,
    },
  )

export const asMap = (source: Source, value: Yaml, what: string): YamlMap | undefined => {
  if (value._tag === 'Map') return value
  wrong(source, value, what, 'a map')
  return undefined
}

export const asList = (source: Source, value: Yaml, what: string): YamlList | undefined => {
  if (value._tag === 'List') return value
  wrong(source, value, what, 'a list')
  return undefined
}

export const asText = (source: Source, value: Yaml, what: string): string | undefined => {
  if (value._tag === 'Scalar' && value.value !== null)
    return typeof value.value === 'string' ? value.value : value.text
  wrong(source, value, what, 'a text')
  return undefined
}

/** The number that a scalar is or comes to (`1024 * 8`); undefined if it is none. */
export const numberIn = (value: Yaml): number | undefined => {
  if (value._tag !== 'Scalar') return undefined
  // YAML reads 0x10, 1e400 and .nan as numbers, too.
  return typeof value.value === 'boolean' ? undefined : productOf(value.text)
}

const notANumber = (source: Source, value: Yaml, what: string, expected: string): void =>
  report(source, 'InvalidNumber', value, {
    expected,
    given: inWords(value),
    hint: 'Write the number. Expressions other than products and quotients of numbers are not evaluated.',
    message: `${what} must be ${expected}, but it is ${inWords(value)}.`,
  })

export const asCount = (source: Source, value: Yaml, what: string): number | undefined => {
  const number = numberIn(value)
  if (isPositiveInteger(number)) return number
  notANumber(source, value, what, 'a positive integer')
  return undefined
}

/** A positive number, infinite too: of something that is not limited. */
export const asPositive = (source: Source, value: Yaml, what: string): number | undefined => {
  const number = numberIn(value)
  if (number !== undefined && number > 0) return number
  notANumber(source, value, what, 'a positive number')
  return undefined
}

/** Names, in a list or in one text with spaces or commas between them. */
export const asNames = (source: Source, value: Yaml, what: string): readonly string[] => {
  if (value._tag === 'List')
    return value.items.flatMap((item) => {
      const text = asText(source, item, `each of ${what}`)
      return text === undefined ? [] : [text]
    })
  return (asText(source, value, what) ?? '').split(/[\s,]+/).filter((name) => name !== '')
}

/** Entries that a closed map does not have: a misspelt one would silently say nothing. */
export const reportUnknown = (source: Source, map: YamlMap, known: readonly string[], what: string): void => {
  for (const { key, at } of map.entries) {
    if (known.includes(key)) continue
    report(source, 'UnknownWord', at, {
      expected: `one of ${listed(known, 'or')}`,
      given: `\`${shorten(key)}\``,
      hint: `${didYouMean(key, known)}Rename or remove it.`,
      message: `${what} has no entry \`${shorten(key)}\` that is known here.`,
    })
  }
}

/**
 * Entries of a map that may have more than is read: one that is close to what is read is misspelt, and would silently say
 * nothing; any other is named.
 */
export const reportMisspelt = (
  source: Source,
  map: YamlMap,
  known: readonly string[],
  what: string,
): void => {
  for (const { key, at } of map.entries) {
    if (known.includes(key)) continue
    const meant = didYouMean(key, known)
    if (meant === '') leaveAside(source, at, `${what} has an entry ${shorten(key)}, which is not read.`)
    else reportMeant(source, at, { key, meant, what })
  }
}
