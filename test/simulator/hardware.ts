import type { Overlap, SimNoc } from './types'

/** A plain number, or energies at capacities in bytes: linear between the points and constant outside them. */
export type Energy = number | { readonly points: readonly (readonly [number, number])[] }
export type AccessEnergy = { readonly read: Energy; readonly write: Energy }

export type BlockCost = { readonly area: number; readonly power: number }

export type AreaTable = {
  readonly mac: BlockCost
  /** Per byte. */
  readonly sram: BlockCost
  /** scale: [c1, c0] */
  readonly bus: BlockCost & { readonly scale: readonly [number, number] }
  /** scale: [c2, c1, c0] */
  readonly arbiter: BlockCost & { readonly scale: readonly [number, number, number] }
}

/** An accelerator with every default filled in; one entry per level (clusters: one less). null: unlimited. */
export type SimHardware = {
  readonly pes: number
  readonly simd: number
  readonly elementBytes: number
  readonly overlap: Overlap
  readonly noc: readonly (SimNoc & { readonly hops: number })[]
  /** Capacities in bytes. */
  readonly l1: number | null
  readonly clusters: readonly (number | null)[]
  readonly l2: number | null
  readonly offchipBandwidth: number | null
  readonly energy: {
    readonly unit: 'MAC' | 'pJ'
    readonly mac: number
    readonly hop: number
    readonly l1: AccessEnergy
    readonly clusters: readonly AccessEnergy[]
    readonly l2: AccessEnergy
    readonly offchip: { readonly read: number; readonly write: number }
  }
  readonly area: AreaTable | null
}

export type GivenNoc = {
  readonly bandwidth?: number | undefined
  readonly latency?: number | { readonly hops: number; readonly hopLatency: number } | undefined
  readonly multicast?: boolean | undefined
  readonly reduction?: boolean | undefined
}
export type GivenBuffer = { readonly capacity?: number | undefined }
export type GivenEnergy = Omit<SimHardware['energy'], 'unit' | 'clusters'> & {
  readonly unit?: 'MAC' | 'pJ' | undefined
  readonly clusters: AccessEnergy | readonly AccessEnergy[]
}

/** What `accelerator({ … })` gets. */
export type GivenHardware = {
  readonly pes: number
  readonly simd?: number | undefined
  readonly elementBytes?: number | undefined
  readonly overlap?: Overlap | undefined
  readonly noc?: GivenNoc | readonly GivenNoc[] | undefined
  readonly l1?: GivenBuffer | undefined
  readonly clusters?: GivenBuffer | readonly GivenBuffer[] | undefined
  readonly l2?: GivenBuffer | undefined
  readonly offchip?: { readonly bandwidth?: number | undefined } | undefined
  readonly clock?: number | undefined
  readonly energy?: Partial<GivenEnergy> | undefined
  readonly area?: AreaTable | undefined
}

const same = (energy: number): AccessEnergy => ({ read: energy, write: energy })

/** MAESTRO's table, relative to one MAC. */
const maestroEnergy: GivenEnergy = {
  mac: 1,
  hop: 0,
  l1: same(1.68),
  clusters: same(0),
  l2: same(18.61),
  offchip: { read: 0, write: 0 },
}

/** One entry per level: a single one serves all, a shorter list repeats its last. */
const perLevel = <T extends object>(given: T | readonly T[], count: number, byDefault: T): readonly T[] => {
  const list: readonly T[] = Array.isArray(given) ? given : [given as T]
  return Array.from({ length: count }, (_, level) => list[Math.min(level, list.length - 1)] ?? byDefault)
}

const networkOf = (given: GivenNoc): SimHardware['noc'][number] => {
  const latency = given.latency ?? 1
  const { hops, hopLatency } = typeof latency === 'number' ? { hops: 1, hopLatency: latency } : latency
  return {
    bandwidth: given.bandwidth ?? null,
    latency: hops * hopLatency,
    hops,
    multicast: given.multicast ?? true,
    reduction: given.reduction ?? true,
  }
}

/** The accelerator as a dataflow of so many levels sees it. */
export const resolveHardware = (given: GivenHardware, levels: number): SimHardware => {
  const unit = given.energy?.unit ?? 'MAC'
  // MAESTRO's energies are relative to a MAC: in picojoules, what is absent is not counted.
  const absent = unit === 'MAC' ? maestroEnergy : { ...maestroEnergy, mac: 0, l1: same(0), l2: same(0) }
  const energy = { ...absent, ...given.energy }
  return {
    pes: given.pes,
    simd: given.simd ?? 1,
    elementBytes: given.elementBytes ?? 1,
    overlap: given.overlap ?? 'within-runs',
    noc: perLevel(given.noc ?? {}, levels, {}).map(networkOf),
    l1: given.l1?.capacity ?? null,
    clusters: perLevel(given.clusters ?? {}, levels - 1, {}).map((buffer) => buffer.capacity ?? null),
    l2: given.l2?.capacity ?? null,
    offchipBandwidth: given.offchip?.bandwidth ?? null,
    energy: { ...energy, unit, clusters: perLevel(energy.clusters, levels - 1, same(0)) },
    area: given.area ?? null,
  }
}
