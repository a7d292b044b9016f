import { type Cause, charged, plus } from './charges'
import type { Charges, LevelResult, Overlap, SimLink, Spread } from './types'

/** What one step of a level moved and how long its parts took. */
export type StepRecord = {
  /** Words of all inputs together, and of all outputs together (what was lost on entering the step). */
  readonly ingressVolume: number
  readonly egressVolume: number
  readonly ingress: number
  readonly egress: number
  /** The longest time over the active units: the MACs of a PE, the run of the next level for a cluster. */
  readonly inner: number
  readonly isFirstOfRun: boolean
  /** The first step of all, with every level above in the first step of its first run. */
  readonly isFirstOfAll: boolean
}

/** Cycles to move v words over a channel. */
export const transferTime = (v: number, { bandwidth, latency }: SimLink): number => {
  if (v === 0) return 0
  const beats = bandwidth === null ? 1 : Math.ceil(v / bandwidth)
  return latency + beats - 1
}

/** Cycles that a step takes, by what the hardware overlaps. */
export const stepTime = (overlap: Overlap, step: StepRecord): number => {
  const { inner, ingress, egress } = step
  if (overlap === 'none') return ingress + inner + egress
  if (overlap === 'within-runs' && step.isFirstOfRun) return Math.max(ingress + inner, egress)
  if (overlap === 'across-runs' && step.isFirstOfAll) return ingress + inner
  return Math.max(inner, ingress, egress)
}

/**
 * What the cycles of a step are charged to: its longest term (of equals inner, ingress, egress), and where terms add, each
 * to its own. Inputs that add to the inner time of a first step are a fill.
 */
export const stepCharges = (overlap: Overlap, step: StepRecord, level: number, ofInner: Charges): Charges => {
  const { inner, ingress, egress } = step
  const to = (cause: Cause, cycles: number): Charges => charged(ofInner.fill.length, cause, level, cycles)
  if (overlap === 'none') return plus(ofInner, plus(to('ingress', ingress), to('egress', egress)))
  const isFillExposed = overlap === 'within-runs' ? step.isFirstOfRun : step.isFirstOfAll
  if (isFillExposed)
    return ingress + inner >= egress ? plus(ofInner, to('fill', ingress)) : to('egress', egress)
  if (inner >= ingress && inner >= egress) return ofInner
  return ingress >= egress ? to('ingress', ingress) : to('egress', egress)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Not Math.max(...values): a level may have more steps than a call may have arguments. */
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))
const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))

const spread = (values: readonly number[]): Spread => ({
  min: smallest(values),
  max: largest(values),
  average: sum(values) / values.length,
})

export const delays = (steps: readonly StepRecord[]): LevelResult['delay'] => ({
  ingress: spread(steps.map((step) => step.ingress)),
  egress: spread(steps.map((step) => step.egress)),
  compute: spread(steps.map((step) => step.inner)),
})

/** The bandwidth that would hide all transfers behind the inner time. */
export const demandedBandwidth = (steps: readonly StepRecord[]): LevelResult['bandwidth'] => {
  const volumes = steps.map((step) => Math.max(step.ingressVolume, step.egressVolume))
  return {
    peak: largest(steps.map((step) => Math.max(step.ingressVolume, step.egressVolume) / step.inner)),
    average: sum(volumes) / sum(steps.map((step) => step.inner)),
  }
}
