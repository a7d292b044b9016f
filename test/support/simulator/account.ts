/** Off-chip traffic, time, buffers, energy, area and power of what was simulated. */
import { clusterAccesses, peAccesses, sharedBufferAccesses } from './accesses'
import { blocks } from './area'
import { type Carried, channelOf, channelsOf, ofRole, wordsOf } from './channels'
import { boundOf } from './charges'
import { accessEnergy, atPeWidths, atWidths, networkEnergy, staticPower, uncountedOf } from './energy'
import type { SimHardware } from './hardware'
import { chooseOffchip, fitsIn, type OffchipChoice } from './offchip'
import type { Sparsity } from './sparsity'
import type { SimProblem, SimResult, Widths } from './types'
import { isBypassing, type WidthTable } from './widths'

/** What was simulated, with all that decides what it costs. */
export type Simulated = {
  readonly problem: SimProblem
  readonly result: SimResult
  readonly hardware: SimHardware
  readonly widths: WidthTable
  readonly sparsity: Sparsity
}

type Elements = Readonly<Record<string, number>>

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const product = (values: readonly number[]): number => values.reduce((total, value) => total * value, 1)

/** Cycles to move so many words at so many per cycle; nothing to wait for if the bandwidth is unlimited. */
const cyclesAt = (words: number, bandwidth: number | null): number =>
  bandwidth === null ? 0 : Math.ceil(words / bandwidth)

/** Cycles that the PEs need for the MACs that take time. */
const computeFloor = ({ macs }: SimResult, { pes, simd }: SimHardware, { taken }: Sparsity): number => {
  const least = (macs * taken) / (pes * simd)
  // rounding must not lift it above the sum of the steps
  return Math.ceil(taken < 1 ? least - least * 2 ** -50 : least)
}

/** The runtime that no dataflow can beat. */
const floorOf = ({ problem, result, hardware, widths, sparsity }: Simulated): number => {
  const used = problem.tensors.map((tensor) => ({ tensor, elements: result.used[tensor.name] ?? Number.NaN }))
  // outputs leave complete, if they leave once
  const travelling = { ...widths.travelling[0], ...outputsOf(problem, widths.final) }
  const noc = problem.levels[0]?.noc
  const throughNetwork = (noc === undefined ? [] : channelsOf(noc)).flatMap((channel) => {
    if (channel.latency < 1) return []
    const carried = used.filter(({ tensor }) => noc !== undefined && channelOf(noc, tensor) === channel)
    const cycles = (list: readonly Carried[]) =>
      cyclesAt(wordsOf(list, widths.word, travelling), channel.bandwidth)
    const directions = [ofRole(carried, 'input'), ofRole(carried, 'output')]
    return channel.port === 'shared' ? [cycles(carried)] : directions.map(cycles)
  })
  return Math.max(
    computeFloor(result, hardware, sparsity),
    ...throughNetwork,
    cyclesAt(wordsOf(used, widths.word, widths.offchip), hardware.offchipBandwidth),
  )
}

const outputsOf = ({ tensors }: SimProblem, widths: Widths): Widths =>
  Object.fromEntries(
    tensors.filter(({ role }) => role === 'output').map(({ name }) => [name, widths[name] ?? Number.NaN]),
  )

/** So many elements in a buffer, of so many bits in total. */
const need = (tensors: Elements, bits: number, bytes: number | null, { elementBytes }: SimHardware) => ({
  required: { total: sum(Object.values(tensors)), tensors },
  capacity: bytes === null ? null : Math.floor(bytes / elementBytes),
  fits: fitsIn(bytes, bits),
  bits: { required: bits, capacity: bytes === null ? null : 8 * bytes },
})

export type Need = ReturnType<typeof need>

/** The buffer of each unit of a level: room for the largest tile of each tensor. */
const unitNeed = (
  result: SimResult,
  level: number,
  bytes: number | null,
  widths: Widths,
  hw: SimHardware,
) => {
  const buffering = hw.overlap === 'none' ? 1 : 2
  const tiles = Object.entries(result.levels[level]?.tensors ?? {}).map(
    ([name, { unitTile }]) => [name, buffering * unitTile] as const,
  )
  const bits = sum(tiles.map(([name, elements]) => elements * (widths[name] ?? Number.NaN)))
  return need(Object.fromEntries(tiles), bits, bytes, hw)
}

const buffersOf = ({ result, hardware, widths }: Simulated, choice: OffchipChoice) => {
  const last = result.levels.length - 1
  const l1 = unitNeed(result, last, hardware.l1, widths.l1, hardware)
  const clusters = hardware.clusters.map((bytes, level) =>
    unitNeed(result, level, bytes, widths.clusters[level] ?? {}, hardware),
  )
  const shared = need(choice.space, choice.spaceBits, hardware.l2, hardware)
  const l2 = { ...shared, minimum: choice.minimum, fits: choice.fits }
  return { l1, clusters, l2, fits: l1.fits && l2.fits && clusters.every(({ fits }) => fits) }
}

export type Buffers = ReturnType<typeof buffersOf>

const accessesOf = ({ problem, result, hardware, sparsity }: Simulated, choice: OffchipChoice) => {
  const bypassing = problem.tensors.filter((tensor) => isBypassing(tensor, hardware))
  return {
    l2: sharedBufferAccesses(result, choice, ({ name }) => bypassing.some((tensor) => tensor.name === name)),
    clusters: hardware.clusters.map((_, level) => clusterAccesses(result, level)),
    l1: peAccesses(result, sparsity),
  }
}

/** The capacity given; a buffer without one is just as large as it has to be. */
const bytesOf = ({ bits }: Need): number => (bits.capacity ?? bits.required) / 8

const energyOf = (
  of: Simulated,
  choice: OffchipChoice,
  accesses: ReturnType<typeof accessesOf>,
  bytes: { readonly l1: number; readonly clusters: readonly number[]; readonly l2: number },
  runtime: number,
) => {
  const { problem, result, hardware, widths, sparsity } = of
  const { energy: table } = hardware
  const { word } = widths
  const noCluster = { read: Number.NaN, write: Number.NaN }
  const units = result.levels.map((level) => level.units)
  const copies = units.map((_, level) => product(units.slice(0, level + 1)))
  const outside = Object.entries(choice.tensors).map(([name, { bits }]) => [
    name,
    (bits.reads * table.offchip.read + bits.writes * table.offchip.write) / word,
  ])
  const offchip: Elements = Object.fromEntries(outside)
  const parts = {
    mac: result.macs * sparsity.effective * table.mac,
    network: networkEnergy(problem, result, hardware, widths),
    static: runtime * staticPower(hardware, bytes, copies),
    offchip: { total: sum(Object.values(offchip)), tensors: offchip },
    l2: accessEnergy(accesses.l2, table.l2, bytes.l2, atWidths(widths.l2, word)),
    clusters: accesses.clusters.map((each, level) => {
      const at = atWidths(widths.clusters[level] ?? {}, word)
      return accessEnergy(each, table.clusters[level] ?? noCluster, bytes.clusters[level] ?? Number.NaN, at)
    }),
    l1: accessEnergy(accesses.l1, table.l1, bytes.l1, atPeWidths(widths, sparsity)),
  }
  const buffers = [parts.offchip, parts.l2, ...parts.clusters, parts.l1].map(({ total }) => total)
  return {
    unit: table.unit,
    uncounted: uncountedOf(hardware, !problem.tensors.every((tensor) => isBypassing(tensor, hardware))),
    total: parts.mac + parts.network + parts.static + sum(buffers),
    ...parts,
  }
}

/** The figures of an estimate, all but the names, the warnings and what a clock adds. */
export const account = (of: Simulated) => {
  const { problem, result, hardware, widths, sparsity } = of
  const { macs, onChipRuntime, activePes, levels } = result
  const choice = chooseOffchip(result, hardware, widths)
  const offChipTime = cyclesAt(choice.bits / widths.word, hardware.offchipBandwidth)
  const runtime = Math.max(onChipRuntime, offChipTime)
  const buffers = buffersOf(of, choice)
  const bytes = {
    l1: bytesOf(buffers.l1),
    clusters: buffers.clusters.map(bytesOf),
    l2: bytesOf(buffers.l2),
  }
  const accesses = accessesOf(of, choice)
  const energy = energyOf(of, choice, accesses, bytes, runtime)
  const table = hardware.area
  return {
    macs,
    runtime,
    onChipRuntime,
    offChipTime,
    floor: floorOf(of),
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    activePes,
    bound: boundOf(result.charges, problem.levels.length, offChipTime, onChipRuntime),
    effective: { macs: macs * sparsity.effective },
    levels,
    pe: { tensors: accesses.l1 },
    offchip: { tensors: choice.tensors, bits: choice.bits },
    buffers,
    energy,
    edp: energy.total * runtime,
    area: table === null ? null : blocks(result, hardware, table, bytes, 'area'),
    power: table === null ? null : blocks(result, hardware, table, bytes, 'power'),
  }
}

export type Account = ReturnType<typeof account>
