/** What the levels of a layer share while it is costed. */
import { failure, type ReferenceFailure, type ReferenceTag } from './failure'
import type { ReferenceHardware } from './layer'
import type { Tally } from './tally'
import type { Level } from './tiles'

export type Costing = {
  readonly levels: readonly Level[]
  readonly hardware: ReferenceHardware
  /** Per level, the costs that are known, by which tiles of the level above are short. */
  readonly known: readonly Map<number, Tally>[]
  /** The tally that was complete first: its L1 sizes are the layer's. */
  firstComplete: Tally | undefined
  /** Looks at directives that are left. */
  looks: number
  /** Why the tool gives no answer; whoever finds it returns undefined, and so does whoever called. */
  stopped: ReferenceFailure | undefined
}

/** A layer that maps each dimension once per level needs fewer looks at its directives. */
const mostLooks = 2 ** 25

export const costing = (levels: readonly Level[], hardware: ReferenceHardware): Costing => ({
  levels,
  hardware,
  known: levels.map(() => new Map()),
  firstComplete: undefined,
  looks: mostLooks,
  stopped: undefined,
})

export const stop = (costs: Costing, tag: ReferenceTag, path: string, given: string): undefined => {
  costs.stopped = failure(tag, path, given)
  return undefined
}
