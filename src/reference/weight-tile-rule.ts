/** The tool's rule for filters: a TemporalMap of R or S must be whole. */
import { failure, type ReferenceFailure } from './failure'
import type { PlainMap } from './layer'

/** `sizes` are those declared so far for the map's dimension. */
export const breaksWeightTileRule = (
  { _tag, size, offset, dimension }: PlainMap,
  sizes: readonly number[],
): boolean => {
  if (_tag !== 'TemporalMap' || (dimension !== 'R' && dimension !== 'S')) return false
  return size !== offset || sizes.some((each) => each !== size)
}

export const weightTileFault = (
  { size, offset, dimension }: PlainMap,
  sizes: readonly number[],
  path: string,
): ReferenceFailure => {
  const extent = sizes.length === 0 ? 'unknown extent' : `extent ${sizes.join(', ')}`
  return failure('WEIGHT_TILE_RULE', path, `TemporalMap(${size},${offset}) ${dimension} has ${extent}`)
}
