/** A mapping of another tool before it is a dataflow: storages, outermost first, with the loops between them. */
import type { Span } from '../source/source'

/** A loop over a dimension of the layer, which the file calls `name`. */
export type MappedLoop = {
  readonly dimension: string
  readonly name: string
  readonly factor: number
  readonly at: Span
}

/** A storage of an architecture; what is null is not limited. */
export type Storage = {
  readonly name: string
  readonly at: Span
  /** Of each instance, in words. */
  readonly words: number | null
  readonly bits: number | null
  /** Words per cycle of each instance. */
  readonly reads: number | null
  readonly writes: number | null
  readonly instances: number
}

/**
 * A storage of a mapping: the tensors that it keeps, by the file's names, and the loops inside it and outside the next, in time
 * and then in space, outermost first; `fanOut` is how many of the next there are for each, null where nothing says so.
 */
export type StorageLoops = {
  readonly name: string
  readonly at: Span
  readonly kept: ReadonlySet<string>
  readonly temporal: readonly MappedLoop[]
  readonly spatial: readonly MappedLoop[]
  readonly storage: Storage | undefined
  readonly fanOut: number | null
}
