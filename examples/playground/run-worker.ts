/** The worker that searches, of which there is one at most. */
import type { MapRequest } from 'maestro-dataflow/map'
import type { Message } from './search-messages'

/** The text of `search-worker.ts` with all that it imports: browsers load no worker from a page that was opened from disk. */
declare const searchWorkerSource: string

let worker: Worker | null = null

/** Ends the search, at once. */
export const endSearch = (): void => {
  worker?.terminate()
  worker = null
}

export const runSearch = (request: MapRequest, onMessage: (message: Message) => void): void => {
  endSearch()
  const address = URL.createObjectURL(new Blob([searchWorkerSource], { type: 'text/javascript' }))
  worker = new Worker(address)
  URL.revokeObjectURL(address)
  worker.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data)
  worker.postMessage(request)
}
