/** Reads an einsum in the form that names its tensors: `C[m, n] = A[m, k] * B[k, n]`. */
import { shorten } from '../../error/show'
import type { ParsedAxis, ParsedEinsum, ParsedTensor } from './parsed'
import { readAxis } from './read-axis'
import { readUncoupled } from './read-uncoupled'
import { isMark, peek, type Reader, refuse, takeMark, wordsOf } from './reader'
import type { Token } from './scan'

const notClosed = (reader: Reader, name: Token): undefined =>
  refuse(reader, peek(reader), {
    message: `The bracket of ${wordsOf(reader, name)} is not closed before ${wordsOf(reader, peek(reader))}.`,
    expected: ']',
    hint: `Write ] after the last dimension of ${shorten(name.text)}.`,
  })

const endsOutside = (token: Token): boolean => token.kind === 'end' || isMark(token, '*', '=', '->', ';')

/** The axes in brackets, separated by commas or spaces. */
const readAxes = (reader: Reader, name: Token): readonly ParsedAxis[] | undefined => {
  const axes: ParsedAxis[] = []
  while (!isMark(peek(reader), ']')) {
    if (endsOutside(peek(reader))) return notClosed(reader, name)
    const axis = readAxis(reader)
    if (axis === undefined) return undefined
    axes.push(axis)
    const comma = peek(reader)
    if (takeMark(reader, ',') && isMark(peek(reader), ']'))
      return refuse(reader, comma, {
        message: 'A dimension is missing after the comma.',
        expected: 'a dimension, or no comma',
        hint: 'Remove the comma, or name the dimension that follows it.',
      })
  }
  return axes
}

const noName = (reader: Reader, token: Token): undefined => {
  const told = { expected: 'the name of a tensor and its dimensions in brackets' }
  if (isMark(token, '['))
    return refuse(reader, token, {
      ...told,
      message: 'A name is missing before the bracket.',
      hint: 'Name the tensor before its bracket, such as A[m, k].',
    })
  if (token.kind === 'number')
    return refuse(reader, token, {
      ...told,
      message: `The number ${shorten(token.text)} is not a tensor.`,
      hint: 'Leave constant factors out, or name them as a scalar, such as scale[].',
    })
  return refuse(reader, token, {
    ...told,
    message: `A tensor is expected here, but there is ${wordsOf(reader, token)}.`,
    hint: 'Write a tensor such as A[m, k].',
  })
}

const noBrackets = (reader: Reader, token: Token): undefined => {
  const name = shorten(token.text)
  return refuse(reader, token, {
    message: `${name} has no dimensions.`,
    expected: `${name} and its dimensions in brackets`,
    hint: `Write the dimensions of ${name} in brackets, ${name}[] for a scalar.`,
  })
}

const readTensor = (reader: Reader): ParsedTensor | undefined => {
  const name = peek(reader)
  if (name.kind !== 'word') return noName(reader, name)
  reader.at += 1
  if (!takeMark(reader, '[')) return noBrackets(reader, name)
  const axes = readAxes(reader, name)
  if (axes === undefined) return undefined
  const { end } = peek(reader)
  reader.at += 1
  return { name: name.text, axes, start: name.start, end }
}

/** Tensors with a mark between them. */
const readTensors = (reader: Reader, mark: ',' | '*'): readonly ParsedTensor[] | undefined => {
  const tensors: ParsedTensor[] = []
  do {
    const tensor = readTensor(reader)
    if (tensor === undefined) return undefined
    tensors.push(tensor)
  } while (takeMark(reader, mark))
  return tensors
}

/** The operands; `0` says that there are none. */
const readOperands = (reader: Reader): readonly ParsedTensor[] | undefined => {
  const [zero, next] = [peek(reader), peek(reader, 1)]
  if (zero.text !== '0' || (next.kind !== 'end' && !isMark(next, ';'))) return readTensors(reader, '*')
  reader.at += 1
  return []
}

const noProduct = (reader: Reader, token: Token): undefined => {
  const shown = wordsOf(reader, token)
  const joined = isMark(token, '+', '-') || token.text === '/'
  return refuse(reader, token, {
    message: joined
      ? `Operands are joined by *, not by ${shown}.`
      : `Operands are joined by *, but there is ${shown}.`,
    expected: '*',
    hint: joined
      ? 'Write *: each point counts as one operation, whichever it is.'
      : 'Write * between the operands.',
  })
}

const continues = (token: Token): boolean =>
  token.kind === 'word' || token.kind === 'other' || isMark(token, ',', '+', '-', '[', '(')

const noEquals = (reader: Reader, token: Token): undefined =>
  refuse(reader, token, {
    message: `The output is followed by =, but there is ${wordsOf(reader, token)}.`,
    expected: '= and the operands',
    hint: 'Write the output, = and the operands, as in C[m, n] = A[m, k] * B[k, n].',
  })

export const readNamed = (reader: Reader): ParsedEinsum | undefined => {
  const outputs = readTensors(reader, ',')
  if (outputs === undefined) return undefined
  if (!takeMark(reader, '=')) return noEquals(reader, peek(reader))
  const operands = readOperands(reader)
  if (operands === undefined) return undefined
  if (continues(peek(reader))) return noProduct(reader, peek(reader))
  const uncoupled = readUncoupled(reader)
  return uncoupled === undefined ? undefined : { form: 'tensors', operands, outputs, uncoupled }
}
