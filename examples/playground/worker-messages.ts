/** What the page asks a worker. */
import type { MapRequest } from 'maestro-dataflow/map'
import type { FileRequest } from './open-file'

export type WorkerRequest =
  | { readonly _tag: 'Search'; readonly request: MapRequest }
  | { readonly _tag: 'Open'; readonly request: FileRequest }
