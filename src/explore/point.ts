/** Points: what a design is compared by, one number per objective, smaller is better. */
import { type Box, utilizationOf } from './cell'

/** Writes the point of a design of a box. */
export const setPoint = (
  point: Float64Array,
  { plan: { objectives, macs }, place: { pes, simd } }: Box,
  runtime: number,
  energy: number,
  area: number,
  power: number,
): void => {
  for (let c = 0; c < objectives.length; c++)
    switch (objectives[c]!) {
      case 'runtime':
        point[c] = runtime
        break
      case 'energy':
        point[c] = energy
        break
      case 'edp':
        point[c] = energy * runtime
        break
      case 'area':
        point[c] = area
        break
      case 'power':
        point[c] = power
        break
      case 'utilization':
        point[c] = -utilizationOf(macs, runtime, pes, simd)
    }
}
