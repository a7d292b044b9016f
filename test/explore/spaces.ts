/** Random small spaces: every axis, hardware of every kind, parameters that are illegal, functions that throw. */
import type { DesignObjective, Space } from '../../src/explore'
import {
  type Accelerator,
  type Dataflow,
  type Directive,
  estimate,
  type Interconnect,
  type Layer,
  maestroEnergy,
  param,
} from '../../src/index'
import { canonicalDataflow } from '../support/generators/directives'
import { type Problem, randomProblem, simulable } from '../support/generators/problems'
import { chance, pick, type Random, shuffled, some } from '../support/generators/random'

const names = ['tile', 'width', '7', 'of', '__proto__'] as const

/** Values around one, in any order, some twice, some that no dataflow takes. */
const parameterValues = (random: Random, around: number): readonly number[] => {
  const values = Array.from({ length: random(1, 3) }, () => random(1, Math.max(1, 2 * around)))
  const odd = chance(random, 25) ? [pick(random, [0, -1, 1.5, 1e300, 2 ** 53])] : []
  return shuffled(random, [around, ...values, ...odd].slice(0, 4))
}

type Parametrized = Pick<Space, 'dataflow'> & {
  readonly parameters?: Readonly<Record<string, readonly number[]>>
}

const sizeOf = ({ size }: Directive): number => (typeof size === 'number' ? size : 1)

/** The canonical dataflow with some sizes as parameters, as a function that may misbehave. */
const parametrized = (random: Random, problem: Problem): Parametrized => {
  const flow = canonicalDataflow(problem)
  const chosen = some(random, [...flow.directives.keys()], 40).slice(0, 2)
  const named = chosen.map((directive, i) => ({ directive, name: names[(directive + i) % names.length]! }))
  const distinct = named.filter(({ name }, i) => named.findIndex((other) => other.name === name) === i)
  const directives = flow.directives.map((directive, i): Directive => {
    const name = distinct.find((each) => each.directive === i)?.name
    if (name === undefined) return directive
    const size = param(name)
    return directive._tag === 'Cluster' ? { ...directive, size } : { ...directive, size, offset: size }
  })
  if (distinct.length === 0 && chance(random, 60)) return { dataflow: () => flow }
  const parameters = Object.fromEntries(
    distinct.map(({ name, directive }) => [
      name,
      parameterValues(random, sizeOf(flow.directives[directive]!)),
    ]),
  )
  const throwing = chance(random, 15) ? random(1, 4) : Number.NaN
  const nonsense = chance(random, 15) ? random(1, 4) : Number.NaN
  return {
    parameters,
    dataflow: (values) => {
      const first = Object.values(values)[0] ?? 0
      if (first === throwing) throw new Error('this parameter is not for me')
      if (first === nonsense) return { directives: 5 } as unknown as Dataflow // not a dataflow
      return { ...flow, directives, parameters: values }
    },
  }
}

const listOf = (random: Random, most: number, value: () => number): readonly number[] => {
  const values = Array.from({ length: random(1, most) }, value)
  return chance(random, 60) ? values : values.sort((a, b) => a - b)
}

const allObjectives: readonly DesignObjective[] = ['runtime', 'energy', 'edp', 'area', 'power', 'utilization']

const objectivesFor = (random: Random, hasTable: boolean): readonly DesignObjective[] => {
  const possible = allObjectives.filter((name) => hasTable || (name !== 'area' && name !== 'power'))
  const chosen = some(random, shuffled(random, possible), 75)
  return chosen.length === 0 ? [pick(random, possible)] : chosen
}

/** Small and large, so that some counts are too large to be exact. */
const bandwidths = [5e-324, 1e-13, 0.25, 0.5, 1, 1, 1.5, 2, 3, 4, 7, 16, 64, 1e9, 1e308]
const usual = bandwidths.slice(2, -2)

const elementsOf = ({ subject }: Problem): number =>
  Math.min(
    3000,
    Object.values(subject.extents).reduce((macs, extent) => macs * extent, 1),
  )

const withLargeEnergies = (random: Random, hardware: Partial<Accelerator>): Partial<Accelerator> =>
  chance(random, 4)
    ? {
        ...hardware,
        energy: {
          unit: pick(random, ['MAC', 'pJ'] as const),
          l2: {
            read: {
              points: [
                [0, 0],
                [300, 1e306],
              ],
            },
            write: 1,
          },
        },
        clock: pick(random, [1e-300, 1e9, 1e300]),
      }
    : hardware

const withPicojoules = (random: Random, hardware: Partial<Accelerator>): Partial<Accelerator> =>
  chance(random, 25)
    ? { ...hardware, energy: { ...maestroEnergy, ...hardware.energy, unit: 'pJ' }, clock: 1e9 }
    : hardware

/** Machines that say more of tensors, by their roles: widths, channels, skew, static energies, bypass and zeros. */
const withMachine = (random: Random, hardware: Partial<Accelerator>): Partial<Accelerator> => {
  if (chance(random, 60)) return hardware
  const width = () => pick(random, [1, 4, 4.25, 8, 16, 32])
  const channel = { tensors: ['outputs'], bandwidth: random(1, 4), latency: random(0, 2) }
  const more = {
    skew: random(0, 2),
    port: pick(random, ['shared', 'separate'] as const),
    ...(chance(random, 40) ? { channels: [channel] } : {}),
    ...(chance(random, 10) ? { channels: [channel, { tensors: ['inputs'], bandwidth: 2 }] } : {}),
  }
  const { noc = {}, energy = {}, l2 = {} } = hardware
  const per = () => pick(random, [0, 0.25, 3])
  return {
    ...hardware,
    noc: Array.isArray(noc) ? noc.map((each: Interconnect) => ({ ...each, ...more })) : { ...noc, ...more },
    ...(chance(random, 50)
      ? { precision: { inputs: width(), outputs: { partial: 32, final: width() } }, elementBytes: 1 }
      : {}),
    ...(chance(random, 40)
      ? { energy: { ...energy, static: { pe: per(), l1: per(), clusters: per(), l2: per() } } }
      : {}),
    ...(chance(random, 25) ? { l2: { ...l2, bypass: [pick(random, ['inputs', 'outputs'])] } } : {}),
    ...(chance(random, 20) ? { l2: { ...l2, contiguous: ['inputs'] } } : {}),
    ...(chance(random, 20) ? { clusters: { keep: false } } : {}),
    ...(chance(random, 20) ? { l1: { ...hardware.l1, keep: { inputs: false } } } : {}),
    ...(chance(random, 30)
      ? { sparse: { [pick(random, ['gate', 'skip'])]: ['inputs'], format: { inputs: 'bitmask' } } }
      : {}),
  }
}

/** The layer, whose inputs may have zeros and widths of their own. */
const withZeros = (random: Random, layer: Layer): Layer =>
  chance(random, 75)
    ? layer
    : { ...layer, density: { inputs: random(1, 9) / 10 }, precision: { inputs: random(1, 16) } }

/** A layer for each combination, whose first parameter is its width: some are none, and some throw. */
const perCombination =
  (layer: Layer) =>
  (parameters: Readonly<Record<string, number>>): Layer => {
    const [first = 1] = Object.values(parameters)
    if (first === 7) throw new Error('no layer for 7')
    return { ...layer, precision: { inputs: first, outputs: { partial: 64, final: first } } }
  }

/** Around what some design takes, so that some are within and some are over. */
const budgetFor = (
  random: Random,
  { subject, dataflow, hardware: { pes } }: Problem,
  hardware: Partial<Accelerator>,
): NonNullable<Space['budget']> => {
  const result = estimate(subject.layer, dataflow, { pes, ...hardware })
  const absent = { area: null, power: null, averagePower: null }
  const { area, power, averagePower } = result._tag === 'Right' ? result.right : absent
  const around = (amount: number) => amount * 10 ** (random(-4, 8) / 10)
  return {
    ...(area !== null && chance(random, 60) ? { area: around(area) } : {}),
    ...(power !== null && chance(random, 60) ? { power: around(power) } : {}),
    ...(averagePower !== null && chance(random, 80) ? { averagePower: around(averagePower) } : {}),
  }
}

/** About as many as some tiles take, or enough for everything. */
const capacity = (random: Random, elements: number): number =>
  chance(random, 30) ? random(0, elements) : random(elements, 30 * elements)

const layerIn = (random: Random, layer: Layer): Space['layer'] =>
  chance(random, 15) ? perCombination(layer) : layer

export const randomSpace = (random: Random): Space => {
  const problem = randomProblem(random, simulable)
  const { pes, clusters, ...rest } = problem.hardware
  // One too small a cluster would make every design of the space invalid: not too often.
  const kept = clusters !== undefined && chance(random, 50) ? { clusters } : {}
  const plain = withLargeEnergies(random, withPicojoules(random, { ...rest, ...kept }))
  const hardware = withMachine(random, plain)
  const elements = elementsOf(problem)
  const bandwidth = chance(random, 90) ? usual : bandwidths
  const hasPes = chance(random, 90)
  const hasTable = hardware.area !== undefined
  return {
    layer: layerIn(random, withZeros(random, problem.subject.layer)),
    ...parametrized(random, problem),
    hardware: hasPes ? hardware : { ...hardware, pes },
    ...(hasPes ? { pes: listOf(random, 5, () => (chance(random, 30) ? pes : random(1, 3 * pes))) } : {}),
    ...(chance(random, 40) ? { simd: listOf(random, 2, () => random(1, 3)) } : {}),
    ...(chance(random, 85) ? { bandwidth: listOf(random, 8, () => pick(random, bandwidth)) } : {}),
    ...(chance(random, 75) ? { l1: listOf(random, 4, () => capacity(random, Math.ceil(elements / 3))) } : {}),
    ...(chance(random, 75) ? { l2: listOf(random, 5, () => capacity(random, 2 * elements)) } : {}),
    ...(chance(random, 70) ? { budget: budgetFor(random, problem, hardware) } : {}),
    ...(chance(random, 85) ? { objectives: objectivesFor(random, hasTable) } : {}),
  }
}

export const printedSpace = (space: Space): string => JSON.stringify(space, null, 0)
