/** Per-level cost reduction: from an analysis and resolved hardware to the estimate (cost model, sections 4 to 7). */
import type { Analysed, AnalysedTensor } from '../analysis/analysis'
import type { Warning } from '../error/warning'
import { energyAt, type ReadWrite } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { type Accesses, clusterAccesses, peAccesses, sharedAccesses } from './accesses'
import { areaPowerOf, type BufferBytes } from './area'
import type { BufferNeed, EnergyPart, Estimate, LevelEstimate, LevelTensor } from './estimate-type'
import { floorOf, offchipTime } from './floor'
import { chooseOffchip, type Offchip } from './offchip'
import { type Timing, timeOf } from './time'
import { type Traffic, trafficOf } from './traffic'

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** Double buffering needs every tile twice. */
const buffersPerTile = ({ overlap }: ResolvedHardware): number => (overlap === 'none' ? 1 : 2)

const elementsOf = (bytes: number | null, { elementBytes }: ResolvedHardware): number | null =>
  bytes === null ? null : Math.min(largestCount, Math.floor(bytes / elementBytes))

const need = (
  tensors: readonly AnalysedTensor[],
  spaces: readonly number[],
  capacity: number | null,
): BufferNeed => {
  const total = sumOf(spaces)
  return {
    required: { total, tensors: byName(tensors, (_, i) => spaces[i]!) },
    capacity,
    fits: total <= (capacity ?? largestCount),
  }
}

/** The buffer of each unit of a level: the largest tile of every tensor. */
const unitBuffer = (
  analysis: Analysed,
  level: number,
  bytes: number | null,
  hardware: ResolvedHardware,
): BufferNeed => {
  const buffers = buffersPerTile(hardware)
  const spaces = analysis.levels[level]!.traffic.map(({ unitTile }) => buffers * unitTile)
  return need(analysis.tensors, spaces, elementsOf(bytes, hardware))
}

const buffersOf = (analysis: Analysed, hardware: ResolvedHardware, offchip: Offchip): Estimate['buffers'] => {
  const last = analysis.levels.length - 1
  const l1 = unitBuffer(analysis, last, hardware.l1, hardware)
  const clusters = hardware.clusters.map((bytes, level) => unitBuffer(analysis, level, bytes, hardware))
  const spaces = offchip.tensors.map(({ space }) => space)
  const shared = need(analysis.tensors, spaces, elementsOf(hardware.l2, hardware))
  const l2 = { ...shared, minimum: offchip.minimum }
  return { l1, clusters, l2, fits: l1.fits && l2.fits && clusters.every(({ fits }) => fits) }
}

const bytesOf = (buffers: Estimate['buffers'], hardware: ResolvedHardware): BufferBytes => {
  const bytes = (given: number | null, { required }: BufferNeed) =>
    given ?? required.total * hardware.elementBytes
  return {
    l1: bytes(hardware.l1, buffers.l1),
    clusters: buffers.clusters.map((buffer, level) => bytes(hardware.clusters[level]!, buffer)),
    l2: bytes(hardware.l2, buffers.l2),
  }
}

/** Reads and writes of every buffer, per tensor. */
type AllAccesses = {
  readonly l2: readonly Accesses[]
  readonly clusters: readonly (readonly Accesses[])[]
  readonly l1: readonly Accesses[]
}

const accessesOf = (
  { tensors, levels, macs }: Analysed,
  traffic: readonly (readonly Traffic[])[],
  offchip: Offchip,
): AllAccesses => ({
  l2: tensors.map((_, t) => sharedAccesses(traffic[0]![t]!, offchip.tensors[t]!)),
  clusters: levels
    .slice(1)
    .map((_, i) => tensors.map((_, t) => clusterAccesses(traffic[i]![t]!, traffic[i + 1]![t]!))),
  l1: tensors.map((tensor, t) => peAccesses(tensor, traffic[levels.length - 1]![t]!, macs)),
})

const energyPart = (
  tensors: readonly AnalysedTensor[],
  accesses: readonly Accesses[],
  { read, write }: ReadWrite,
  bytes: number,
): EnergyPart => {
  const perRead = energyAt(read, bytes)
  const perWrite = energyAt(write, bytes)
  const energies = accesses.map(({ reads, writes }) => reads * perRead + writes * perWrite)
  return { total: sumOf(energies), tensors: byName(tensors, (_, i) => energies[i]!) }
}

const networkEnergy = (
  traffic: readonly (readonly Traffic[])[],
  { networks, energy }: ResolvedHardware,
): number =>
  sumOf(
    traffic.map(
      (level, i) =>
        networks[i]!.hops * energy.hop * sumOf(level.map(({ ingress, egress }) => ingress + egress)),
    ),
  )

const energyOf = (
  { macs, tensors }: Analysed,
  hardware: ResolvedHardware,
  accesses: AllAccesses,
  offchip: Offchip,
  traffic: readonly (readonly Traffic[])[],
  bytes: BufferBytes,
): Estimate['energy'] => {
  const { energy } = hardware
  const parts = {
    mac: macs * energy.mac,
    network: networkEnergy(traffic, hardware),
    offchip: energyPart(tensors, offchip.tensors, energy.offchip, 0),
    l2: energyPart(tensors, accesses.l2, energy.l2, bytes.l2),
    clusters: accesses.clusters.map((each, i) =>
      energyPart(tensors, each, energy.clusters[i]!, bytes.clusters[i]!),
    ),
    l1: energyPart(tensors, accesses.l1, energy.l1, bytes.l1),
  }
  const buffers = parts.l2.total + sumOf(parts.clusters.map(({ total }) => total)) + parts.l1.total
  return { total: parts.mac + parts.network + parts.offchip.total + buffers, ...parts }
}

const levelTensor = (
  { role, streamed }: AnalysedTensor,
  { ingress, fills, egress, evictions, accumulations }: Traffic,
  { unitTile, levelTile }: { readonly unitTile: number; readonly levelTile: number },
  level: number,
): LevelTensor => ({
  ...(role === 'input' ? { ingress, fills } : { egress, evictions, accumulations }),
  unitTile,
  levelTile,
  ...(level === 0 ? { streamed } : {}),
})

const levelsOf = (
  { levels, tensors }: Analysed,
  timing: Timing,
  traffic: readonly (readonly Traffic[])[],
): readonly LevelEstimate[] =>
  levels.map((level, i) => ({
    units: level.units,
    steps: level.steps,
    activeUnitSteps: level.activeUnitSteps,
    tensors: byName(tensors, (tensor, t) => levelTensor(tensor, traffic[i]![t]!, level.traffic[t]!, i)),
    delay: timing.levels[i]!.delay,
    bandwidth: timing.levels[i]!.bandwidth,
  }))

const doesNotFit = (path: string, { required, capacity, fits }: BufferNeed): readonly Warning[] =>
  fits
    ? []
    : [
        {
          _tag: 'DoesNotFit',
          path,
          message: `${path} holds ${capacity} elements, but ${required.total} are required.`,
        },
      ]

const warningsOf = ({ l1, clusters, l2 }: Estimate['buffers']): readonly Warning[] => [
  ...doesNotFit('hardware.l1', l1),
  ...clusters.flatMap((buffer, i) => doesNotFit(`hardware.clusters[${i}]`, buffer)),
  ...doesNotFit('hardware.l2', l2),
]

/** Whether every count is exact: off-chip traffic, each buffer's reads and writes in total, and what it must hold. */
const exact = (offchip: Offchip, { l2, clusters, l1 }: AllAccesses, buffers: Estimate['buffers']): boolean =>
  [
    offchip.traffic,
    offchip.minimum,
    ...[l2, ...clusters, l1].flatMap((buffer) => [
      sumOf(buffer.map(({ reads }) => reads)),
      sumOf(buffer.map(({ writes }) => writes)),
    ]),
    ...[buffers.l2, ...buffers.clusters, buffers.l1].map(({ required }) => required.total),
  ].every((count) => count <= largestCount)

/** The estimate, or what stands in the way of an exact one. */
export const costOf = (
  analysis: Analysed,
  hardware: ResolvedHardware,
): { readonly estimate: Estimate } | { readonly overflow: 'counts' | 'runtime' | 'energy' } => {
  const { macs, tensors, levels } = analysis
  const traffic = trafficOf(levels, tensors, hardware.networks)
  const levelTiles = levels[0]!.traffic.map(({ levelTile }) => levelTile)
  const capacity = elementsOf(hardware.l2, hardware) ?? largestCount
  const offchip = chooseOffchip(tensors, levelTiles, buffersPerTile(hardware), capacity)
  const accesses = accessesOf(analysis, traffic, offchip)
  const buffers = buffersOf(analysis, hardware, offchip)
  if (!exact(offchip, accesses, buffers)) return { overflow: 'counts' }
  const timing = timeOf(levels, hardware)
  const offChipTime = offchipTime(offchip.traffic, hardware)
  const runtime = Math.max(timing.onChipRuntime, offChipTime)
  if (!(runtime <= largestCount)) return { overflow: 'runtime' }
  const bytes = bytesOf(buffers, hardware)
  const energy = energyOf(analysis, hardware, accesses, offchip, traffic, bytes)
  const edp = energy.total * runtime
  const cost = hardware.area === null ? null : areaPowerOf(hardware.area, hardware, levels, bytes)
  const seconds = hardware.clock === null ? null : runtime / hardware.clock
  if (![edp, cost?.area ?? 0, cost?.power ?? 0, seconds ?? 0].every(Number.isFinite))
    return { overflow: 'energy' }
  const estimate: Estimate = {
    layer: analysis.layer,
    dataflow: analysis.dataflow,
    macs,
    runtime,
    onChipRuntime: timing.onChipRuntime,
    offChipTime,
    floor: floorOf(analysis, hardware),
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    activePes: levels.reduce((active, { activeUnitSteps, steps }) => active * (activeUnitSteps / steps), 1),
    seconds,
    bound: offChipTime > timing.onChipRuntime ? { by: 'offchip', level: null } : timing.bound,
    energy,
    edp,
    levels: levelsOf(analysis, timing, traffic),
    pe: { tensors: byName(tensors, (_, t) => accesses.l1[t]!) },
    offchip: {
      tensors: byName(tensors, (_, t) => {
        const { reads, writes, resident } = offchip.tensors[t]!
        return { reads, writes, resident }
      }),
    },
    buffers,
    area: cost?.area ?? null,
    power: cost?.power ?? null,
    warnings: [...analysis.warnings, ...hardware.warnings, ...warningsOf(buffers)],
  }
  return { estimate }
}
