/** Changes to hardware and dataflow that may pay: each is estimated anew, none is guessed. */
import type { Analysis } from '../../analysis/analysis'
import type { Estimate } from '../../cost/estimate-type'
import { estimate, evaluate } from '../../cost/evaluate'
import type { Dataflow } from '../../dataflow/directive'
import { figures, type NetworkFigure, offchipElements } from '../../figures/figures'
import type { Objective } from '../../figures/objectives'
import type { Accelerator } from '../../hardware/accelerator'
import { isRight } from '../../internal/either'
import type { Layer } from '../../operator/layer'

/**
 * The property that a {@link Change} changes. `Mapping` is the whole dataflow: the best mapping of a search that was given.
 *
 * @since 0.1.0
 * @category explanations
 */
export type ChangeTag =
  | 'Bandwidth'
  | 'Latency'
  | 'Skew'
  | 'Multicast'
  | 'Reduction'
  | 'Port'
  | 'OffchipBandwidth'
  | 'Overlap'
  | 'SharedBuffer'
  | 'Pes'
  | 'ClusterSize'
  | 'Order'
  | 'Tile'
  | 'Spatial'
  | 'Mapping'

/**
 * A change, with the changed inputs and their estimate: `gain` is what the present estimate has more of than the new
 * one, in cycles, energy and elements that cross the chip's border (negative: it costs that much).
 *
 * @since 0.1.0
 * @category explanations
 */
export type Change = {
  /** The kind of change. */
  readonly _tag: ChangeTag
  /** The path of the changed input, as in `hardware.noc[0].bandwidth` or `dataflow.directives[3]`. */
  readonly path: string
  /** The change in words, as in `double the bandwidth of level 0`. */
  readonly action: string
  /** The dataflow with the change; the present one if the hardware changes. */
  readonly dataflow: Dataflow
  /** The hardware with the change; the present one if the dataflow changes. */
  readonly hardware: Accelerator
  /** The estimate with the change. */
  readonly estimate: Estimate
  /** The saving of the change; negative where it costs. */
  readonly gain: {
    /** Cycles that the change saves. */
    readonly runtime: number
    /** Energy that the change saves, in the unit of the energy table. */
    readonly energy: number
    /** Elements fewer that cross the border of the chip. */
    readonly offchip: number
  }
}

/** A change before it is estimated: of the dataflow or of the hardware. */
export type Proposal = Pick<Change, '_tag' | 'path' | 'action'> &
  ({ readonly dataflow: Dataflow } | { readonly hardware: Accelerator })

export type Subject = {
  readonly layer: Layer
  readonly dataflow: Dataflow
  readonly hardware: Accelerator
  readonly estimate: Estimate
  /** Of the layer under the dataflow, on as many PEs and SIMD lanes: other hardware is estimated from it. */
  readonly analysis: Analysis
}

/** The estimate on other hardware: legal wherever the present one is, or null (a count overflows). */
export const onHardware = (
  { layer, dataflow, analysis }: Subject,
  hardware: Accelerator,
): Estimate | null => {
  const isAnalysed = hardware.pes === analysis.pes && (hardware.simd ?? 1) === analysis.simd
  const result = isAnalysed ? evaluate(analysis, hardware) : estimate(layer, dataflow, hardware)
  return isRight(result) ? result.right : null
}

const onDataflow = ({ layer, hardware }: Subject, dataflow: Dataflow): Estimate | null => {
  const result = estimate(layer, dataflow, hardware)
  return isRight(result) ? result.right : null
}

/** Whether a buffer that fits before does not fit after. A cluster buffer of a new level counts as one that fits before. */
const overflows = (before: Estimate['buffers'], after: Estimate['buffers']): boolean =>
  (before.l1.fits && !after.l1.fits) ||
  (before.l2.fits && !after.l2.fits) ||
  after.clusters.some(({ fits }, i) => !fits && before.clusters[i]?.fits !== false)

/** The change with its estimate; nothing if the input is refused or a buffer overflows that did not before. */
const changeOf = (subject: Subject, proposal: Proposal): Change | undefined => {
  const { _tag, path, action } = proposal
  const { dataflow, hardware, estimate: before } = { ...subject, ...proposal }
  const after = 'dataflow' in proposal ? onDataflow(subject, dataflow) : onHardware(subject, hardware)
  if (after === null || overflows(before.buffers, after.buffers)) return undefined
  const gain = {
    runtime: before.runtime - after.runtime,
    energy: before.energy.total - after.energy.total,
    offchip: offchipElements(before) - offchipElements(after),
  }
  return { _tag, path, action, dataflow, hardware, estimate: after, gain }
}

/** Changes that gain most first: by a figure, then by runtime, energy and off-chip traffic. */
const byGain =
  ({ of }: NetworkFigure) =>
  (a: Change, b: Change): number =>
    of(a.estimate) - of(b.estimate) ||
    a.estimate.runtime - b.estimate.runtime ||
    a.estimate.energy.total - b.estimate.energy.total ||
    offchipElements(a.estimate) - offchipElements(b.estimate)

/** Where in the list of one kind: changes of the same thing are alternatives. */
const placeOf = ({ _tag, path }: Change): string => `${_tag} ${path}`

/** The proposals that improve the objective, the best first. */
export const improvements = (
  subject: Subject,
  proposals: readonly Proposal[],
  objective: Objective,
): readonly Change[] => {
  const figure = figures[objective]
  const present = figure.of(subject.estimate)
  const found = proposals
    .flatMap((proposal) => changeOf(subject, proposal) ?? [])
    .filter((change) => figure.of(change.estimate) < present)
    .sort(byGain(figure))
  const places = found.map(placeOf)
  return found.filter((_, i) => places.indexOf(places[i]!) === i)
}
