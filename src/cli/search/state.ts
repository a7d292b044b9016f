/** What is kept of a search between two runs: the parts that are finished, and what the others have found. */
import { type Either, isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { exact, list, optional } from '../../codec/collections'
import { explorationCodec } from '../../codec/exploration'
import { guarded } from '../../codec/guarded'
import { parseJson } from '../../codec/json'
import { mappingCodec } from '../../codec/mapping'
import { number } from '../../codec/primitives'
import type { Codec } from '../../codec/shape'
import type { EstimateErrors } from '../../error/error'
import { badFile, type Faults, rejectAll } from '../faults'
import { locateInJson } from '../input/json-place'
import type { Job, Result } from './job'

export type Finished<R = Result> = { readonly part: number; readonly result: R }

/** `done` is how far the part had come, of 1. */
export type Unfinished<R = Result> = Finished<R> & { readonly done: number }

export type Kept = { readonly finished: readonly Finished[]; readonly unfinished: readonly Unfinished[] }

export const nothingKept: Kept = { finished: [], unfinished: [] }

type State<R> = {
  readonly version: number
  /** The parts as they were asked for: another search has other ones. */
  readonly tasks: unknown
  readonly finished: readonly Finished<R>[]
  readonly unfinished?: readonly Unfinished<R>[]
}

const version = 1

const stateCodec = <R>(result: Codec<R>): Codec<State<R>> =>
  guarded(
    exact<State<R>>('', {
      version: number,
      tasks: t.unknown,
      finished: list(exact<Finished<R>>('finished', { part: number, result })),
      unfinished: optional(list(exact<Unfinished<R>>('unfinished', { part: number, done: number, result }))),
    }),
  )

/** The text of a file that keeps this. */
export const stateText = ({ tasks }: Job, { finished, unfinished }: Kept): string =>
  `${JSON.stringify({ version, tasks, finished, unfinished })}\n`

const otherSearch = (file: string, faults: Faults): void =>
  badFile(faults, file, {
    expected: 'finished parts of this very search',
    given: 'those of another one',
    hint: 'Give the workload, the accelerator and the options that the file was made with, or another file.',
    message: `${file} keeps parts of another search.`,
  })

/** What a file keeps; it must be of this job. */
export const readState = (
  job: Job,
  { file, text }: { readonly file: string; readonly text: string },
  faults: Faults,
): Kept => {
  const isMap = job.tasks[0]?._tag === 'Map'
  const read: Either<EstimateErrors, State<Result>> = isMap
    ? parseJson(stateCodec(mappingCodec))(text)
    : parseJson(stateCodec(explorationCodec))(text)
  if (isLeft(read)) {
    rejectAll(faults, locateInJson(read.left, { file, text, root: '' }))
    return nothingKept
  }
  const { tasks, finished, unfinished = [] } = read.right
  const isThis = read.right.version === version && JSON.stringify(tasks) === JSON.stringify(job.tasks)
  const isSound = [...finished, ...unfinished].every(({ part }) => job.tasks[part] !== undefined)
  if (isThis && isSound) return { finished, unfinished }
  otherSearch(file, faults)
  return nothingKept
}
