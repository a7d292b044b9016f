/** Layers, dataflows and hardware that the tests of reports share. */
import { accelerator, conv2d, dataflow, gemm, spatialMap, temporalMap } from '../../src/index'

export const conv3 = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })

export const tight = accelerator({
  pes: 256,
  noc: { bandwidth: 32 },
  l2: { capacity: 65536 },
  offchip: { bandwidth: 8 },
})

/** Four PEs, each a row of A; columns of B pass by, all of them seen by every PE. */
export const rows = dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N')])
export const product = gemm({ M: 8, N: 6, K: 5, name: 'product' })
