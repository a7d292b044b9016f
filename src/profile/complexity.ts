/** What is refused as too complex, instead of taking long. */
import type { Level } from '../dataflow/canonical'
import { mostLooks, mostResidues, mostTransitions } from '../internal/limits'
import type { Axis, Tensor } from '../operator/problem'
import { coprime } from './definition/footprint'
import { periodOf } from './definition/sliding'

const looksAt = (axis: Axis): number => {
  const [first, second] = axis
  return second === undefined ? 1 : Math.min(16, first!.coefficient * second.coefficient)
}

/** Distinct kinds of step that a schedule over these tensors may have. */
export const transitionsFor = (tensors: readonly Tensor[]): number => {
  let looks = 0
  for (const { axes } of tensors) for (const axis of axes) looks += looksAt(axis)
  return Math.min(mostTransitions, Math.floor(mostLooks / Math.max(1, looks)))
}

/** Whether tiles along the dimension start in too many residues on an axis, if they slide on it. */
const startInTooManyOn = (axis: Axis, dimension: number, tile: number): boolean => {
  const first = axis[0]!
  const second = axis[1]
  // There are at most as many residues as the other term's coefficient, which is small in nearly all axes.
  if (second === undefined || Math.max(first.coefficient, second.coefficient) <= mostResidues) return false
  if (first.dimension !== dimension && second.dimension !== dimension) return false
  const [own, partner] = first.dimension === dimension ? [first, second] : [second, first]
  const [, d] = coprime(own.coefficient, partner.coefficient)
  return periodOf({ d, tile }) > mostResidues
}

const startInTooMany = (tensors: readonly Tensor[], dimension: number, tile: number): boolean => {
  // Loops by index: each estimate asks, and callbacks take several times as long before they are optimized.
  for (let t = 0; t < tensors.length; t++) {
    const { axes } = tensors[t]!
    for (let x = 0; x < axes.length; x++) if (startInTooManyOn(axes[x]!, dimension, tile)) return true
  }
  return false
}

/** Whether neighbouring units' tiles start in too many different residues to be told apart one by one. */
export const tooManyResidues = (tensors: readonly Tensor[], levels: readonly Level[]): boolean =>
  levels.some(
    ({ loops, units }) =>
      units > mostResidues &&
      loops.some(({ spatial, dimension, tile }) => spatial && startInTooMany(tensors, dimension, tile)),
  )
