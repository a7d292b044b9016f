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
  | Readonly<
      Record<
        string,
        | Quantity
        | {
            /** Width of a partial sum, as `'32 bit'`; the word by default. */
            readonly partial?: Quantity
            /** Width of a complete sum, as `'8 bit'`; the word by default. */
            readonly final?: Quantity
          }
      >
    >

/**
 * A capacity as it is (`'108 KiB'`), or a buffer with it.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetBuffer =
  | Quantity
  | {
      /** The capacity of the buffer, as `'108 KiB'` or a number of bytes; unlimited by default. */
      readonly capacity?: Quantity
      /** Widths of inputs in this buffer; those of the accelerator by default. */
      readonly precision?: DatasheetWidths
    }

/**
 * Latencies as times or cycles.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetLatency =
  | Quantity
  | {
      /** Hops that an element travels: a non-negative integer. */
      readonly hops: number
      /** Time per hop, as `'1 ns'` or a number of cycles. */
      readonly hopLatency: Quantity
    }

/**
 * A part of a network for some tensors, with bandwidth and latency as quantities.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetChannel = Omit<NetworkChannel, 'bandwidth' | 'latency'> & {
  /** Bandwidth, as `'32 GB/s'` or a number of words per cycle; unlimited by default. */
  readonly bandwidth?: Quantity
  /** Time until the first word arrives, as `'2 ns'` or a number of cycles; that of the network by default. */
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
      /** Bandwidth, as `'32 GB/s'` or a number of words per cycle; unlimited by default. */
      readonly bandwidth?: Quantity
      /** Time until the first element arrives, as `'2 ns'` or a number of cycles; 1 cycle by default. */
      readonly latency?: DatasheetLatency
      /** Time from one unit to the next, as `'1 ns'` or a number of cycles; 0 by default. */
      readonly skew?: Quantity
      /** Tensors with a part of the network of their own; none by default. */
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
  | {
      /** Pairs of a capacity and the energy of an access there, in increasing capacity. */
      readonly points: readonly (readonly [capacity: Quantity, energy: Quantity])[]
    }

/**
 * Energies of reading and of writing one element; one for both.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetReadWrite =
  | Quantity
  | {
      /** Energy of reading one element, as `'6 pJ'`. */
      readonly read: DatasheetAccess
      /** Energy of writing one element, as `'6 pJ'`. */
      readonly write: DatasheetAccess
    }

/**
 * Static energies per cycle: energies (`'0.5 pJ'`), or powers (`'2 uW'`), which the clock turns into energies.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetStatic = {
  /** Energy or power of a PE, busy or idle; 0 by default. */
  readonly pe?: Quantity
  /** Energy or power per byte of the PEs' buffers; 0 by default. */
  readonly l1?: Quantity
  /** Energy or power per byte of the cluster buffers, one for all levels or a list; 0 by default. */
  readonly clusters?: Quantity | readonly Quantity[]
  /** Energy or power per byte of the shared buffer; 0 by default. */
  readonly l2?: Quantity
}

/**
 * A format of a sparse tensor, with the width of a coordinate as a quantity.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetFormat =
  | Extract<SparseFormat, string>
  | {
      /** Width of the coordinate that is stored with each nonzero, as `'4 bit'`. */
      readonly coordinate: Quantity
    }

/**
 * The treatment of zeros, with the widths of coordinates as quantities.
 *
 * @since 0.2.0
 * @category datasheets
 */
export type DatasheetSparse = Omit<SparseSupport, 'format'> & {
  /** The format of each tensor, by name: one for all buffers or one for each; dense by default. */
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
  /** `'MAC'` (the energy of one MAC) or `'pJ'`; `'pJ'` where any energy is a text. */
  readonly unit?: EnergyUnit
  /** Energy of one MAC, as `'0.2 pJ'`. */
  readonly mac?: Quantity
  /** Energy of moving one element over one hop of a network, as `'0.1 pJ'`. */
  readonly hop?: Quantity
  /** Energy of reading and writing one element of a PE's buffer. */
  readonly l1?: DatasheetReadWrite
  /** Energy of reading and writing one element of a cluster buffer, one for all levels or a list. */
  readonly clusters?: DatasheetReadWrite | readonly DatasheetReadWrite[]
  /** Energy of reading and writing one element of the shared buffer. */
  readonly l2?: DatasheetReadWrite
  /** Energy of reading and writing one element off-chip. */
  readonly offchip?:
    | Quantity
    | {
        /** Energy of reading one element off-chip. */
        readonly read: Quantity
        /** Energy of writing one element off-chip. */
        readonly write: Quantity
      }
  /** Energies or powers that are spent in every cycle; none by default. */
  readonly static?: DatasheetStatic
}

/**
 * A part of an area table, with its area and peak dynamic power as quantities.
 *
 * @since 0.1.0
 * @category datasheets
 */
export type DatasheetCosts<Part> = Omit<Part, 'area' | 'power'> & {
  /** Area, as `'400 um^2'` or a number of µm². */
  readonly area: Quantity
  /** Peak dynamic power, as `'2 mW'` or a number of mW. */
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
  /** The buffer of a PE; unlimited by default. */
  readonly l1?: DatasheetBuffer
  /** The cluster buffers, one for all levels or a list, outermost first; unlimited by default. */
  readonly clusters?: DatasheetBuffer | readonly DatasheetBuffer[]
  /** The shared buffer; unlimited by default. */
  readonly l2?:
    | DatasheetBuffer
    | (Exclude<DatasheetBuffer, Quantity> & {
        /** Names or roles of tensors that do not pass through the shared buffer; none by default. */
        readonly bypass?: readonly string[]
      })
  /** Size of a word, as `'2 B'` or a number of bytes; 1 byte by default. */
  readonly elementBytes?: Quantity
  /** Widths of tensors, where the layer gives none; the word by default. */
  readonly precision?: DatasheetPrecision
  /**
   * The on-chip network of each level, outermost first, or one for all levels; unlimited bandwidth and a
   * latency of 1 cycle by default.
   */
  readonly noc?: DatasheetInterconnect | readonly DatasheetInterconnect[]
  /** The off-chip bandwidth, or an object with it; unlimited by default. */
  readonly offchip?:
    | Quantity
    | {
        /** Off-chip bandwidth, as `'25.6 GB/s'` or a number of words per cycle; unlimited by default. */
        readonly bandwidth?: Quantity
        /** Widths of inputs off-chip; those of the accelerator by default. */
        readonly precision?: DatasheetWidths
      }
  /** The treatment of zeros: gating, skipping and formats; none by default. */
  readonly sparse?: DatasheetSparse
  /** Clock, as `'1 GHz'` or a number of Hz. Rates per second and times need it. */
  readonly clock?: Quantity
  /** Energies of MACs, networks and buffers; those of `maestroEnergy` by default. */
  readonly energy?: DatasheetEnergy
  /** Areas and peak dynamic powers; without them the estimate has neither. */
  readonly area?: { readonly [Part in keyof AreaTable]: DatasheetCosts<AreaTable[Part]> }
}
