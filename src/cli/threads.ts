/** Runs the parts of a search on worker threads. */
import { Worker } from 'node:worker_threads'
import type { EstimateErrors } from '../error/error'
import type { Job, Known, Result } from './search/job'
import { shareDone } from './search/job'
import type { Finished } from './search/state'
import type { Step, Task } from './search/task'

/** What a thread is sent, and what it sends back. */
export type Order = { readonly part: number; readonly task: Task }
export type Report = { readonly part: number } & (
  | { readonly _tag: 'Step'; readonly step: Step<Result> }
  | { readonly _tag: 'Done'; readonly result: Result }
  | { readonly _tag: 'Failed'; readonly errors: EstimateErrors }
)

export type Running = {
  readonly threads: number
  readonly worker: URL
  readonly finished: readonly Finished[]
  readonly onProgress: (done: number) => void
  readonly onFinished: (finished: readonly Finished[]) => void
  readonly signal: AbortSignal
}

export type Run =
  | { readonly _tag: 'Known'; readonly known: readonly (Known | undefined)[] }
  | { readonly _tag: 'Failed'; readonly part: number; readonly errors: EstimateErrors }
  | { readonly _tag: 'Crashed'; readonly reason: string }

/** What is known so far: this is where messages from threads come together. */
type Board = {
  readonly known: (Known | undefined)[]
  readonly done: number[]
  readonly waiting: number[]
}

const boardOf = ({ tasks }: Job, finished: readonly Finished[]): Board => {
  const known: (Known | undefined)[] = tasks.map(() => undefined)
  for (const { part, result } of finished) known[part] = { result, isDone: true }
  return {
    known,
    done: known.map((each) => (each === undefined ? 0 : 1)),
    waiting: known.flatMap((each, part) => (each === undefined ? [part] : [])),
  }
}

const finishedIn = ({ known }: Board): readonly Finished[] =>
  known.flatMap((each, part) => (each?.isDone === true ? [{ part, result: each.result }] : []))

/** Writes a report on the board. */
const note = (board: Board, { part, ...report }: Exclude<Report, { readonly _tag: 'Failed' }>): void => {
  const isDone = report._tag === 'Done'
  board.known[part] = { result: isDone ? report.result : report.step.result, isDone }
  board.done[part] = isDone ? 1 : report.step.done
}

/** Runs what is not finished; the answer has what is known when all of it is, or when the signal comes. */
export const runOnThreads = (job: Job, running: Running): Promise<Run> =>
  new Promise((resolve) => {
    const board = boardOf(job, running.finished)
    const workers = Array.from(
      { length: Math.min(running.threads, board.waiting.length) },
      () => new Worker(running.worker),
    )
    let isEnded = false
    const end = (run: Run): void => {
      if (isEnded) return
      isEnded = true
      Promise.all(workers.map((worker) => worker.terminate())).then(() => resolve(run))
    }
    const endIfDone = (): void => {
      if (board.known.every((each) => each?.isDone === true)) end({ _tag: 'Known', known: board.known })
    }
    const next = (worker: Worker): void => {
      const part = board.waiting.shift()
      const task = part === undefined ? undefined : job.tasks[part]
      if (part !== undefined && task !== undefined) worker.postMessage({ part, task } satisfies Order)
    }
    for (const worker of workers) {
      worker.on('message', (report: Report) => {
        if (isEnded) return
        if (report._tag === 'Failed') {
          end({ _tag: 'Failed', part: report.part, errors: report.errors })
          return
        }
        note(board, report)
        running.onProgress(shareDone(board.done))
        if (report._tag !== 'Done') return
        running.onFinished(finishedIn(board))
        endIfDone()
        next(worker)
      })
      worker.on('error', (error) => end({ _tag: 'Crashed', reason: String(error) }))
      next(worker)
    }
    running.signal.addEventListener('abort', () => end({ _tag: 'Known', known: board.known }))
    if (running.signal.aborted) end({ _tag: 'Known', known: board.known })
    endIfDone()
  })
