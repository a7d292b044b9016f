/** Searches for the best dataflow beside the page, so that it can be used meanwhile. It is told what to search, once. */
import type { MapRequest } from 'maestro-dataflow/map'
import { answersTo } from './search-messages'

addEventListener('message', ({ data }: MessageEvent<MapRequest>) => {
  for (const message of answersTo(data)) postMessage(message)
})
