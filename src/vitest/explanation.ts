/** Why a subject has the figures that it has: what failure messages end with. */
import type { Estimate } from '../cost/estimate-type'
import { type Measured, nameOf } from './subject'
import { indented, percent, shown } from './words'

const boundIn = ({ bound: { by, level } }: Estimate): string =>
  level === null
    ? 'off-chip traffic'
    : `${by === 'compute' ? by : `the ${by} of its network`} at level ${level}`

const warningsOf = ({ warnings }: Estimate): readonly string[] => warnings.map(({ message }) => message)

const explainEstimate = (estimate: Estimate): string => {
  const { runtime, floor, utilization, activePes } = estimate
  return [
    `It takes ${shown(runtime)} cycles, bound by ${boundIn(estimate)}; no dataflow takes fewer than ${shown(floor)} here.`,
    `${percent(utilization)} of what the PEs could do is done; ${shown(activePes)} of them work at a time.`,
    ...warningsOf(estimate),
  ].join('\n')
}

/** The explanation of a subject, under the name that it has in the message. */
export const explained = (subject: Measured, name = nameOf(subject)): string =>
  subject._tag === 'Network' ? '' : `About ${name}:\n${indented(explainEstimate(subject.estimate))}`

/** Sections with an empty line between them. */
export const sections = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')
