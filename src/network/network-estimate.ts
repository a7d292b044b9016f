/** What `estimateNetwork` is asked, and what it answers: plain data. */
import type { Either } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import type { Dataflow } from '../dataflow/directive'
import type { EstimateErrors } from '../error/error'
import type { Objective } from '../figures/objectives'
import type { EnergyUnit, UncountedPart } from '../hardware/energy'
import type { Layer } from '../operator/layer'

/**
 * One dataflow for all layers, candidates of which each layer takes the best, or a function that chooses.
 *
 * @since 0.2.0
 * @category networks
 */
export type DataflowChoice = Dataflow | readonly Dataflow[] | ((layer: Layer) => Dataflow)

/**
 * The treatment of candidates that do not fit the buffers: they are rejected, or compete with the others.
 *
 * @since 0.2.0
 * @category networks
 */
export type Misfits = 'refuse' | 'allow'

/**
 * The choice among candidates in {@link estimateNetwork}. By default, it minimizes `'runtime'` and rejects misfits.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkOptions = {
  /** The figure that the choice among candidates minimizes: `'runtime'` (the default), `'energy'` or `'edp'`. */
  readonly objective?: Objective
  /** The treatment of candidates that do not fit the buffers: `'refuse'` rejects them (the default), `'allow'` admits them. */
  readonly misfits?: Misfits
}

/**
 * A buffer that is too small for a candidate: `buffer` is its place in the hardware (`hardware.l1`), `need` and
 * `capacity` are in elements, and those of `bits` in bits, which decide where tensors have widths.
 *
 * @since 0.2.0
 * @category networks
 */
export type TooSmall = {
  /** The place of the buffer in the hardware, such as `hardware.l1`. */
  readonly buffer: string
  /** Elements that the candidate needs. */
  readonly need: number
  /** Elements that the buffer holds. */
  readonly capacity: number
  /** The same in bits, which decide where tensors have widths. */
  readonly bits: {
    /** Bits that the candidate needs. */
    readonly need: number
    /** Bits that the buffer holds. */
    readonly capacity: number
  }
}

/**
 * The reason why a candidate did not compete for a layer: it cannot be estimated there, or it does not fit these buffers.
 * `candidate` is its position in the list given, `dataflow` its name.
 *
 * @since 0.2.0
 * @category networks
 */
export type Refusal =
  | {
      readonly _tag: 'Failed'
      /** The position of the candidate in the given list, from 0. */
      readonly candidate: number
      /** The name of the candidate. */
      readonly dataflow: string
      /** The reasons why the candidate cannot be estimated for this layer. */
      readonly errors: EstimateErrors
    }
  | {
      readonly _tag: 'DoesNotFit'
      /** The position of the candidate in the given list, from 0. */
      readonly candidate: number
      /** The name of the candidate. */
      readonly dataflow: string
      /** The buffers that are too small for the candidate. */
      readonly buffers: readonly TooSmall[]
    }

/**
 * A layer of a {@link NetworkEstimate}: its count in the network, the name of the dataflow that was used (null if none could
 * be), the estimate of one of them, and the reason why each candidate was rejected. One dataflow, or the one that a function
 * chose, is never rejected.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkLayer = {
  /** The name of the layer, `''` if it has none. */
  readonly layer: string
  /** The number of times that the network has the layer. */
  readonly count: number
  /** The name of the dataflow that was taken; null if none could be. */
  readonly dataflow: string | null
  /** The estimate of the layer once, or why it has none. */
  readonly result: Either<EstimateErrors, Estimate>
  /** The reason why each of the other candidates did not compete. */
  readonly refused: readonly Refusal[]
}

/**
 * Energy of a network, in all and by part; `clusters` is that of the cluster buffers of all levels.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkEnergy = {
  /** The sum of all components. */
  readonly total: number
  /** Energy of the MACs and of other operations. */
  readonly mac: number
  /** Energy of moving elements over the on-chip networks. */
  readonly network: number
  /** Energy that every cycle takes, whatever happens in it. */
  readonly static: number
  /** Energy of off-chip accesses. */
  readonly offchip: number
  /** Energy of accesses to the shared buffer (L2). */
  readonly l2: number
  /** Energy of accesses to the cluster buffers of all levels. */
  readonly clusters: number
  /** Energy of accesses to the PEs' buffers (L1). */
  readonly l1: number
  /** The unit of the energies, from the hardware's table. */
  readonly unit: EnergyUnit
  /** The parts that some layer uses and that the table puts at 0; the total does not include them. */
  readonly uncounted: readonly UncountedPart[]
}

/**
 * Sums over the layers of a network, each as often as the network has it.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkTotals = {
  /** The MACs of the layers that multiply and sum: convolutions, matrix products, and your own operators that do. */
  readonly macs: number
  /** The MACs among these that take energy: fewer where zeros are gated or skipped. An expectation, not rounded. */
  readonly effective: {
    /** The expected number of MACs that take energy. */
    readonly macs: number
  }
  /** Operations of the other layers, such as pools and elementwise ones: one for each point. */
  readonly operations: number
  /** Cycles: the layers run one after the other. */
  readonly runtime: number
  /** Energy by component, in `energy.unit`. */
  readonly energy: NetworkEnergy
  /** Energy-delay product of the network: `energy.total · runtime`. */
  readonly edp: number
  /** Elements that cross the border of the chip, and the bits of all of them. */
  readonly offchip: {
    /** Elements read from off-chip. */
    readonly reads: number
    /** Elements written off-chip. */
    readonly writes: number
    /** Bits of all elements that cross. */
    readonly bits: number
  }
}

/**
 * Estimates of all layers, in their order, and their totals, each of them null unless every layer has an estimate
 * (`complete`): never a sum over a part of the network. `fits` says whether every layer has an estimate that fits the
 * buffers.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkEstimate = {
  /** The layers, in their order. */
  readonly layers: readonly NetworkLayer[]
  /** True if every layer has an estimate that fits the buffers. */
  readonly fits: boolean
} & (
  | {
      /** True if every layer has an estimate; here, all have one. */
      readonly complete: true
      /** The sums over all layers. */
      readonly totals: NetworkTotals
    }
  | {
      /** True if every layer has an estimate; here, at least one has none. */
      readonly complete: false
      /** Null in every part, because a sum over a part of the network would mislead. */
      readonly totals: { readonly [F in keyof NetworkTotals]: null }
    }
)
