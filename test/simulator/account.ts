import {
  type Accesses,
  type AccessesByTensor,
  clusterAccesses,
  peAccesses,
  sharedBufferAccesses,
} from './accesses'
import { boundOf } from './charges'
import type { AccessEnergy, AreaTable, Energy, SimHardware } from './hardware'
import { capacityInElements, chooseOffchip, type OffchipTensor } from './offchip'
import type { SimResult } from './types'

export type BufferAccount = { readonly required: number; readonly fits: boolean }

export type Account = {
  readonly offchip: Readonly<Record<string, OffchipTensor>>
  readonly offChipTime: number
  readonly runtime: number
  readonly floor: number
  readonly bound: ReturnType<typeof boundOf>
  readonly energy: {
    readonly total: number
    readonly mac: number
    readonly network: number
    readonly offchip: number
    readonly l2: number
    readonly clusters: readonly number[]
    readonly l1: number
  }
  readonly buffers: {
    readonly l1: BufferAccount
    readonly clusters: readonly BufferAccount[]
    readonly l2: BufferAccount & { readonly minimum: number }
  }
  /** Elements read and written per buffer and tensor; those of l1 are the estimate's `pe.tensors`. */
  readonly accesses: {
    readonly l2: AccessesByTensor
    readonly clusters: readonly AccessesByTensor[]
    readonly l1: AccessesByTensor
  }
  readonly area: number | null
  readonly power: number | null
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const product = (values: readonly number[]): number => values.reduce((total, value) => total * value, 1)

/** Cycles to move so many elements at so many per cycle; nothing to wait for if the bandwidth is unlimited. */
const cyclesAt = (elements: number, bandwidth: number | null): number =>
  bandwidth === null ? 0 : Math.ceil(elements / bandwidth)

/** The runtime that no dataflow can beat. */
const floorOf = (result: SimResult, hardware: SimHardware): number => {
  const usedBy = (role: 'input' | 'output'): number =>
    sum(result.tensors.filter((tensor) => tensor.role === role).map((tensor) => tensor.used))
  const network = hardware.noc[0]
  const throughNetwork =
    network !== undefined && network.latency >= 1
      ? [cyclesAt(usedBy('input'), network.bandwidth), cyclesAt(usedBy('output'), network.bandwidth)]
      : []
  return Math.max(
    Math.ceil(result.macs / (hardware.pes * hardware.simd)),
    ...throughNetwork,
    cyclesAt(usedBy('input') + usedBy('output'), hardware.offchipBandwidth),
  )
}

/** The buffer of each unit of a level: room for the largest tile of each tensor. */
const unitBuffer = (
  result: SimResult,
  hardware: SimHardware,
  level: number,
  capacity: number | null,
): BufferAccount => {
  const buffering = hardware.overlap === 'none' ? 1 : 2
  const tiles = Object.values(result.levels[level]?.tensors ?? {}).map((tensor) => tensor.unitTile)
  const required = buffering * sum(tiles)
  return { required, fits: required <= capacityInElements(capacity, hardware.elementBytes) }
}

/** Linear between the points and constant outside. */
const energyAt = (energy: Energy, bytes: number): number => {
  if (typeof energy === 'number') return energy
  const points = [...energy.points].sort(([a], [b]) => a - b)
  const below = points.filter(([capacity]) => capacity <= bytes).at(-1)
  const above = points.find(([capacity]) => capacity >= bytes)
  if (below === undefined || above === undefined) return (below ?? above)?.[1] ?? Number.NaN
  if (above[0] === below[0]) return below[1]
  return below[1] + ((above[1] - below[1]) * (bytes - below[0])) / (above[0] - below[0])
}

const accessEnergy = (accesses: AccessesByTensor, energy: AccessEnergy, bytes: number): number =>
  sum(
    Object.values(accesses).map(
      ({ reads, writes }: Accesses) =>
        reads * energyAt(energy.read, bytes) + writes * energyAt(energy.write, bytes),
    ),
  )

const networkEnergy = (result: SimResult, hardware: SimHardware): number =>
  sum(
    result.levels.map(({ tensors }, level) => {
      const moved = Object.values(tensors).map((figures) =>
        'ingress' in figures ? figures.ingress : figures.egress,
      )
      return (hardware.noc[level]?.hops ?? Number.NaN) * hardware.energy.hop * sum(moved)
    }),
  )

/** Area or power, block by block; `wireScale` is what the published table divides bus and arbiter by. */
const blocks = (
  result: SimResult,
  hardware: SimHardware,
  table: AreaTable,
  bytes: { readonly l1: number; readonly clusters: readonly number[]; readonly l2: number },
  kind: 'area' | 'power',
): number => {
  const units = result.levels.map((level) => level.units)
  const wireScale = kind === 'power' ? 1000 : 1
  const sram = table.sram[kind]
  const pe = hardware.simd * table.mac[kind] + bytes.l1 * sram
  const clusterBuffers = bytes.clusters.map((each, level) => product(units.slice(0, level + 1)) * each * sram)
  const networks = units.map((n, level) => {
    const bandwidth = hardware.noc[level]?.bandwidth ?? null
    if (bandwidth === null) return 0
    const parents = product(units.slice(0, level))
    const bus = table.bus[kind] * (table.bus.scale[0] * n + table.bus.scale[1]) * bandwidth
    const [c2, c1, c0] = table.arbiter.scale
    // Published as "never under 0.34 mW", its unit: the scale divides the polynomial before it is raised to one unit.
    const arbiter = table.arbiter[kind] * Math.max(1, (c2 * n ** 2 + c1 * n + c0) / wireScale)
    return parents * (bus / wireScale + arbiter)
  })
  return hardware.pes * pe + sum(clusterBuffers) + bytes.l2 * sram + sum(networks)
}

/** Off-chip traffic, time, buffers, energy, area and power of what was simulated: sections 5 (its end), 6 and 7. */
export const account = (result: SimResult, hardware: SimHardware): Account => {
  const choice = chooseOffchip(result, hardware)
  const offChipTime = cyclesAt(choice.reads + choice.writes, hardware.offchipBandwidth)

  const last = result.levels.length - 1
  const l1Buffer = unitBuffer(result, hardware, last, hardware.l1)
  const clusterBuffers = result.levels
    .slice(0, last)
    .map((_, level) => unitBuffer(result, hardware, level, hardware.clusters[level] ?? null))

  // a buffer without a capacity counts as just as large as it has to be
  const bytesOf = (capacity: number | null, required: number): number =>
    capacity ?? required * hardware.elementBytes
  const bytes = {
    l1: bytesOf(hardware.l1, l1Buffer.required),
    clusters: clusterBuffers.map(({ required }, level) =>
      bytesOf(hardware.clusters[level] ?? null, required),
    ),
    l2: bytesOf(hardware.l2, choice.required),
  }

  const accesses = {
    l2: sharedBufferAccesses(result, choice),
    clusters: clusterBuffers.map((_, level) => clusterAccesses(result, level)),
    l1: peAccesses(result),
  }
  const table = hardware.energy
  const noCluster: AccessEnergy = { read: Number.NaN, write: Number.NaN }
  const parts = {
    mac: result.macs * table.mac,
    network: networkEnergy(result, hardware),
    offchip: choice.reads * table.offchip.read + choice.writes * table.offchip.write,
    l2: accessEnergy(accesses.l2, table.l2, bytes.l2),
    clusters: accesses.clusters.map((of, level) =>
      accessEnergy(of, table.clusters[level] ?? noCluster, bytes.clusters[level] ?? Number.NaN),
    ),
    l1: accessEnergy(accesses.l1, table.l1, bytes.l1),
  }
  return {
    offchip: choice.tensors,
    offChipTime,
    runtime: Math.max(result.onChipRuntime, offChipTime),
    floor: floorOf(result, hardware),
    bound: boundOf(result.charges, result.levels.length, offChipTime, result.onChipRuntime),
    energy: {
      total: parts.mac + parts.network + parts.offchip + parts.l2 + sum(parts.clusters) + parts.l1,
      ...parts,
    },
    buffers: {
      l1: l1Buffer,
      clusters: clusterBuffers,
      l2: { required: choice.required, fits: choice.fits, minimum: choice.minimum },
    },
    accesses,
    area: hardware.area === null ? null : blocks(result, hardware, hardware.area, bytes, 'area'),
    power: hardware.area === null ? null : blocks(result, hardware, hardware.area, bytes, 'power'),
  }
}
