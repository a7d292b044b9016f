/** Three layers, of which one needs more nodes than every part begins with. */
import { accelerator, gemm } from 'maestro-dataflow'

/** @type {import('../work.js').Network} */
export const network = {
  layers: [
    gemm({ M: 16, N: 12, K: 20, name: 'small product' }),
    gemm({ M: 509, N: 769, K: 773, name: 'large product' }),
    gemm({ M: 1, N: 40, K: 48, name: 'vector' }),
  ],
  hardware: accelerator({
    pes: 1024,
    l1: { capacity: 512 },
    clusters: [{ capacity: 16_384 }],
    l2: { capacity: 524_288 },
    noc: { bandwidth: 128, latency: 1 },
    offchip: { bandwidth: 32 },
  }),
  objective: 'runtime',
  nodes: 13_000,
  parts: 2,
}
