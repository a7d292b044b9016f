/** Energy per access (docs/spec.md, section 7): tables are data, and constant or a function of the buffer's capacity. */
import { frozen } from '../internal/frozen'

/**
 * Energy of one access: a number, or points [capacity in bytes, energy] in increasing capacity, linear between them
 * and constant outside.
 *
 * @since 0.1.0
 * @category hardware
 */
export type AccessEnergy =
  | number
  | {
      /** Pairs of a capacity in bytes and the energy of an access there, in increasing capacity. */
      readonly points: readonly (readonly [capacity: number, energy: number])[]
    }

/**
 * Energy of reading and of writing one element.
 *
 * @since 0.1.0
 * @category hardware
 */
export type ReadWrite = {
  /** Energy of reading one element. */
  readonly read: AccessEnergy
  /** Energy of writing one element. */
  readonly write: AccessEnergy
}

/**
 * The unit of the energies of a table: the energy of one MAC, or picojoules.
 *
 * @since 0.2.0
 * @category hardware
 */
export type EnergyUnit = 'MAC' | 'pJ'

/**
 * Static energies per cycle (docs/spec.md, section 13), each 0 when absent: of a PE, busy or not, and of a byte of capacity of
 * each buffer (of the required capacity, where none is given).
 *
 * @since 0.2.0
 * @category hardware
 */
export type StaticEnergy = {
  /** Energy of a PE per cycle, busy or idle; 0 by default. */
  readonly pe?: number
  /** Energy per cycle and byte of the PEs' buffers; 0 by default. */
  readonly l1?: number
  /** One for all levels, or one per level, outermost first. */
  readonly clusters?: number | readonly number[]
  /** Energy per cycle and byte of the shared buffer; 0 by default. */
  readonly l2?: number
}

/**
 * Energies of a MAC, of moving an element over one hop of a network, and of reading or writing an element of each buffer
 * and off-chip. A part of an accelerator's table that is absent has the default's energies ({@link maestroEnergy}), which
 * are relative to one MAC; in a table in pJ it counts 0, and the estimate lists it in `energy.uncounted`.
 *
 * @since 0.1.0
 * @category hardware
 */
export type EnergyTable = {
  /** `'MAC'` when absent. */
  readonly unit?: EnergyUnit
  /** Energy of one MAC. */
  readonly mac: number
  /** Energy of moving one element over one hop of a network. */
  readonly hop: number
  /** Energy of reading and writing one element of a PE's buffer. */
  readonly l1: ReadWrite
  /** One for all levels, or one per level, outermost first. */
  readonly clusters: ReadWrite | readonly ReadWrite[]
  /** Energy of reading and writing one element of the shared buffer. */
  readonly l2: ReadWrite
  /** Energy of reading and writing one element off-chip. */
  readonly offchip: {
    /** Energy of reading one element off-chip. */
    readonly read: number
    /** Energy of writing one element off-chip. */
    readonly write: number
  }
  /** Energies that are spent in every cycle, whatever happens in it; none when absent. */
  readonly static?: StaticEnergy
}

/**
 * The default energies, relative to one MAC, whatever the capacity: those of the public MAESTRO tool, L1 1.68 and L2
 * 18.61; cluster buffers, network and off-chip are not counted.
 *
 * @example
 * ```ts
 * import { maestroEnergy } from 'maestro-dataflow'
 *
 * maestroEnergy.l2 // => { read: 18.61, write: 18.61 }
 * ```
 * @since 0.1.0
 * @category hardware
 */
export const maestroEnergy: EnergyTable = /* @__PURE__ */ frozen({
  mac: 1,
  hop: 0,
  l1: { read: 1.68, write: 1.68 },
  clusters: { read: 0, write: 0 },
  l2: { read: 18.61, write: 18.61 },
  offchip: { read: 0, write: 0 },
})

/** Static energies of one PE, of one byte of each buffer, and of cluster buffers per level. */
export type ResolvedStatic = {
  readonly pe: number
  readonly l1: number
  readonly clusters: readonly number[]
  readonly l2: number
}

/** A table with its unit and one entry per level of cluster buffers. */
export type ResolvedEnergy = Omit<EnergyTable, 'unit' | 'clusters' | 'static'> & {
  /** Null where there is none. */
  readonly static: ResolvedStatic | null
  readonly unit: EnergyUnit
  readonly clusters: readonly ReadWrite[]
  /** The parts that are used and that the table puts at 0. */
  readonly uncounted: readonly UncountedPart[]
}

/**
 * A part of an energy that a table may put at 0.
 *
 * @since 0.2.0
 * @category hardware
 */
export type UncountedPart = 'mac' | 'l1' | 'clusters' | 'l2' | 'network' | 'offchip'

/** The parts in the order in which they are listed. */
export const uncountedParts: readonly UncountedPart[] = ['mac', 'l1', 'clusters', 'l2', 'network', 'offchip']

/**
 * The unit of an energy, and the parts that it does not count. An estimate's `energy` is one.
 *
 * @since 0.2.0
 * @category hardware
 */
export type EnergyBasis = {
  /** `'MAC'` (the energy of one MAC) or `'pJ'`. */
  readonly unit: EnergyUnit
  /** Components that are used and that the table puts at 0. */
  readonly uncounted: readonly UncountedPart[]
}

const isFree = (energy: AccessEnergy): boolean =>
  typeof energy === 'number' ? energy === 0 : energy.points.every(([, each]) => each === 0)

const areFree = ({ read, write }: ReadWrite): boolean => isFree(read) && isFree(write)

/** The parts that are used and that a table puts at 0. All are used, cluster buffers where there is a level of them. */
export const uncountedOf = (
  table: Omit<ResolvedEnergy, 'unit' | 'uncounted' | 'static'>,
): readonly UncountedPart[] => {
  const uncounted: UncountedPart[] = []
  if (table.mac === 0) uncounted.push('mac')
  if (areFree(table.l1)) uncounted.push('l1')
  if (table.clusters.some(areFree)) uncounted.push('clusters')
  if (areFree(table.l2)) uncounted.push('l2')
  if (table.hop === 0) uncounted.push('network')
  if (areFree(table.offchip)) uncounted.push('offchip')
  return uncounted
}

/** The energy of an access to a buffer with a capacity in bytes. */
export const energyAt = (energy: AccessEnergy, bytes: number): number => {
  if (typeof energy === 'number') return energy
  const { points } = energy
  const above = points.findIndex(([capacity]) => capacity >= bytes)
  if (above < 0) return points[points.length - 1]![1]
  if (above === 0) return points[0]![1]
  const [lowBytes, low] = points[above - 1]!
  const [highBytes, high] = points[above]!
  return low + ((high - low) * (bytes - lowBytes)) / (highBytes - lowBytes)
}
