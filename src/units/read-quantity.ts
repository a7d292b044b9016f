/** Reading one text as a quantity of a kind: a decimal in the unit that is asked for, or what is wrong with the text. */
import type { Unit } from 'mathjs'
import { hintAt, isOfKind, isWanted, type Kind, kindInWords, samplesOf, wanted } from './kinds'
import { type Decimal, decimal, inUnit, valueIn } from './mathjs'
import { isRefusal, notText, quoted, type Refusal } from './refusal'
import { didYouMeanUnit, isImplausible, meantByPrefix, spelled } from './spelling'

/** Quantities are short; longer texts are refused unread. */
const longest = 100

const numberAndUnit = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) ?(.*)$/

/** Units joined by `*`, `/` or a space, with powers: neither numbers nor functions, which mathjs would read too. */
const plainUnit = /^[A-Za-z]+(?:\^?-?\d)?(?: ?[*/ ] ?[A-Za-z]+(?:\^?-?\d)?)*$/

/** The signs of datasheets in the letters that mathjs reads. */
const inLetters = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[µμ]/g, 'u')
    .replace(/·/g, '*')
    .replace(/²/g, '^2')
    .replace(/−/g, '-')

const expectedBut = (text: string, kind: Kind, what: string, hint = hintAt(kind)): Refusal => ({
  expected: wanted(kind),
  given: `${quoted(text)}, which is ${what}`,
  hint,
  message: `${quoted(text)} is ${what}; ${isWanted(kind)}.`,
})

const tooLong = (text: string, kind: Kind): Refusal => ({
  expected: wanted(kind),
  given: `a text of ${text.length} letters`,
  hint: hintAt(kind),
  message: `A text of ${text.length} letters is too long for a quantity; ${isWanted(kind)}.`,
})

const unknownUnit = (text: string, unit: string, kind: Kind): Refusal => ({
  expected: wanted(kind),
  given: `${quoted(text)}, whose unit cannot be read`,
  hint: `${didYouMeanUnit(unit, kind)}${hintAt(kind)}`,
  message: `${quoted(unit)} in ${quoted(text)} is not a unit; ${isWanted(kind)}.`,
})

/** A text without a leading number: a unit alone, or anything else. */
const numberless = (text: string, kind: Kind): Refusal => expectedBut(text, kind, 'not a number with a unit')

const unitless = (text: string, kind: Kind): Refusal =>
  expectedBut(
    text,
    kind,
    'a number without a unit',
    kind === 'elementSize'
      ? `Write a number of bytes without quotes, or the unit as well, as in ${samplesOf(kind)}.`
      : `Write the unit as well, as in ${samplesOf(kind)}.`,
  )

const prefixOnly = (text: string, kind: Kind, meant: string): Refusal =>
  expectedBut(text, kind, 'a number with a prefix only', `Did you mean ${meant}? k is 1000 and Ki 1024.`)

const negative = (text: string, kind: Kind): Refusal => expectedBut(text, kind, 'negative', 'Give 0 or more.')

/** Zero by its digits: a decimal of a very small exponent is rounded to 0. */
const isZeroWritten = (amount: string): boolean => !/[1-9]/.test(amount.split(/e/i, 1)[0] ?? '')

const inexact = (text: string, kind: Kind): Refusal =>
  expectedBut(
    text,
    kind,
    'a whole number that is not kept exactly',
    'Give a whole number up to 2^53 − 1, or one with fewer digits.',
  )

/** A double holds it: exactly, or as the number that is written with the fewest digits. */
const isKept = (value: Decimal, number: number): boolean =>
  !value.isInteger() || value.equals(decimal(number)) || value.toFixed() === String(BigInt(number))

const outOfRange = (text: string, kind: Kind): Refusal =>
  expectedBut(text, kind, 'beyond the range of a number', 'Give a value between 1e-300 and 1e300.')

type Split = { readonly text: string; readonly amount: Decimal; readonly unit: string }

/** The number of a text, and its unit in letters that mathjs reads. */
export const splitQuantity = (text: unknown, kind: Kind): Split | Refusal => {
  if (typeof text !== 'string') return notText(text, wanted(kind), samplesOf(kind))
  if (text.length > longest) return tooLong(text, kind)
  const [, amount, unit] = numberAndUnit.exec(inLetters(text)) ?? []
  if (amount === undefined || unit === undefined) return numberless(text, kind)
  if (unit === '') return unitless(text, kind)
  const value = decimal(amount)
  return value.isZero() && !isZeroWritten(amount) ? outOfRange(text, kind) : { text, amount: value, unit }
}

type ReadQuantity = { readonly text: string; readonly quantity: Unit }

const quantityOf = ({ text, amount, unit }: Split, kind: Kind): Unit | Refusal => {
  const meant = meantByPrefix(unit, kind)
  if (meant !== undefined) return prefixOnly(text, kind, meant)
  const isUnit = plainUnit.test(unit) && !isImplausible(unit, kind)
  const quantity = isUnit ? inUnit(amount, spelled(unit)) : undefined
  if (quantity === undefined) return unknownUnit(text, unit, kind)
  return isOfKind(quantity, kind) ? quantity : expectedBut(text, kind, kindInWords(quantity))
}

/** Whether a decimal is a number of 0 or more that a double can hold; whole numbers exactly. */
export const inRange = (value: Decimal, text: string, kind: Kind): Decimal | Refusal => {
  if (value.isZero()) return value.abs()
  if (value.isNegative()) return negative(text, kind)
  const number = value.toNumber()
  if (!Number.isFinite(number) || number === 0) return outOfRange(text, kind)
  return isKept(value, number) ? value : inexact(text, kind)
}

/** A text as a quantity of the kind that is asked for. */
export const readQuantity = (given: unknown, kind: Kind): ReadQuantity | Refusal => {
  const split = splitQuantity(given, kind)
  if (isRefusal(split)) return split
  const quantity = quantityOf(split, kind)
  return isRefusal(quantity) ? quantity : { text: split.text, quantity }
}

/** The value of a text in a unit of the kind that is asked for. */
export const readIn = (given: unknown, kind: Kind, unit: string): Decimal | Refusal => {
  const read = readQuantity(given, kind)
  return isRefusal(read) ? read : inRange(valueIn(read.quantity, unit), read.text, kind)
}
