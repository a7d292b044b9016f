/** Values of options: numbers, words, and axes of a design space. */
import { didYouMean } from '../../error/nearest'
import { listed } from '../../error/show'
import { type Faults, misuse } from '../faults'
import type { Invocation } from './option'

type Options = Invocation['options']

export const isSet = (options: Options, name: string): boolean => options.has(name)

export const valuesOf = (options: Options, name: string): readonly string[] => options.get(name) ?? []

/** The last value counts, as in other programs. */
export const optionOf = (options: Options, name: string): string | undefined => options.get(name)?.at(-1)

/** Values with commas between them, or an option that is given several times. */
export const listOf = (options: Options, name: string): readonly string[] =>
  valuesOf(options, name)
    .flatMap((value) => value.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '')

const invalid = (faults: Faults, name: string, given: string, expected: string, hint: string): void =>
  misuse(faults, 'InvalidOption', `--${name}`, {
    expected,
    given,
    hint,
    message: `--${name} must be ${expected}, but it is ${given === '' ? 'empty' : given}.`,
  })

const multiples: Readonly<Record<string, number>> = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }

/** `512`, `0.5`, `64Ki`, `1MiB`; undefined for what is no number. */
const amountOf = (text: string): number | undefined => {
  const [, digits, multiple = ''] = /^(\d+(?:\.\d+)?(?:e\d+)?)([KMG]i)?B?$/.exec(text.trim()) ?? []
  return digits === undefined ? undefined : Number(digits) * multiples[multiple]!
}

/** A number that an option must have; undefined where it is absent, or no number. */
export const numberOf = (
  options: Options,
  name: string,
  faults: Faults,
  example = '16',
): number | undefined => {
  const given = optionOf(options, name)
  if (given === undefined) return undefined
  const number = amountOf(given)
  if (number === undefined) invalid(faults, name, given, 'a number', `Write it as in --${name} ${example}.`)
  return number
}

/** A number of at least 1. */
export const countOf = (options: Options, name: string, faults: Faults): number | undefined => {
  const number = numberOf(options, name, faults)
  if (number === undefined || (Number.isSafeInteger(number) && number >= 1)) return number
  invalid(
    faults,
    name,
    optionOf(options, name) ?? '',
    'a positive whole number',
    `Write it as in --${name} 4.`,
  )
  return undefined
}

/** One of these words. */
export const wordOf = <W extends string>(
  options: Options,
  name: string,
  words: readonly W[],
  faults: Faults,
): W | undefined => {
  const given = optionOf(options, name)
  return given === undefined ? undefined : oneOf(name, given, words, faults)
}

const oneOf = <W extends string>(
  name: string,
  given: string,
  words: readonly W[],
  faults: Faults,
): W | undefined => {
  const found = words.find((word) => word === given)
  if (found === undefined)
    invalid(faults, name, given, `one of ${listed(words)}`, `${didYouMean(given, words)}Write one of them.`)
  return found
}

export const wordsOf = <W extends string>(
  options: Options,
  name: string,
  words: readonly W[],
  faults: Faults,
): readonly W[] => listOf(options, name).flatMap((given) => oneOf(name, given, words, faults) ?? [])

/** `NAME=VALUE`, several times. */
export const pairsOf = (
  options: Options,
  name: string,
  faults: Faults,
): readonly (readonly [string, string])[] =>
  valuesOf(options, name).flatMap((given) => {
    const [, key, value] = /^([^=]+)=(.+)$/.exec(given) ?? []
    if (key !== undefined && value !== undefined) return [[key, value] as const]
    invalid(faults, name, given, 'a name and its value', `Write it as in --${name} batch=1.`)
    return []
  })

/** Whole numbers by name. */
export const extentsOf = (options: Options, name: string, faults: Faults): Readonly<Record<string, number>> =>
  Object.fromEntries(
    pairsOf(options, name, faults).flatMap(([key, text]) => {
      const number = amountOf(text)
      if (number !== undefined && Number.isSafeInteger(number)) return [[key, number]]
      invalid(faults, name, `${key}=${text}`, 'a name and a whole number', `Write --${name} ${key}=1.`)
      return []
    }),
  )

/** The most values of an axis. */
const mostValues = 1_000_000

const range = /^(.+?)\.\.(.+?)(?:([:*])(.+))?$/

/** `1..8` in steps of 1, `64..256:64` in steps of 64, `1..64*2` by a factor of 2; undefined for what is none of these. */
const spanOf = (text: string): readonly number[] | undefined => {
  const [, from, to, sign = ':', by = '1'] = range.exec(text) ?? []
  if (from === undefined || to === undefined) return undefined
  const [first, last, step] = [from, to, by].map(amountOf)
  if (first === undefined || last === undefined || step === undefined) return undefined
  const grows = sign === '*' ? step > 1 && first > 0 : step > 0
  if (!grows) return undefined
  const values: number[] = []
  for (let value = first; value <= last && values.length <= mostValues; )
    value = values.push(value) > 0 && sign === '*' ? value * step : value + step
  return values.length === 0 || values.length > mostValues ? undefined : values
}

const axisHint =
  'Write values as 64,128, a range as 1..64, with steps as 64..512:64, or by a factor as 1..64*2.'

const axisValues = (name: string, text: string, faults: Faults): readonly number[] => {
  const parts = text.split(',').map((part) => {
    const amount = amountOf(part)
    return amount === undefined ? spanOf(part.trim()) : [amount]
  })
  if (parts.every((part) => part !== undefined)) return parts.flat()
  invalid(faults, name, text, 'numbers or ranges', axisHint)
  return []
}

/** The values of an axis of a design space; undefined where it is absent. */
export const axisOf = (options: Options, name: string, faults: Faults): readonly number[] | undefined => {
  const given = valuesOf(options, name)
  return given.length === 0 ? undefined : given.flatMap((text) => axisValues(name, text, faults))
}

/** Axes of parameters by name. */
export const parameterAxes = (
  options: Options,
  name: string,
  faults: Faults,
): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    pairsOf(options, name, faults).map(([key, text]) => [key, axisValues(name, text, faults)]),
  )
