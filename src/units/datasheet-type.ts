/** Accelerators as datasheets write them. */
import type { Accelerator, Interconnect, NetworkChannel } from '../hardware/accelerator'
import type { AreaTable } from '../hardware/area'
import type { EnergyUnit } from '../hardware/energy'
import type { SparseFormat, SparseSupport } from '../hardware/sparse'

/**
 * A number in the unit that an accelerator has it in, or a text with any unit of the kind.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type Quantity = number | string

/**
 * Widths of inputs (`'4 bit'`): one for all, or by names or as `inputs`.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetWidths = Quantity | Readonly<Record<string, Quantity>>

/**
 * Widths of tensors: one for all, or by names or roles; an output may have one of partial sums and one of complete ones.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetPrecision =
  | Quantity
  | Readonly<Record<string, Quantity | { readonly partial?: Quantity; readonly final?: Quantity }>>

/**
 * A capacity as it is (`'108 KiB'`), or a buffer with it.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetBuffer =
  | Quantity
  | { readonly capacity?: Quantity; readonly precision?: DatasheetWidths }

/**
 * Latencies as times or cycles.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetLatency = Quantity | { readonly hops: number; readonly hopLatency: Quantity }

/**
 * A part of a network for some tensors, with bandwidth and latency as quantities.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetChannel = Omit<NetworkChannel, 'bandwidth' | 'latency'> & {
  readonly bandwidth?: Quantity
  readonly latency?: DatasheetLatency
}

/**
 * A bandwidth as it is (`'32 GB/s'`, `'4 elements/cycle'`), or a network with it; latencies and skew as times or cycles.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetInterconnect =
  | Quantity
  | (Omit<Interconnect, 'bandwidth' | 'latency' | 'skew' | 'channels'> & {
      readonly bandwidth?: Quantity
      readonly latency?: DatasheetLatency
      readonly skew?: Quantity
      readonly channels?: readonly DatasheetChannel[]
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
 * Static energies per cycle: energies (`'0.5 pJ'`), or powers (`'2 uW'`), which the clock turns into energies.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetStatic = {
  readonly pe?: Quantity
  readonly l1?: Quantity
  readonly clusters?: Quantity | readonly Quantity[]
  readonly l2?: Quantity
}

/**
 * A format of a sparse tensor, with the width of a coordinate as a quantity.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetFormat = Extract<SparseFormat, string> | { readonly coordinate: Quantity }

/**
 * What the accelerator makes of zeros, with the widths of coordinates as quantities.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetSparse = Omit<SparseSupport, 'format'> & {
  readonly format?: Readonly<
    Record<
      string,
      DatasheetFormat | { readonly [Buffer in 'offchip' | 'l2' | 'clusters' | 'l1']?: DatasheetFormat }
    >
  >
}

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
  readonly static?: DatasheetStatic
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
 * An accelerator as datasheets describe it: every quantity as a number in the unit that {@link Accelerator} has it
 * in, or as a text.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type Datasheet = Pick<Accelerator, 'pes' | 'simd' | 'overlap'> & {
  readonly l1?: DatasheetBuffer
  readonly clusters?: DatasheetBuffer | readonly DatasheetBuffer[]
  readonly l2?:
    | DatasheetBuffer
    | (Exclude<DatasheetBuffer, Quantity> & { readonly bypass?: readonly string[] })
  readonly elementBytes?: Quantity
  readonly precision?: DatasheetPrecision
  readonly noc?: DatasheetInterconnect | readonly DatasheetInterconnect[]
  readonly offchip?: Quantity | { readonly bandwidth?: Quantity; readonly precision?: DatasheetWidths }
  readonly sparse?: DatasheetSparse
  readonly clock?: Quantity
  readonly energy?: DatasheetEnergy
  readonly area?: { readonly [Part in keyof AreaTable]: DatasheetCosts<AreaTable[Part]> }
}
