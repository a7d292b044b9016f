/** What a step brings anew of the inputs where a loop moves. */
import { distinctValues, hasBit, type Loops, type LoopTensor } from './loops'

/** How an input comes where a loop moves: all of its tile, what is new of one that slides along the loop, or perhaps nothing. */
type Coming = 'whole' | 'slid' | 'nothing'

/** An input where a loop moves. */
export type Arrival = { readonly tensor: LoopTensor; readonly loop: number; readonly coming: Coming }

/** The other loop of the window on which a loop slides; −1 where it is alone on its axis. */
export const partnerOf = ({ windows }: LoopTensor, loop: number): number => {
  for (const { a, b } of windows) {
    if (a === loop) return b
    if (b === loop) return a
  }
  return -1
}

const comingOf = (tensor: LoopTensor, inputs: readonly LoopTensor[], loop: number): Coming => {
  if (hasBit(tensor.plainBits, loop)) return 'whole'
  const partner = partnerOf(tensor, loop)
  return partner >= 0 && inputs.some(({ plainBits }) => hasBit(plainBits, partner)) ? 'slid' : 'nothing'
}

/**
 * How each input comes in the steps in which a loop moves. One on which it is alone on an axis brings a new tile. One on whose window it
 * slides brings what is new of a tile moved by its length, unless the other loop of the window moves as well: then inputs on
 * which that one is alone bring new tiles, which is counted where that one moves.
 */
export const arrivalsOf = ({ tensors }: Loops, loop: number): readonly Arrival[] => {
  const inputs = tensors.filter(({ isInput }) => isInput)
  return inputs.map((tensor) => ({ tensor, loop, coming: comingOf(tensor, inputs, loop) }))
}

/** New elements of an input whose tile has these sizes, at least. */
export const newElements = ({ tensor, loop, coming }: Arrival, sizes: ArrayLike<number>): number => {
  if (coming === 'nothing') return 0
  let amount = 1
  for (const plain of tensor.plain) amount *= sizes[plain]!
  for (const axis of tensor.windows) {
    const a = sizes[axis.a]!
    const b = sizes[axis.b]!
    if (axis.a === loop) amount *= a * Math.min(b, axis.stride)
    else if (axis.b === loop) amount *= b * Math.min(a, axis.dilation)
    else amount *= distinctValues(axis, a, b)
  }
  return amount
}
