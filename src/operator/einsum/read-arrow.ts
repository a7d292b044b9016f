/** Reads an einsum in the form of arrows: `b h q e, b h k e -> b h q k`. */
import { shorten } from '../../error/show'
import type { ParsedAxis, ParsedEinsum, ParsedTensor } from './parsed'
import { termsOf } from './parsed'
import { readAxis } from './read-axis'
import { readUncoupled } from './read-uncoupled'
import { isMark, peek, type Reader, refuse, takeMark, wordsOf } from './reader'
import type { Token } from './scan'

const isBetween = (token: Token): boolean => token.kind === 'end' || isMark(token, ',', '->', ';')

const readAxes = (reader: Reader): ParsedTensor | undefined => {
  const { start } = peek(reader)
  const axes: ParsedAxis[] = []
  while (!isBetween(peek(reader))) {
    const axis = readAxis(reader)
    if (axis === undefined) return undefined
    axes.push(axis)
  }
  const last = axes.at(-1)?.at(-1)
  return { name: undefined, axes, start, end: last?.end ?? start }
}

/** A scalar: `()`. */
const readScalar = (reader: Reader): ParsedTensor | undefined => {
  const [opened, closed] = [peek(reader), peek(reader, 1)]
  if (!isMark(opened, '(') || !isMark(closed, ')')) return undefined
  reader.at += 2
  return { name: undefined, axes: [], start: opened.start, end: closed.end }
}

const readTensor = (reader: Reader): ParsedTensor | undefined => readScalar(reader) ?? readAxes(reader)

const noDimensions = (reader: Reader, token: Token, which: 'operand' | 'output'): undefined =>
  refuse(reader, token, {
    message: `The dimensions of an ${which} are missing before ${wordsOf(reader, token)}.`,
    expected: `the dimensions of an ${which}`,
    hint:
      isMark(token, ',') || isMark(peek(reader, -1), ',')
        ? `Remove the comma, or write () for an ${which} that is a scalar.`
        : `Write the dimensions of each ${which}, or () for a scalar.`,
  })

/** Operands or outputs, separated by commas; an output without dimensions is a scalar, unless there are several. */
const readTensors = (reader: Reader, which: 'operand' | 'output'): readonly ParsedTensor[] | undefined => {
  const tensors: ParsedTensor[] = []
  do {
    const next = peek(reader)
    if (isBetween(next) && (which === 'operand' || tensors.length > 0 || isMark(next, ',')))
      return noDimensions(reader, next, which)
    const tensor = readTensor(reader)
    if (tensor === undefined) return undefined
    tensors.push(tensor)
  } while (takeMark(reader, ','))
  return tensors
}

/** The operands; `0` says that there are none. */
const readOperands = (reader: Reader): readonly ParsedTensor[] | undefined => {
  const [zero, next] = [peek(reader), peek(reader, 1)]
  if (zero.text !== '0' || !isMark(next, '->')) return readTensors(reader, 'operand')
  reader.at += 1
  return []
}

/** The output that other notations imply: the dimensions that stand once. */
const implied = (operands: readonly ParsedTensor[]): string => {
  const names = operands.flatMap((operand) => termsOf(operand).map(({ name }) => name))
  const once = names.filter((name) => names.indexOf(name) === names.lastIndexOf(name))
  return once.length === 0 ? '()' : once.slice(0, 8).map(shorten).join(' ')
}

const noArrow = (reader: Reader, operands: readonly ParsedTensor[]): undefined => {
  const isSemicolon = isMark(peek(reader), ';')
  return refuse(reader, peek(reader), {
    message: `The arrow and the dimensions of the output are missing${isSemicolon ? ' before ";"' : ''}.`,
    expected: '-> and the dimensions of the output',
    hint: isSemicolon
      ? 'Write a comma between operands: a semicolon follows the output.'
      : `Write -> and the dimensions that are not summed: perhaps -> ${implied(operands)}.`,
  })
}

export const readArrow = (reader: Reader): ParsedEinsum | undefined => {
  const operands = readOperands(reader)
  if (operands === undefined) return undefined
  if (!takeMark(reader, '->')) return noArrow(reader, operands)
  const outputs = readTensors(reader, 'output')
  if (outputs === undefined) return undefined
  const second = peek(reader)
  if (isMark(second, '->'))
    return refuse(reader, second, {
      message: 'There is a second arrow.',
      expected: 'one arrow',
      hint: 'Write a layer for each product: the output of the first is an operand of the second.',
    })
  const uncoupled = readUncoupled(reader)
  return uncoupled === undefined ? undefined : { form: 'arrow', operands, outputs, uncoupled }
}
