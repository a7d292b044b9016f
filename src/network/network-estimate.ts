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
 * Whether candidates that do not fit the buffers are refused, or compete with the others.
 *
 * @since 0.2.0
 * @category networks
 */
export type Misfits = 'refuse' | 'allow'

/**
 * How {@link estimateNetwork} chooses among candidates: by `'runtime'` and with misfits refused unless it says otherwise.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkOptions = { readonly objective?: Objective; readonly misfits?: Misfits }

/**
 * A buffer that is too small for a candidate: `buffer` is its place in the hardware (`hardware.l1`), `need` and
 * `capacity` are in elements, and those of `bits` in bits, which decide where tensors have widths.
 *
 * @since 0.2.0
 * @category networks
 */
export type TooSmall = {
  readonly buffer: string
  readonly need: number
  readonly capacity: number
  readonly bits: { readonly need: number; readonly capacity: number }
}

/**
 * Why a candidate did not compete for a layer: it cannot be estimated there, or it does not fit these buffers.
 * `candidate` is its position in the list given, `dataflow` its name.
 *
 * @since 0.2.0
 * @category networks
 */
export type Refusal =
  | {
      readonly _tag: 'Failed'
      readonly candidate: number
      readonly dataflow: string
      readonly errors: EstimateErrors
    }
  | {
      readonly _tag: 'DoesNotFit'
      readonly candidate: number
      readonly dataflow: string
      readonly buffers: readonly TooSmall[]
    }

/**
 * A layer of a {@link NetworkEstimate}: how often the network has it, the name of the dataflow that was used (null if none
 * could be), the estimate of one of them, and why candidates were refused. One dataflow, or the one that a function chose, is never refused.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkLayer = {
  readonly layer: string
  readonly count: number
  readonly dataflow: string | null
  readonly result: Either<EstimateErrors, Estimate>
  readonly refused: readonly Refusal[]
}

/**
 * Energy of a network, in all and by part; `clusters` is that of the cluster buffers of all levels.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkEnergy = {
  readonly total: number
  readonly mac: number
  readonly network: number
  readonly static: number
  readonly offchip: number
  readonly l2: number
  readonly clusters: number
  readonly l1: number
  /** What the energies are counted in, as the hardware's table says. */
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
  /** Of the layers that multiply and sum: convolutions, matrix products, operators of your own that do. */
  readonly macs: number
  /** Of these, the MACs that take energy: fewer where zeros are gated or skipped. An expectation, not rounded. */
  readonly effective: { readonly macs: number }
  /** Operations of the other layers, such as pools and elementwise ones: one for each point. */
  readonly operations: number
  /** Cycles: the layers run one after the other. */
  readonly runtime: number
  readonly energy: NetworkEnergy
  /** Energy-delay product of the network: `energy.total · runtime`. */
  readonly edp: number
  /** Elements that cross the border of the chip, and the bits of all of them. */
  readonly offchip: { readonly reads: number; readonly writes: number; readonly bits: number }
}

/**
 * Estimates of all layers, in their order, and their totals, each of them null unless every layer has an estimate
 * (`complete`): never a sum over a part of the network. `fits` says whether every layer has an estimate that fits the
 * buffers.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkEstimate = { readonly layers: readonly NetworkLayer[]; readonly fits: boolean } & (
  | { readonly complete: true; readonly totals: NetworkTotals }
  | { readonly complete: false; readonly totals: { readonly [F in keyof NetworkTotals]: null } }
)
