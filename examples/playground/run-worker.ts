/** The workers: one that searches and one that reads a file, each at most once at a time. */
import type { MapRequest } from 'maestro-dataflow/map'
import type { FileMessage, FileRequest } from './open-file'
import type { Message } from './search-messages'
import type { WorkerRequest } from './worker-messages'

/** The text of `worker.ts` with all that it imports: browsers load no worker from a page that was opened from disk. */
declare const workerSource: string

const startWorker = <M>(asked: WorkerRequest, onMessage: (message: M) => void): Worker => {
  const address = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }))
  const worker = new Worker(address)
  URL.revokeObjectURL(address)
  worker.onmessage = ({ data }: MessageEvent<M>) => onMessage(data)
  worker.postMessage(asked)
  return worker
}

let searching: Worker | null = null
let reading: Worker | null = null

/** Ends the search, at once. */
export const endSearch = (): void => {
  searching?.terminate()
  searching = null
}

export const runSearch = (request: MapRequest, onMessage: (message: Message) => void): void => {
  endSearch()
  searching = startWorker({ _tag: 'Search', request }, onMessage)
}

/** Reads a file; one that is still being read is given up. */
export const readFile = (request: FileRequest, onMessage: (message: FileMessage) => void): void => {
  reading?.terminate()
  reading = startWorker({ _tag: 'Open', request }, (message: FileMessage) => {
    reading?.terminate()
    reading = null
    onMessage(message)
  })
}
