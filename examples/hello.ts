import { cluster, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'

// A layer of ResNet-50: K filters of R × S, C input channels of Y × X.
const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })

// The dataflow of NVDLA. Directives before `cluster` distribute tiles over clusters of 64 PEs, those after it over the PEs.
const nvdla = dataflow('KC-P', [
  spatialMap('K'), // one filter for each cluster
  temporalMap('C', 64), // 64 input channels at a time
  temporalMap("Y'"), // one output row at a time
  temporalMap("X'"), // one output column at a time
  cluster(64),
  spatialMap('C'), // one channel for each PE
])
const hardware = { pes: 256, noc: { bandwidth: 32, latency: 1 }, l2: { capacity: 524288 } }

const { runtime, floor, utilization, bound, energy, buffers } = orThrow(estimate(layer, nvdla, hardware))
console.log({ runtime, floor, utilization, energy: energy.total, l2: buffers.l2.required.total })
console.log(bound.cycles)
