/**
 * Validation: the Eyeriss chip's published cycles for AlexNet (12 × 14 PEs, batch 4; Chen et al., JSSC 2017) beside this
 * model's, with the chip's own mappings and with those that MAESTRO's authors published for it. Nothing here is tuned.
 */
import { type Accelerator, estimate, orThrow } from 'maestro-dataflow'
import {
  type EyerissLayer,
  eyeriss,
  eyerissAlexnet,
  eyerissAlexnetBuses,
  eyerissPassNetworks,
  maestroEyerissAlexnet,
} from 'maestro-dataflow/catalog'
import { percent, table } from './table'

const cycles = (layers: readonly EyerissLayer[], hardware: Accelerator): readonly number[] =>
  layers.map(({ layer, dataflow }) => orThrow(estimate(layer, dataflow, hardware)).runtime)

const chip = eyerissAlexnet.map((layer) => layer.cycles)
const errorsOf = (ours: readonly number[]): readonly number[] => ours.map((each, i) => each / chip[i]! - 1)

/** The chip's own mappings (Table III) on buses of so many words. */
const own = (words: number): readonly number[] =>
  cycles(eyerissAlexnet, { ...eyeriss, noc: eyerissPassNetworks(words) })
/** MAESTRO's mappings on its network of 14 elements per cycle. */
const maestro = { ...eyeriss, noc: { bandwidth: 14, latency: 1 } }
const theirs = cycles(maestroEyerissAlexnet, maestro)
const prefetching = cycles(maestroEyerissAlexnet, { ...maestro, overlap: 'across-runs' })

const signed = (share: number): string => `${share < 0 ? '' : '+'}${percent(share)}`
const columns = (ours: readonly number[], i: number): readonly string[] => [
  ours[i]!.toLocaleString('en'),
  signed(errorsOf(ours)[i]!),
]

console.log('AlexNet on Eyeriss: 168 PEs, batch 4; cycles\n')
console.log(
  table(
    ['layer', 'chip', 'own mapping', 'error', "MAESTRO's", 'error'],
    eyerissAlexnet.map(({ layer }, i) => [
      layer.name,
      chip[i]!.toLocaleString('en'),
      ...columns(own(4), i),
      ...columns(theirs, i),
    ]),
  ),
)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const summary = (name: string, ours: readonly number[]): readonly string[] => {
  const sizes = errorsOf(ours).map(Math.abs)
  return [name, percent(mean(sizes)), percent(Math.max(...sizes))]
}

console.log()
console.log(
  table(
    ['absolute errors', 'mean', 'largest'],
    [
      summary("the chip's own mappings, buses of 4 words as in the paper", own(4)),
      summary(
        'the same with a bus each for filters, inputs and sums',
        cycles(eyerissAlexnet, eyerissAlexnetBuses),
      ),
      summary("the same with the public tool's 14 words", own(14)),
      summary("MAESTRO's mappings, 14 elements per cycle", theirs),
      summary('the same with perfect prefetch (across-runs)', prefetching),
    ],
  ),
)
