import { accelerator, estimateNetwork, orThrow } from 'maestro-dataflow'
import { paperDataflows, resnet50, toolDataflows } from 'maestro-dataflow/catalog'
import { estimateTable, renderTable } from 'maestro-dataflow/report'

const hardware = accelerator({
  pes: 256,
  noc: { bandwidth: 32 },
  l1: { capacity: 512 },
  clusters: { capacity: 8192 },
  l2: { capacity: 262144 },
  offchip: { bandwidth: 8 },
})
const network = orThrow(
  estimateNetwork(resnet50, [...paperDataflows, ...toolDataflows], hardware, { objective: 'edp' }),
)
console.log(renderTable(estimateTable(network)))

const [first] = network.layers
console.log(`\n${first?.layer} takes ${first?.dataflow}. The candidates that were rejected:`)
for (const refusal of first?.refused ?? []) {
  if (refusal._tag === 'Failed') console.log(`  ${refusal.dataflow}: ${refusal.errors[0].message}`)
  else
    for (const { buffer, need, capacity } of refusal.buffers)
      console.log(`  ${refusal.dataflow} needs ${need} elements in ${buffer}, which holds ${capacity}`)
}
