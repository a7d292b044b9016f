/** Explanations of fused chains. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../../error/attempt'
import { type EstimateErrors, fault, type Report } from '../../error/error'
import { show } from '../../error/show'
import type { Chain } from '../../fusion/chain'
import { type ChainDataflow, compareFused, estimateFused } from '../../fusion/estimate-fused'
import type { FusedComparison, FusedEstimate } from '../../fusion/fused-estimate'
import type { Accelerator } from '../../hardware/accelerator'
import { isRight } from '../../internal/either'
import { isRecord, isUnopened, own, readRecord, unopened } from '../../internal/read'
import { snapshot } from '../../internal/snapshot'
import { visible } from '../../internal/visible'
import { crossingFindings, insideFindings } from './crossing-findings'
import type { FusedFinding, RetainedCosts } from './fused-finding'
import {
  boundFinding,
  energyFinding,
  misfitFindings,
  peakFinding,
  remarkFindings,
  retainedFindings,
  runtimeFinding,
} from './fused-findings'
import { type Given, givenOf, labelsOf } from './fused-words'
import { payingFindings, recomputationFindings } from './paying-findings'

/**
 * A chain with what it runs on: an explanation of it estimates what it compares.
 *
 * @since 0.2.0
 * @category explanations
 */
export type FusedProblem = {
  /** The layers and their tiles, as `fuse` makes them. */
  readonly chain: Chain
  /** One dataflow for all layers, one for each, or a function of the layer. */
  readonly dataflow: ChainDataflow
  /** The accelerator that the chain runs on. */
  readonly hardware: Accelerator
}

/**
 * A fused chain in words: the findings, and all of them as text, one finding a line.
 *
 * @since 0.2.0
 * @category explanations
 */
export type FusedExplanation = {
  /** The findings, each with its figures. */
  readonly findings: readonly FusedFinding[]
  /** All findings as text, one a line. */
  readonly text: string
}

const findingsOf = (given: Given, retained: RetainedCosts | null): readonly FusedFinding[] => {
  const { fused } = given
  const labels = labelsOf(fused)
  return [
    runtimeFinding(fused, labels),
    ...misfitFindings(fused),
    boundFinding(fused, labels),
    ...payingFindings(given),
    peakFinding(fused, labels),
    ...retainedFindings(fused),
    ...recomputationFindings(fused, labels, retained),
    ...insideFindings(given, labels),
    ...crossingFindings(fused, labels),
    energyFinding(fused),
    ...remarkFindings(fused),
  ]
}

/** Names of layers and tensors may hold anything. */
const readable = <F extends FusedFinding>(finding: F): F => ({
  ...finding,
  sentence: visible(finding.sentence),
})

const explanationOf = (given: Given, retained: RetainedCosts | null): FusedExplanation => {
  const findings = findingsOf(given, retained).map(readable)
  return { findings, text: findings.map(({ sentence }) => sentence).join('\n') }
}

/** The same chain with everything retained; null where nothing is computed again, or where it has no estimate. */
const retainedCosts = (
  { chain, dataflow, hardware }: FusedProblem,
  present: FusedEstimate,
): RetainedCosts | null => {
  if (present.recomputed === 0) return null
  const { halo: _, ...retaining } = chain
  const estimated = estimateFused(retaining, dataflow, hardware)
  if (!isRight(estimated)) return null
  const { macs, runtime, offchip, buffers } = estimated.right
  return {
    fits: buffers.l2.fits,
    ...{ macs, runtime, bits: offchip.bits, required: buffers.l2.required.bits },
    presentRuntime: present.runtime,
    presentBits: present.offchip.bits,
    presentRequired: present.buffers.l2.required.bits,
  }
}

/** A layer that has no estimate alone leaves the chain to be explained. */
const estimatedOf = ({ chain, dataflow, hardware }: FusedProblem, report: Report): Given | undefined => {
  const compared = compareFused(chain, dataflow, hardware)
  if (isRight(compared)) return compared.right
  const fused = estimateFused(chain, dataflow, hardware)
  if (isRight(fused)) return { fused: fused.right, alone: null }
  report.push(...fused.left)
  return undefined
}

const readProblem = (value: unknown, report: Report): FusedProblem | undefined => {
  const record = readRecord(value, 'explainable', ['chain', 'dataflow', 'hardware'], 'Malformed', report)
  if (record === undefined || report.length > 0) return undefined
  const { chain, hardware } = snapshot({
    chain: record['chain'],
    hardware: record['hardware'],
  }) as FusedProblem // as far as anybody knows before it is estimated
  // A function stays what it is.
  const dataflow = record['dataflow'] as ChainDataflow
  return {
    chain,
    dataflow: typeof dataflow === 'function' ? dataflow : (snapshot(dataflow) as ChainDataflow),
    hardware,
  }
}

const isProblem = (value: unknown): boolean =>
  isRecord(value) && ['chain', 'dataflow', 'hardware'].some((name) => own(value, name) !== undefined)

/**
 * Explains the costs and savings of fusing a chain of layers: the bottleneck, the comparison with layer by layer, the contents
 * of the shared buffer when it is fullest, the recomputed elements, and the way in which each tensor crosses the border of the chip.
 *
 * Given `{ chain, dataflow, hardware }`, it explains everything, and where elements are recomputed, the cost of the chain with
 * everything retained. Given the answer of `compareFused` or `estimateFused`, it explains the content of the answer.
 *
 * @param of - The chain with what it runs on, or the answer of `compareFused` or `estimateFused`.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { fuse } from 'maestro-dataflow/fusion'
 * import { explainFused } from 'maestro-dataflow/report'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34, name: 'first' })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32, name: 'second' })
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const chain = fuse([first, second], { tile: { "Y'": 6 }, halo: { "Y'": 'recompute' } })
 * const { findings } = orThrow(explainFused({ chain, dataflow: rows, hardware: accelerator({ pes: 32 }) }))
 * findings.flatMap(({ _tag }) => (_tag === 'Crossing' || _tag === 'Energy' ? [] : [_tag]))
 * // => ['Runtime', 'Bound', 'Pays', 'Peak', 'Retained', 'Recomputation', 'Inside']
 * const again = findings.find((finding) => finding._tag === 'Recomputation')
 * again?.numbers // => { macs: 2511360, recomputed: 294912, ofLayer: 294912 }
 * ```
 * @since 0.2.0
 * @category explanations
 */
export const explainFused = (
  of: FusedProblem | FusedComparison | FusedEstimate,
): Either<EstimateErrors, FusedExplanation> =>
  attempt((report) => {
    const given = givenOf(of)
    if (given !== undefined) return explanationOf(given, null)
    if (!isProblem(of)) {
      report.push(
        isUnopened(of)
          ? unopened('Malformed', 'explainable', of)
          : fault('Malformed', 'explainable', {
              expected: 'the answer of compareFused or estimateFused, or { chain, dataflow, hardware }',
              given: show(of),
              hint: 'Pass orThrow(compareFused(chain, dataflow, hardware)), or the three as an object.',
            }),
      )
      return undefined
    }
    const problem = readProblem(of, report)
    const estimated = problem && estimatedOf(problem, report)
    return problem && estimated && explanationOf(estimated, retainedCosts(problem, estimated.fused))
  })
