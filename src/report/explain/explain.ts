/** Explanations: what bounds an estimate, where reuse comes from, and what to change first. */
import type { Either } from 'fp-ts/Either'
import type { Estimate } from '../../cost/estimate-type'
import { attempt } from '../../error/attempt'
import type { EstimateErrors, Report } from '../../error/error'
import type { ResolvedHardware } from '../../hardware/resolve'
import { isRight } from '../../internal/either'
import { visible } from '../../internal/visible'
import { inferReuse } from '../../reuse/reuse'
import { count } from '../numbers'
import { type AnnotatedSchedule, annotateSchedule, touchedElements } from './annotated-schedule'
import { type Change, improvements, onHardware, type Proposal, type Subject } from './change'
import type { Finding, FindingOf } from './finding'
import { gained } from './gain'
import { channelFindings, skewFindings, sparsityFindings } from './machine-findings'
import { bypassing, onTensors, tensorsInShared } from './on-hardware'
import { optimumFindings, searchedProposals } from './optimum'
import { sharing, unbound } from './other-hardware'
import { dataflowProposals, tried } from './propose-dataflow'
import { hardwareProposals } from './propose-hardware'
import { type Explainable, type ExplainedSubject, readSubject } from './read-subject'
import { reuseFindings } from './reuse-findings'
import { energyFinding, misfitFindings, offchipFindings, remarkFindings } from './space-findings'
import { summaryOf } from './summary'
import { boundFinding, bufferingFinding, idleFindings, runtimeFinding } from './time-findings'
import { widthFindings } from './width-findings'
import { sentence } from './words'

/**
 * An estimate in words: the findings, the changes that improve the objective (the best first, and the best one for each
 * place), and as text, one sentence a line.
 *
 * @since 0.1.0
 * @category explanations
 */
export type Explanation = {
  /** The estimate that is explained. */
  readonly estimate: Estimate
  /** The findings, each with its figures. */
  readonly findings: readonly Finding[]
  /** The best change of each place that gains in the objective, the best first. At most four are in `text`. */
  readonly changes: readonly Change[]
  /**
   * The explanation in three sentences: the bottleneck, and its share; how the runtime compares with the floor, and the
   * costs with the best mapping of a search where its answer is given; and what to change first.
   */
  readonly summary: readonly [bound: string, cost: string, change: string]
  /** All findings and the best changes as text, one sentence a line. */
  readonly text: string
}

/** Elements of each tensor that the layer touches: what crosses if the shared buffer keeps everything. */
const usedElements = (subject: Subject): ReadonlyMap<string, number> => {
  const { l2: _limit, ...others } = subject.hardware
  const unlimited = onHardware(subject, others) ?? subject.estimate
  return new Map(
    Object.entries(unlimited.offchip.tensors).map(([tensor, { reads, writes }]) => [
      tensor,
      Math.max(reads, writes),
    ]),
  )
}

const improvement = (change: Change, before: Estimate, lead = ''): FindingOf<'Improvement'> => ({
  _tag: 'Improvement',
  change,
  sentence: sentence(`${lead}${change.action}: ${gained(change, before)}`),
  numbers: change.gain,
})

const findingsOf = (
  subject: ExplainedSubject,
  place: AnnotatedSchedule,
  used: ReadonlyMap<string, number>,
  fitted: ResolvedHardware,
): readonly Finding[] => {
  const { estimate, hardware } = subject
  const { overlap = 'within-runs' } = hardware
  const reuse = inferReuse(subject.layer, subject.dataflow, { pes: hardware.pes })
  const single = overlap === 'none' ? null : onHardware(subject, { ...hardware, overlap: 'none' })
  const bypassed = bypassing(fitted, place.problem)
  const widths = fitted.perTensor?.widths ?? null
  const of = { estimate, problem: place.problem, hardware: fitted }
  return [
    runtimeFinding(estimate, hardware),
    boundFinding(estimate, onHardware(subject, unbound(subject))?.runtime ?? null, hardware),
    ...optimumFindings(subject.searched, estimate, subject.objective),
    ...skewFindings(of, overlap),
    ...channelFindings(of),
    ...sparsityFindings(of),
    ...idleFindings(estimate, place),
    ...(isRight(reuse)
      ? reuseFindings(
          estimate,
          onHardware(subject, sharing(subject)) ?? estimate,
          place,
          reuse.right,
          touchedElements(place),
          bypassed,
        )
      : []),
    ...widthFindings(of, bypassed, used),
    ...offchipFindings(estimate, used, bypassed, widths !== null),
    ...(single === null ? [] : [bufferingFinding(estimate, single)]),
    energyFinding(estimate),
    ...misfitFindings(estimate, widths !== null),
    ...remarkFindings(estimate),
  ]
}

/** The number of changes that the text shows. */
const mostShown = 4

/** The best change of each kind: others of a kind say much the same. */
const shownChanges = (found: readonly FindingOf<'Improvement'>[]): readonly FindingOf<'Improvement'>[] =>
  found
    .filter(({ change }, i) => found.findIndex((other) => other.change._tag === change._tag) === i)
    .slice(0, mostShown)

/** How many changes were tried, and how many were not, as that would take too long. */
type Attempts = { readonly tried: number; readonly left: number }

const nothingGains = ({ tried }: Attempts): string =>
  `None of the ${tried} changes that were tried gains anything.`

const textOf = (
  findings: readonly Finding[],
  improved: readonly FindingOf<'Improvement'>[],
  attempts: Attempts,
): string => {
  const { left } = attempts
  const advice =
    improved.length === 0
      ? [nothingGains(attempts)]
      : ['Change first:', ...shownChanges(improved).map((each, i) => `${i + 1}. ${each.sentence}`)]
  const untried =
    left === 0
      ? []
      : [`${count(left)} more changes were not tried, because they are many or the dataflow is large.`]
  return [...findings.map((finding) => finding.sentence), ...advice, ...untried].join('\n')
}

/** Names of layers, dataflows and parameters may hold anything. */
const readable = <F extends Finding>(finding: F): F => ({ ...finding, sentence: visible(finding.sentence) })

const explained = (subject: ExplainedSubject, report: Report): Explanation | undefined => {
  const { layer, dataflow, hardware, estimate, analysis, objective, searched } = subject
  const place = annotateSchedule(layer, dataflow, hardware.pes, report)
  if (place === undefined) return undefined
  const fitted = onTensors(hardware, place, report)
  if (fitted === undefined) return undefined
  const used = usedElements(subject)
  const findings = findingsOf(subject, place, used, fitted).map(readable)
  const unit = fitted.perTensor?.widths == null ? 'elements' : 'words'
  const ofSearch = searchedProposals(searched)
  const ofHardware = hardwareProposals(hardware, estimate, tensorsInShared(fitted, place, used), unit)
  const ofDataflow = dataflowProposals(dataflow, place)
  const proposals: readonly Proposal[] = [
    ...ofSearch,
    ...tried(ofHardware, analysis.transitions),
    ...tried(ofDataflow, analysis.transitions),
  ]
  const changes = improvements(subject, proposals, objective)
  const improved = changes.map((change) => readable(improvement(change, estimate)))
  const [best] = changes
  const found = ofSearch.length + ofHardware.length + ofDataflow.length
  const attempts = { tried: proposals.length, left: found - proposals.length }
  const first = best === undefined ? nothingGains(attempts) : improvement(best, estimate, 'first, ').sentence
  return {
    estimate,
    findings: [...findings, ...improved],
    changes,
    summary: summaryOf({ estimate, hardware, objective, searched, first: visible(first) }),
    text: textOf(findings, improved, attempts),
  }
}

/**
 * Explains the bottleneck and its level, the reuse that each directive gives, and the most useful
 * changes. Every figure is that of an estimate: changes to hardware (bandwidths, latencies, ports, skew, multicast, reduction,
 * buffering, the shared buffer, PEs) and to the dataflow (tiles, order, the spatial dimension, cluster sizes) are each
 * estimated anew, and reported if they gain: at most 96 of each, of a dataflow with very many kinds of step fewer. The text says
 * how many were not tried. So an explanation costs at most two hundred estimates. `summary` has the three sentences to read
 * first. With the answer of a mapping search as `mapping`, the explanation says how far the dataflow is from the best mapping
 * found and from the proven optimum, and tries that mapping as a change.
 *
 * @param given - The layer, the dataflow, the hardware, the figure that changes should reduce, and the answer of a mapping search.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { explain } from 'maestro-dataflow/report'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, name: 'conv' })
 * const weights = dataflow('weights', [temporalMap('C'), spatialMap('K')])
 * const { findings, changes, summary } = orThrow(
 *   explain({ layer, dataflow: weights, hardware: accelerator({ pes: 16, noc: { bandwidth: 1 } }) }),
 * )
 * summary[2].startsWith('First, double the network bandwidth of level 0') // => true
 * findings[0]?._tag // => 'Runtime'
 * findings[1]?._tag === 'Bound' && [findings[1].by, findings[1].level] // => ['egress', 0]
 * changes[0]?.action // => 'double the network bandwidth of level 0 (1 → 2 elements/cycle)'
 * changes[0]?.gain.runtime // => 5624602
 * ```
 * @since 0.1.0
 * @category explanations
 */
export const explain = (given: Explainable): Either<EstimateErrors, Explanation> =>
  attempt((report) => {
    const subject = readSubject(given, report)
    return subject && explained(subject, report)
  })
