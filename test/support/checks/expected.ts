/** The whole estimate of a problem, figure by figure, as the brute-force simulator accounts for it. */
import type { Estimate } from '../../../src/index'
import type { Subject } from '../generators/layers'
import { type Problem, scheduleOf } from '../generators/problems'
import { account, type Simulated } from '../simulator/account'
import { type GivenOperands, simulateMachine } from '../simulator/simulate-machine'
import { warningsOf } from '../simulator/warnings'

/** What rounding may touch, and what must be equal to the last digit. */
export type Judged = { readonly exact: unknown; readonly rounded: unknown }

export const judged = ({
  energy,
  edp,
  area,
  power,
  averagePower,
  activePes,
  ...exact
}: Estimate): Judged => ({
  exact: { ...exact, warnings: [...new Set(exact.warnings.map(({ _tag }) => _tag))].sort() },
  rounded: { energy, edp, area, power, averagePower, activePes },
})

/** The widths and densities of a layer, if it has any. */
export const operandsOf = ({ layer }: Subject): GivenOperands => {
  const { precision, density } = layer as GivenOperands // properties that a layer may have
  return { precision, density }
}

export const simulatedOf = ({ subject, canonical, hardware }: Problem): Simulated =>
  simulateMachine(scheduleOf(subject, canonical), operandsOf(subject), hardware)

export const judgedOf = ({ subject, dataflow, hardware, used }: Problem, simulated: Simulated): Judged => {
  const figures = account(simulated)
  const { energy, edp, area, power, activePes, ...counts } = figures
  const { runtime } = figures
  const seconds = hardware.clock === undefined ? null : runtime / hardware.clock
  const exact = {
    layer: subject.layer.name,
    dataflow: dataflow.name,
    seconds,
    ...counts,
    warnings: warningsOf(simulated, figures, hardware, used.has('dropped map')),
  }
  const averagePower =
    seconds === null || energy.unit !== 'pJ' ? null : (1000 * (energy.total * 1e-12)) / seconds
  return { exact, rounded: { energy, edp, area, power, averagePower, activePes } }
}

export const expectedOf = (problem: Problem): Judged => judgedOf(problem, simulatedOf(problem))
