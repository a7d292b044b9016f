/** What is mapped: the least energy-delay product of every distinct layer of MobileNetV2 on a small accelerator. */
import { accelerator } from 'maestro-dataflow'
import { mobilenetV2 } from 'maestro-dataflow/catalog'

const distinct = new Map(mobilenetV2.map((layer) => [JSON.stringify({ ...layer, name: '' }), layer]))

/** @type {import('./work.js').Network} */
export const network = {
  layers: [...distinct.values()],
  hardware: accelerator({
    pes: 168,
    l1: { capacity: 512 },
    clusters: [{ capacity: 4096 }],
    l2: { capacity: 108_000 },
    noc: { bandwidth: 32, latency: 1 },
    offchip: { bandwidth: 16 },
  }),
  objective: 'edp',
  nodes: 20_000,
  // There are enough layers to share out among workers. Few layers that need hundreds of thousands of nodes are searched in parts.
  parts: 1,
}
