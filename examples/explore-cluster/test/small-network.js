/** Three layers, of which one needs more nodes than every part begins with. */
import { accelerator, conv2d, gemm } from 'maestro-dataflow'

/** @type {import('../work.js').Network} */
export const network = {
  layers: [
    gemm({ M: 16, N: 12, K: 20, name: 'product' }),
    conv2d({ K: 24, C: 20, R: 3, S: 3, "Y'": 14, "X'": 14, name: 'convolution' }),
    gemm({ M: 1, N: 40, K: 48, name: 'vector' }),
  ],
  hardware: accelerator({
    pes: 24,
    l1: { capacity: 64 },
    clusters: [{ capacity: 512 }],
    l2: { capacity: 8192 },
    noc: { bandwidth: 4, latency: 1 },
    offchip: { bandwidth: 2 },
  }),
  objective: 'edp',
  nodes: 23_000,
  parts: 2,
}
