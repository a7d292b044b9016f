/** Tables in which commas divide cells, as the layers of other tools stand in: every cell with its place. */
import { shorten } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import { numberOf } from '../source/counts'
import { report, type Source, type Span } from '../source/source'

export type Cell = Span & { readonly text: string }

/** A line that says something; `at` is the whole of it. */
export type Row = { readonly cells: readonly Cell[]; readonly at: Span }

const cellOf = (text: string, start: number): Cell => {
  const trimmed = text.trim()
  const from = start + text.length - text.trimStart().length
  const quoted = /^"(.*)"$/.exec(trimmed)
  return { text: quoted?.[1] ?? trimmed, start: from, end: from + Math.max(1, trimmed.length) }
}

/** Empty cells at the end of a line are those of a comma too many. */
const withoutEmpty = (cells: readonly Cell[]): readonly Cell[] =>
  cells.slice(0, cells.findLastIndex(({ text }) => text !== '') + 1)

/** The lines with a cell in them; `#` starts a comment. */
export const rowsOf = ({ lines: { text, starts } }: Source): readonly Row[] =>
  starts.flatMap((start, i): readonly Row[] => {
    const whole = text.slice(start, starts[i + 1]).replace(/[\r\n]+$/, '')
    const line = whole.replace(/(?:^|\s)#.*$/, '')
    let at = start
    const cells = line.split(',').map((part) => {
      const cell = cellOf(part, at)
      at += part.length + 1
      return cell
    })
    const full = withoutEmpty(cells)
    return full.length === 0 ? [] : [{ cells: full, at: { start, end: start + whole.length } }]
  })

/** The number in a cell of a row; a missing cell is the fault of the row. */
export const countIn = (
  source: Source,
  row: Row,
  cell: Cell | undefined,
  what: string,
): number | undefined => {
  const number = cell === undefined || cell.text === '' ? undefined : numberOf(cell.text)
  if (isPositiveInteger(number)) return number
  if (cell === undefined || cell.text === '')
    report(source, 'MissingEntry', row.at, {
      expected: what,
      given: 'nothing',
      hint: `Write ${what} into the line.`,
      message: `The line has no ${what}.`,
    })
  else
    report(source, 'InvalidNumber', cell, {
      expected: 'a positive integer',
      given: `\`${shorten(cell.text)}\``,
      hint: 'Write the number of elements.',
      message: `The ${what} must be a positive integer, but it is \`${shorten(cell.text)}\`.`,
    })
  return undefined
}

/** That a window does not fit into the rows or columns that it slides over. */
export const reportEmpty = (
  source: Source,
  cell: Span,
  window: number,
  extent: number,
  along: string,
): void =>
  report(source, 'Mismatch', cell, {
    expected: `at most ${extent}`,
    given: String(window),
    hint: 'Give the extent with its padding, or a smaller filter.',
    message: `A filter of ${window} ${along} does not fit into an input of ${extent}.`,
  })
