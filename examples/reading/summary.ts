import { estimateTable, renderTable } from 'maestro-dataflow/report'
import { result } from './subject'

console.log(renderTable(estimateTable(result)))
