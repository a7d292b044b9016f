/** A long search on this machine: on threads, with its progress, and with a file that keeps finished parts. */
import { isLeft } from 'fp-ts/Either'
import { described } from '../error/error'
import type { Answer } from './answer'
import { badFile, type Faults, hasFaults, rejectAll } from './faults'
import type { Host } from './host'
import type { Invocation } from './invocation/option'
import { countOf, optionOf } from './invocation/values'
import type { Job } from './search/job'
import { progressText } from './search/progress'
import { type Finished, readState, stateText } from './search/state'
import { type Run, runOnThreads } from './threads'

/** Milliseconds between two lines of progress, and between two writings of the file. */
const pause = { progress: 100, file: 2_000 }

/** Does something at most once in so many milliseconds; what comes between is dropped. */
const atMostEvery = <A>(milliseconds: number, act: (value: A) => void): ((value: A) => void) => {
  let last = Number.NEGATIVE_INFINITY
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

/** Parts that an earlier run has finished; none if there is no file yet. */
const finishedBefore = (
  host: Host,
  job: Job,
  file: string | undefined,
  faults: Faults,
): readonly Finished[] => {
  const read = file === undefined ? undefined : host.read(file)
  if (file === undefined || read === undefined || isLeft(read)) return []
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
    ? `Interrupted: the answer has what was found. With --resume FILE, finished parts are kept.\n`
    : `Interrupted: ${finished} of ${parts} parts are finished and kept in ${file}. The same command goes on.\n`

/** The answer of a search, and whether it was interrupted; undefined if there are faults. */
export const search = async (
  host: Host,
  { options }: Invocation,
  job: Job,
  faults: Faults,
): Promise<{ readonly answer: Answer; readonly isInterrupted: boolean } | undefined> => {
  const threads = countOf(options, 'threads', faults) ?? host.cores
  const file = optionOf(options, 'resume')
  const finished = finishedBefore(host, job, file, faults)
  const keep = (parts: readonly Finished[]): void => {
    const reason = file === undefined ? undefined : host.write(file, stateText(job, parts))
    if (file !== undefined && reason !== undefined) unwritable(faults, file, reason)
  }
  const signal = host.interruption()
  if (!hasFaults(faults)) keep(finished)
  if (hasFaults(faults)) return undefined
  const run: Run = await runOnThreads(job, {
    ...{ threads, worker: host.worker, finished, signal },
    onProgress: progressOn(host),
    onFinished: atMostEvery(pause.file, keep),
  })
  if (host.isTerminal) host.say(clearLine)
  if (run._tag === 'Crashed') crashed(faults, run.reason)
  if (run._tag === 'Failed') rejectAll(faults, job.reject(run.part, run.errors))
  if (run._tag !== 'Known') return undefined
  const done = run.known.flatMap((each, part) =>
    each?.isDone === true ? [{ part, result: each.result }] : [],
  )
  keep(done)
  if (hasFaults(faults)) return undefined
  const isInterrupted = done.length < job.tasks.length
  if (isInterrupted) host.say(interruptedText(file, done.length, job.tasks.length))
  return { answer: job.answer(run.known), isInterrupted }
}
