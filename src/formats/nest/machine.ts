/** An architecture as a chain of storages, outermost first, with the MACs at its end. */

import type { Source, Span } from '../source/source'
import type { Storage } from './storage-nest'

/** What the architecture says of the tensors of a storage: names, or null where it says nothing. */
export type Kept = { readonly keep: readonly string[] | null; readonly bypass: readonly string[] }

export type MachineStorage = Storage & { readonly kept: Kept }

export type Machine = {
  readonly source: Source
  readonly at: Span
  readonly storages: readonly MachineStorage[]
  /** MACs in all, and for each innermost storage. */
  readonly units: number
  readonly unitsEach: number
}
