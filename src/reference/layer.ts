/** What the tool is given: layers with directives, and hardware. */
import type { Cluster, Directive, SpatialMap, TemporalMap } from '../dataflow/directive'

/**
 * The layer types that the tool's reader makes layers of.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceType = 'CONV' | 'DSCONV' | 'NGCONV' | 'TRCONV' | 'GEMM'

/**
 * A layer as the tool has it: `dims` are the extents of its dimensions by the tool's names (K, C, R, S, Y, X, …; M, N, K
 * of a GEMM), `stride` the strides of Y and X (or of Y' and X'), 1 where absent. Sizes in directives may be expressions
 * over `dims`.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceLayer = {
  /** The name of the layer, which changes no figure. */
  readonly name?: string
  /** The tool's name for the kind of layer, such as `CONV`. */
  readonly type: ReferenceType
  /** The extent of each dimension, by the tool's names. */
  readonly dims: Readonly<Record<string, number>>
  /** The strides of Y and X, or of Y' and X'; 1 by default. */
  readonly stride?: Readonly<Record<string, number>>
  /** The dataflow, outermost directive first. */
  readonly directives: readonly Directive[]
}

/**
 * The tool's hardware: PEs, elements per cycle and cycles of the network (one for all levels), elements per cycle of the
 * off-chip memory, MACs per PE and cycle. The buffer sizes change no figure.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceHardware = {
  /** Processing elements (PEs). */
  readonly numPes: number
  /** Elements per cycle of the network, the same at all levels. */
  readonly nocBw: number
  /** Cycles of the network, the same at all levels. */
  readonly hopLatency: number
  /** Size of a PE's buffer; it changes no figure. */
  readonly l1Size: number
  /** Size of the shared buffer; it changes no figure. */
  readonly l2Size: number
  /** Elements per cycle of the off-chip memory. */
  readonly offchipBw: number
  /** MACs per PE and cycle. */
  readonly simd: number
}

/**
 * The input of {@link reference}.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceInput = {
  /** The layers, in the order of the file. */
  readonly layers: readonly ReferenceLayer[]
  /** The hardware that all layers run on. */
  readonly hardware: ReferenceHardware
}

type Plain<D> = D & { readonly size: number; readonly offset: number }

/** A map whose numbers are known. */
export type PlainMap = Plain<SpatialMap> | Plain<TemporalMap>
export type PlainCluster = Cluster & { readonly size: number }
export type PlainDirective = PlainMap | PlainCluster

/** A checked layer. A file may declare a dimension more than once, so its dimensions are a list. */
export type PlainLayer = {
  readonly name: string
  readonly type: ReferenceType
  readonly dims: readonly (readonly [name: string, size: number])[]
  readonly stride: ReadonlyMap<string, number>
  readonly directives: readonly PlainDirective[]
}

/** The largest of the tool's 32-bit sizes. */
export const largestSize = 2 ** 31 - 1
