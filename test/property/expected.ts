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

const energyOf = (of: Account, result: SimResult, hardware: SimHardware, buffers: Buffers) => {
  const { energy, elementBytes } = hardware
  const bytes = (given: number | null, required: number) => given ?? required * elementBytes
  const part = (total: number, tensors: Figures) => ({ total, tensors })
  const none: AccessEnergy = { read: Number.NaN, write: Number.NaN }
  return {
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

/** The warnings' tags, each once, in alphabetical order. */
const warningsOf = (
  { canonical, hardware, used }: Problem,
  { fits }: Buffers,
): readonly Estimate['warnings'][number]['_tag'][] => {
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
    ...(fits ? [] : (['DoesNotFit'] as const)),
    ...(used.has('dropped map') ? (['DroppedMap'] as const) : []),
    ...(busy < pes ? (['IdlePes'] as const) : []),
    ...(isUnspread ? (['NoSpatialMap'] as const) : []),
    ...(isUnused ? (['UnusedEntry'] as const) : []),
  ]
}

/** What rounding may touch, and what must be equal to the last digit. */
export type Judged = { readonly exact: unknown; readonly rounded: unknown }

export const judged = ({ energy, edp, area, power, activePes, ...exact }: Estimate): Judged => ({
  exact: { ...exact, warnings: [...new Set(exact.warnings.map(({ _tag }) => _tag))].sort() },
  rounded: { energy, edp, area, power, activePes },
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
  return { exact, rounded: { energy, edp: energy.total * runtime, area, power, activePes } }
}
