/** Explanations: what bounds an estimate, where reuse comes from, and what to change first. */
import type { Either } from 'fp-ts/Either'
import { analyze } from '../../analysis/analyze'
import type { BufferNeed, Estimate } from '../../cost/estimate-type'
import { estimate as estimateOf } from '../../cost/evaluate'
import type { Dataflow } from '../../dataflow/directive'
import { attempt } from '../../error/attempt'
import { type EstimateErrors, fault, type Report } from '../../error/error'
import { show } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import { isRight } from '../../internal/either'
import { readRecord } from '../../internal/read'
import { snapshot } from '../../internal/snapshot'
import { visible } from '../../internal/visible'
import type { Objective } from '../../network/network-estimate'
import type { Layer } from '../../operator/layer'
import { inferReuse } from '../../reuse/reuse'
import { energyText } from '../energy-words'
import { count, percent, plural } from '../numbers'
import { type Change, improvements, onHardware, type Proposal, type Subject } from './change'
import type { Finding, FindingOf } from './finding'
import { type Placed, placed, touchedElements } from './placed'
import { dataflowProposals, tried } from './propose-dataflow'
import { hardwareProposals, networksOf, withoutBandwidth } from './propose-hardware'
import { reuseFindings } from './reuse-findings'
import { energyFinding, misfitFindings, offchipFindings, remarkFindings } from './space-findings'
import { boundFinding, bufferingFinding, idleFindings, runtimeFinding } from './time-findings'
import { sentence } from './words'

/**
 * What {@link explain} needs: a layer, a dataflow and hardware, and what changes should reduce (runtime when absent).
 *
 * @since 0.1.0
 * @category explanations
 */
export type Explainable = {
  readonly layer: Layer
  readonly dataflow: Dataflow
  readonly hardware: Accelerator
  readonly objective?: Objective
}

/**
 * An estimate in words: what there is to say, the changes that gain in the objective (the best first; of those to the same
 * place, the best), and all of it as text, one sentence a line.
 *
 * @since 0.1.0
 * @category explanations
 */
export type Explanation = {
  readonly estimate: Estimate
  readonly findings: readonly Finding[]
  readonly changes: readonly Change[]
  readonly text: string
}

const objectives: readonly unknown[] = ['runtime', 'energy', 'edp']

const readObjective = (value: unknown, report: Report): Objective => {
  if (value === undefined) return 'runtime'
  if (objectives.includes(value)) return value as Objective // one of them
  const expected = "'runtime', 'energy' or 'edp'"
  report.push(
    fault('Malformed', 'objective', { expected, given: show(value), hint: "Leave it out for 'runtime'." }),
  )
  return 'runtime'
}

const withoutAnyBandwidth = (hardware: Accelerator, levels: number): Accelerator => {
  const { offchip: _limit, ...others } = hardware
  return networksOf(hardware, levels).reduce<Accelerator>(
    (changed, _, level) => withoutBandwidth(changed, levels, level),
    others,
  )
}

/** The hardware without what bounds the estimate; for compute, without any limit of bandwidth. */
const unbound = ({ estimate, hardware }: Subject): Accelerator => {
  const { by, level } = estimate.bound
  const levels = estimate.levels.length
  if (by === 'offchip') {
    const { offchip: _limit, ...others } = hardware
    return others
  }
  return by === 'compute' || level === null
    ? withoutAnyBandwidth(hardware, levels)
    : withoutBandwidth(hardware, levels, level)
}

/** The hardware with networks that multicast and reduce. */
const sharing = ({ estimate, hardware }: Subject): Accelerator => ({
  ...hardware,
  noc: networksOf(hardware, estimate.levels.length).map((network) => ({
    ...network,
    multicast: true,
    reduction: true,
  })),
})

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

const gained = (change: Change, before: Estimate): string => {
  const { runtime, energy, offchip } = change.gain
  const after = change.estimate
  const share = (gain: number, of: number) => percent(Math.abs(gain) / of)
  const cycles =
    runtime === 0
      ? 'the same cycles'
      : `${plural(after.runtime, 'cycle')}, ${share(runtime, before.runtime)} ${runtime > 0 ? 'fewer' : 'more'}`
  const spent =
    energy === 0
      ? ''
      : ` ${energy > 0 ? 'with' : 'at'} ${share(energy, before.energy.total)} ${energy > 0 ? 'less' : 'more'} energy (${energyText(after.energy.total, after.energy.unit)})`
  const room = (name: string, now: BufferNeed, then: BufferNeed) =>
    then.required.total > now.required.total && (name === 'an L1' || !then.fits)
      ? `${name} of ${count(then.required.total)} elements instead of ${count(now.required.total)}${then.fits || then.capacity === null ? '' : ` (you have ${count(then.capacity)})`}`
      : ''
  const needed = [
    room('an L1', before.buffers.l1, after.buffers.l1),
    ...after.buffers.clusters.map((then, i) =>
      room(`cluster buffers of level ${i}`, before.buffers.clusters[i] ?? then, then),
    ),
    room('an L2', before.buffers.l2, after.buffers.l2),
  ]
  const crossing =
    offchip === 0 ? '' : `${count(Math.abs(offchip))} elements ${offchip > 0 ? 'fewer' : 'more'} off-chip`
  return [cycles + spent, crossing, ...needed].filter((part) => part !== '').join('; ')
}

const improvement = (change: Change, before: Estimate): FindingOf<'Improvement'> => ({
  _tag: 'Improvement',
  change,
  sentence: sentence(`${change.action}: ${gained(change, before)}`),
  numbers: change.gain,
})

const findingsOf = (
  subject: Subject,
  place: Placed,
  used: ReadonlyMap<string, number>,
): readonly Finding[] => {
  const { estimate, hardware } = subject
  const { overlap = 'within-runs' } = hardware
  const reuse = inferReuse(subject.layer, subject.dataflow, { pes: hardware.pes })
  const single = overlap === 'none' ? null : onHardware(subject, { ...hardware, overlap: 'none' })
  return [
    runtimeFinding(estimate, hardware),
    boundFinding(estimate, onHardware(subject, unbound(subject))?.runtime ?? null, hardware),
    ...idleFindings(estimate, place),
    ...(isRight(reuse)
      ? reuseFindings(
          estimate,
          onHardware(subject, sharing(subject)) ?? estimate,
          place,
          reuse.right,
          touchedElements(place),
        )
      : []),
    ...offchipFindings(estimate, used),
    ...(single === null ? [] : [bufferingFinding(estimate, single)]),
    energyFinding(estimate),
    ...misfitFindings(estimate),
    ...remarkFindings(estimate),
  ]
}

/** So many changes are told in the text. */
const mostTold = 4

/** The best change of each kind: others of a kind say much the same. */
const told = (found: readonly FindingOf<'Improvement'>[]): readonly FindingOf<'Improvement'>[] =>
  found
    .filter(({ change }, i) => found.findIndex((other) => other.change._tag === change._tag) === i)
    .slice(0, mostTold)

/** How many changes were tried, and how many were not, as that would take too long. */
type Attempts = { readonly tried: number; readonly left: number }

const textOf = (
  findings: readonly Finding[],
  improved: readonly FindingOf<'Improvement'>[],
  { tried, left }: Attempts,
): string => {
  const advice =
    improved.length === 0
      ? [`None of the ${tried} changes that were tried gains anything.`]
      : ['What to change first:', ...told(improved).map((each, i) => `${i + 1}. ${each.sentence}`)]
  const untried =
    left === 0 ? [] : [`${count(left)} more changes of the dataflow were not tried, because it is large.`]
  return [...findings.map((finding) => finding.sentence), ...advice, ...untried].join('\n')
}

/** Names of layers, dataflows and parameters may hold anything. */
const readable = <F extends Finding>(finding: F): F => ({ ...finding, sentence: visible(finding.sentence) })

const explained = (subject: Subject, objective: Objective, report: Report): Explanation | undefined => {
  const { layer, dataflow, hardware, estimate, analysis } = subject
  const place = placed(layer, dataflow, hardware.pes, report)
  if (place === undefined) return undefined
  const used = usedElements(subject)
  const findings = findingsOf(subject, place, used).map(readable)
  const dataflows = dataflowProposals(dataflow, place)
  const proposals: readonly Proposal[] = [
    ...hardwareProposals(hardware, estimate, used),
    ...tried(dataflows, analysis.transitions),
  ]
  const changes = improvements(subject, proposals, objective)
  const improved = changes.map((change) => readable(improvement(change, estimate)))
  return {
    estimate,
    findings: [...findings, ...improved],
    changes,
    text: textOf(findings, improved, {
      tried: proposals.length,
      left: dataflows.length - tried(dataflows, analysis.transitions).length,
    }),
  }
}

/**
 * Says what bounds the runtime and at which level, which directive gives which reuse and how much, and what to change
 * first. Every figure is that of an estimate: changes to hardware (bandwidths, latencies, multicast, reduction,
 * buffering, the shared buffer, PEs) and to the dataflow (tiles, order, the spatial dimension, cluster sizes) are each
 * estimated anew, and told if they gain. Of a dataflow with very many kinds of step, fewer changes are tried, and the text
 * says how many were not: an explanation costs at most a hundred estimates.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { explain } from 'maestro-dataflow/report'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, name: 'conv' })
 * const weights = dataflow('weights', [temporalMap(1, 1, 'C'), spatialMap(1, 1, 'K')])
 * const { findings, changes } = orThrow(
 *   explain({ layer, dataflow: weights, hardware: accelerator({ pes: 16, noc: { bandwidth: 1 } }) }),
 * )
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
    const keys = ['layer', 'dataflow', 'hardware', 'objective']
    const record = readRecord(given, 'explainable', keys, 'Malformed', report)
    if (record === undefined) return undefined
    const objective = readObjective(record['objective'], report)
    // Copies, which are read many times; judged by estimate before anything else looks at them.
    const { layer, dataflow, hardware } = snapshot({
      layer: record['layer'],
      dataflow: record['dataflow'],
      hardware: record['hardware'],
    }) as Explainable
    const result = estimateOf(layer, dataflow, hardware)
    if (!isRight(result)) report.push(...result.left)
    if (!isRight(result) || report.length > 0) return undefined
    const { pes, simd = 1 } = hardware
    const analysis = analyze(layer, dataflow, { pes, simd })
    if (!isRight(analysis)) return undefined
    return explained(
      { layer, dataflow, hardware, estimate: result.right, analysis: analysis.right },
      objective,
      report,
    )
  })
