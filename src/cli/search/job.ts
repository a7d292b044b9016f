/** A long search: its parts, and the answer that their answers make. */
import type { DescribedError, EstimateErrors } from '../../error/error'
import type { Exploration } from '../../explore/space'
import type { Mapping } from '../../map/mapping-type'
import type { Answer } from '../answer'
import type { Task } from './task'

export type Result = Mapping | Exploration

export const isMapping = (result: Result): result is Mapping => 'counts' in result

export const isExploration = (result: Result): result is Exploration => 'designs' in result

/** What is known of a part, and whether that is its whole answer. */
export type Known = { readonly result: Result; readonly isDone: boolean }

export type Job = {
  readonly tasks: readonly Task[]
  /** The answer, of what is known of each part: undefined where an interrupted search knows nothing of it. */
  readonly answer: (known: readonly (Known | undefined)[]) => Answer
  /** Errors of a part, with their places. */
  readonly reject: (part: number, errors: EstimateErrors) => readonly DescribedError[]
}

/** How far a search is, of 1; parts count alike. */
export const shareDone = (parts: readonly number[]): number =>
  parts.length === 0 ? 1 : parts.reduce((sum, done) => sum + done, 0) / parts.length
