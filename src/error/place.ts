/** Where something stands in a text. */
import { visible } from '../internal/visible'

/**
 * A place in a text: line and column from 1 on, and how many characters it takes there.
 *
 * @since 0.1.0
 * @category errors
 */
export type Place = {
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** The number of characters. */
  readonly length: number
}

type Start = Pick<Place, 'line' | 'column'>

export const placeBefore = (a: Start, b: Start): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column)

/** A text and where its lines start. */
export type Lines = { readonly text: string; readonly starts: readonly number[] }

export const linesOf = (text: string): Lines => {
  const starts = [0]
  const ends = /\r\n?|\n/g
  while (ends.test(text)) starts.push(ends.lastIndex)
  return { text, starts }
}

/** Whether an offset is in a line, both from 0 on. */
const isIn = (starts: readonly number[], line: number, offset: number): boolean =>
  starts[line]! <= offset && offset < (starts[line + 1] ?? Infinity)

/** The number of the last line that starts at or before an offset, from 0 on; `likely` is looked at first, and the next. */
const lineAt = (starts: readonly number[], offset: number, likely: number): number => {
  if (isIn(starts, likely, offset)) return likely
  if (isIn(starts, likely + 1, offset)) return likely + 1
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** The place between two offsets; `likely` is the line that it may be in, from 0 on. */
export const placeAt = ({ starts }: Lines, start: number, end: number, likely = 0): Place => {
  const line = lineAt(starts, start, likely)
  return { line: line + 1, column: start - starts[line]! + 1, length: Math.max(1, end - start) }
}

/** So much of a line is shown before and after the place. */
const before = 50
const after = 40

/** A tab takes one column; what else is unseen takes those of its escape. */
const readable = (text: string): string => visible(text.replace(/\t/g, ' '))

/** The line of a place, with carets under it; nothing of a line that is empty. */
export const excerptOf = ({ text, starts }: Lines, { line, column, length }: Place): string => {
  const start = starts[line - 1] ?? 0
  const shown = Math.max(start, start + column - 1 - before)
  const end = start + column - 1 + after
  const rest = text.slice(shown, end)
  const whole = rest.split(/[\r\n]/, 1)[0] ?? ''
  const goesOn = whole === rest && /^[^\r\n]/.test(text.slice(end, end + 1))
  const cut = `${readable(whole).trimEnd()}${goesOn ? '…' : ''}`
  if (cut === '') return ''
  const place = start + column - 1 - shown
  const caret = readable(whole.slice(0, place)).length
  const wide =
    readable(whole.slice(place, place + length)).length + Math.max(0, length - (whole.length - place))
  const carets = '^'.repeat(Math.max(1, Math.min(wide, cut.length - caret)))
  const number = `${line}`
  return `  ${number} | ${cut}\n  ${' '.repeat(number.length)} | ${' '.repeat(caret)}${carets}`
}

/** A place in words; with the name of a file in the form that editors follow. */
export const showPlace = ({ line, column }: Place, file: string | undefined): string =>
  file === undefined ? `line ${line}, column ${column}` : `${file}:${line}:${column}`
