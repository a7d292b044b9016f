/** Extents of tensors: rows of non-negative integers, and how operators put them together. */
import { type Either, left, right } from 'fp-ts/Either'
import { product } from '../../internal/arithmetic'

export type Shape = readonly number[]

/** More axes than any network has; a bound on what a hostile model can make of every node. */
export const mostAxes = 32

const isExtent = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

export const isShape = (shape: Shape): boolean => shape.length <= mostAxes && shape.every(isExtent)

export const elementsOf = (shape: Shape): number => product(shape)

/** `[1, 3, 224, 224]`, cut where it is long. */
export const showShape = (shape: Shape): string =>
  `[${(shape.length > 8 ? [...shape.slice(0, 8), '…'] : shape).join(', ')}]`

/** A name from the file in a message: quoted, and cut where it is long. */
export const quoted = (name: string): string =>
  JSON.stringify(name.length > 60 ? `${name.slice(0, 59)}…` : name)

/** An axis counted from the front; negative ones count from the back. */
export const axisOf = (axis: number, rank: number): Either<string, number> => {
  const counted = axis < 0 ? axis + rank : axis
  return Number.isInteger(counted) && counted >= 0 && counted < rank
    ? right(counted)
    : left(`Axis ${axis} is not one of its ${rank} axes.`)
}

const broadcastTwo = (a: Shape, b: Shape): Either<string, Shape> => {
  const rank = Math.max(a.length, b.length)
  const shape: number[] = []
  for (let i = 0; i < rank; i++) {
    const left_ = a[i - rank + a.length] ?? 1
    const right_ = b[i - rank + b.length] ?? 1
    if (left_ !== right_ && left_ !== 1 && right_ !== 1)
      return left(`Shapes ${showShape(a)} and ${showShape(b)} do not broadcast.`)
    shape.push(left_ === 1 ? right_ : left_)
  }
  return right(shape)
}

/** The shape to which all given ones stretch: axes are matched from the last one on, and 1 matches everything. */
export const broadcast = (shapes: readonly Shape[]): Either<string, Shape> =>
  shapes.reduce<Either<string, Shape>>(
    (so, next) => (so._tag === 'Left' ? so : broadcastTwo(so.right, next)),
    right([]),
  )

/** A shape with one axis replaced. */
export const withAxis = (shape: Shape, axis: number, extent: number): Shape =>
  shape.map((given, i) => (i === axis ? extent : given))
