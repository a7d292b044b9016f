/** Published figures as data: where they come from, and what the model estimates for each of them. */
import type { Estimate } from '../cost/estimate-type'
import type { Dataflow } from '../dataflow/directive'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'

/**
 * The variant in which a source is modelled: `'as is'` has the mapping, the number of PEs, the widths and the bandwidths alone;
 * `'as documented'` adds the other properties that a document of the source states, in the accelerator or computed from its
 * estimate.
 *
 * @since 0.2.0
 * @category validation
 */
export type ValidationVariant = 'as is' | 'as documented'

/**
 * The name of a source. Several figures of one chip are several sources.
 *
 * @since 0.2.0
 * @category validation
 */
export type SourceId =
  | 'eyeriss-alexnet'
  | 'eyeriss-alexnet-maestro'
  | 'eyeriss-alexnet-accesses'
  | 'eyeriss-alexnet-power'
  | 'eyeriss-vgg16'
  | 'tenstorrent-p150'
  | 'fpga23-cnn-accel'
  | 'yolov2-zynq'
  | 'tpu-v1'
  | 'gemmini'
  | 'scale-sim'
  | 'scale-sim-accesses'
  | 'timeloop-nests'
  | 'timeloop-nests-cycles'
  | 'timeloop-dosa'
  | 'zigzag-gemm'
  | 'zigzag-gemm-accesses'
  | 'nvdla-sheet'

/**
 * A source of published figures: their origin, their meaning, the way in which the mappings were found, and further
 * remarks.
 *
 * @since 0.2.0
 * @category validation
 */
export type ValidationSource = {
  /** The name of the source for `validate`. */
  readonly id: SourceId
  /** The subject of the comparison, such as `Eyeriss, AlexNet: cycles of each layer`. */
  readonly title: string
  /** The publication and the table, or the repository, its commit and the file. */
  readonly origin: string
  /** The licence of the repository that has the figures, or `figures only`. */
  readonly licence: string
  /** The origin of the published figures. */
  readonly kind: 'silicon' | 'FPGA' | 'RTL' | 'simulator' | 'model'
  /** The unit of the figures, such as `cycles`. */
  readonly figure: string
  /** True if the errors measure the quality of the model. */
  readonly quotable: boolean
  /** The reason why the errors may not be quoted; null where they may. */
  readonly reason: string | null
  /** Another model whose estimates of the same figures the source publishes too. */
  readonly other?: string
  /** The physical argument for the mapping. */
  readonly mapping: string
  /** The additions of `'as documented'`, each with the document that states it; empty where there is no such variant. */
  readonly documented: readonly string[]
  /** Notes on everything that was tried, changed or left out on the way. */
  readonly disclosures: readonly string[]
}

/** What is estimated for a figure. */
export type Run = { readonly layer: Layer; readonly dataflow: Dataflow; readonly hardware: Accelerator }

/** A published figure, and how the model comes to its own. */
export type Row = {
  /** The name that is shown. */
  readonly layer: string
  /** Rows of one shape (and one design) count once in the statistics. */
  readonly shape: string
  readonly published: number
  /** The figure of the other model that the source names. */
  readonly other?: number
  readonly runs: (variant: ValidationVariant) => readonly Run[]
  /** The model's figure, of the estimates of all runs in their order. */
  readonly figure: (estimates: readonly Estimate[], variant: ValidationVariant) => number
}

/** The rows are made when they are needed: there are thousands. */
export type Source = ValidationSource & { readonly rows: () => readonly Row[] }

/** Cycles of all runs, one after the other. */
export const totalRuntime = (estimates: readonly Estimate[]): number =>
  estimates.reduce((sum, { runtime }) => sum + runtime, 0)
