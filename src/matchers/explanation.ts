/** Why a subject has the figures that it has: what failure messages end with. */
import { isRight } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { explain } from '../report/explain/explain'
import type { Finding } from '../report/explain/finding'
import { type Measured, nameOf, wholeMapping } from './subject'
import { cyclesOf, indented, percent, shown } from './words'

const boundWords = {
  compute: 'compute',
  fill: 'the start of runs',
  ingress: 'the ingress of its network',
  egress: 'the egress of its network',
  offchip: 'off-chip traffic',
} as const

const boundIn = ({ bound: { by, level } }: Estimate): string =>
  level === null ? 'off-chip traffic' : `${boundWords[by]} at level ${level}`

const warningsOf = ({ warnings }: Estimate): readonly string[] => warnings.map(({ message }) => message)

const explainEstimate = (estimate: Estimate): string => {
  const { runtime, floor, utilization, activePes } = estimate
  return [
    `It takes ${cyclesOf(runtime)}, and its bottleneck is ${boundIn(estimate)}. No dataflow takes fewer than ${shown(floor)} here.`,
    `PE utilization is ${percent(utilization)}; ${shown(activePes)} PEs are active in an average step.`,
    ...warningsOf(estimate),
  ].join('\n')
}

/** What a message says of the findings: not the reuse, nor each tensor, of which there is much. */
const explaining: readonly Finding['_tag'][] = [
  'Runtime',
  'Bound',
  'Skew',
  'Sparsity',
  'IdleUnits',
  'Misfit',
  'Improvement',
  'Remark',
]
const mostShown = 6

/** In the words of `maestro-dataflow/report`, with what to change; figures alone say less. */
const explainSubject = ({ estimate, parts }: Extract<Measured, { _tag: 'Estimate' }>): string => {
  const mapping = wholeMapping(parts)
  const explanation = isRight(mapping) ? explain(mapping.right) : mapping
  if (!isRight(explanation)) return explainEstimate(estimate)
  return explanation.right.findings
    .filter(({ _tag }) => explaining.includes(_tag))
    .slice(0, mostShown)
    .map(({ sentence }) => sentence)
    .join('\n')
}

/** The explanation of a subject, under the name that it has in the message. */
export const explained = (subject: Measured, name = nameOf(subject)): string =>
  subject._tag === 'Network' ? '' : `About ${name}:\n${indented(explainSubject(subject))}`

/** Sections with an empty line between them. */
export const sections = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')
