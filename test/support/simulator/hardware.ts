import type { Overlap, Port, SimLink, SimNoc } from './types'

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

/** Bits of an element: of every tensor, or by name or role. */
export type Width = number | { readonly partial?: number | undefined; readonly final?: number | undefined }
export type Precision = number | Readonly<Record<string, Width>>

export type Format = 'bitmask' | 'structured' | { readonly coordinate: number }
export type Place = 'offchip' | 'l2' | 'clusters' | 'l1'
/** In every buffer and outside, or in some. */
export type Formats = Format | { readonly [P in Place]?: Format | undefined }

export type Sparse = {
  readonly gate?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
  readonly format?: Readonly<Record<string, Formats>> | undefined
}

/** What each buffer says of the widths of inputs. */
export type BufferPrecisions = {
  readonly offchip: Precision | undefined
  readonly l2: Precision | undefined
  readonly clusters: readonly (Precision | undefined)[]
  readonly l1: Precision | undefined
}

export type Hops = { readonly hops: number }

/** An accelerator with every default filled in; one entry per level (clusters: one less). null: unlimited. */
export type SimHardware = {
  readonly pes: number
  readonly simd: number
  readonly elementBytes: number
  readonly overlap: Overlap
  readonly noc: readonly (Omit<SimNoc, 'channels'> &
    Hops & {
      readonly skew: number
      readonly channels: readonly (SimLink & Hops & { readonly tensors: readonly string[] })[]
    })[]
  /** Capacities in bytes. */
  readonly l1: number | null
  readonly clusters: readonly (number | null)[]
  readonly l2: number | null
  readonly offchipBandwidth: number | null
  readonly precision: Precision | undefined
  readonly bufferPrecisions: BufferPrecisions
  /** Names and roles. */
  readonly bypass: readonly string[]
  readonly contiguous: readonly string[]
  /** Of the buffers of each level's units. */
  readonly keep: readonly Keep[]
  readonly sparse: Sparse
  readonly energy: {
    readonly unit: 'MAC' | 'pJ'
    readonly mac: number
    readonly hop: number
    readonly l1: AccessEnergy
    readonly clusters: readonly AccessEnergy[]
    readonly l2: AccessEnergy
    readonly offchip: { readonly read: number; readonly write: number }
    /** Per cycle: of a PE, and of a byte of each buffer. */
    readonly static: {
      readonly pe: number
      readonly l1: number
      readonly clusters: readonly number[]
      readonly l2: number
    }
  }
  readonly area: AreaTable | null
}

type GivenLink = {
  readonly bandwidth?: number | undefined
  readonly latency?: number | { readonly hops: number; readonly hopLatency: number } | undefined
  readonly port?: Port | undefined
}
export type GivenChannel = GivenLink & { readonly tensors: readonly string[] }
export type GivenNoc = GivenLink & {
  readonly multicast?: boolean | undefined
  readonly reduction?: boolean | undefined
  readonly skew?: number | undefined
  readonly channels?: readonly GivenChannel[] | undefined
}
/** Whether inputs are kept from step to step: all of them, or by name or role. */
export type Keep = boolean | Readonly<Record<string, boolean>>

export type GivenBuffer = {
  readonly capacity?: number | undefined
  readonly precision?: Precision | undefined
}
/** A buffer of a unit. */
export type GivenUnitBuffer = GivenBuffer & { readonly keep?: Keep | undefined }
export type GivenStatic = {
  readonly pe?: number | undefined
  readonly l1?: number | undefined
  readonly clusters?: number | readonly number[] | undefined
  readonly l2?: number | undefined
}
export type GivenEnergy = Omit<SimHardware['energy'], 'unit' | 'clusters' | 'static'> & {
  readonly unit?: 'MAC' | 'pJ' | undefined
  readonly clusters: AccessEnergy | readonly AccessEnergy[]
  readonly static: GivenStatic
}

/** What `accelerator({ … })` gets. */
export type GivenHardware = {
  readonly pes: number
  readonly simd?: number | undefined
  readonly elementBytes?: number | undefined
  readonly overlap?: Overlap | undefined
  readonly noc?: GivenNoc | readonly GivenNoc[] | undefined
  readonly l1?: GivenUnitBuffer | undefined
  readonly clusters?: GivenUnitBuffer | readonly GivenUnitBuffer[] | undefined
  readonly l2?:
    | (GivenBuffer & {
        readonly bypass?: readonly string[] | undefined
        readonly contiguous?: readonly string[] | undefined
      })
    | undefined
  readonly offchip?:
    | { readonly bandwidth?: number | undefined; readonly precision?: Precision | undefined }
    | undefined
  readonly precision?: Precision | undefined
  readonly sparse?: Sparse | undefined
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
  static: {},
}

/** One entry per level: a single one serves all, a shorter list repeats its last. */
const perLevel = <T extends object | number>(
  given: T | readonly T[],
  count: number,
  byDefault: T,
): readonly T[] => {
  const list: readonly T[] = Array.isArray(given) ? given : [given as T]
  return Array.from({ length: count }, (_, level) => list[Math.min(level, list.length - 1)] ?? byDefault)
}

const latencyOf = (given: NonNullable<GivenLink['latency']>): Hops & { readonly latency: number } => {
  const { hops, hopLatency } = typeof given === 'number' ? { hops: 1, hopLatency: given } : given
  return { hops, latency: hops * hopLatency }
}

const networkOf = (given: GivenNoc): SimHardware['noc'][number] => {
  const latency = given.latency ?? 1
  const port = given.port ?? 'separate'
  return {
    bandwidth: given.bandwidth ?? null,
    ...latencyOf(latency),
    port,
    multicast: given.multicast ?? true,
    reduction: given.reduction ?? true,
    skew: given.skew ?? 0,
    channels: (given.channels ?? []).map((channel) => ({
      tensors: channel.tensors,
      bandwidth: channel.bandwidth ?? null,
      ...latencyOf(channel.latency ?? latency),
      port: channel.port ?? port,
    })),
  }
}

const energyOf = ({ energy: given }: GivenHardware, levels: number): SimHardware['energy'] => {
  const unit = given?.unit ?? 'MAC'
  // MAESTRO's energies are relative to a MAC: in picojoules, what is absent is not counted.
  const absent = unit === 'MAC' ? maestroEnergy : { ...maestroEnergy, mac: 0, l1: same(0), l2: same(0) }
  const energy = { ...absent, ...given }
  const { pe = 0, l1 = 0, clusters = 0, l2 = 0 } = energy.static
  return {
    ...energy,
    unit,
    clusters: perLevel(energy.clusters, levels - 1, same(0)),
    static: { pe, l1, clusters: perLevel(clusters, levels - 1, 0), l2 },
  }
}

/** The accelerator as a dataflow of so many levels sees it. */
export const resolveHardware = (given: GivenHardware, levels: number): SimHardware => {
  const clusters = perLevel(given.clusters ?? {}, levels - 1, {})
  return {
    pes: given.pes,
    simd: given.simd ?? 1,
    elementBytes: given.elementBytes ?? 1,
    overlap: given.overlap ?? 'within-runs',
    noc: perLevel(given.noc ?? {}, levels, {}).map(networkOf),
    l1: given.l1?.capacity ?? null,
    clusters: clusters.map(({ capacity }) => capacity ?? null),
    l2: given.l2?.capacity ?? null,
    offchipBandwidth: given.offchip?.bandwidth ?? null,
    precision: given.precision,
    bufferPrecisions: {
      offchip: given.offchip?.precision,
      l2: given.l2?.precision,
      clusters: clusters.map(({ precision }) => precision),
      l1: given.l1?.precision,
    },
    bypass: given.l2?.bypass ?? [],
    contiguous: given.l2?.contiguous ?? [],
    keep: [...clusters.map(({ keep }) => keep ?? true), given.l1?.keep ?? true],
    sparse: given.sparse ?? {},
    energy: energyOf(given, levels),
    area: given.area ?? null,
  }
}
