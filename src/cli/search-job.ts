/** A long search on this machine: on threads, with its progress, and with a file that keeps finished parts. */
import { isLeft } from 'fp-ts/Either'
import { described } from '../error/error'
import type { Answer } from './answer'
import { badFile, type Faults, hasFaults, rejectAll } from './faults'
import type { Host } from './host'
import type { Invocation } from './invocation/option'
import { countOf, optionOf } from './invocation/values'
import { type Board, keptOn } from './search/board'
import type { Job } from './search/job'
import { progressText } from './search/progress'
import { type Kept, nothingKept, readState, stateText } from './search/state'
import { type Run, runOnThreads } from './threads'

/** Milliseconds between two lines of progress, and between two writings of the file. */
const pause = { progress: 100, file: 2_000 }

/** Does something at most once in a number of milliseconds; what comes between is dropped. */
const atMostEvery = <A>(
  milliseconds: number,
  act: (value: A) => void,
  before = Number.NEGATIVE_INFINITY,
): ((value: A) => void) => {
  let last = before
  return (value) => {
    const now = performance.now()
    if (now - last < milliseconds) return
    last = now
    act(value)
  }
}

const clearLine = '\r\u001b[K'

const progressOn = (host: Host): ((done: number) => void) => {
  if (!host.isTerminal) return () => {}
  const begin = performance.now()
  return atMostEvery(pause.progress, (done) =>
    host.say(`${clearLine}${progressText(done, (performance.now() - begin) / 1000)}`),
  )
}

/** What an earlier run has kept; nothing if there is no file yet. */
const keptBefore = (host: Host, job: Job, file: string | undefined, faults: Faults): Kept => {
  const read = file === undefined ? undefined : host.read(file)
  if (file === undefined || read === undefined || isLeft(read)) return nothingKept
  return readState(job, { file, text: new TextDecoder().decode(read.right) }, faults)
}

const unwritable = (faults: Faults, file: string, reason: string): void =>
  badFile(faults, file, {
    expected: 'a file that can be written',
    given: reason,
    hint: 'Check the name of the file and its folder.',
    message: `Finished parts cannot be kept in ${file}: ${reason}.`,
  })

const crashed = (faults: Faults, reason: string): void =>
  void faults.rejected.push(
    described('ThreadEnded', '--threads', {
      expected: 'threads that work until nothing is left to do',
      given: reason,
      hint: 'Give fewer --threads if memory is short.',
      message: `A worker thread has ended: ${reason}.`,
    }),
  )

const interruptedText = (file: string | undefined, finished: number, parts: number): string =>
  file === undefined
    ? `Interrupted: the answer has the results so far. With --resume FILE, finished parts are kept.\n`
    : `Interrupted: ${finished} of ${parts} parts are finished and kept in ${file}, with the results of the others so far. The same command continues.\n`

/** The answer of a search, and whether it was interrupted; undefined if there are faults. */
export const search = async (
  host: Host,
  { options }: Invocation,
  job: Job,
  faults: Faults,
): Promise<{ readonly answer: Answer; readonly isInterrupted: boolean } | undefined> => {
  const threads = countOf(options, 'threads', faults) ?? host.cores
  const file = optionOf(options, 'resume')
  const before = keptBefore(host, job, file, faults)
  const keep = (parts: Kept): void => {
    const reason = file === undefined ? undefined : host.write(file, stateText(job, parts))
    if (file !== undefined && reason !== undefined) unwritable(faults, file, reason)
  }
  const keepNow = (board: Board): void => keep(keptOn(board))
  const signal = host.interruption()
  if (!hasFaults(faults)) keep(before)
  if (hasFaults(faults)) return undefined
  const run: Run = await runOnThreads(job, {
    ...{ threads, worker: host.worker, kept: before, signal },
    onProgress: progressOn(host),
    onStep: atMostEvery(pause.file, keepNow, performance.now()),
    onFinished: atMostEvery(pause.file, keepNow),
  })
  if (host.isTerminal) host.say(clearLine)
  if (run._tag === 'Crashed') crashed(faults, run.reason)
  if (run._tag === 'Failed') rejectAll(faults, job.reject(run.part, run.errors))
  if (run._tag !== 'Known') return undefined
  const kept = keptOn(run.board)
  keep(kept)
  if (hasFaults(faults)) return undefined
  const done = kept.finished.length
  const isInterrupted = done < job.tasks.length
  if (isInterrupted) host.say(interruptedText(file, done, job.tasks.length))
  return { answer: job.answer(run.board.known), isInterrupted }
}
