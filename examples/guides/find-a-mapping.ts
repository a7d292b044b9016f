/** The fastest mapping of a matrix product of BERT on an accelerator, and its explanation. */
import { accelerator, gemm, orThrow } from 'maestro-dataflow'
import { map } from 'maestro-dataflow/map'
import { printDataflow } from 'maestro-dataflow/notation'
import { explainMapping } from 'maestro-dataflow/report'

const request = {
  layer: gemm({ M: 512, N: 768, K: 768, name: 'projection' }),
  hardware: accelerator({
    pes: 168,
    l1: { capacity: 512 },
    clusters: [{ capacity: 4096 }],
    l2: { capacity: 108_000 },
    noc: { bandwidth: 32, latency: 1 },
    offchip: { bandwidth: 16 },
  }),
  objective: 'runtime',
} as const

const fastest = orThrow(map(request))
const { best, lower, gap, proven, counts } = fastest
console.log({
  lower,
  gap,
  proven,
  mappings: counts.mappings,
  nodes: counts.nodes,
  estimates: counts.estimates,
})
if (best !== null) console.log(`\n${best.runtime} cycles\n\n${printDataflow(best.dataflow)}`)

console.log(orThrow(explainMapping(fastest, request)).text)
