/** From a checked chain to its estimate, phase by phase: steps, what is alive, costs of runs, the shared buffer, the answer. */
import { type EstimateError, fault, type Report } from '../error/error'
import type { Warning } from '../error/warning'
import { assemble } from './assemble-fused'
import { weighingOf } from './border'
import type { Costed } from './costed-chain'
import { costKinds } from './costed-kinds'
import type { FusedEstimate } from './fused-estimate'
import { type Fullest, fullestOf } from './occupancy'
import type { Request } from './read-request'
import type { CostOf } from './run-cost'
import { lookAt, type Shared, shareOut } from './shared-buffer'
import { stepsOf } from './steps'

const overflow = (): EstimateError =>
  fault('CountOverflow', 'chain', {
    expected: 'counts of at most 2^53 − 1, and energies that are finite',
    given: 'more',
    hint: 'Fuse fewer layers, or split them along their largest extent.',
    message:
      'Some count of the chain exceeds 2^53 − 1, or an energy is too large for a number: it would not be exact.',
  })

/** A checked chain with its steps, and how full they make the shared buffer: all that does not depend on what runs cost. */
export type Stepped = Omit<Costed, 'kinds'> & { readonly fullest: Fullest }

/** The steps of a chain, or a report that they are too many kinds. */
export const stepThrough = (
  { layers, loops }: Pick<Request, 'layers' | 'loops'>,
  report: Report,
): Stepped | undefined => {
  const steps = stepsOf(layers, loops, report)
  if (steps === undefined) return undefined
  const weighing = weighingOf(layers)
  return { layers, steps, weighing, fullest: fullestOf(layers, steps, lookAt({ layers, steps, weighing })) }
}

type CostedChain = { readonly costed: Costed; readonly shared: Shared }

/** What the steps of a chain cost, whose runs cost what a function says. */
export const costSteps = (
  { layers, steps, weighing, fullest }: Stepped,
  costOf: CostOf,
  report: Report,
): CostedChain | undefined => {
  const kinds = costKinds(layers, steps, costOf, report)
  if (kinds === undefined) return undefined
  const costed: Costed = { layers, steps, kinds, weighing }
  const shared = shareOut(costed, fullest, report)
  return shared && { costed, shared }
}

/** What a checked chain costs. */
export const costChain = (request: Request, costOf: CostOf, report: Report): CostedChain | undefined => {
  const stepped = stepThrough(request, report)
  return stepped && costSteps(stepped, costOf, report)
}

/** The estimate of a chain, or a report that its counts are not exact. */
export const fusedOf = (
  { costed, shared }: CostedChain,
  warnings: readonly Warning[],
  report: Report,
): FusedEstimate | undefined => {
  const fused = assemble(costed, shared, warnings)
  if (fused === undefined) report.push(overflow())
  return fused
}

/** The estimate of a checked chain whose runs cost what a function says. */
export const estimateChain = (
  request: Request,
  costOf: CostOf,
  report: Report,
): FusedEstimate | undefined => {
  const chain = costChain(request, costOf, report)
  return chain && fusedOf(chain, request.warnings, report)
}
