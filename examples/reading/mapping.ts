import { orThrow } from 'maestro-dataflow'
import { mappingView, renderMapping } from 'maestro-dataflow/report'
import { dataflow, layer } from './subject'

// Where a row of the output ends and the next begins.
console.log(
  renderMapping(orThrow(mappingView(layer, dataflow, { pes: 256, level: 0, steps: { from: 26, count: 5 } }))),
)
