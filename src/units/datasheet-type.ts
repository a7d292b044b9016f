/** Accelerators as datasheets write them. */
import type { Accelerator, Network } from '../hardware/accelerator'
import type { AreaTable } from '../hardware/area'
import type { EnergyUnit } from '../hardware/energy'

/**
 * A number in the unit that an accelerator has it in, or a text with any unit of the kind.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type Quantity = number | string

/**
 * A capacity as it is (`'108 KiB'`), or a buffer with it.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetBuffer = Quantity | { readonly capacity?: Quantity }

/**
 * A bandwidth as it is (`'32 GB/s'`, `'4 elements/cycle'`), or a network with it; latencies as times or cycles.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetNetwork =
  | Quantity
  | (Omit<Network, 'bandwidth' | 'latency'> & {
      readonly bandwidth?: Quantity
      readonly latency?: Quantity | { readonly hops: number; readonly hopLatency: Quantity }
    })

/**
 * Energy of an access: one, or points of capacity and energy.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetAccess =
  | Quantity
  | { readonly points: readonly (readonly [capacity: Quantity, energy: Quantity])[] }

/**
 * Energies of reading and of writing one element; one for both.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetReadWrite =
  | Quantity
  | { readonly read: DatasheetAccess; readonly write: DatasheetAccess }

/**
 * Energies of accesses. Texts become pJ, so where there is one, numbers are pJ too, `unit` becomes `'pJ'`, and nothing is
 * left to the default table, whose unit is the energy of a MAC.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetEnergy = {
  readonly unit?: EnergyUnit
  readonly mac?: Quantity
  readonly hop?: Quantity
  readonly l1?: DatasheetReadWrite
  readonly clusters?: DatasheetReadWrite | readonly DatasheetReadWrite[]
  readonly l2?: DatasheetReadWrite
  readonly offchip?: Quantity | { readonly read: Quantity; readonly write: Quantity }
}

/**
 * A part of an area table, with its area and peak dynamic power as quantities.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetCosts<Part> = Omit<Part, 'area' | 'power'> & {
  readonly area: Quantity
  readonly power: Quantity
}

/**
 * What an accelerator is, as datasheets write it: every quantity as a number in the unit that {@link Accelerator} has it
 * in, or as a text.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type Datasheet = Pick<Accelerator, 'pes' | 'simd' | 'overlap'> & {
  readonly l1?: DatasheetBuffer
  readonly clusters?: DatasheetBuffer | readonly DatasheetBuffer[]
  readonly l2?: DatasheetBuffer
  readonly elementBytes?: Quantity
  readonly noc?: DatasheetNetwork | readonly DatasheetNetwork[]
  readonly offchip?: Quantity | { readonly bandwidth?: Quantity }
  readonly clock?: Quantity
  readonly energy?: DatasheetEnergy
  readonly area?: { readonly [Part in keyof AreaTable]: DatasheetCosts<AreaTable[Part]> }
}
