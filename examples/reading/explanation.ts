import { orThrow } from 'maestro-dataflow'
import { map } from 'maestro-dataflow/map'
import { explain } from 'maestro-dataflow/report'
import { dataflow, hardware, layer } from './subject'

const mapping = orThrow(map({ layer, hardware, objective: 'runtime' }))
const { summary, text } = orThrow(explain({ layer, dataflow, hardware, mapping }))
console.log(`${summary.join('\n')}\n\n${text}`)
