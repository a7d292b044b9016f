/** Which loops move a tensor at a level, as far as the class of the level's orders says. */
import { hasBit, type LoopTensor } from './loops'
import type { OrderClass } from './order-class'

export type Movement = {
  /** The loops that may be the innermost of those that move the tensor; none: the level never moves it. */
  readonly by: number
  /** The loops that do not move the tensor and may stand inside the innermost one that does: over these it stays. */
  readonly over: number
  /** Whether every step moves it. */
  readonly always: boolean
  /** Whether the loops of `by` are inside all others and all of them move, one that is alone on an axis among them. */
  readonly together: boolean
  /** The same whichever they are: the loops of `by` are inside all others, and all of them move. */
  readonly inside: boolean
}

/**
 * `mayMove` are the loops that may take more than one step. Innermost loops of a class that move the tensor are inside all
 * others; without such a loop the tensor stays over all innermost loops, and over those outside them until one moves it.
 */
export const movementOf = (
  { relevant, plainBits }: LoopTensor,
  number: number,
  of: OrderClass | null,
  mayMove: number,
  all: number,
): Movement => {
  const irrelevant = all & ~relevant
  if (of !== null && of.inner === 0)
    return { by: 0, over: irrelevant, always: false, together: false, inside: false }
  if (of === null)
    return { by: relevant & mayMove, over: irrelevant, always: false, together: false, inside: false }
  const moving = of.inner & relevant
  if (moving !== 0) {
    const over = of.inner & irrelevant
    return { by: moving, over, always: over === 0, together: (moving & plainBits) !== 0, inside: true }
  }
  const over = of.stays === number ? of.inner : irrelevant
  return { by: relevant & mayMove, over, always: false, together: false, inside: false }
}

/** The product over the loops of some bits. */
export const productOver = (bits: number, of: (loop: number) => number): number => {
  let result = 1
  for (let rest = bits, loop = 0; rest !== 0; rest >>= 1, loop++) if (hasBit(rest, 0)) result *= of(loop)
  return result
}

/** The least over the loops of some bits; Infinity without any. */
export const leastOver = (bits: number, of: (loop: number) => number): number => {
  let result = Number.POSITIVE_INFINITY
  for (let rest = bits, loop = 0; rest !== 0; rest >>= 1, loop++)
    if (hasBit(rest, 0)) result = Math.min(result, of(loop))
  return result
}
