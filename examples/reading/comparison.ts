import { estimateNetwork, orThrow } from 'maestro-dataflow'
import { paperDataflows, vgg16 } from 'maestro-dataflow/catalog'
import { comparisonTable, renderTable } from 'maestro-dataflow/report'
import { hardware } from './subject'

const networks = paperDataflows.map((flow) => ({
  name: flow.name,
  network: orThrow(estimateNetwork(vgg16, flow, hardware)),
}))
console.log(renderTable(comparisonTable(networks)))
