/** The answer to a space by calling `estimate` on every design, written from the documentation alone. */
import { isLeft } from 'fp-ts/Either'
import type { Design, DesignObjective, Exploration, Invalid, Space } from '../../src/explore'
import {
  type Accelerator,
  type Dataflow,
  estimate,
  gemm,
  type Interconnect,
  type Layer,
} from '../../src/index'

type Axes = { readonly [name: string]: readonly (number | null)[] }

const axesOf = ({ parameters = {}, pes, simd, bandwidth, l1, l2, hardware = {} }: Space): Axes => {
  const noc = hardware.noc
  const outermost: Interconnect | undefined = Array.isArray(noc) ? noc[0] : (noc as Interconnect | undefined)
  return {
    ...Object.fromEntries(
      Object.entries<readonly number[]>(parameters).map(([name, values]) => [`p ${name}`, values]),
    ),
    pes: pes ?? [hardware.pes ?? null],
    simd: simd ?? [hardware.simd ?? 1],
    bandwidth: bandwidth ?? [outermost?.bandwidth ?? null],
    l1: l1 ?? [hardware.l1?.capacity ?? null],
    l2: l2 ?? [hardware.l2?.capacity ?? null],
  }
}

/** The value of each axis, the last the fastest. */
const valuesAt = (axes: Axes, index: number): Readonly<Record<string, number | null>> => {
  let rest = index
  const values = Object.entries(axes)
    .reverse()
    .map(([name, of]) => {
      const value = of[rest % of.length] ?? null
      rest = Math.floor(rest / of.length)
      return [name, value] as const
    })
  return Object.fromEntries(values.reverse())
}

const mostLevels = 16

/** Level 0, and inner levels that a list leaves without a bandwidth. */
const nocWith = (noc: Accelerator['noc'], bandwidth: number): NonNullable<Accelerator['noc']> => {
  if (!Array.isArray(noc)) return { ...noc, bandwidth }
  const list: readonly Interconnect[] = noc
  return Array.from({ length: mostLevels }, (_, level) => {
    const entry = list[Math.min(level, list.length - 1)]!
    return level === 0 || entry.bandwidth === undefined ? { ...entry, bandwidth } : entry
  })
}

const hardwareWith = (space: Space, values: Readonly<Record<string, number | null>>): Accelerator => ({
  ...space.hardware,
  pes: values['pes']!,
  simd: values['simd']!,
  ...(space.bandwidth === undefined ? {} : { noc: nocWith(space.hardware?.noc, values['bandwidth']!) }),
  ...(space.l1 === undefined ? {} : { l1: { ...space.hardware?.l1, capacity: values['l1']! } }),
  ...(space.l2 === undefined ? {} : { l2: { ...space.hardware?.l2, capacity: values['l2']! } }),
})

/** What a function makes that throws is no layer. */
const attemptedLayer = (make: () => Layer): Layer => {
  try {
    return make()
  } catch {
    return gemm({ M: 0, N: 0, K: 0 })
  }
}

const attempted = (make: () => Dataflow): Dataflow => {
  try {
    return make()
  } catch {
    return null as unknown as Dataflow // nonsense, to be refused
  }
}

type Basis = NonNullable<Exploration['energy']>

const partsInOrder: Basis['uncounted'] = ['mac', 'l1', 'clusters', 'l2', 'network', 'offchip']

/** Everything that any of the estimates leaves out. */
const basisOf = (bases: readonly Basis[]): Basis | null => {
  const [first] = bases
  if (first === undefined) return null
  const left = new Set(bases.flatMap(({ uncounted }) => uncounted))
  return { unit: first.unit, uncounted: partsInOrder.filter((part) => left.has(part)) }
}

type Costed = { readonly design: Design; readonly basis: Basis }

const designAt = (space: Space, axes: Axes, index: number): Costed | keyof Invalid => {
  const values = valuesAt(axes, index)
  const parameters = Object.fromEntries(
    Object.keys(space.parameters ?? {}).map((name) => [name, values[`p ${name}`]!]),
  )
  const hardware = hardwareWith(space, values)
  const result = estimate(
    attemptedLayer(() => (typeof space.layer === 'function' ? space.layer(parameters) : space.layer)),
    attempted(() => space.dataflow(parameters)),
    hardware,
  )
  if (isLeft(result)) return 'dataflow'
  const { buffers, area, power, averagePower, runtime, energy, edp, utilization } = result.right
  if (!buffers.l1.fits) return 'l1'
  if (buffers.clusters.some(({ fits }) => !fits)) return 'clusters'
  if (!buffers.l2.fits) return 'l2'
  if ((area ?? 0) > (space.budget?.area ?? Infinity)) return 'area'
  if ((power ?? 0) > (space.budget?.power ?? Infinity)) return 'power'
  if ((averagePower ?? 0) > (space.budget?.averagePower ?? Infinity)) return 'averagePower'
  const { pes, simd, bandwidth, l1, l2 } = values
  const design: Design = {
    index,
    pes: pes!,
    simd: simd!,
    bandwidth: bandwidth!,
    l1: l1!,
    l2: l2!,
    parameters,
    runtime,
    energy: energy.total,
    edp,
    utilization,
    area,
    power,
    averagePower,
  }
  return { design, basis: energy }
}

const order: readonly DesignObjective[] = ['runtime', 'energy', 'edp', 'area', 'power', 'utilization']

const costOf = (design: Design, objective: DesignObjective): number =>
  objective === 'utilization' ? -design.utilization : design[objective]!

const isNoWorse = (a: Design, b: Design, objectives: readonly DesignObjective[]): boolean =>
  objectives.every((objective) => costOf(a, objective) <= costOf(b, objective))

/** Designs in ascending order: an earlier one counts where points are equal. */
const frontOf = (designs: readonly Design[], objectives: readonly DesignObjective[]): readonly Design[] => {
  let front: readonly Design[] = []
  for (const design of designs) {
    if (front.some((other) => isNoWorse(other, design, objectives))) continue
    front = [...front.filter((other) => !isNoWorse(design, other, objectives)), design]
  }
  return front
}

const bestOf = (designs: readonly Design[], objective: DesignObjective): Design | null =>
  designs.reduce<Design | null>(
    (best, design) => (best !== null && costOf(best, objective) <= costOf(design, objective) ? best : design),
    null,
  )

export const sizeOf = (space: Space): number =>
  Object.values(axesOf(space)).reduce((total, { length }) => total * length, 1)

/** Of the designs from one index up to but not including another. */
export const explored = (space: Space, from = 0, to = sizeOf(space)): Exploration => {
  const axes = axesOf(space)
  const invalid = { dataflow: 0, l1: 0, clusters: 0, l2: 0, area: 0, power: 0, averagePower: 0 }
  const designs: Design[] = []
  const bases: Basis[] = []
  for (let index = from; index < to; index++) {
    const costed = designAt(space, axes, index)
    if (typeof costed === 'string') invalid[costed]++
    else {
      designs.push(costed.design)
      bases.push(costed.basis)
    }
  }
  const given = space.objectives ?? ['runtime', 'energy']
  const objectives = order.filter((objective) => given.includes(objective))
  return {
    designs: { total: to - from, valid: designs.length, invalid },
    energy: basisOf(bases),
    front: frontOf(designs, objectives),
    best: Object.fromEntries(objectives.map((objective) => [objective, bestOf(designs, objective)])),
  }
}
