/** The layer of a combination of parameters: the same for all, or what the caller's function makes of each. */
import { isLeft } from 'fp-ts/Either'
import { tooManyMacs } from '../analysis/analyze'
import { elementsWith } from '../analysis/elements'
import { forTensors } from '../cost/for-tensors'
import { attempt } from '../error/attempt'
import type { Report } from '../error/error'
import { largestCount, product } from '../internal/arithmetic'
import { checkLayer } from '../operator/check-layer'
import type { Problem } from '../operator/problem'
import { hardwareAlone } from './alone'
import { withEachL2 } from './buffers'
import { parametersOf } from './flow'
import type { Plan } from './plan'

/** A plan for a layer, with the hardware for its tensors; or a report of what does not go together. */
export const planFor = (plan: Plan, problem: Problem, report: Report): Plan | undefined => {
  const macs = product(problem.extents)
  if (macs > largestCount) {
    report.push(tooManyMacs(macs))
    return undefined
  }
  const before = report.length
  // Only warnings depend on whether tiles are multiples of blocks.
  const elements = elementsWith(problem, () => false)
  const hardware = forTensors(plan.described, elements, report)
  if (report.length > before) return undefined
  if (hardware === plan.hardware) return { ...plan, problem, macs }
  return {
    ...plan,
    problem,
    macs,
    hardware,
    // Places on the front keep their plans: those of many layers keep no variants.
    withL2: plan.layer === null ? withEachL2(hardware, plan.l2) : [],
    alone: hardwareAlone({ ...plan, hardware }),
  }
}

/**
 * The plan for the layer of a combination, or null if that cannot be estimated. `last` is the plan of the combination
 * before, which is the answer if the layer is still the same.
 */
export const planAt = (base: Plan, combination: number, last: Plan): Plan | null => {
  const { layer } = base
  if (layer === null) return base
  const result = attempt((report) => {
    const problem = checkLayer(layer(parametersOf(base, combination)), report)
    if (problem === undefined) return undefined
    return problem === last.problem ? last : planFor(base, problem, report)
  })
  return isLeft(result) ? null : result.right
}
