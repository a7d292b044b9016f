/** What a text may have before it is parsed: the parser takes its stack for nesting, and its time for every piece. */
import { report, type Source } from '../source/source'

/** Brackets that are open, or columns of indentation, dashes included. */
const deepest = 256

/** Characters that start or divide values. */
const mostPieces = 50_000

const tooComplex = (source: Source, start: number, expected: string): boolean => {
  report(
    source,
    'TooComplex',
    { start, end: start + 1 },
    { expected, given: 'more', hint: 'Split the file, or nest its values less deeply.' },
  )
  return false
}

const isBounded = (source: Source): boolean => {
  let [open, pieces] = [0, 0]
  for (const { 0: piece, index } of source.lines.text.matchAll(/[\n,:[\]{}&*!?|>"'%@`]/g)) {
    pieces += 1
    if (piece === '[' || piece === '{') open += 1
    else if (piece === ']' || piece === '}') open = Math.max(0, open - 1)
    if (open > deepest) return tooComplex(source, index, `at most ${deepest} open brackets`)
    if (pieces > mostPieces) return tooComplex(source, index, `at most ${mostPieces} values`)
  }
  return true
}

const isShallow = (source: Source): boolean => {
  const { text, starts } = source.lines
  for (const start of starts) {
    let end = start
    while (' -?:\t'.includes(text.charAt(end)) && end < text.length && end - start <= deepest) end += 1
    if (end - start > deepest) return tooComplex(source, start, `at most ${deepest} columns of indentation`)
  }
  return true
}

/** Whether a text can be parsed safely; if not, that is reported. */
export const isParsable = (source: Source): boolean => isBounded(source) && isShallow(source)
