/** Elementwise layers. */
import { elementwise, type Layer } from '../../operator/layer'
import { elementsOf, type Shape } from '../shape/shape'

/** Batch, channels, rows and columns of a tensor of any rank: the last axis is columns, from the third on. */
export const elementwiseLayer = (name: string, shape: Shape): Layer => {
  if (shape.length < 2) return elementwise({ name, C: shape[0] ?? 1, Y: 1, X: 1 })
  const [N = 1, C = 1, ...rest] = shape
  return elementwise({ name, N, C, Y: elementsOf(rest.slice(0, -1)), X: rest.at(-1) ?? 1 })
}
