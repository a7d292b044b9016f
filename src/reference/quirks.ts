/**
 * What the published tool gets wrong, where it can be said as a formula. The comment of each function has the numbers of
 * its quirks, and says what would be right. The rest of this room asks these functions and is otherwise what anyone would
 * write. Quirks of order and of omission stand where they happen, marked `Quirk`. Numbers are those of
 * docs/reference-tool.md.
 */
import type { ReferenceType } from './layer'

/** 19: a transposed convolution counts as a convolution; how it spreads its input is read and discarded. */
export const effectiveType = (type: ReferenceType): Exclude<ReferenceType, 'TRCONV'> =>
  type === 'TRCONV' ? 'CONV' : type

/** 4, 6: outputs of an extent of input, whatever the stride; ⌊(input − window) / stride⌋ + 1 would be right. */
export const outputsIn = (input: number, window: number): number => input - window + 1

/** 12: input for an extent of output, whatever the stride; stride · (output − 1) + window would be right. */
export const inputsFor = (output: number, window: number): number => output + window - 1

/** 12: of a layer given by outputs, X takes the stride of Y', and Y that of X'. */
export const strideSource = (input: string): string => (input === 'X' ? "Y'" : "X'")

/** 8: units with work on the rest of a dimension in the last fold; one too few if a shorter tile follows whole ones. */
export const unitsOnRest = (rest: number, tile: number, offset: number): number =>
  rest < tile ? 1 : Math.trunc((rest - tile) / offset) + 1

/** 9: what is left for a last tile; of a tile beyond the extent, which needs no step, the whole extent would be. */
export const leftAfter = (steps: number, extent: number, offset: number): number => {
  const left = extent - (steps + 1) * offset
  return left < 0 ? extent : left
}

/** 5: occurrences of a case are multiplied in 32 bits, and a product that has wrapped to a positive one is believed. */
export const occurrences: (a: number, b: number) => number = Math.imul

/** 7: what a single unit makes of the last tile is counted in inputs; the tile of `outputs` would be right. */
export const madeOfLastTile = (inputs: number, _outputs: number): number => inputs

/** 18: outputs in L1 are counted by the tile of input that makes them; the tile of `outputs` would be right. */
export const outputsInL1 = (inputs: number, _outputs: number): number => inputs
