/** Tables as data, and their two renderings: text that lines up, and CSV. */
import { count, percent, short, upperBound } from '../numbers'
import { type Alignment, aligned } from './align'

/**
 * A cell: text, a number, a yes or no, or nothing.
 *
 * @since 0.1.0
 * @category tables
 */
export type Cell = string | number | boolean | null

/**
 * A column: its name, and how numbers in it read as text: in full (`count`), with three digits (`short`), as a share
 * (`percent`), or as an upper bound of a share, rounded up (`bound`). CSV has every number in full.
 *
 * @since 0.1.0
 * @category tables
 */
export type Column = {
  /** The heading of the column. */
  readonly name: string
  /** The form of the cells as text. */
  readonly format: 'text' | 'count' | 'short' | 'percent' | 'bound'
}

/**
 * A table: columns, and rows of as many cells.
 *
 * @since 0.1.0
 * @category tables
 */
export type Table = {
  /** The columns, from left to right. */
  readonly columns: readonly Column[]
  /** The rows, each with a cell for every column. */
  readonly rows: readonly (readonly Cell[])[]
}

const numberText = (value: number, format: Column['format']): string => {
  if (!Number.isFinite(value)) return String(value)
  if (format === 'percent') return percent(value)
  if (format === 'bound') return upperBound(value)
  return format === 'short' ? short(value) : count(value)
}

const cellText = (cell: Cell, { format }: Column): string => {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return typeof cell === 'number' ? numberText(cell, format) : cell
}

const alignmentOf = ({ format }: Column): Alignment => (format === 'text' ? 'left' : 'right')

/**
 * A table as text whose columns line up: names and texts to the left, numbers to the right; what is absent is a dash.
 *
 * @param given - The table to print.
 *
 * @example
 * ```ts
 * import { renderTable } from 'maestro-dataflow/report'
 *
 * const columns = [{ name: 'layer', format: 'text' }, { name: 'cycles', format: 'count' }] as const
 * const lines = renderTable({ columns, rows: [['conv1', 4096], ['fc', 12]] }).split('\n')
 * lines[0] // => 'layer  cycles'
 * lines[2] // => 'conv1   4,096'
 * lines[3] // => 'fc         12'
 * ```
 * @since 0.1.0
 * @category tables
 */
export const renderTable = ({ columns, rows }: Table): string =>
  aligned(
    columns.map(({ name }) => name),
    rows.map((row) => columns.map((column, i) => cellText(row[i] ?? null, column))),
    columns.map(alignmentOf),
  ).join('\n')

/** Spreadsheets take texts that begin like this for formulas; with an apostrophe before it, a text stays a text. */
const formula = /^[=+\-@\t\r]/

const csvText = (cell: Cell): string =>
  typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell)

/** A field as RFC 4180 has it: in quotes where it would be taken apart otherwise. */
const field = (cell: Cell): string => {
  if (cell === null) return ''
  const text = csvText(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/**
 * A table as CSV (RFC 4180): a header, fields in quotes where they need it, lines that end in CR LF; numbers in full,
 * nothing where there is none. A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, which a spreadsheet
 * would run as a formula, gets an apostrophe before it.
 *
 * @param given - The table to print.
 *
 * @example
 * ```ts
 * import { renderCsv } from 'maestro-dataflow/report'
 *
 * const columns = [{ name: 'layer', format: 'text' }, { name: 'cycles', format: 'count' }] as const
 * renderCsv({ columns, rows: [['conv "a", b', 4096.5]] }) // => 'layer,cycles\r\n"conv ""a"", b",4096.5\r\n'
 * ```
 * @since 0.1.0
 * @category tables
 */
export const renderCsv = ({ columns, rows }: Table): string =>
  [columns.map(({ name }) => name), ...rows.map((row) => columns.map((_, i) => row[i] ?? null))]
    .map((cells) => `${cells.map(field).join(',')}\r\n`)
    .join('')

export const columnsOf = (names: readonly (readonly [string, Column['format']])[]): readonly Column[] =>
  names.map(([name, format]) => ({ name, format }))
