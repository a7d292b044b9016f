/** Two convolutions fused over rows, compared with the same layers one by one. */
import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
import { compareFused, fuse } from 'maestro-dataflow/fusion'
import { explainFused } from 'maestro-dataflow/report'

const layers = [
  conv2d({ K: 64, C: 32, R: 3, S: 3, Y: 112, X: 112, padding: 1, name: 'conv1' }),
  conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 112, X: 112, padding: 1, name: 'conv2' }),
]
const rows = dataflow('rows', [spatialMap('K'), temporalMap("Y'"), temporalMap("X'", 14)])
const hardware = accelerator({
  pes: 64,
  l2: { capacity: 256 * 1024 },
  noc: { bandwidth: 64 },
  offchip: { bandwidth: 0.25 },
})

for (const halo of ['retain', 'recompute'] as const) {
  const chain = fuse(layers, { tile: { "Y'": 4 }, halo: { "Y'": halo } })
  const comparison = orThrow(compareFused(chain, rows, hardware))
  const { fused, alone } = comparison
  console.log(halo, {
    steps: fused.steps,
    macs: fused.macs,
    recomputed: fused.recomputed,
    runtime: [fused.runtime, alone.runtime],
    offchip: [fused.offchip.bits / 8, alone.bits / 8],
    retained: fused.buffers.l2.retained.bits / 8,
    required: fused.buffers.l2.required.bits / 8,
    crosses: fused.offchip.tensors.map(({ layer, tensor, choice }) => `${layer} ${tensor}: ${choice}`),
    kinds: fused.layers.map(({ kinds }) =>
      kinds.map(({ box, times }) => `${times} × ${box["Y'"]} rows`).join(', '),
    ),
  })
  if (halo === 'retain') console.log(`\n${orThrow(explainFused(comparison)).text}\n`)
}
