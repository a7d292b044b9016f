/** A profile with the records of the pipeline, for a function that costs one schedule after the other. */
import { type Costs, newCosts } from './cost-schedule'
import { newProfile, type Profile } from './counts'

export type Workspace = { readonly profile: Profile; readonly costs: Costs }

/**
 * Makes a workspace at the first call, and answers the same one from then on.
 *
 * A workspace belongs to one function. It is safe without a lock under one rule, which holds for all of them: the function
 * has copied all that it was given before it fills the profile, and calls nothing of its caller's until it has read the
 * result. Each use fills the profile, unless the function knows that it holds what is needed, and every record anew.
 */
export const lazyWorkspace = (): (() => Workspace) => {
  let made: Workspace | undefined
  return () => {
    made ??= { profile: newProfile(), costs: newCosts() }
    return made
  }
}
