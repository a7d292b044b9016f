/** Two mappings as the public tool prices them and exactly, and one of them as a loop nest. */
import { inspect } from 'node:util'
import {
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  orThrow,
  plus,
  spatialMap,
  sz,
  temporalMap,
} from 'maestro-dataflow'
import { toLoopNest } from 'maestro-dataflow/notation'
import { compare } from 'maestro-dataflow/reference'
import { table } from './table'

const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, name: 'conv2_2' })

/** As mapping files write them. */
const kcp = dataflow('KC-P', [
  spatialMap('K'),
  temporalMap('C', 64),
  temporalMap(sz('R'), sz('R'), 'R'),
  temporalMap(sz('S'), sz('S'), 'S'),
  temporalMap(sz('R'), 1, 'Y'),
  temporalMap(sz('S'), 1, 'X'),
  cluster(64),
  spatialMap('C'),
])
const yxp = dataflow('YX-P', [
  temporalMap('K'),
  spatialMap(sz('R'), 1, 'Y'),
  temporalMap(plus(8, sz('S'), -1), 8, 'X'),
  temporalMap('C'),
  temporalMap(sz('R'), sz('R'), 'R'),
  temporalMap(sz('S'), sz('S'), 'S'),
  cluster(8),
  spatialMap(sz('S'), 1, 'X'),
])

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 }, offchip: { bandwidth: 32 } })

const figuresOf = (flow: Dataflow): readonly (readonly [what: string, exact: unknown, tool: unknown])[] => {
  const { exact, tool } = compare(layer, flow, hardware)
  const { macs, runtime, levels, pe } = orThrow(exact)
  if (tool._tag === 'Left') throw new Error(tool.left.message)
  const { input, filter, output } = tool.right.tensors
  return [
    ['MACs', macs, tool.right.macs],
    ['runtime', runtime, tool.right.runtime],
    ['input, read from L2', levels[0]?.tensors['input']?.ingress, input.l2Read],
    ['output, written to L2', levels[0]?.tensors['output']?.egress, output.l2Write],
    ['filter, read from L1', pe.tensors['filter']?.reads, filter.l1Read],
  ]
}

const shown = (value: unknown): string => Number(value).toLocaleString('en-US')

const rows = [kcp, yxp].flatMap((flow) =>
  figuresOf(flow).map(([what, exact, tool]) => [flow.name, what, shown(exact), shown(tool)]),
)
console.log(table(['dataflow', 'figure', 'exact', 'the tool'], rows, 2))

const nest = orThrow(toLoopNest(layer, kcp, { pes: 256, targets: ['GlobalBuffer', 'Column'] }))
console.log(`\nKC-P as a loop nest on 256 PEs:\n${inspect(nest, { depth: null, breakLength: 110 })}`)
