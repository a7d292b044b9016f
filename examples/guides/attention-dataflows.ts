/** Attention scores of an encoder and of a decoder's step, under the catalog's two dataflows for attention. */
import { accelerator, estimate, inferReuse, layer, orThrow } from 'maestro-dataflow'
import { attentionDataflows, attentionScores } from 'maestro-dataflow/catalog'
import { percent, short, table } from '../table'

const pes = 512
const hardware = accelerator({ pes, noc: { bandwidth: 128 } })

const layers = [
  layer(attentionScores, { N: 1, H: 8, Q: 512, L: 512, E: 64 }, 'encoder: 512 queries, 512 keys'),
  layer(attentionScores, { N: 1, H: 8, Q: 1, L: 512, E: 64 }, 'decoder: 1 query, 512 keys'),
]

const rows = layers.flatMap((each) =>
  attentionDataflows.map((flow, i) => {
    const { dataflow, runtime, utilization, levels } = orThrow(estimate(each, flow, hardware))
    const reuse = orThrow(inferReuse(each, flow, { pes }))
    const of = (tensor: string): string =>
      reuse.find((r) => r.level === 0 && r.tensor === tensor)?.spatial ?? ''
    return [
      i === 0 ? each.name : '',
      dataflow,
      of('query'),
      of('key'),
      short(runtime),
      percent(utilization),
      short(levels[0]!.tensors['query']!.ingress!),
      short(levels[0]!.tensors['key']!.ingress!),
    ]
  }),
)
console.log(`${pes} PEs in clusters of 64, 128 elements per cycle\n`)
console.log(
  table(
    ['layer', 'dataflow', 'query reuse', 'key reuse', 'runtime', 'utilization', 'queries read', 'keys read'],
    rows,
    4,
  ),
)
