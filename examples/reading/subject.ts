/** The estimate that the guide "Reading an estimate" reads. */
import { accelerator, conv2d, estimate, orThrow } from 'maestro-dataflow'
import { kcPartitioned } from 'maestro-dataflow/catalog'

export const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })
export const dataflow = kcPartitioned
export const hardware = accelerator({
  pes: 256,
  noc: { bandwidth: 16 },
  l1: { capacity: 64 },
  l2: { capacity: 2 ** 16 },
  offchip: { bandwidth: 8 },
})
export const result = orThrow(estimate(layer, dataflow, hardware))
