import { levelTable, renderTable } from 'maestro-dataflow/report'
import { result } from './subject'

console.log(renderTable(levelTable(result)))
