/** What crosses the border of the chip (docs/spec.md, section 16), and what other inputs take in the shared buffer. */
import { at } from '../cost/counts'
import { OFF_CHIP, SHARED } from '../cost/places'
import { isBypassed } from '../cost/weights'
import type { ResolvedHardware } from '../hardware/resolve'
import { unitsPerBit } from '../operator/widths'
import type { Choosing, Option, Way } from './choose'
import type { FusedChoice } from './fused-estimate'
import { freshIn } from './lines'
import { summandsOf } from './links'
import { type ChainLayer, finalUnits } from './read-request'
import type { RunCost } from './run-cost'
import type { OtherInput, Steps } from './steps'
import { lengthOf, touchedOf } from './touched'

/** A run of a kind of box, and how often it happens. */
export type CostedKind = {
  readonly lengths: readonly number[]
  readonly times: number
  readonly cost: RunCost
}

/** Elements that cross, and what one of them weighs outside and in the shared buffer: 1, or units of 1/32 bit. */
export type Crossing = {
  readonly layer: number
  readonly tensor: number
  readonly choice: FusedChoice
  readonly reads: number
  readonly writes: number
  /** What the elements that are read and written weigh outside. */
  readonly readWeight: number
  readonly writeWeight: number
  /** Of an element in the shared buffer; 0 where it passes by. */
  readonly inside: number
}

/** What elements weigh: nothing but words counts where no layer has widths. */
export type Weighing = { readonly areWords: boolean; readonly word: number }

const unitsOf = (
  { areWords, word }: Weighing,
  hardware: ResolvedHardware,
  buffer: number,
  t: number,
): number => (areWords ? 1 : (hardware.perTensor?.widths?.inputs[at(buffer, t)] ?? word))

/** What an element of an input weighs in the shared buffer. */
export const insideOf = (weighing: Weighing, { hardware }: ChainLayer, t: number): number =>
  unitsOf(weighing, hardware, SHARED, t)

const outsideOf = (weighing: Weighing, { hardware }: ChainLayer, t: number): number =>
  unitsOf(weighing, hardware, OFF_CHIP, t)

/** What a complete element and a partial sum of a layer's output weigh. */
export const outputWeights = (
  { areWords, word }: Weighing,
  { hardware, output }: ChainLayer,
): { readonly partial: number; readonly final: number } =>
  areWords
    ? { partial: 1, final: 1 }
    : {
        partial: hardware.perTensor?.widths?.partial[output] ?? word,
        final: finalUnits(hardware, output),
      }

/** The widths of a chain: words, unless some layer has widths. */
export const weighingOf = (layers: readonly ChainLayer[]): Weighing => ({
  areWords: layers.every(({ hardware }) => (hardware.perTensor?.widths ?? null) === null),
  word: 8 * layers[0]!.hardware.elementBytes * unitsPerBit,
})

/** Elements of the first input that are fetched. */
const fetchedOf = ({ lines, standing }: Steps): number =>
  lines.reduce((fetched, { groups, lines: ofLoop }) => {
    const ofLine = groups.reduce((sum, { count }, g) => sum + count * lengthOf(freshIn(ofLoop[0]!, g)), 0)
    return fetched * ofLine
  }, standing.factor[0]!)

/** Elements of the first input that are needed at all. */
export const neededOfFirst = ({ lines, standing }: Steps): number =>
  lines.reduce((needed, { lines: ofLoop }) => needed * ofLoop[0]!.needed, standing.factor[0]!)

/** Elements of the last output. */
export const elementsOfLast = ({ problem, output, places }: ChainLayer): number =>
  problem.tensors[output]!.axes.reduce(
    (elements, axis, a) =>
      elements *
      touchedOf(
        summandsOf(axis, (d) => ({ low: 0, high: problem.extents[d]! })),
        places[output]![a]!,
      ),
    1,
  )

/** How often each element of the last output is taken up again: tiles of the loops over sums that lie outside one over the output. */
export const visitsOfLast = ({ loops }: Steps): number => {
  const innermost = loops.reduce((last, { isOutput }, l) => (isOutput ? l : last), -1)
  return loops
    .slice(0, Math.max(0, innermost))
    .reduce((visits, { isOutput, tiles }) => (isOutput ? visits : visits * tiles), 1)
}

const first = (weighing: Weighing, layer: ChainLayer, steps: Steps): Crossing => {
  const reads = fetchedOf(steps)
  return {
    layer: 0,
    tensor: layer.taken,
    choice: 'fetched',
    reads,
    writes: 0,
    readWeight: reads * outsideOf(weighing, layer, layer.taken),
    writeWeight: 0,
    inside: insideOf(weighing, layer, layer.taken),
  }
}

/** Whether sums of the last output are left unfinished by some step. */
export const hasPartialSums = ({ loops }: Steps): boolean => loops.some(({ isOutput }) => !isOutput)

const last = (weighing: Weighing, layers: readonly ChainLayer[], steps: Steps): Crossing => {
  const layer = layers[layers.length - 1]!
  const { partial, final } = outputWeights(weighing, layer)
  const elements = elementsOfLast(layer)
  const visits = visitsOfLast(steps)
  const back = elements * (visits - 1)
  return {
    layer: layers.length - 1,
    tensor: layer.output,
    choice: visits > 1 ? 'streamed' : 'written',
    reads: back,
    writes: elements * visits,
    readWeight: back * partial,
    writeWeight: elements * final + back * partial,
    inside: hasPartialSums(steps) ? partial : final,
  }
}

const sumOver = (kinds: readonly CostedKind[], of: (cost: RunCost) => number): number =>
  kinds.reduce((sum, { times, cost }) => sum + times * of(cost), 0)

const mostOf = (kinds: readonly CostedKind[], of: (cost: RunCost) => number): number =>
  kinds.reduce((most, { cost }) => Math.max(most, of(cost)), 0)

/** Elements that cross for each way of an input, and the space that it takes. */
type Ways = { readonly [W in Way]: { readonly reads: number; readonly space: number } }

const waysOf = (
  { touched, tensor }: OtherInput,
  kinds: readonly CostedKind[],
  copies: 1 | 2,
  streamedCopies: 1 | 2,
): Ways => ({
  kept: { reads: touched.union, space: touched.union },
  held: { reads: touched.changes, space: copies === 1 ? touched.largest : touched.largestPair },
  'per run': { reads: touched.perRun, space: copies * touched.largest },
  streamed: {
    reads: sumOver(kinds, ({ streamed }) => streamed[tensor]!),
    space: streamedCopies * mostOf(kinds, ({ levelTile }) => levelTile[tensor]!),
  },
})

export type Others = {
  /** What can be chosen, and what inputs that bypass the shared buffer cost. */
  readonly choosing: readonly Choosing[]
  readonly inputs: readonly OtherInput[]
  readonly crossingFor: (input: OtherInput, way: Way) => Crossing
  readonly bypassed: readonly Crossing[]
}

/** The inputs that no layer of the chain makes, with the ways to bring them in. */
export const othersOf = (
  weighing: Weighing,
  layers: readonly ChainLayer[],
  steps: Steps,
  kinds: readonly (readonly CostedKind[])[],
): Others => {
  const isDouble = layers[0]!.hardware.overlap !== 'none'
  const copies = isDouble && steps.count > 1 ? 2 : 1
  const passes = ({ layer, tensor }: OtherInput): boolean => isBypassed(layers[layer]!.hardware, tensor)
  const ways = (input: OtherInput): Ways => waysOf(input, kinds[input.layer]!, copies, isDouble ? 2 : 1)
  const crossing = (input: OtherInput, choice: FusedChoice, reads: number): Crossing => {
    const layer = layers[input.layer]!
    return {
      layer: input.layer,
      tensor: input.tensor,
      choice,
      reads,
      writes: 0,
      readWeight: reads * outsideOf(weighing, layer, input.tensor),
      writeWeight: 0,
      inside: choice === 'bypassed' ? 0 : insideOf(weighing, layer, input.tensor),
    }
  }
  const inputs = steps.others.filter((input) => !passes(input))
  return {
    inputs,
    choosing: inputs.map((input) => {
      const inside = insideOf(weighing, layers[input.layer]!, input.tensor)
      const outside = outsideOf(weighing, layers[input.layer]!, input.tensor)
      const of = ways(input)
      const option = (way: Way, always: boolean): Option => ({
        way,
        traffic: of[way].reads * outside,
        always: always ? of[way].space * inside : 0,
        own: always ? 0 : of[way].space * inside,
      })
      return {
        layer: input.layer,
        options: [
          option('kept', true),
          option('held', true),
          option('per run', false),
          option('streamed', false),
        ],
      }
    }),
    crossingFor: (input, way) => crossing(input, way, ways(input)[way].reads),
    bypassed: steps.others.filter(passes).map((input) =>
      crossing(
        input,
        'bypassed',
        sumOver(kinds[input.layer]!, ({ crossing: of }) => of[input.tensor]!),
      ),
    ),
  }
}

/** Everything that crosses: the first input, other inputs layer by layer, the last output. */
export const crossingsOf = (
  weighing: Weighing,
  layers: readonly ChainLayer[],
  steps: Steps,
  others: readonly Crossing[],
): readonly Crossing[] => [
  first(weighing, layers[0]!, steps),
  ...[...others].sort((a, b) => a.layer - b.layer || a.tensor - b.tensor),
  last(weighing, layers, steps),
]
