/** The faults of a map that holds its size, its offset and its dimension in each other's places. */
import { type EstimateError, fault } from '../error/error'
import { literal, show } from '../error/show'
import { isRecord, type UnknownRecord } from '../internal/read'

/** A size as the repair writes it: an expression would be too long to repeat. */
const written = (size: unknown): string => (typeof size === 'number' ? show(size) : '…')

const quoted = (dimension: string): string => literal(dimension.slice(0, 20))

const isSize = (value: unknown): boolean => typeof value === 'number' || isRecord(value)

/** What is wrong with the order of a map, and how the map would be right. */
type Misplaced = { readonly is: string; readonly order: string; readonly right: readonly string[] }

const threeInOrder = 'the order is size, offset, dimension'
const twoInOrder = 'without an offset, the order is dimension, size'

const misplaced = ({ size, offset, dimension }: UnknownRecord): Misplaced | undefined => {
  if (typeof size === 'string' && isSize(dimension))
    return {
      is: 'has its dimension first',
      order: threeInOrder,
      right: [written(offset), written(dimension), quoted(size)],
    }
  if (typeof offset === 'string' && isSize(dimension))
    return {
      is: 'has its dimension in the middle',
      order: threeInOrder,
      right: [written(size), written(dimension), quoted(offset)],
    }
  if (typeof offset === 'string' && dimension === undefined && isSize(size))
    return { is: 'has its size first', order: twoInOrder, right: [quoted(offset), written(size)] }
  if (offset === undefined && dimension === undefined && isSize(size))
    return { is: 'has a size and no dimension', order: twoInOrder, right: ["'K'", written(size)] }
  return undefined
}

/** The fault of a map whose properties are in each other's places; undefined for any other map. */
export const wrongOrder = (
  kind: 'SpatialMap' | 'TemporalMap',
  map: UnknownRecord,
  path: string,
): EstimateError | undefined => {
  const found = misplaced(map)
  if (found === undefined) return undefined
  const make = kind === 'SpatialMap' ? 'spatialMap' : 'temporalMap'
  const { size, offset, dimension } = map
  const parts = Object.entries({ size, offset, dimension }).filter(([, part]) => part !== undefined)
  return fault('Malformed', path, {
    expected: 'a dimension and a size, or a size, an offset and a dimension',
    given: parts.map(([name, part]) => `${show(part)} as the ${name}`).join(', '),
    hint: `Write ${make}(${found.right.join(', ')}).`,
    message: `${path} ${found.is}: ${found.order}.`,
  })
}
