/** What is said of the border of the chip: how each tensor crosses it, and what never does. */
import { listed } from '../../error/show'
import type { FusedEstimate, FusedTraffic } from '../../fusion/fused-estimate'
import { sentence } from '../explain/words'
import { count, percent, plural } from '../numbers'
import type { FusedFindingOf } from './fused-finding'
import { type Given, tensorIn } from './fused-words'

const runsWords = (runs: number, label: string): string =>
  runs === 1 ? `the one run of ${label}` : `each of the ${count(runs)} runs of ${label}`

const crossingWords = (
  { choice, reads, writes }: FusedTraffic,
  tensor: string,
  label: string,
  runs: number,
): string => {
  const elements = plural(reads, 'element')
  switch (choice) {
    case 'fetched':
      return `${tensor} is fetched as it is needed, ${elements}`
    case 'kept':
      return `${tensor} is kept in the shared buffer and crosses the chip's border once, ${elements}`
    case 'held':
      return `${tensor} is held from run to run: ${elements} cross, which the run before did not have`
    case 'per run':
      return `${tensor} is brought for ${runsWords(runs, label)}, ${elements} in all`
    case 'streamed':
      return writes === 0
        ? `${tensor} is streamed in tiles by ${runsWords(runs, label)}, ${elements} in all`
        : `partial sums of ${tensor} leave the chip and come back: ${plural(writes, 'element')} ${writes === 1 ? 'is' : 'are'} written and ${count(reads)} read`
    case 'bypassed':
      return `${tensor} bypasses the shared buffer in ${runsWords(runs, label)}, ${elements} in all`
    case 'written':
      return `${tensor} is written once, ${plural(writes, 'element')}`
  }
}

const crossingFinding = (
  fused: FusedEstimate,
  labels: readonly string[],
  traffic: FusedTraffic,
): FusedFindingOf<'Crossing'> => {
  const { layer, tensor, choice, reads, writes, bits } = traffic
  const runs = fused.layers[layer]?.runs ?? 0
  const total = fused.offchip.bits
  const share = total === 0 ? '' : `: ${percent(bits / total)} of the off-chip bits`
  const words = crossingWords(traffic, tensorIn(labels, traffic), labels[layer] ?? '', runs)
  return {
    _tag: 'Crossing',
    ...{ layer, tensor, choice },
    // A sentence has one colon.
    sentence: sentence(words.includes(':') ? words + share.replace(':', ';') : words + share),
    numbers: { reads, writes, bits, total, runs },
  }
}

export const crossingFindings = (
  fused: FusedEstimate,
  labels: readonly string[],
): readonly FusedFindingOf<'Crossing'>[] =>
  fused.offchip.tensors.map((traffic) => crossingFinding(fused, labels, traffic))

/** The output of a layer, by what its runs put out. */
const outputOf = ({ layers }: FusedEstimate, layer: number): string | undefined => {
  const tensors = layers[layer]?.kinds[0]?.estimate.levels[0]?.tensors ?? {}
  return Object.keys(tensors).find((name) => tensors[name]?.egress !== undefined)
}

/** What lies between the layers, and what it would cost to write it; nothing for one layer. */
export const insideFindings = (
  { fused, alone }: Given,
  labels: readonly string[],
): readonly FusedFindingOf<'Inside'>[] => {
  const tensors = labels.slice(0, -1).flatMap((_, layer) => {
    const tensor = outputOf(fused, layer)
    return tensor === undefined ? [] : [{ layer, tensor }]
  })
  if (tensors.length === 0) return []
  const written =
    alone?.layers && // an estimate of each layer
    tensors.reduce((sum, { layer, tensor }) => {
      const { bits } = alone.layers[layer]?.offchip.tensors[tensor] ?? {}
      return sum + (bits?.writes ?? 0)
    }, 0)
  const names = listed(tensors.map((each) => tensorIn(labels, each)))
  const words = `${names} never ${tensors.length === 1 ? 'leaves' : 'leave'} the chip`
  return [
    {
      _tag: 'Inside',
      tensors,
      sentence: sentence(
        written == null
          ? words
          : `${words}; layer by layer, ${plural(written, 'bit')} of ${tensors.length === 1 ? 'it' : 'them'} ${written === 1 ? 'is' : 'are'} written, and read back as often as the next layer needs ${tensors.length === 1 ? 'it' : 'them'}`,
      ),
      numbers: { alone: written ?? null },
    },
  ]
}
