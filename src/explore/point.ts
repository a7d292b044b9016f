/** Points: what a design is compared by, one number per objective, smaller is better. */
import { energyDelay, utilizationOf } from '../cost/totals'
import type { Place } from './cell'
import type { Plan } from './plan'

/** Writes the point of a design at a place. */
export const setPoint = (
  point: Float64Array,
  { objectives, macs }: Pick<Plan, 'objectives' | 'macs'>,
  { pes, simd }: Pick<Place, 'pes' | 'simd'>,
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
        point[c] = energyDelay(energy, runtime)
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
