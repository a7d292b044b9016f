/**
 * Pareto fronts by divide and conquer (Kung, Luccio and Preparata, 1975): sorted lexicographically, a point can be beaten
 * only by one before it, so the halves are solved apart, and of the second half's front what the first half's beats is
 * struck. That is decided by splitting on one coordinate after the other, and by a sweep once two are left.
 */

/** Points are rows of `width` numbers; smaller is better. */
type Points = { readonly rows: Float64Array; readonly width: number; readonly beaten: Uint8Array }

const coordinate = ({ rows, width }: Points, point: number, c: number): number => rows[point * width + c]!

const few = 8

const strikeEach = (points: Points, by: readonly number[], of: readonly number[], from: number): void => {
  for (const point of of)
    for (const other of by) {
      let c = from
      while (c < points.width && coordinate(points, other, c) <= coordinate(points, point, c)) c++
      if (c < points.width) continue
      points.beaten[point] = 1
      break
    }
}

/** The last coordinate alone. */
const strikeByLeast = (points: Points, by: readonly number[], of: readonly number[], c: number): void => {
  let least = Number.POSITIVE_INFINITY
  for (const other of by) least = Math.min(least, coordinate(points, other, c))
  for (const point of of) if (coordinate(points, point, c) >= least) points.beaten[point] = 1
}

/** The last two: sweep over the first of them, and keep the least of the second. */
const strikeBySweep = (points: Points, by: readonly number[], of: readonly number[], c: number): void => {
  const ascending = (a: number, b: number) => coordinate(points, a, c) - coordinate(points, b, c)
  const others = [...by].sort(ascending)
  let least = Number.POSITIVE_INFINITY
  let next = 0
  for (const point of [...of].sort(ascending)) {
    while (next < others.length && coordinate(points, others[next]!, c) <= coordinate(points, point, c))
      least = Math.min(least, coordinate(points, others[next++]!, c + 1))
    if (coordinate(points, point, c + 1) >= least) points.beaten[point] = 1
  }
}

/** Splits on a coordinate: what is low beats what is high in it, so that only the others are left to compare. */
const strikeByHalves = (points: Points, by: readonly number[], of: readonly number[], c: number): void => {
  const values = [...by, ...of].map((point) => coordinate(points, point, c)).sort((a, b) => a - b)
  const least = values[0]!
  const split = values.slice(values.length >> 1).find((value) => value > least)
  if (split === undefined) {
    // All the same, or nearly: this coordinate decides nothing.
    strike(points, by, of, c + 1)
    return
  }
  const isLow = (point: number) => coordinate(points, point, c) < split
  const isHigh = (point: number) => !isLow(point)
  const lowBy = by.filter(isLow)
  const highOf = of.filter(isHigh)
  strike(points, lowBy, of.filter(isLow), c)
  strike(points, by.filter(isHigh), highOf, c)
  strike(points, lowBy, highOf, c + 1)
}

/** Strikes the points of `of` that one of `by` matches or beats in all coordinates from `c` on. */
const strike = (points: Points, by: readonly number[], of: readonly number[], c: number): void => {
  if (by.length === 0 || of.length === 0) return
  const left = points.width - c
  if (left === 1) strikeByLeast(points, by, of, c)
  else if (by.length < few || of.length < few) strikeEach(points, by, of, c)
  else if (left === 2) strikeBySweep(points, by, of, c)
  else strikeByHalves(points, by, of, c)
}

/** The front of a lexicographically sorted list of distinct points. */
const frontOf = (points: Points, sorted: readonly number[]): readonly number[] => {
  if (sorted.length < 2) return sorted
  const half = sorted.length >> 1
  const first = frontOf(points, sorted.slice(0, half))
  const second = frontOf(points, sorted.slice(half))
  strike(points, first, second, 1)
  return [...first, ...second.filter((point) => points.beaten[point] === 0)]
}

/** Two coordinates need no halves: what comes later must be lower in the second. */
const staircase = (points: Points, sorted: readonly number[]): readonly number[] => {
  let least = Number.POSITIVE_INFINITY
  return sorted.filter((point) => {
    const value = coordinate(points, point, 1)
    if (value >= least) return false
    least = value
    return true
  })
}

/**
 * The numbers of the points that no other beats, in lexicographic order; of equal points the one with the least number.
 */
export const paretoFront = (rows: Float64Array, count: number, width: number): readonly number[] => {
  const points: Points = { rows, width, beaten: new Uint8Array(count) }
  const sorted = Array.from({ length: count }, (_, point) => point).sort((a, b) => {
    for (let c = 0; c < width; c++) {
      const difference = coordinate(points, a, c) - coordinate(points, b, c)
      if (difference !== 0) return difference
    }
    return a - b
  })
  if (width === 1) return sorted.slice(0, 1)
  if (width === 2) return staircase(points, sorted)
  const distinct = sorted.filter((point, i) => {
    const before = sorted[i - 1]
    if (before === undefined) return true
    for (let c = 0; c < width; c++)
      if (coordinate(points, point, c) !== coordinate(points, before, c)) return true
    return false
  })
  return frontOf(points, distinct)
}
