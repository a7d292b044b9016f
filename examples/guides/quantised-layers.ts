/** A layer of a language model with ever narrower weights: what crosses off-chip, what is moved on the chip, and the time. */
import { estimate, fullyConnected, orThrow, type Precision } from 'maestro-dataflow'
import { formatBits, fullyConnectedWeightStationary, nvdlaLike } from 'maestro-dataflow/catalog'
import { short, table } from '../table'

/** Sums of 32 bits that leave as 8. */
const outputs = { partial: 32, final: 8 }

const formats: readonly (readonly [name: string, precision: Precision])[] = [
  ['8 bits', { inputs: 8, outputs }],
  ['int4, a scale of 16 bits for every 128', { input: 8, filter: formatBits.int4g128, outputs }],
  ['MXFP4, a scale of 8 bits for every 32', { input: 8, filter: formatBits.mxfp4, outputs }],
  ['4 bits', { input: 8, filter: 4, outputs }],
]

const rows = formats.map(([name, precision]) => {
  const layer = fullyConnected({ N: 16, K: 4096, C: 4096, precision })
  const { runtime, bound, offchip, energy } = orThrow(
    estimate(layer, fullyConnectedWeightStationary, nvdlaLike),
  )
  return [
    name,
    bound.by,
    short(offchip.bits),
    short(runtime),
    short(energy.offchip.total),
    short(energy.total),
  ]
})
console.log('16 tokens, 4096 → 4096, KC-WS on nvdlaLike\n')
console.log(table(['weights', 'bottleneck', 'off-chip bits', 'cycles', 'off-chip pJ', 'all pJ'], rows, 2))
