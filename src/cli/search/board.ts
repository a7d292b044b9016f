/**
 * What is known of the parts of a search while threads work on them. A part that an earlier run has left unfinished begins
 * anew, in the same order: until it has come as far as it had, what was kept of it is what is known.
 */
import type { Job, Known, Result } from './job'
import type { Kept } from './state'
import type { Step } from './task'

/** What a thread says of a part. */
export type Told = { readonly part: number } & (
  | { readonly _tag: 'Step'; readonly step: Step<Result> }
  | { readonly _tag: 'Done'; readonly result: Result }
)

export type Board = {
  readonly known: (Known | undefined)[]
  /** How far each part is in this run, of 1. */
  readonly done: number[]
  /** How far what is known of each part has come, of 1. */
  readonly reached: number[]
  readonly waiting: number[]
}

export const boardOf = ({ tasks }: Pick<Job, 'tasks'>, { finished, unfinished }: Kept): Board => {
  const known: (Known | undefined)[] = tasks.map(() => undefined)
  const reached = tasks.map(() => 0)
  for (const { part, done, result } of unfinished) {
    known[part] = { result, isDone: false }
    reached[part] = done
  }
  for (const { part, result } of finished) {
    known[part] = { result, isDone: true }
    reached[part] = 1
  }
  const isDone = (part: number): boolean => known[part]?.isDone === true
  return {
    known,
    done: tasks.map((_, part) => (isDone(part) ? 1 : 0)),
    reached,
    waiting: tasks.flatMap((_, part) => (isDone(part) ? [] : [part])),
  }
}

/** Writes on the board what a thread says. */
export const noteOn = (board: Board, told: Told): void => {
  const { part } = told
  const done = told._tag === 'Done' ? 1 : told.step.done
  board.done[part] = done
  if (told._tag === 'Done') board.known[part] = { result: told.result, isDone: true }
  else if (done >= (board.reached[part] ?? 0)) board.known[part] = { result: told.step.result, isDone: false }
  board.reached[part] = Math.max(done, board.reached[part] ?? 0)
}

/** What a file keeps of the board. */
export const keptOn = ({
  known,
  reached,
}: {
  readonly known: readonly (Known | undefined)[]
  readonly reached: readonly number[]
}): Kept => ({
  finished: known.flatMap((each, part) => (each?.isDone === true ? [{ part, result: each.result }] : [])),
  unfinished: known.flatMap((each, part) =>
    each?.isDone === false ? [{ part, done: reached[part] ?? 0, result: each.result }] : [],
  ),
})
