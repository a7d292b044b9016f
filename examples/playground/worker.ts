/** Works in the background, so that it can be used meanwhile: searches for the best dataflow, and reads files. */
import { openFile } from './open-file'
import { answersTo } from './search-messages'
import type { WorkerRequest } from './worker-messages'

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  if (data._tag === 'Open') postMessage(openFile(data.request))
  else for (const message of answersTo(data.request, () => performance.now())) postMessage(message)
})
