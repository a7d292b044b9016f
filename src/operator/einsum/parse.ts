/** From the text of an einsum to what it says, or to its first fault. */
import type { ParsedEinsum } from './parsed'
import { readArrow } from './read-arrow'
import { readNamed } from './read-tensors'
import { type EinsumFault, faultAt, isMark, type Reader, refuse, wordsOf } from './reader'
import { scanEinsum, type Token } from './scan'

/** A longer text is not read. */
export const mostCharacters = 10_000

const examples = "'m k, k n -> m n' or 'C[m, n] = A[m, k] * B[k, n]'"

const nothingWritten = (): EinsumFault =>
  faultAt(
    { start: 0, end: 0 },
    {
      message: 'The einsum is empty.',
      expected: 'a product of tensors',
      given: 'an empty text',
      hint: `Write a product such as ${examples}.`,
    },
  )

const tooLong = (length: number): EinsumFault =>
  faultAt(
    { start: mostCharacters, end: mostCharacters },
    {
      tag: 'TooComplex',
      message: `The einsum has ${length} characters; at most ${mostCharacters} are read.`,
      expected: `at most ${mostCharacters} characters`,
      given: `${length} characters`,
      hint: 'Shorten the names of dimensions and tensors.',
    },
  )

const readerOf = (text: string): Reader => ({ text, tokens: scanEinsum(text), at: 0, faults: [] })

/** The same product with its sides exchanged, if that makes it one of named tensors. */
const exchanged = (reader: Reader, arrow: Token): string => {
  const operands = reader.text
    .slice(0, arrow.start)
    .trim()
    .replace(/\]\s*,/g, '] *')
  const product = `${reader.text.slice(arrow.end).trim()} = ${operands}`
  const isSound = product.length < 80 && readNamed(readerOf(product)) !== undefined
  return isSound ? product : 'it as in C[m, n] = A[m, k] * B[k, n]'
}

/** Both forms in one text, or signs of other languages. */
const mixed = (reader: Reader, isNamed: boolean): Token | undefined => {
  const other = reader.tokens.find((token) => isMark(token, isNamed ? '->' : '=') || /^=./.test(token.text))
  if (other === undefined) return undefined
  refuse(
    reader,
    other,
    isNamed && isMark(other, '->')
      ? {
          message: 'A product of named tensors has its output before =, not after an arrow.',
          expected: 'an output, = and the operands',
          hint: `Write ${exchanged(reader, other)}.`,
        }
      : {
          message: `An einsum has an arrow -> before its output, or = after it, but not ${wordsOf(reader, other)} here.`,
          expected: isNamed ? '=' : '->',
          hint: isNamed
            ? 'Write = between the output and the operands.'
            : 'Write -> before the output, or give each tensor its dimensions in brackets, such as C[m, n].',
        },
  )
  return other
}

const read = (reader: Reader): ParsedEinsum | undefined => {
  const isNamed = reader.tokens.some((token) => isMark(token, '['))
  if (mixed(reader, isNamed) !== undefined) return undefined
  return isNamed ? readNamed(reader) : readArrow(reader)
}

export type Parsing = {
  readonly parsed: ParsedEinsum | undefined
  readonly faults: readonly EinsumFault[]
}

/** Reads an einsum; where it cannot be read, there is a fault. */
export const parseEinsum = (text: string): Parsing => {
  if (text.length > mostCharacters) return { parsed: undefined, faults: [tooLong(text.length)] }
  const reader = readerOf(text)
  if (reader.tokens.length === 1) return { parsed: undefined, faults: [nothingWritten()] }
  const parsed = read(reader)
  return { parsed, faults: reader.faults }
}
