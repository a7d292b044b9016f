/**
 * Lower bounds of runtime and energy over a box: the definition of what the kernel computes. A property test holds the two equal.
 */
import type { Box } from './box'
import { type Corner, cornerOf } from './corner'
import { coupledEnergy } from './coupled'
import { onChipEnergy, outsideOf } from './energy-bound'
import { type Bound, type Excluded, isEmpty, rounding, tooSmall } from './general-bound'
import type { Target } from './target'
import { onChipBound } from './time-bound'
import { volumesOf } from './volumes'

const derivedBound = (target: Target, corner: Corner): Bound | Excluded => {
  const { machines } = target
  const machine = machines[corner.box.levels - 1]!
  const volumes = volumesOf(target, corner)
  const outside = outsideOf(target, corner, volumes)
  if (outside === null) return 'l2'
  const { offchipBandwidth } = machine.hardware
  const crossing = offchipBandwidth === Infinity ? 0 : outside.traffic / offchipBandwidth
  const runtime = Math.ceil(Math.max(onChipBound(target, corner, volumes), crossing) - 1e-6)
  const coupled = coupledEnergy(target, corner, volumes)
  return { runtime, energy: onChipEnergy(target, corner, volumes) + outside.energy + coupled }
}

/** Bounds over a box whose outer spatial loop is decided, or what excludes all of it. */
export const boundOf = (target: Target, box: Box): Bound | Excluded => {
  const corner = cornerOf(target, box)
  if (isEmpty(corner)) return 'empty'
  const excluded = tooSmall(target, corner)
  if (excluded !== null) return excluded
  const bound = derivedBound(target, corner)
  if (typeof bound === 'string') return bound
  const { perCycle } = target.machines[box.levels - 1]!
  return { runtime: bound.runtime, energy: (bound.energy + perCycle * bound.runtime) * (1 - rounding) }
}
