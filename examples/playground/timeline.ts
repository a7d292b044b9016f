/** States that can be undone and redone. */
import type { State } from './state'

export type Timeline = {
  readonly past: readonly State[]
  readonly now: State
  readonly future: readonly State[]
  /** What the last step changed, if more of the same joins it: the field that is typed in. */
  readonly field: string | null
}

const mostSteps = 100

export const beginning = (now: State): Timeline => ({ past: [], now, future: [], field: null })

/** A step to another state. Typing in one field is one step; `field` is null for what is chosen. */
export const stepTo = (timeline: Timeline, now: State, field: string | null): Timeline => {
  if (now === timeline.now) return timeline
  const joins = field !== null && field === timeline.field
  const past = joins ? timeline.past : [...timeline.past, timeline.now].slice(-mostSteps)
  return { past, now, future: [], field }
}

export const undone = ({ past, now, future, ...rest }: Timeline): Timeline => {
  const before = past.at(-1)
  if (before === undefined) return { past, now, future, ...rest }
  return { past: past.slice(0, -1), now: before, future: [now, ...future], field: null }
}

export const redone = ({ past, now, future, ...rest }: Timeline): Timeline => {
  const [next, ...later] = future
  if (next === undefined) return { past, now, future, ...rest }
  return { past: [...past, now], now: next, future: later, field: null }
}
