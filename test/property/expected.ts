/** The whole estimate of a problem, figure by figure, as the brute-force simulator accounts for it. */
import type { Estimate } from '../../src/index'
import type { AccessesByTensor } from '../simulator/accesses'
import { type Account, account } from '../simulator/account'
import { type AccessEnergy, type Energy, resolveHardware, type SimHardware } from '../simulator/hardware'
import { capacityInElements, chooseOffchip } from '../simulator/offchip'
import { simulate } from '../simulator/simulate'
import type { SimResult } from '../simulator/types'
import { type Problem, simulated } from './problems'

type Figures = Readonly<Record<string, number>>

const sum = (values: Figures): number => Object.values(values).reduce((total, value) => total + value, 0)

const mapped = <A, B>(
  record: Readonly<Record<string, A>>,
  of: (value: A, name: string) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value, name)]))

const energyAt = (energy: Energy, bytes: number): number => {
  if (typeof energy === 'number') return energy
  const { points } = energy
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return Number.NaN
  if (bytes <= first[0]) return first[1]
  if (bytes >= last[0]) return last[1]
  const i = points.findIndex(([capacity]) => capacity > bytes)
  const [x1, y1] = points[i - 1] ?? first
  const [x2, y2] = points[i] ?? last
  return y1 * ((x2 - bytes) / (x2 - x1)) + y2 * ((bytes - x1) / (x2 - x1))
}

const energies = (accesses: AccessesByTensor, { read, write }: AccessEnergy, bytes: number): Figures =>
  mapped(accesses, ({ reads, writes }) => reads * energyAt(read, bytes) + writes * energyAt(write, bytes))

const need = (tensors: Figures, bytes: number | null, { elementBytes }: SimHardware) => {
  const capacity = capacityInElements(bytes, elementBytes)
  const total = sum(tensors)
  return { required: { total, tensors }, capacity: bytes === null ? null : capacity, fits: total <= capacity }
}

/** The buffer in each unit of a level. */
const unitNeed = (result: SimResult, level: number, bytes: number | null, hardware: SimHardware) => {
  const buffering = hardware.overlap === 'none' ? 1 : 2
  return need(
    mapped(result.levels[level]?.tensors ?? {}, ({ unitTile }) => buffering * unitTile),
    bytes,
    hardware,
  )
}

const buffersOf = (result: SimResult, hardware: SimHardware) => {
  const last = result.levels.length - 1
  const choice = chooseOffchip(result, hardware)
  const l1 = unitNeed(result, last, hardware.l1, hardware)
  const clusters = hardware.clusters.map((bytes, level) => unitNeed(result, level, bytes, hardware))
  const l2 = { ...need(choice.space, hardware.l2, hardware), minimum: choice.minimum, fits: choice.fits }
  return { l1, clusters, l2, fits: l1.fits && l2.fits && clusters.every(({ fits }) => fits) }
}

type Buffers = ReturnType<typeof buffersOf>

const numbersOf = (energy: Energy): readonly number[] =>
  typeof energy === 'number' ? [energy] : energy.points.map(([, each]) => each)

/** The parts whose every energy is 0; of clusters, at one of the levels. */
const uncountedOf = ({ energy }: SimHardware): readonly string[] => {
  const isFree = ({ read, write }: AccessEnergy) =>
    [...numbersOf(read), ...numbersOf(write)].every((each) => each === 0)
  const parts = {
    mac: energy.mac === 0,
    l1: isFree(energy.l1),
    clusters: energy.clusters.some(isFree),
    l2: isFree(energy.l2),
    network: energy.hop === 0,
    offchip: isFree(energy.offchip),
  }
  return Object.entries(parts).flatMap(([part, free]) => (free ? [part] : []))
}

const energyOf = (of: Account, result: SimResult, hardware: SimHardware, buffers: Buffers) => {
  const { energy, elementBytes } = hardware
  const bytes = (given: number | null, required: number) => given ?? required * elementBytes
  const part = (total: number, tensors: Figures) => ({ total, tensors })
  const none: AccessEnergy = { read: Number.NaN, write: Number.NaN }
  return {
    unit: energy.unit,
    uncounted: uncountedOf(hardware),
    total: of.energy.total,
    mac: of.energy.mac,
    network: of.energy.network,
    offchip: part(of.energy.offchip, energies(chooseOffchip(result, hardware).tensors, energy.offchip, 0)),
    l2: part(
      of.energy.l2,
      energies(of.accesses.l2, energy.l2, bytes(hardware.l2, buffers.l2.required.total)),
    ),
    clusters: of.energy.clusters.map((total, i) => {
      const size = bytes(hardware.clusters[i] ?? null, buffers.clusters[i]?.required.total ?? Number.NaN)
      return part(total, energies(of.accesses.clusters[i] ?? {}, energy.clusters[i] ?? none, size))
    }),
    l1: part(
      of.energy.l1,
      energies(of.accesses.l1, energy.l1, bytes(hardware.l1, buffers.l1.required.total)),
    ),
  }
}

/** Entries that a list has beyond the levels. */
const hasUnused = (list: unknown, levels: number): boolean => Array.isArray(list) && list.length > levels

/** Whether all cluster buffers of some level, which has no capacity, need more room than the shared buffer has. */
const isUnlimited = ({ canonical, hardware }: Problem, { clusters, l2 }: Buffers): boolean => {
  const given = resolveHardware(hardware, canonical.levels.length).clusters
  return clusters.some(({ required }, level) => {
    const copies = canonical.levels.slice(0, level + 1).reduce((all, { units }) => all * units, 1)
    return given[level] === null && l2.capacity !== null && copies * required.total > l2.capacity
  })
}

/** The warnings' tags, each once, in alphabetical order. */
const warningsOf = (problem: Problem, buffers: Buffers): readonly Estimate['warnings'][number]['_tag'][] => {
  const { canonical, hardware, used } = problem
  const { levels, pes } = canonical
  const busy = levels.reduce((units, level) => units * level.units, 1)
  const isUnspread = levels.some(
    ({ units, loops }) => units > 1 && !loops.some(({ kind }) => kind === 'spatial'),
  )
  const isUnused =
    hasUnused(hardware.noc, levels.length) ||
    hasUnused(hardware.clusters, levels.length - 1) ||
    hasUnused(hardware.energy?.clusters, levels.length - 1)
  return [
    ...(buffers.fits ? [] : (['DoesNotFit'] as const)),
    ...(used.has('dropped map') ? (['DroppedMap'] as const) : []),
    ...(busy < pes ? (['IdlePes'] as const) : []),
    ...(isUnspread ? (['NoSpatialMap'] as const) : []),
    ...(isUnlimited(problem, buffers) ? (['UnlimitedBuffer'] as const) : []),
    ...(isUnused ? (['UnusedEntry'] as const) : []),
  ]
}

/** What rounding may touch, and what must be equal to the last digit. */
export type Judged = { readonly exact: unknown; readonly rounded: unknown }

export const judged = ({
  energy,
  edp,
  area,
  power,
  averagePower,
  activePes,
  ...exact
}: Estimate): Judged => ({
  exact: { ...exact, warnings: [...new Set(exact.warnings.map(({ _tag }) => _tag))].sort() },
  rounded: { energy, edp, area, power, averagePower, activePes },
})

export const expectedOf = (problem: Problem): Judged => {
  const { hardware: given, subject, canonical, dataflow } = problem
  const result = simulate(simulated(problem))
  const hardware = resolveHardware(given, canonical.levels.length)
  const of = account(result, hardware)
  const buffers = buffersOf(result, hardware)
  const { macs, onChipRuntime, levels, activePes } = result
  const { runtime, offChipTime, floor, bound, offchip, area, power } = of
  const exact = {
    layer: subject.layer.name,
    dataflow: dataflow.name,
    macs,
    runtime,
    onChipRuntime,
    offChipTime,
    floor,
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    seconds: given.clock === undefined ? null : runtime / given.clock,
    bound,
    levels,
    pe: { tensors: of.accesses.l1 },
    offchip: { tensors: offchip },
    buffers,
    warnings: warningsOf(problem, buffers),
  }
  const energy = energyOf(of, result, hardware, buffers)
  const watts =
    given.clock === undefined || energy.unit !== 'pJ'
      ? null
      : (energy.total * 1e-12) / (runtime / given.clock)
  const averagePower = watts === null ? null : 1000 * watts
  return { exact, rounded: { energy, edp: energy.total * runtime, area, power, averagePower, activePes } }
}
