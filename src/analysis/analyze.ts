/** From a layer and a dataflow to their analysis: directives → canonical form → transitions → profile. */
import type { Either } from 'fp-ts/Either'
import type { DataflowFor } from '../dataflow/dataflow-for'
import { type Schedule, scheduleOf } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { readUnitsAlone } from '../hardware/resolve'
import type { TransferRules } from '../hardware/transfer-rules'
import { largestCount, product } from '../internal/arithmetic'
import { mostResidues, mostUnionLooks } from '../internal/limits'
import type { Layer } from '../operator/layer'
import type { Tensor } from '../operator/problem'
import { tooManyResidues, transitionsFor } from '../profile/complexity'
import { type StepTable, steps, withStepTable } from '../profile/steps'
import type { Analysis } from './analysis'
import { elementsOf, keptElements } from './elements'
import { madeOf } from './made'

export const tooManyMacs = (macs: number) =>
  fault('CountOverflow', 'layer.sizes', {
    expected: 'at most 2^53 − 1 MACs, so that every count is exact',
    given: `about ${macs.toExponential(2)}`,
    hint: 'Split the layer, for instance along its largest extent, and add the estimates of the parts.',
    message: `The layer has about ${macs.toExponential(2)} MACs, more than can be counted exactly (2^53 − 1).`,
  })

const tooComplex = (most: string, hint: string) =>
  fault('TooComplex', 'dataflow.directives', {
    expected: `at most ${most}`,
    given: 'more',
    hint: `Choose ${hint}.`,
    message: `The dataflow exceeds the limit of ${most}.`,
  })

const aligned = 'spatial tiles that are a multiple of the stride or dilation'

const tooManyRemainders = () =>
  tooComplex(
    `${mostResidues} different remainders of the positions of spatial tiles along a window`,
    `${aligned}, or at most ${mostResidues} units`,
  )

const tooManySteps = (tensors: readonly Tensor[]) => {
  const slides = tensors.some(({ axes }) => axes.some((axis) => axis.length > 1))
  return tooComplex(
    `${transitionsFor(tensors)} distinct kinds of step${slides ? ` and ${mostUnionLooks} pieces of windows` : ''}`,
    `tiles that divide their extents, or fewer levels${slides ? `; on strided or dilated axes, ${aligned}` : ''}`,
  )
}

/** Profiles a schedule into a step table, or reports why it cannot be analysed. Returns its MACs. */
export const profileInto = (
  table: StepTable,
  { problem, canonical }: Schedule,
  simd: number,
  report: Report,
  rules: TransferRules | null = null,
): number => {
  const macs = product(problem.extents)
  if (macs > largestCount) report.push(tooManyMacs(macs))
  else if (tooManyResidues(problem.tensors, canonical.levels)) report.push(tooManyRemainders())
  else if (!steps().profileSchedule(table, problem, canonical.levels, simd, rules))
    report.push(tooManySteps(problem.tensors))
  return macs
}

/** Reports why a schedule cannot be analysed, if so. */
export const checkComplexity = (schedule: Schedule, report: Report): void => {
  withStepTable((table) => profileInto(table, schedule, 1, report))
}

/** The table of `analyze`, which has saved what it holds when it returns. */
let table: StepTable | undefined

/**
 * Analyses a layer under a dataflow for a number of PEs: everything that does not depend on the rest of the hardware. Do it
 * once, then `evaluate` for as many bandwidths, capacities, energies and network features as you like. The time it takes
 * does not grow with the extents.
 *
 * @param layer - The layer to analyse: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to the PEs.
 * @param units - The numbers of PEs and SIMD lanes; an accelerator has both, and may be passed as it is.
 *
 * @example
 * ```ts
 * import { accelerator, analyze, conv2d, dataflow, evaluate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap('C'), spatialMap('K')])
 * const analysis = orThrow(analyze(layer, weights, { pes: 16 }))
 * const runtimes = [1, 4, 16].map((bandwidth) =>
 *   orThrow(evaluate(analysis, accelerator({ pes: 16, noc: { bandwidth } }))).runtime,
 * )
 * runtimes // => [12876788, 7238765, 7228700]
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const analyze = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  units: {
    /** Processing elements (PEs): a positive integer. */
    readonly pes: number
    /** MACs per PE and cycle: a positive integer, 1 by default. */
    readonly simd?: number
  },
): Either<EstimateErrors, Analysis> =>
  attempt((report) => {
    const read = readUnitsAlone(units, report)
    const schedule = scheduleOf(layer, dataflow, report.length === 0 ? (read?.pes ?? null) : null, report)
    if (schedule === undefined || read === undefined || report.length > 0) return undefined
    table ??= steps().newStepTable()
    const macs = profileInto(table, schedule, read.simd, report)
    if (report.length > 0) return undefined
    const { problem, canonical, dataflow: name } = schedule
    const saved = steps().saveSchedule(table)
    return madeOf({
      layer: problem.name,
      dataflow: name,
      pes: read.pes,
      simd: read.simd,
      macs,
      transitions: saved.rows,
      tensors: problem.tensors,
      elements: keptElements(elementsOf(problem, canonical)),
      warnings: canonical.warnings,
      schedule: saved,
      arrivals: null,
    })
  })
