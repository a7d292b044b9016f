/** What a text may have before it is parsed: the parser takes its stack for nesting, and its time for every piece. */
import { Lexer } from 'yaml'
import { report, type Source } from '../source/source'

/** Brackets that are open, or columns of indentation, dashes included. */
const deepest = 256

/** Line ends, brackets, dashes, colons, commas, quoted texts, anchors, aliases and tags. */
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

/** What the lexer adds to a text: the start and the end of a document, and that a plain text follows. */
const startOfDocument = '\u0002'
const endOfFlow = '\u0018'
const startOfText = '\u001f'

type Piece = { readonly token: string; readonly at: number }

/** What a text consists of, without its plain texts, spaces and comments: brackets in these open nothing. */
const piecesOf = function* (text: string): Generator<Piece> {
  let at = 0
  let isText = false
  for (const token of new Lexer().lex(text)) {
    if (token === startOfText) isText = true
    else if (token !== startOfDocument && token !== endOfFlow) {
      if (!isText && !/^[ \t#]/.test(token)) yield { token, at }
      isText = false
      at += token.length
    }
  }
}

const isBounded = (source: Source): boolean => {
  let [open, pieces] = [0, 0]
  for (const { token, at } of piecesOf(source.lines.text)) {
    pieces += 1
    if (token === '[' || token === '{') open += 1
    else if (token === ']' || token === '}') open = Math.max(0, open - 1)
    if (open > deepest) return tooComplex(source, at, `at most ${deepest} open brackets`)
    if (pieces > mostPieces)
      return tooComplex(
        source,
        at,
        `at most ${mostPieces} line ends, brackets, dashes, colons, commas and quoted texts`,
      )
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
