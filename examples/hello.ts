import {
  accelerator,
  cluster,
  conv2d,
  dataflow,
  estimate,
  orThrow,
  spatialMap,
  sz,
  temporalMap,
} from 'maestro-dataflow'

// A layer of ResNet-50, NVDLA's dataflow (filters over clusters, channels inside them), and an accelerator.
const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })
const nvdla = dataflow('KC-P', [
  spatialMap(1, 1, 'K'),
  temporalMap(64, 64, 'C'),
  temporalMap(sz('R'), sz('R'), 'R'),
  temporalMap(sz('S'), sz('S'), 'S'),
  temporalMap(1, 1, "Y'"),
  temporalMap(1, 1, "X'"),
  cluster(64),
  spatialMap(1, 1, 'C'),
])
const hardware = accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 }, l2: { capacity: 524288 } })

const { runtime, floor, utilization, bound, energy, buffers, offchip } = orThrow(
  estimate(layer, nvdla, hardware),
)
const { total, unit, uncounted } = energy
console.log({ runtime, floor, utilization, bound, energy: { total, unit, uncounted } })
console.log(buffers.l2.required)
console.log(offchip.tensors)
