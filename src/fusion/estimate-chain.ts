import { type EstimateError, fault, type Report } from '../error/error'
import type { Warning } from '../error/warning'
import { assemble } from './assemble-fused'
import { weighingOf } from './border'
import type { Costed } from './costed-chain'
import { costKinds } from './costed-kinds'
import type { FusedEstimate } from './fused-estimate'
import type { Request } from './read-request'
import type { CostOf } from './run-cost'
import { type Shared, shareOut } from './shared-buffer'
import { stepsOf } from './steps'

const overflow = (): EstimateError =>
  fault('CountOverflow', 'chain', {
    expected: 'counts of at most 2^53 − 1, and energies that are finite',
    given: 'more',
    hint: 'Fuse fewer layers, or split them along their largest extent.',
    message:
      'Some count of the chain exceeds 2^53 − 1, or an energy is too large for a number: it would not be exact.',
  })

/** What a checked chain costs, whose runs cost what a function says. */
export const costChain = (
  { layers, loops }: Request,
  costOf: CostOf,
  report: Report,
): { readonly costed: Costed; readonly shared: Shared } | undefined => {
  const steps = stepsOf(layers, loops, report)
  const kinds = steps && costKinds(layers, steps, costOf, report)
  if (steps === undefined || kinds === undefined) return undefined
  const costed: Costed = { layers, steps, kinds, weighing: weighingOf(layers) }
  const shared = shareOut(costed, report)
  return shared && { costed, shared }
}

/** The estimate of a chain, or a report that its counts are not exact. */
export const fusedOf = (
  { costed, shared }: { readonly costed: Costed; readonly shared: Shared },
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
