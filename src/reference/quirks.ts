/**
 * What the published tool gets wrong, where it can be said as a formula: each quirk is a function, and its comment says
 * what would be right. The rest of this room asks these functions and is otherwise what anyone would write. Quirks that
 * are a matter of order stand where the order is, under `Quirk:`. The numbers are those of the tool's description.
 */
import type { ReferenceType } from './layer'

/** 19: a transposed convolution counts as a convolution; its inner stride is read and discarded. */
export const effectiveType = (type: ReferenceType): Exclude<ReferenceType, 'TRCONV'> =>
  type === 'TRCONV' ? 'CONV' : type

/** 4, 12, 6: outputs in an extent of input, whatever the stride; ⌊(input − window) / stride⌋ + 1 would be right. */
export const outputsIn = (input: number, window: number): number => input - window + 1

/** 12: inputs that an extent of output needs, whatever the stride; stride · (output − 1) + window would be right. */
export const inputsFor = (output: number, window: number): number => output + window - 1

/** 12: X takes the stride of Y', and Y that of X'. */
export const strideSource = (input: string): string => (input === 'X' ? "Y'" : "X'")

/**
 * 8: units with work in the last fold of a dimension that the units do not cover at once: a last unit with less than a
 * tile is forgotten. `rest` is what the folds before leave.
 */
export const unitsInLastFold = (rest: number, tile: number, offset: number): number =>
  rest < tile ? 1 : Math.trunc((rest - tile) / offset) + 1

/** 9: the last tile if the size exceeds the extent: short by an offset, where the whole extent would be right. */
export const lastTile = (extent: number, offset: number, steps: number): number => {
  const left = extent - (steps + 1) * offset
  return left < 0 ? extent : left
}

/** 5: occurrences of a case are multiplied in 32 bits, and a product that has wrapped to a positive one is believed. */
export const occurrences: (a: number, b: number) => number = Math.imul

/** 7: one active unit on the last outputs counts them in inputs (tile of `input`, not of `output`). */
export const lastOutputs = (input: number, _output: number): number => input

/** 18: L1 holds outputs by the tile of input that makes them; the tile of output would be right. */
export const outputTileInL1 = (input: number, _output: number): number => input

/** 15: the off-chip bandwidth demanded so far is halved again with every case; its maximum would be right. */
export const halved = (demand: number): number => demand / 2
