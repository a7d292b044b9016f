/** What fills the shared buffer at each moment, besides other inputs, in bits. */
import { countIn, elementsIn, isSameSet } from './elements'
import { aliveOf } from './lifetimes'
import type { Nest } from './links'
import { type ChainProblem, known, outputOf } from './problem'
import type { Step } from './walk'
import { inputBits, outputBits } from './widths'

export type Moments = {
  /** Per step and layer: bits of T₀ … Tₙ; null where the layer does not run. */
  readonly at: readonly (readonly (readonly number[] | null)[])[]
  readonly retained: number
}

const sumsOf = (
  { layers, hardware }: ChainProblem,
  { loops }: Nest,
  steps: readonly Step[],
  copies: number,
) => {
  const last = known(layers.at(-1))
  const output = outputOf(last)
  const { partial, final } = outputBits(hardware, last)
  const isReduced = loops.some(
    ({ dimension }) => !output.axes.flat().some((term) => term.dimension === dimension),
  )
  const anywhere = output.axes.map(() => ({ before: 0, extent: Number.POSITIVE_INFINITY }))
  const boxes = steps.map(({ boxes: of }) => known(of.at(-1) ?? undefined))
  const sets = boxes.map((box) => elementsIn(output, anywhere, box))
  return boxes.map((box, s) => ({
    bits: copies * countIn(output, box) * (isReduced ? partial : final),
    isGoingOn: s > 0 && isSameSet(known(sets[s]), known(sets[s - 1])),
  }))
}

export const momentsOf = (
  problem: ChainProblem,
  nest: Nest,
  steps: readonly Step[],
  copies: number,
): Moments => {
  const { layers } = problem
  const count = layers.length
  const handed = layers.map((_, j) => ({
    bits: inputBits(problem, nest, j, known(nest.taken[j]).tensor, 'l2'),
    alive: aliveOf(steps, count, j),
  }))
  const sums = sumsOf(problem, nest, steps, copies)
  const at = steps.map(({ boxes, computed }, s) =>
    boxes.map((box, k) => {
      if (box === null) return null
      const present = handed.map(({ bits, alive }, j) => {
        const fetched = j === 0 && k === 0 ? (copies - 1) * known(computed[0]).size : 0
        return bits * (known(known(alive.at[s])[k]) + fetched)
      })
      const { bits, isGoingOn } = known(sums[s])
      return [...present, k === count - 1 || isGoingOn ? bits : 0]
    }),
  )
  const kept = steps.map((_, s) =>
    handed.reduce((total, { bits, alive }) => total + bits * known(alive.kept[s]), 0),
  )
  return { at, retained: Math.max(...kept) }
}
