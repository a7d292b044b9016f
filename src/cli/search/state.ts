/** What is kept of a search between two runs: the parts that are finished. */
import { type Either, isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { exact, list } from '../../codec/collections'
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

export type Finished = { readonly part: number; readonly result: Result }

type State<R> = {
  readonly version: number
  /** The parts as they were asked for: another search has other ones. */
  readonly tasks: unknown
  readonly finished: readonly { readonly part: number; readonly result: R }[]
}

const version = 1

const stateCodec = <R>(result: Codec<R>): Codec<State<R>> =>
  guarded(
    exact<State<R>>('', {
      version: number,
      tasks: t.unknown,
      finished: list(exact<State<R>['finished'][number]>('finished', { part: number, result })),
    }),
  )

/** The text of a file that keeps these parts. */
export const stateText = ({ tasks }: Job, finished: readonly Finished[]): string =>
  `${JSON.stringify({ version, tasks, finished })}\n`

const otherSearch = (file: string, faults: Faults): void =>
  badFile(faults, file, {
    expected: 'finished parts of this very search',
    given: 'those of another one',
    hint: 'Give the workload, the accelerator and the options that the file was made with, or another file.',
    message: `${file} keeps parts of another search.`,
  })

/** The finished parts of a file; they must be those of this job. */
export const readState = (
  job: Job,
  { file, text }: { readonly file: string; readonly text: string },
  faults: Faults,
): readonly Finished[] => {
  const isMap = job.tasks[0]?._tag === 'Map'
  const read: Either<EstimateErrors, State<Result>> = isMap
    ? parseJson(stateCodec(mappingCodec))(text)
    : parseJson(stateCodec(explorationCodec))(text)
  if (isLeft(read)) {
    rejectAll(faults, locateInJson(read.left, { file, text, root: '' }))
    return []
  }
  const { tasks, finished } = read.right
  const isThis = read.right.version === version && JSON.stringify(tasks) === JSON.stringify(job.tasks)
  const isSound = finished.every(({ part }) => job.tasks[part] !== undefined)
  if (isThis && isSound) return finished
  otherSearch(file, faults)
  return []
}
