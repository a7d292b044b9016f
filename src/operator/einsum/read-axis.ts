/** Reads an axis of a tensor: a dimension, or a window such as `2y+3r`. */
import { shorten } from '../../error/show'
import type { ParsedAxis, ParsedTerm } from './parsed'
import { isMark, peek, type Reader, refuse, takeMark, wordsOf } from './reader'
import type { Token } from './scan'

const dimension = 'a dimension, such as k, 2y or y+r'

const coefficientOf = (reader: Reader, token: Token): number | undefined => {
  const value = Number(token.text)
  if (Number.isSafeInteger(value) && value > 0) return value
  const isZero = value === 0
  return refuse(reader, token, {
    tag: 'UnsupportedCoupling',
    message: `The coefficient ${shorten(token.text)} is not a positive integer.`,
    expected: 'a positive integer',
    hint: isZero
      ? 'Leave the dimension out of this axis: it does not move along it.'
      : 'Write a positive integer of at most 2^53 − 1 before the dimension, such as 2y.',
  })
}

const afterNumber = (reader: Reader, number: Token): undefined =>
  refuse(reader, number, {
    message: `The number ${shorten(number.text)} has no dimension.`,
    expected: dimension,
    hint: 'Leave out the constant: a shift does not change the number of elements. Write a coefficient before its dimension, as in 2y.',
  })

const unreadable = (reader: Reader, token: Token): undefined => {
  const shown = wordsOf(reader, token)
  const told = { expected: dimension, message: `A dimension is expected here, but there is ${shown}.` }
  if (isMark(token, '...'))
    return refuse(reader, token, {
      ...told,
      message: 'An einsum has no ellipsis.',
      hint: 'Write out its dimensions.',
    })
  if (isMark(token, '-'))
    return refuse(reader, token, {
      tag: 'UnsupportedCoupling',
      message: 'A dimension is subtracted, but the coefficients of an axis are positive.',
      expected: 'a sum with +',
      hint: 'Write + in place of −: an axis that runs backwards touches the same elements.',
    })
  if (isMark(token, '('))
    return refuse(reader, token, {
      ...told,
      message: 'Dimensions are not joined by parentheses.',
      hint: 'Write the dimensions without parentheses: each is an axis of its own.',
    })
  if (isMark(token, '['))
    return refuse(reader, token, {
      ...told,
      message: 'Brackets do not open inside brackets.',
      hint: 'Name a dimension: a subscript that is read from another tensor is not one.',
    })
  if (isMark(token, '*'))
    return refuse(reader, token, {
      ...told,
      message: 'Without brackets, operands are separated by commas.',
      hint: 'Write a comma between the operands, or give each a name and brackets, as in A[m, k] * B[k, n].',
    })
  if (token.kind === 'other')
    return refuse(reader, token, {
      ...told,
      hint: 'Name dimensions with the letters A to Z and a to z, digits and _, perhaps with a prime at the end.',
    })
  return refuse(reader, token, { ...told, hint: `Write ${dimension}, or remove ${shown}.` })
}

const readTerm = (reader: Reader): ParsedTerm | undefined => {
  const first = peek(reader)
  if (first.kind !== 'word' && first.kind !== 'number') return unreadable(reader, first)
  reader.at += 1
  if (first.kind === 'word') return { name: first.text, coefficient: 1, start: first.start, end: first.end }
  const isProduct = isMark(peek(reader), '*') && peek(reader, 1).kind === 'word'
  if (isProduct) reader.at += 1
  const word = peek(reader)
  if (word.kind !== 'word') return afterNumber(reader, first)
  const coefficient = coefficientOf(reader, first)
  if (coefficient === undefined) return undefined
  reader.at += 1
  return { name: word.text, coefficient, start: first.start, end: word.end }
}

/** Reads an axis up to what is no part of it. */
export const readAxis = (reader: Reader): ParsedAxis | undefined => {
  const terms: ParsedTerm[] = []
  do {
    const term = readTerm(reader)
    if (term === undefined) return undefined
    terms.push(term)
    const next = peek(reader)
    if (isMark(next, '-')) return unreadable(reader, next)
    const factor = peek(reader, 1)
    if (isMark(next, '*') && factor.kind === 'number')
      return refuse(reader, factor, {
        message: `The coefficient ${shorten(factor.text)} follows its dimension.`,
        expected: 'a coefficient before its dimension',
        hint: `Write ${shorten(`${factor.text}${term.name}`)}.`,
      })
  } while (takeMark(reader, '+'))
  return terms
}
