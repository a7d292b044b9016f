/**
 * The paper's comparison of whole networks: five dataflows on 256 PEs with a network of 32 GB/s, and what choosing one for
 * each layer saves over the best single one.
 */
import {
  accelerator,
  type Dataflow,
  estimateNetwork,
  type Layer,
  type NetworkEstimate,
  orThrow,
} from 'maestro-dataflow'
import {
  mobilenetV2,
  paperDataflows,
  resnet50,
  resnext50,
  toolDataflows,
  unet,
  vgg16,
} from 'maestro-dataflow/catalog'
import { percent, short, table } from './table'

// One byte per element and 1 GHz: 32 GB/s are 32 elements per cycle.
const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const networks: readonly (readonly [name: string, layers: readonly Layer[]])[] = [
  ['VGG16', vgg16],
  ['ResNet-50', resnet50],
  ['ResNeXt-50', resnext50],
  ['MobileNetV2', mobilenetV2],
  ['UNet', unet],
]

type Objective = 'runtime' | 'energy'

type Comparison = {
  readonly name: string
  /** The network under each dataflow alone. */
  readonly singles: readonly NetworkEstimate[]
  /** With the best dataflow for each layer. */
  readonly chosen: NetworkEstimate
}

const comparisons = (candidates: readonly Dataflow[], objective: Objective): readonly Comparison[] =>
  networks.map(([name, layers]) => ({
    name,
    singles: candidates.map((dataflow) => orThrow(estimateNetwork(layers, dataflow, hardware))),
    chosen: orThrow(estimateNetwork(layers, candidates, hardware, { objective })),
  }))

const refused = ({ layers }: NetworkEstimate): number =>
  layers.filter(({ result }) => result._tag === 'Left').length

/** A network without a total (some layer refuses the dataflow) cannot be the best. */
const total = ({ totals }: NetworkEstimate, objective: Objective): number =>
  (objective === 'energy' ? totals.energy?.total : totals.runtime) ?? Number.POSITIVE_INFINITY

const leastOf = (singles: readonly NetworkEstimate[], objective: Objective): number =>
  Math.min(...singles.map((single) => total(single, objective)))

const saved = ({ singles, chosen }: Comparison, objective: Objective): number =>
  1 - total(chosen, objective) / leastOf(singles, objective)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const cell = (single: NetworkEstimate, objective: Objective, least: number): string => {
  if (!single.complete) return `${refused(single)} layers rejected`
  const value = total(single, objective)
  return value === least ? `* ${short(value)}` : short(value)
}

const printTable = (given: readonly Comparison[], objective: Objective): void => {
  const names = paperDataflows.map(({ name }) => name)
  const rows = given.map((comparison) => [
    comparison.name,
    ...comparison.singles.map((single) => cell(single, objective, leastOf(comparison.singles, objective))),
    short(total(comparison.chosen, objective)),
    percent(saved(comparison, objective)),
  ])
  console.log(table(['network', ...names, 'best per layer', 'saved'], rows))
}

/** How many layers take each dataflow. */
const printChoices = (given: readonly Comparison[]): void => {
  const rows = given.map(({ name, chosen: { layers } }) => [
    name,
    ...paperDataflows.map((flow) => String(layers.filter(({ dataflow }) => dataflow === flow.name).length)),
  ])
  console.log(table(['network', ...paperDataflows.map(({ name }) => name)], rows))
}

const printRefusals = (given: readonly Comparison[]): void => {
  const lines = given.flatMap(({ name, singles }) =>
    singles.flatMap(({ layers }, i) =>
      layers.flatMap(({ layer, result }) =>
        result._tag === 'Left'
          ? [`  ${name}, ${layer}: ${paperDataflows[i]!.name}: ${result.left[0].message}`]
          : [],
      ),
    ),
  )
  const count = networks.reduce((sum, [, layers]) => sum + layers.length, 0)
  console.log(
    lines.length === 0
      ? `Every dataflow is legal on all ${count} layers, grouped, depthwise and transposed ones included.`
      : `Refused:\n${lines.join('\n')}`,
  )
}

/** What is saved over the one dataflow that would be best for all networks, on average. */
const savedOverOneForAll = (
  given: readonly Comparison[],
  objective: Objective,
): readonly [string, number] => {
  const savings = paperDataflows.map((_, i) =>
    mean(given.map(({ singles, chosen }) => 1 - total(chosen, objective) / total(singles[i]!, objective))),
  )
  const least = Math.min(...savings)
  return [paperDataflows[savings.indexOf(least)]!.name, least]
}

const printAverages = (runtime: readonly Comparison[], energy: readonly Comparison[]): void => {
  const average = (given: readonly Comparison[], objective: Objective): string =>
    percent(mean(given.map((comparison) => saved(comparison, objective))))
  const [fastest, time] = savedOverOneForAll(runtime, 'runtime')
  const [thriftiest, spent] = savedOverOneForAll(energy, 'energy')
  const ten = [...paperDataflows, ...toolDataflows]
  const rows = [
    ["over each network's best single one", average(runtime, 'runtime'), average(energy, 'energy')],
    [
      "the same with the public tool's other five as candidates",
      average(comparisons(ten, 'runtime'), 'runtime'),
      average(comparisons(ten, 'energy'), 'energy'),
    ],
    [
      `over one for all networks (${fastest === thriftiest ? fastest : `${fastest}; ${thriftiest}`})`,
      percent(time),
      percent(spent),
    ],
  ]
  console.log(table(['saved by the best per layer, on average', 'runtime', 'energy'], rows))
}

/** What agrees with the paper, and what does not. */
const printConclusion = (energy: readonly Comparison[]): void => {
  const [thriftiest] = savedOverOneForAll(energy, 'energy')
  const all = energy.flatMap(({ chosen: { layers } }) => layers)
  const least = all.filter(({ dataflow }) => dataflow === thriftiest).length
  console.log(
    `As in the paper no dataflow is the fastest everywhere, and choosing one for each layer saves runtime. It saves hardly any
energy: with the default energies, which do not grow with a buffer, ${thriftiest} spends the least on ${least} of ${all.length} layers.`,
  )
}

const byRuntime = comparisons(paperDataflows, 'runtime')
const byEnergy = comparisons(paperDataflows, 'energy')

console.log("256 PEs, 32 elements/cycle; * is the network's best single dataflow\n")
console.log('Runtime in cycles\n')
printTable(byRuntime, 'runtime')
console.log('\nEnergy in MACs\n')
printTable(byEnergy, 'energy')
console.log('\nLayers for which each is the fastest\n')
printChoices(byRuntime)
console.log()
printRefusals(byRuntime)
console.log()
printAverages(byRuntime, byEnergy)
console.log()
printConclusion(byEnergy)
