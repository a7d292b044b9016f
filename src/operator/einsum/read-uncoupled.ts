/** Reads the end of an einsum: after a semicolon, the dimensions that belong to no tensor. */
import type { ParsedTerm } from './parsed'
import { isMark, peek, type Reader, refuse, takeMark, wordsOf } from './reader'

export const readUncoupled = (reader: Reader): readonly ParsedTerm[] | undefined => {
  const terms: ParsedTerm[] = []
  if (takeMark(reader, ';'))
    do {
      const word = peek(reader)
      if (word.kind !== 'word')
        return refuse(reader, word, {
          message: `A dimension is expected after the semicolon, but there is ${wordsOf(reader, word)}.`,
          expected: 'a dimension of no tensor',
          hint: 'Name the dimensions that no tensor has, or remove the semicolon.',
        })
      reader.at += 1
      terms.push({ name: word.text, coefficient: 1, start: word.start, end: word.end })
    } while (takeMark(reader, ',') || peek(reader).kind === 'word')
  const next = peek(reader)
  if (next.kind === 'end') return terms
  const shown = wordsOf(reader, next)
  return refuse(reader, next, {
    message: `The einsum should end here, but there is ${shown}.`,
    expected: 'the end of the text',
    hint: isMark(next, '=') ? 'Write one product in each einsum.' : `Remove ${shown} and the rest.`,
  })
}
