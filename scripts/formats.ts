/** Prints the table of the guide to files of other tools: the small files of every format, read, estimated and written back. */
import { columnsOf, renderTable } from '../src/report/table/table'
import { formatRows } from './formats/rows'

console.log(
  renderTable({
    columns: columnsOf([
      ['format', 'text'],
      ['file', 'text'],
      ['layer', 'text'],
      ['MACs', 'count'],
      ['cycles', 'count'],
      ['written back', 'text'],
    ]),
    rows: formatRows().map(({ format, file, layer, macs, runtime, back }) => [
      ...[format, file, layer, macs, runtime, back],
    ]),
  }),
)
