import { orThrow } from 'maestro-dataflow'
import { explain } from 'maestro-dataflow/report'
import { dataflow, hardware, layer } from './subject'

console.log(orThrow(explain({ layer, dataflow, hardware })).text)
