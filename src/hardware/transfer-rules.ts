/**
 * What an accelerator says of how the inputs of a layer arrive (docs/spec.md, section 17), as bits of its tensors: the
 * first has bit 1.
 */
export type TransferRules = {
  /** Inputs of which every step acquires the whole tile: into the buffers of clusters per level, and into L1. */
  readonly reloadedInClusters: readonly number[]
  readonly reloadedInL1: number
  /** Inputs that level 0 and the outside move in whole intervals. */
  readonly contiguous: number
}

/** Bits of the inputs of which the units of a level keep nothing. */
export const reloadedAt = (
  { reloadedInClusters, reloadedInL1 }: TransferRules,
  level: number,
  levels: number,
): number => (level === levels - 1 ? reloadedInL1 : reloadedInClusters[level]!)

/** Bits of the inputs whose tiles are whole intervals at a level. */
export const contiguousAt = ({ contiguous }: TransferRules, level: number): number =>
  level === 0 ? contiguous : 0

/** Whether the inputs of a layer arrive alike. */
export const areSameRules = (a: TransferRules | null, b: TransferRules | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.contiguous === b.contiguous &&
    a.reloadedInL1 === b.reloadedInL1 &&
    a.reloadedInClusters.every((bits, level) => bits === b.reloadedInClusters[level]))
