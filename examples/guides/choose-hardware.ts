import { accelerator, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'

const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1 })
const chosen = dataflow('8 outputs stay', [
  spatialMap('K'),
  temporalMap("Y'"),
  temporalMap("X'", 8),
  temporalMap('C'),
])

const designs = [32, 64, 128].flatMap((pes) => [4, 8, 16].map((bandwidth) => ({ pes, bandwidth })))

console.table(
  designs.map(({ pes, bandwidth }) => {
    const hardware = accelerator({ pes, noc: { bandwidth } })
    const { runtime, utilization, bound } = orThrow(estimate(layer, chosen, hardware))
    return { pes, bandwidth, runtime, utilization: utilization.toFixed(2), bottleneck: bound.by }
  }),
)
