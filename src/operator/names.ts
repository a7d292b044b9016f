/** What the names in a dataflow mean for an operator (docs/spec.md, section 2). */
import { reach, rowsOf } from './extents'
import type { LayerKind } from './layer'
import { isOfFamily } from './layer-kinds'
import type { NameBinding } from './problem'

/** Stride and dilation along both axes: the coefficients of the window axes. */
export type Geometry = {
  readonly strideY: number
  readonly strideX: number
  readonly dilationY: number
  readonly dilationX: number
}

/** The dimension names that the convolution family shares, so that one dataflow serves a whole network. */
export const familyNames: readonly string[] = ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"]

/** The axes of a window, with its coefficients. */
export const axesOf = (g: Geometry) =>
  [
    { input: 'Y', output: "Y'", window: 'R', stride: g.strideY, dilation: g.dilationY },
    { input: 'X', output: "X'", window: 'S', stride: g.strideX, dilation: g.dilationX },
  ] as const

/** The dimension names of matrix products, batched ones included. */
export const matrixNames: readonly string[] = ['B', 'M', 'N', 'K']

/** Every dimension by its own name. */
export const plainNames = (dimensions: readonly string[]): Map<string, NameBinding> =>
  new Map(dimensions.map((name, dimension) => [name, { _tag: 'Loop', dimension }]))

/** Y and X of a convolution are input rows and columns. */
const nameInputs = (
  names: Map<string, NameBinding>,
  dimensions: readonly string[],
  geometry: Geometry,
): void => {
  for (const { input, output, window, stride, dilation } of axesOf(geometry))
    names.set(input, {
      _tag: 'InputCoordinate',
      dimension: dimensions.indexOf(output),
      window: { dimension: dimensions.indexOf(window), stride, dilation },
    })
}

/** Of transposed convolutions and elementwise layers, Y and X are plain loops, with Y' and X' as other names. */
const nameCoordinates = (
  names: Map<string, NameBinding>,
  dimensions: readonly string[],
  geometry: Geometry,
): void => {
  for (const { input, output, window, stride, dilation } of axesOf(geometry)) {
    const of = dimensions.indexOf(window)
    const slides = { dimension: of < 0 ? null : of, stride, dilation }
    const meaning: NameBinding = {
      _tag: 'PlainCoordinate',
      dimension: dimensions.indexOf(input),
      window: slides,
    }
    names.set(input, meaning)
    names.set(output, meaning)
  }
}

/** The names of a built-in operator; those of the family that it lacks are loops of one step. */
export const namesOfKind = (
  kind: LayerKind,
  dimensions: readonly string[],
  geometry: Geometry,
): ReadonlyMap<string, NameBinding> => {
  const names = plainNames(dimensions)
  if (!isOfFamily(kind)) return names
  if (names.has('Y')) nameCoordinates(names, dimensions, geometry)
  else if (names.has("Y'")) nameInputs(names, dimensions, geometry)
  for (const name of familyNames) if (!names.has(name)) names.set(name, { _tag: 'Absent' })
  return names
}

/** What `sz` of a name is; of an input coordinate the rows read, padding included. */
export const sizeOfName = (meaning: NameBinding, extents: readonly number[]): number => {
  if (meaning._tag === 'Absent') return 1
  const extent = extents[meaning.dimension]!
  if (meaning._tag !== 'InputCoordinate') return extent
  const { dimension, stride, dilation } = meaning.window
  return rowsOf(extent, reach(extents[dimension!]!, dilation), stride)
}
