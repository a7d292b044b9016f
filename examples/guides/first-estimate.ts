import { accelerator, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'

// A 3 × 3 convolution of 64 channels into 64, on 56 × 56 with a border of 1.
const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1 })

// 64 PEs with 512 bytes each, a shared buffer of 256 KiB, and 16 elements per cycle between the two.
const hardware = accelerator({
  pes: 64,
  l1: { capacity: 512 },
  l2: { capacity: 256 * 1024 },
  noc: { bandwidth: 16 },
})

// Every PE takes one filter; all step through the input channels together.
const mine = dataflow('mine', [spatialMap('K'), temporalMap('C')])

const { macs, runtime, floor, utilization, bound, buffers, warnings } = orThrow(
  estimate(layer, mine, hardware),
)
console.log({ macs, runtime, floor, utilization, bound })
console.log(buffers.l1.required)
console.log(warnings)
