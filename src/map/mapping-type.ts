/** The answer of a mapping search: plain data. */
import type { Dataflow } from '../dataflow/directive'
import type { Warning } from '../error/warning'
import type { MapObjective } from './request'

/**
 * A dataflow with the figures that `estimate` gives for it.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MappedDataflow = {
  /** The dataflow that was found, ready for `estimate`. */
  readonly dataflow: Dataflow
  /** Cycles. */
  readonly runtime: number
  /** The energy, in the unit of the energy table. */
  readonly energy: number
  /** Energy-delay product: energy times runtime. */
  readonly edp: number
}

/**
 * The reason why no mapping is feasible: the buffer that is too small for all of them, with the smallest sufficient capacity in
 * elements; or the buffers and limits that together exclude all of them. The second form is the one for layers with widths,
 * zeros or other properties of single tensors.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRefusal =
  | {
      /** The buffer that is too small. */
      readonly buffer: 'l1' | 'clusters' | 'l2'
      /** The capacity of the buffer, in elements. */
      readonly capacity: number
      /** The least capacity that some mapping fits, in elements. */
      readonly least: number
    }
  | {
      /** The buffers and limits that exclude every mapping together; empty if the restrictions of the space leave none. */
      readonly together: readonly ('l1' | 'clusters' | 'l2' | 'limits')[]
    }

/**
 * The number of mappings, the work done, and the number of mappings that each rule closed. Numbers of mappings are texts,
 * because they can exceed the integers that a number holds exactly.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapCounts = {
  /** All mappings of the space. */
  readonly mappings: string
  /** Boxes of mappings that were split, or whose mappings were estimated; not those that a bound closed. */
  readonly nodes: number
  /** Lower bounds that were computed. */
  readonly bounds: number
  /** Mappings that were estimated one by one. */
  readonly estimates: number
  /** Mappings that need no further search, by the reason. */
  readonly closed: {
    /** Mappings that a bound closed: they exceed a limit, or are not better than the best one found by more than the gap. */
    readonly bound: string
    /** Mappings that do not fit a buffer. */
    readonly capacity: string
    /** Mappings that cost the same as others that were searched. */
    readonly symmetry: string
    /** Mappings that the search closed by estimating them one by one. */
    readonly estimate: string
  }
}

/**
 * The answer of a mapping search.
 *
 * @since 0.2.0
 * @category mapping
 */
export type Mapping = {
  /** The objective of the search. */
  readonly objective: MapObjective
  /** The gap and the number of values that were asked for. */
  readonly asked: {
    /** The gap that is good enough. */
    readonly gap: number
    /** The number of distinct values of the objective to find. */
    readonly top: number
  }
  /** The best mapping; of a front, the one of the least energy-delay product. Null where nothing was found. */
  readonly best: MappedDataflow | null
  /** The best distinct values of the objective that were found, in order; of a front, none. */
  readonly top: readonly MappedDataflow[]
  /** The nondominated points by increasing runtime; empty for other objectives. */
  readonly front: readonly MappedDataflow[]
  /** No feasible mapping costs less in the objective; null where none is feasible. Of a front, in each of both. */
  readonly lower:
    | number
    | {
        /** No feasible mapping takes fewer cycles. */
        readonly runtime: number
        /** No feasible mapping takes less energy, in the unit of the energy table. */
        readonly energy: number
      }
    | null
  /** best / lower − 1; of a front, the least gap for which it is complete. Null where nothing was found. */
  readonly gap: number | null
  /** True if the requested gap is reached for all requested values, or if no mapping is feasible. */
  readonly proven: boolean
  /** The reason why nothing is feasible, where that is proven. */
  readonly why: MapRefusal | null
  /** Counts of the mappings: of the space, and of each stage of the search. */
  readonly counts: MapCounts
  /** Warnings about a request that is legal but may not be intended. */
  readonly warnings: readonly Warning[]
}
