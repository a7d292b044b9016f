/** What the shared buffer of a chain must hold, when it is fullest, and what crosses its border (docs/spec.md, section 16). */
import { roomOf } from '../cost/residency'
import { type EstimateError, fault, type Report } from '../error/error'
import {
  type Crossing,
  crossingsOf,
  hasPartialSums,
  insideOf,
  type Others,
  othersOf,
  outputWeights,
} from './border'
import { type Chosen, choose, mostCombinations } from './choose'
import { bitsOf, type Costed } from './costed-chain'
import type { FusedPeak } from './fused-estimate'
import { census, type Fullest, type Moment, peakOf } from './occupancy'
import type { ChainLayer } from './read-request'

const tooManyChoices = (): EstimateError =>
  fault('TooComplex', 'chain', {
    expected: `at most ${mostCombinations} combinations of ways to bring in weights and the like`,
    given: 'more',
    hint: 'Fuse fewer layers at once.',
  })

/** What the shared buffer must hold, and when it is fullest. */
export type Shared = {
  readonly fullest: Fullest
  readonly others: Others
  readonly chosen: Chosen
  readonly crossings: readonly Crossing[]
  readonly tensors: FusedPeak['tensors']
  readonly peak: Moment
}

/** Looks at what the steps of a chain have in the shared buffer. */
export const lookAt = ({ layers, steps, weighing }: Omit<Costed, 'kinds'>) => {
  const last = layers[layers.length - 1]!
  const { partial, final } = outputWeights(weighing, last)
  const handed = layers.map((layer, k) =>
    k === 0 ? insideOf(weighing, layer, layer.taken) : outputWeights(weighing, layers[k - 1]!).final,
  )
  const copies = last.hardware.overlap !== 'none' && steps.count > 1 ? 2 : 1
  return census(layers, steps, { handed, last: hasPartialSums(steps) ? partial : final }, copies)
}

/** Tensors by where they are made: the first input, the output of each layer. */
const nameOf = (layers: readonly ChainLayer[], tensor: number) => {
  const layer = Math.max(0, tensor - 1)
  const { problem, taken, output } = layers[layer]!
  return { layer, tensor: problem.tensors[tensor === 0 ? taken : output]!.name }
}

/** What fills the shared buffer at a moment, tensor by tensor. */
export const tensorsAt = (
  costed: Costed,
  look: ReturnType<typeof lookAt>,
  { corners, layer }: Moment,
  others: Others,
  { options }: Chosen,
): FusedPeak['tensors'] => {
  const { layers } = costed
  const { present } = look(corners)
  const handed = layers.map((_, tensor) => ({ ...nameOf(layers, tensor), weight: present(layer, tensor) }))
  const brought = others.inputs.map((input, i) => ({
    layer: input.layer,
    tensor: layers[input.layer]!.problem.tensors[input.tensor]!.name,
    weight: options[i]!.always + (input.layer === layer ? options[i]!.own : 0),
  }))
  const last = { ...nameOf(layers, layers.length), weight: present(layer, layers.length) }
  return [...handed, ...brought, last]
    .filter(({ weight }) => weight > 0)
    .map(({ layer: of, tensor, weight }) => ({ layer: of, tensor, bits: bitsOf(costed, weight) }))
}

/** Shares the buffer out among what is alive and the other inputs, or reports that too many choices would have to be compared. */
export const shareOut = (costed: Costed, fullest: Fullest, report: Report): Shared | undefined => {
  const { layers, steps, kinds, weighing } = costed
  const look = lookAt(costed)
  const others = othersOf(weighing, layers, steps, kinds)
  const { hardware } = layers[0]!
  const chosen = choose(others.choosing, fullest.most, roomOf(hardware.l2, hardware, weighing.areWords))
  if (chosen === undefined) {
    report.push(tooManyChoices())
    return undefined
  }
  const own = layers.map((_, layer) =>
    chosen.options.reduce(
      (sum, option, i) => (others.inputs[i]!.layer === layer ? sum + option.own : sum),
      0,
    ),
  )
  const peak = peakOf(fullest, own)
  const brought = others.inputs.map((input, i) => others.crossingFor(input, chosen.options[i]!.way))
  return {
    fullest,
    others,
    chosen,
    crossings: crossingsOf(weighing, layers, steps, [...brought, ...others.bypassed]),
    peak,
    tensors: tensorsAt(costed, look, peak, others, chosen),
  }
}
