/** Energy per access (cost model, section 7): tables are data, and constant or a function of the buffer's capacity. */

/**
 * Energy of one access: a number, or points [capacity in bytes, energy] in increasing capacity, linear between them
 * and constant outside.
 *
 * @since 0.1.0
 * @category hardware
 */
export type AccessEnergy =
  | number
  | { readonly points: readonly (readonly [capacity: number, energy: number])[] }

/**
 * Energy of reading and of writing one element.
 *
 * @since 0.1.0
 * @category hardware
 */
export type ReadWrite = { readonly read: AccessEnergy; readonly write: AccessEnergy }

/**
 * Energies in a unit of the user's choice (the default table's is one MAC): of a MAC, of moving an element over one hop
 * of a network, and of reading or writing an element of each buffer and off-chip.
 *
 * @since 0.1.0
 * @category hardware
 */
export type EnergyTable = {
  readonly mac: number
  readonly hop: number
  readonly l1: ReadWrite
  /** One for all levels, or one per level, outermost first. */
  readonly clusters: ReadWrite | readonly ReadWrite[]
  readonly l2: ReadWrite
  readonly offchip: { readonly read: number; readonly write: number }
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
export const maestroEnergy: EnergyTable = {
  mac: 1,
  hop: 0,
  l1: { read: 1.68, write: 1.68 },
  clusters: { read: 0, write: 0 },
  l2: { read: 18.61, write: 18.61 },
  offchip: { read: 0, write: 0 },
}

/** A table with one entry per level of cluster buffers. */
export type ResolvedEnergy = Omit<EnergyTable, 'clusters'> & { readonly clusters: readonly ReadWrite[] }

/** The energy of an access to a buffer of so many bytes. */
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
