/** What one point of an operator's iteration space is (docs/spec.md, section 1): decided by the coupling, never by a name. */
import type { Coupling } from './coupling'
import type { Tensor } from './problem'

/** A multiply-accumulate, or one operation of an ALU. */
export type Work = 'macs' | 'operations'

/** Several points add up to one element where an output lacks a dimension, or has two of them on one axis. */
const sums = ({ axes }: Tensor, dimensions: number): boolean => {
  let listed = 0
  for (const axis of axes) {
    if (axis.length > 1) return true
    listed += axis.length
  }
  return listed < dimensions
}

const isInput = ({ role }: Tensor): boolean => role === 'input'

/**
 * An operator that combines two or more inputs and sums over a dimension does MACs: convolutions, matrix products,
 * attention. Every other one does an operation of an ALU at each point: pools, elementwise layers, all with one input.
 */
export const workOf = ({ dimensions, tensors }: Coupling): Work => {
  const inputs = tensors.filter(isInput).length
  const outputs = tensors.filter((tensor) => !isInput(tensor))
  return inputs >= 2 && outputs.every((output) => sums(output, dimensions.length)) ? 'macs' : 'operations'
}
