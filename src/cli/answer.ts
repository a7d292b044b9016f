/** What a command answers, and how it is printed. */
import type { DescribedError } from '../error/error'
import { isRecord } from '../internal/read'
import type { VegaLiteSpec } from '../report/spec/vega-lite'
import { renderCsv, renderTable, type Table } from '../report/table/table'
import { type ExitCode, exitCodes } from './exit-codes'
import type { Mapped } from './written-mapping'

export type Answer = {
  /** What is printed unless another form is asked for: sentences and tables, an empty line between two. */
  readonly blocks: readonly (string | Table)[]
  /** The table that `--csv` prints. */
  readonly table: Table
  /** The value that `--json` prints. */
  readonly json: unknown
  /** The picture that `--svg` draws; null where the answer has none. */
  readonly picture: VegaLiteSpec | null
  /** The answer in MAESTRO's notation, which `--write` writes; null where it has none. */
  readonly written: string | null
  /** The mappings that `--write` writes in other forms; null where the answer has none. */
  readonly mapped: Mapped | null
  /** Faults of parts of the input, beside the answer for the others. */
  readonly errors: readonly DescribedError[]
  /** What to know about the reading of the files: `--json` prints it, too. */
  readonly reading: readonly string[]
  /** What to know about the answer. */
  readonly notes: readonly string[]
  readonly code: ExitCode
}

/** An answer without faults. */
export const answer = (given: Pick<Answer, 'blocks' | 'table' | 'json'> & Partial<Answer>): Answer => ({
  picture: null,
  written: null,
  mapped: null,
  errors: [],
  reading: [],
  notes: [],
  code: exitCodes.answered,
  ...given,
})

export type Form = 'text' | 'json' | 'csv'

const blockText = (block: string | Table): string => (typeof block === 'string' ? block : renderTable(block))

const withNotes = ({ json, reading }: Answer): unknown =>
  reading.length > 0 && isRecord(json) ? { ...json, notes: reading } : json

export const renderAnswer = (given: Answer, form: Form): string => {
  const { blocks, table } = given
  if (form === 'json') return `${JSON.stringify(withNotes(given), null, 2)}\n`
  if (form === 'csv') return renderCsv(table)
  return `${blocks.map(blockText).join('\n\n')}\n`
}
