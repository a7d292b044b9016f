/** Sparseloop's entries, which have no counterpart in the files that are read. */
import { refuse, type Source, type Span } from '../source/source'

/** What a component has of them. */
export const sparseKeys: readonly string[] = ['sparse_optimizations', 'sparse-optimizations']

export const refuseSparse = (source: Source, at: Span, key: string): void =>
  refuse(
    source,
    at,
    `\`${key}\``,
    'Formats, gating and skipping of Sparseloop are not read.',
    'Remove it, and give the accelerator `sparse` and the layer `density`.',
  )
