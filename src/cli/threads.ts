/** Runs the parts of a search on worker threads. */
import { Worker } from 'node:worker_threads'
import type { EstimateErrors } from '../error/error'
import { type Board, boardOf, noteOn, type Told } from './search/board'
import { type Job, shareDone } from './search/job'
import type { Kept } from './search/state'
import type { Task } from './search/task'

/** What a thread is sent, and what it sends back. */
export type Order = { readonly part: number; readonly task: Task }
export type Report =
  | Told
  | { readonly _tag: 'Failed'; readonly part: number; readonly errors: EstimateErrors }

export type Running = {
  readonly threads: number
  readonly worker: URL
  readonly kept: Kept
  readonly onProgress: (done: number) => void
  /** What is known now, after a step, and after the last step of a part. */
  readonly onStep: (board: Board) => void
  readonly onFinished: (board: Board) => void
  readonly signal: AbortSignal
}

export type Run =
  | { readonly _tag: 'Known'; readonly board: Board }
  | { readonly _tag: 'Failed'; readonly part: number; readonly errors: EstimateErrors }
  | { readonly _tag: 'Crashed'; readonly reason: string }

/** Runs what is not finished; the answer has what is known when all of it is, or when the signal comes. */
export const runOnThreads = (job: Job, running: Running): Promise<Run> =>
  new Promise((resolve) => {
    const board = boardOf(job, running.kept)
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
      if (board.known.every((each) => each?.isDone === true)) end({ _tag: 'Known', board })
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
        noteOn(board, report)
        running.onProgress(shareDone(board.done))
        if (report._tag !== 'Done') {
          running.onStep(board)
          return
        }
        running.onFinished(board)
        endIfDone()
        next(worker)
      })
      worker.on('error', (error) => end({ _tag: 'Crashed', reason: String(error) }))
      next(worker)
    }
    running.signal.addEventListener('abort', () => end({ _tag: 'Known', board }))
    if (running.signal.aborted) end({ _tag: 'Known', board })
    endIfDone()
  })
