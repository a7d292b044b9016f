/** What an elementwise layer reads: `Operands: 1`, or the dimensions of each operand, `Operands { NCYX, C, 1 }`. */
import type { Operands } from '../operator/shapes'
import { isMark, next, passes, peek, type Reader, skipAssignment, skipStatement, unexpected } from './reader'

type Operand = Exclude<Operands, number>[number]

const example = 'Write Operands: 1, or the dimensions of each operand, Operands { NCYX, C, 1 }.'

const isOperand = (letters: readonly string[]): letters is Operand =>
  letters.every((letter) => 'NCYX'.includes(letter))

/** A word of dimensions, or 1 for a scalar. */
const readOperand = (reader: Reader): Operand | undefined => {
  const token = next(reader)
  if (token.kind === 'number' && token.text === '1') return []
  const letters = [...token.text]
  if (token.kind === 'word' && isOperand(letters)) return letters
  unexpected(reader, token, 'the dimensions of an operand', example)
  return undefined
}

const skipList = (reader: Reader): void => {
  skipStatement(reader)
  passes(reader, '}')
}

const readList = (reader: Reader): Operands | undefined => {
  const operands: Operand[] = []
  for (;;) {
    const operand = readOperand(reader)
    if (operand === undefined) {
      skipList(reader)
      return undefined
    }
    operands.push(operand)
    if (passes(reader, '}')) return operands
    if (!passes(reader, ',')) {
      unexpected(reader, peek(reader), 'a comma or a brace', example)
      skipList(reader)
      return undefined
    }
  }
}

/** Reads operands; the reader stands behind the keyword. */
export const readOperands = (reader: Reader): Operands | undefined => {
  skipAssignment(reader)
  if (isMark(peek(reader), '{')) {
    next(reader)
    return readList(reader)
  }
  const token = next(reader)
  if (token.kind === 'number' && /^[1-9]\d{0,3}$/.test(token.text)) return Number(token.text)
  unexpected(reader, token, 'a number of operands', example)
  return undefined
}

/** Operands as text. */
export const printOperands = (operands: Operands): string =>
  typeof operands === 'number'
    ? `Operands: ${operands}`
    : `Operands { ${operands.map((operand) => (operand.length === 0 ? '1' : operand.join(''))).join(', ')} }`
