/** The tool's rule for filters: a TemporalMap of R or S must be whole. */
import { failure, type ReferenceFailure } from './failure'
import type { PlainMap } from './layer'

/** `sizes` are those declared so far for the map's dimension. */
export const weightTileFault = (
  { _tag, size, offset, dimension }: PlainMap,
  sizes: readonly number[],
  path: string,
): ReferenceFailure | undefined => {
  if (_tag !== 'TemporalMap' || (dimension !== 'R' && dimension !== 'S')) return undefined
  if (size === offset && sizes.every((each) => each === size)) return undefined
  return failure(
    'WEIGHT_TILE_RULE',
    path,
    `TemporalMap(${size},${offset}) ${dimension} of an extent of ${sizes.join(', ') || 'unknown size'}`,
  )
}
