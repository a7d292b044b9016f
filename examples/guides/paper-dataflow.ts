/** One of the paper's dataflows (`KC-P` unless named) as text, and what its levels share and keep on a layer of VGG16. */
import { accelerator, estimate, inferReuse, orThrow } from 'maestro-dataflow'
import { paperDataflows, vgg16 } from 'maestro-dataflow/catalog'
import { printDataflow } from 'maestro-dataflow/notation'
import { short, table } from '../table'

const name = process.argv[2] ?? 'KC-P'
const pes = 256
const layer = vgg16.find((each) => each.name === 'conv3_2')!
const flow = paperDataflows.find((each) => each.name === name)!

const { levels } = orThrow(estimate(layer, flow, accelerator({ pes, noc: { bandwidth: 32 } })))
const rows = orThrow(inferReuse(layer, flow, { pes })).map(({ level, tensor, spatial, temporal }) => {
  const { ingress, egress, fills, evictions, accumulations } = levels[level]!.tensors[tensor]!
  return [
    String(level),
    String(levels[level]!.units),
    tensor,
    spatial,
    temporal,
    short(ingress ?? egress ?? 0),
    short(fills ?? evictions ?? 0),
    accumulations === undefined ? '' : short(accumulations),
  ]
})

console.log(printDataflow(flow).trim())
console.log()
console.log(
  table(
    ['level', 'units', 'tensor', 'across units', 'over time', 'parent side', 'unit side', 'sums reread'],
    rows,
    5,
  ),
)
