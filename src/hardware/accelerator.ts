/**
 * Accelerators: processing elements, the networks and buffers of each level, and what accesses and area cost.
 */
import { constantCopy } from '../internal/constant'
import { rethrowIfExhausted } from '../internal/exhausted'
import { mostPerLevel } from '../internal/limits'
import { isRecord } from '../internal/read'
import type { Precision } from '../operator/elements'
import type { AreaTable } from './area'
import type { EnergyTable } from './energy'
import type { SparseSupport } from './sparse'

/**
 * The ports of a network: it carries inputs and outputs at the same time (`'separate'`, the default), or in turns (`'shared'`)
 * (docs/spec.md, section 11).
 *
 * @since 0.2.0
 * @category hardware
 */
export type Port = 'separate' | 'shared'

/**
 * A part of a network that carries some tensors alone, such as a bus for filters (docs/spec.md, section 11). What is absent is
 * the network's, but for the bandwidth, which is then unlimited.
 *
 * @since 0.2.0
 * @category hardware
 */
export type NetworkChannel = {
  /** Names of tensors, or their roles: `inputs`, `outputs`. */
  readonly tensors: readonly string[]
  /** Words per cycle in each direction; unlimited when absent. */
  readonly bandwidth?: number
  /** Cycles until the first word arrives, or hops and cycles per hop. */
  readonly latency?:
    | number
    | {
        /** Hops that a word travels: a non-negative integer. */
        readonly hops: number
        /** Cycles per hop: a non-negative integer. */
        readonly hopLatency: number
      }
  /** The ports: inputs and outputs travel at the same time or in turns; as on the network itself by default. */
  readonly port?: Port
}

/**
 * The network that feeds the units of a level.
 *
 * @since 0.2.0
 * @category hardware
 */
export type Interconnect = {
  /** Words per cycle (elements, unless there are widths in bits); unlimited when absent. May be a fraction. */
  readonly bandwidth?: number
  /** Cycles until the first element arrives (one hop), or hops and cycles per hop; 1 when absent. */
  readonly latency?:
    | number
    | {
        /** Hops that an element travels: a non-negative integer. */
        readonly hops: number
        /** Cycles per hop: a non-negative integer. */
        readonly hopLatency: number
      }
  /** True if one read of the parent's buffer can serve several units; true when absent. */
  readonly multicast?: boolean
  /** True if partial sums of several units are added on their way to the parent; true when absent. */
  readonly reduction?: boolean
  /** The ports: `'separate'` ones carry inputs and outputs at the same time, a `'shared'` one in turns; `'separate'` when absent. */
  readonly port?: Port
  /** Tensors with a part of the network of their own; the others ride on the network itself. */
  readonly channels?: readonly NetworkChannel[]
  /**
   * Cycles from one unit to the next in an array that passes operands and sums on (docs/spec.md, section 12): a run takes
   * (units − 1) · skew cycles more. 0 when absent.
   */
  readonly skew?: number
}

/**
 * A buffer. `capacity` is in bytes; a buffer without it is unlimited. `precision` is the bits of inputs in this buffer, which
 * win over those of the layer and of the accelerator: a number, or numbers by name or as `inputs`.
 *
 * @since 0.1.0
 * @category hardware
 */
export type BufferSize = {
  /** Bytes that the buffer holds: a non-negative integer; unlimited by default. */
  readonly capacity?: number
  /**
   * Bits of inputs in this buffer, for all or by name; as wide as the layer or the accelerator says by
   * default.
   */
  readonly precision?: number | Readonly<Record<string, number>>
}

/**
 * The buffer of a unit: of a PE, or of a cluster. `keep` determines for all inputs, or by name or as `inputs`, whether the
 * buffer keeps elements that the next step needs again. With `false`, every step acquires its whole tile (docs/spec.md,
 * section 17). `true` when absent.
 *
 * @since 0.2.0
 * @category hardware
 */
export type UnitBuffer = BufferSize & {
  /** True if the buffer keeps elements that the next step needs again, for all inputs or by name; true by default. */
  readonly keep?: boolean | Readonly<Record<string, boolean>>
}

/**
 * The shared buffer. Tensors that `bypass` it, by their names or roles, go from off-chip to level 0 and back
 * (docs/spec.md, section 14). Inputs that are `contiguous`, by their names or as `inputs`, arrive from off-chip and travel to
 * level 0 in whole intervals, with the elements that a stride skips (section 17).
 *
 * @since 0.2.0
 * @category hardware
 */
export type SharedBuffer = BufferSize & {
  /** Names or roles of tensors that do not pass through the shared buffer; none by default. */
  readonly bypass?: readonly string[]
  /** Names of inputs (or `'inputs'`) that are moved in whole intervals; none by default. */
  readonly contiguous?: readonly string[]
}

/**
 * The transfers that overlap with computation (docs/spec.md, section 5): `'within-runs'` (the paper's rule, the default),
 * `'across-runs'` (perfect prefetch), or `'none'` (single buffers).
 *
 * @since 0.1.0
 * @category hardware
 */
export type Overlap = 'within-runs' | 'across-runs' | 'none'

/**
 * A hardware description. Everything but `pes` is optional. `noc` and `clusters` take one description for all
 * levels, or a list, outermost first. If the list is short, its last entry applies to the remaining levels.
 *
 * @since 0.1.0
 * @category hardware
 */
export type Accelerator = {
  /** Processing elements (PEs): a positive integer. */
  readonly pes: number
  /** MACs per PE and cycle; 1 when absent. */
  readonly simd?: number
  /** The buffer of a PE. */
  readonly l1?: UnitBuffer
  /** The buffers of each unit of level 0, 1, … (but the last level's, which are L1). */
  readonly clusters?: UnitBuffer | readonly UnitBuffer[]
  /** The shared buffer above level 0. */
  readonly l2?: SharedBuffer
  /** Bytes of a word, and of an element unless there are widths in bits; 1 when absent. */
  readonly elementBytes?: number
  /**
   * The on-chip network of each level, outermost first, or one for all levels; unlimited bandwidth and a
   * latency of 1 cycle by default.
   */
  readonly noc?: Interconnect | readonly Interconnect[]
  /** Bits of the elements of tensors, where the layer says nothing of them; the word when absent. */
  readonly precision?: Precision
  /**
   * Words per cycle between the shared buffer and the outside (unlimited when absent), and the bits of inputs there, as those
   * of a {@link BufferSize}.
   */
  readonly offchip?: {
    /** Words per cycle; unlimited by default. It may be a fraction. */
    readonly bandwidth?: number
    /** Bits of inputs off-chip, for all or by name; as wide as the layer or the accelerator says by default. */
    readonly precision?: number | Readonly<Record<string, number>>
  }
  /** The transfers that overlap with computation; `'within-runs'` by default. */
  readonly overlap?: Overlap
  /** Hz; adds `seconds` to the estimate, and `averagePower` if energies are in pJ. */
  readonly clock?: number
  /**
   * Energies of MACs, networks and buffers; parts that are absent have those of {@link maestroEnergy} by
   * default.
   */
  readonly energy?: Partial<EnergyTable>
  /** Adds `area` and `power`, the peak dynamic power, to the estimate. */
  readonly area?: AreaTable
  /** The treatment of zeros: gating, skipping and formats; none when absent. */
  readonly sparse?: SparseSupport
}

/** The properties of an accelerator, in the order in which errors are reported. */
export const acceleratorKeys = [
  'pes',
  'simd',
  'l1',
  'clusters',
  'l2',
  'elementBytes',
  'precision',
  'noc',
  'offchip',
  'overlap',
  'clock',
  'energy',
  'area',
  'sparse',
] as const satisfies readonly (keyof Accelerator)[]

const entriesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, mostPerLevel) : [value]

/** What names tensors inside a description of networks or buffers. */
const naming = ['channels', 'precision', 'bypass', 'contiguous', 'keep']

const namesTensors = (part: unknown): boolean =>
  part !== undefined &&
  entriesOf(part).some((entry) => isRecord(entry) && naming.some((key) => entry[key] !== undefined))

/** Tables, and what names tensors: it takes long to read, and for each layer to say what it comes to. */
const isLongToRead = ({ energy, area, precision, sparse, noc, l1, clusters, l2, offchip }: Accelerator) =>
  [energy, area, precision, sparse].some((part) => part !== undefined) ||
  [noc, l1, clusters, l2, offchip].some(namesTensors)

/**
 * A hardware description. It only builds data; `analyze`, `evaluate` and `estimate` check it. One with a table of energies
 * or areas, or with a property that can name tensors, is a frozen copy of the given one, so that it needs to be read only
 * once.
 *
 * @param given - The description. Only `pes` is required.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 *
 * accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 }, l1: { capacity: 512 }, l2: { capacity: 110592 } }).pes // => 256
 * ```
 * @since 0.1.0
 * @category hardware
 */
export const accelerator = (given: Accelerator): Accelerator => {
  // It takes nonsense too, which is reported where it counts; even looking at it may fail.
  try {
    return isLongToRead(given) ? constantCopy(given) : given
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return given
  }
}
