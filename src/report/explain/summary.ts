/** An explanation in three sentences: what bounds the runtime, how far it is from the best, and what to change first. */
import type { BottleneckCause, Estimate } from '../../cost/estimate-type'
import type { Objective } from '../../figures/objectives'
import type { Accelerator } from '../../hardware/accelerator'
import { energyText } from '../energy-words'
import { nameOr, percent, plural, short, times } from '../numbers'
import { optimumClause, type Searched } from './optimum'
import { sentence } from './words'

const causeWords: { readonly [C in BottleneckCause]: string } = {
  compute: 'compute',
  fill: 'the start of runs',
  ingress: 'the transfer of inputs over the network',
  egress: 'the transfer of outputs over the network',
  offchip: 'off-chip traffic',
}

/** The cause that is charged most cycles after the bottleneck, where it is charged any. */
const nextOf = ({
  bound: { by, cycles },
}: Estimate): readonly [cause: BottleneckCause, cycles: number] | null => {
  const causes: readonly BottleneckCause[] = ['compute', 'fill', 'ingress', 'egress']
  const [next] = causes
    .filter((cause) => cause !== by && cycles[cause] > 0)
    .map((cause) => [cause, cycles[cause]] as const)
    .toSorted(([, a], [, b]) => b - a)
  return next ?? null
}

const subjectOf = ({ layer, dataflow }: Estimate, { pes }: Accelerator): string =>
  `${nameOr(layer, 'the layer')} under ${nameOr(dataflow, 'this dataflow')} on ${plural(pes, 'PE')}`

const boundLine = (estimate: Estimate, hardware: Accelerator): string => {
  const { bound, runtime, onChipRuntime, utilization } = estimate
  const subject = `the bottleneck of ${subjectOf(estimate, hardware)} is ${causeWords[bound.by]}`
  const used = `PE utilization is ${percent(utilization)}`
  if (bound.by === 'offchip')
    return sentence(
      `${subject}: it takes ${plural(runtime, 'cycle')}, the chip itself ${percent(onChipRuntime / runtime)} of that; ${used}`,
    )
  const next = nextOf(estimate)
  const others = next === null ? '' : `, ${causeWords[next[0]]} ${percent(next[1] / runtime)}`
  return sentence(
    `${subject}: it takes ${percent(bound.cycles[bound.by] / runtime)} of the ${plural(runtime, 'cycle')}${others}; ${used}`,
  )
}

/** What the objective costs, where it is not the runtime. */
const costWords = ({ energy, edp }: Estimate, objective: Objective): readonly string[] => {
  if (objective === 'energy') return [`the energy is ${energyText(energy.total, energy.unit)}`]
  return objective === 'edp' ? [`the energy-delay product is ${short(edp)}`] : []
}

const floorWords = ({ runtime, floor }: Estimate): string =>
  runtime === floor
    ? 'no dataflow takes fewer cycles on this hardware'
    : `the runtime is ${times(runtime / floor)} times the floor of ${plural(floor, 'cycle')}, which no dataflow can beat on this hardware`

/** An explanation before it is summed up. */
export type Explained = {
  readonly estimate: Estimate
  readonly hardware: Accelerator
  readonly objective: Objective
  readonly searched: Searched | undefined
  /** The sentence of the change that gains most, or what is said where none does. */
  readonly first: string
}

/** One sentence each: what bounds the runtime, how far the costs are from the best, and what to change first. */
export type Summary = readonly [bound: string, cost: string, change: string]

export const summaryOf = ({ estimate, hardware, objective, searched, first }: Explained): Summary => [
  boundLine(estimate, hardware),
  sentence(
    [...costWords(estimate, objective), floorWords(estimate), optimumClause(searched, estimate, objective)]
      .filter((clause) => clause !== '')
      .join('; '),
  ),
  first,
]
