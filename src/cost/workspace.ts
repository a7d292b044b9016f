/** A step table with the records of the pipeline, for a function that costs one schedule after the other. */
import { type StepTable, steps } from '../profile/steps'
import { type Costs, newCosts } from './cost-schedule'

export type Workspace = { readonly table: StepTable; readonly costs: Costs }

/**
 * Makes a workspace at the first call, and answers the same one from then on.
 *
 * A workspace belongs to one function. It is safe without a lock under one rule, which holds for all of them: the function
 * has copied all that it was given before it fills the table, and calls nothing of its caller's until it has read the
 * result. Each use fills the table and every record anew.
 */
export const lazyWorkspace = (): (() => Workspace) => {
  let made: Workspace | undefined
  return () => {
    made ??= { table: steps().newStepTable(), costs: newCosts() }
    return made
  }
}
