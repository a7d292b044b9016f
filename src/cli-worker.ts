/** What a thread of the command line does: works on parts of a search, and says after each step what is known. */
import { parentPort } from 'node:worker_threads'
import { isLeft } from 'fp-ts/Either'
import type { Result } from './cli/search/job'
import { stepsOf } from './cli/search/task'
import type { Order, Report } from './cli/threads'

const work = ({ part, task }: Order, send: (report: Report) => void): void => {
  let last: Result | undefined
  for (const step of stepsOf(task)) {
    if (isLeft(step)) {
      send({ part, _tag: 'Failed', errors: step.left })
      return
    }
    last = step.right.result
    send({ part, _tag: 'Step', step: step.right })
  }
  if (last !== undefined) send({ part, _tag: 'Done', result: last })
}

parentPort?.on('message', (order: Order) => work(order, (report) => parentPort?.postMessage(report)))
