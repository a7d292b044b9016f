import { accelerator, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'

const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1 })
const hardware = accelerator({
  pes: 64,
  l1: { capacity: 512 },
  l2: { capacity: 256 * 1024 },
  noc: { bandwidth: 16 },
})

const K = spatialMap('K')
const C = temporalMap('C')
const row = temporalMap("Y'")
const column = temporalMap("X'")
const eightColumns = temporalMap("X'", 8)

const candidates = [
  dataflow('whole maps', [K, C]),
  dataflow('weights stay', [K, C, row, column]),
  dataflow('outputs stay', [K, row, column, C]),
  dataflow('8 outputs stay', [K, row, eightColumns, C]),
]

console.table(
  candidates.map((candidate) => {
    const { dataflow, runtime, bound, energy, buffers, levels } = orThrow(
      estimate(layer, candidate, hardware),
    )
    return {
      dataflow,
      runtime,
      bottleneck: bound.by,
      'energy (MACs)': Math.round(energy.total),
      'L1 needs': buffers.l1.required.total,
      'weights read': levels[0]?.tensors['filter']?.ingress,
      'sums reread': levels[0]?.tensors['output']?.accumulations,
    }
  }),
)
