import type { SimLevel, SimLoop, SimProblem, SimTensor } from './types'

export type Extent = { readonly start: number; readonly length: number }

/** A part of the iteration space: the extent of every dimension, in the order in which the problem names them. */
export type Box = readonly Extent[]

/** A set of elements of one tensor: each id once, in no particular order. */
export type Elements = readonly number[]

/** The units that work in a step, each with its own box; the others are idle. */
export type StepBoxes = ReadonlyMap<number, Box>

/** One tensor, ready to be enumerated. */
export type ElementSpace = {
  readonly name: string
  readonly role: 'input' | 'output'
  /** The elements that the points of a box touch. */
  readonly touchedBy: (box: Box) => Elements
  /** The elements of a that are not in b. */
  readonly without: (a: Elements, b: Elements) => Elements
  /** The elements of any of the sets. */
  readonly union: (sets: readonly Elements[]) => Elements
  /** Along each axis, every element from the first to the last of the set. */
  readonly filled: (set: Elements) => Elements
}

export const wholeBox = (problem: SimProblem): Box =>
  Object.values(problem.extents).map((length) => ({ start: 0, length }))

const dimensionIndex = (extents: SimProblem['extents'], dimension: string): number => {
  const index = Object.keys(extents).indexOf(dimension)
  if (index < 0) throw new Error(`the problem has no dimension ${dimension}`)
  return index
}

const extentOf = (box: Box, dimension: number): Extent => {
  const extent = box[dimension]
  if (extent === undefined) throw new Error(`the box has no dimension ${dimension}`)
  return extent
}

/** The MACs of a box: one for every point in it. */
export const pointsIn = (box: Box): number => box.reduce((points, { length }) => points * length, 1)

/** A loop of a level, with the dimension by its place in a box. */
type PlacedLoop = { readonly dimension: number; readonly kind: SimLoop['kind']; readonly size: number }

/** The box cut down to one tile of a loop (the last tile may be shorter), or null beyond the extent. */
const tileOf = (box: Box, loop: PlacedLoop, tile: number): Box | null => {
  const { start, length } = extentOf(box, loop.dimension)
  const offset = tile * loop.size
  if (offset >= length) return null
  const cut = box.slice()
  cut[loop.dimension] = { start: start + offset, length: Math.min(loop.size, length - offset) }
  return cut
}

/** The steps of one loop: all tiles in turn, or as many folds as it takes the units to cover all tiles. */
const stepsOfLoop = (loop: PlacedLoop, units: number, box: Box): number => {
  const tiles = Math.ceil(extentOf(box, loop.dimension).length / loop.size)
  return loop.kind === 'temporal' ? tiles : Math.ceil(tiles / units)
}

/** The units' boxes with one loop put at one of its steps. */
const placed = (boxes: StepBoxes, loop: PlacedLoop, units: number, step: number): StepBoxes => {
  const next = new Map<number, Box>()
  for (const [unit, box] of boxes) {
    const tile = tileOf(box, loop, loop.kind === 'temporal' ? step : step * units + unit)
    if (tile !== null) next.set(unit, tile)
  }
  return next
}

/** All steps of one run of a level on its parent's box, in order: the loops nest in the order given. */
export const stepsOf = (extents: SimProblem['extents'], level: SimLevel, box: Box): readonly StepBoxes[] => {
  // without a spatial loop nothing tells the units apart, and only unit 0 works
  const workers = level.loops.some((loop) => loop.kind === 'spatial') ? level.units : 1
  const everyone = new Map<number, Box>()
  for (let unit = 0; unit < workers; unit += 1) everyone.set(unit, box)

  let steps: readonly StepBoxes[] = [everyone]
  for (const { dim, kind, size } of level.loops) {
    const loop = { dimension: dimensionIndex(extents, dim), kind, size }
    const inLoop = stepsOfLoop(loop, level.units, box)
    const nested: StepBoxes[] = []
    for (const outer of steps) {
      for (let step = 0; step < inLoop; step += 1) nested.push(placed(outer, loop, level.units, step))
    }
    steps = nested
  }
  return steps
}

/**
 * How far the element id moves when a dimension moves by one. Element coordinates are numbered in mixed radix, axis by
 * axis, so that different elements have different ids; a dimension moves the coordinate of its axis by its coefficient.
 */
const idWeights = (tensor: SimTensor, extents: SimProblem['extents']) => {
  const weights: { readonly dimension: number; readonly weight: number }[] = []
  const lengths: number[] = []
  let elements = 1
  for (const axis of tensor.axes) {
    let lastCoordinate = 0
    for (const { dimension, coefficient } of axis) {
      weights.push({ dimension: dimensionIndex(extents, dimension), weight: coefficient * elements })
      lastCoordinate += coefficient * ((extents[dimension] ?? Number.NaN) - 1)
    }
    lengths.push(lastCoordinate + 1)
    elements *= lastCoordinate + 1
  }
  return { weights, lengths, elements }
}

/** The coordinates of an element, and the element of coordinates, along axes of these lengths. */
const coordinatesOf = (id: number, lengths: readonly number[]): readonly number[] => {
  let rest = id
  return lengths.map((length) => {
    const coordinate = rest % length
    rest = (rest - coordinate) / length
    return coordinate
  })
}

/** Every element between the least and the largest coordinate of a set along each axis. */
const filledOf = (set: Elements, lengths: readonly number[]): Elements => {
  if (set.length === 0) return []
  const coordinates = set.map((id) => coordinatesOf(id, lengths))
  let ids: readonly number[] = [0]
  let weight = 1
  for (const [axis, length] of lengths.entries()) {
    const along = coordinates.map((each) => each[axis] ?? Number.NaN)
    const first = along.reduce((a, b) => Math.min(a, b))
    const last = along.reduce((a, b) => Math.max(a, b))
    const by = weight
    ids = ids.flatMap((id) => Array.from({ length: last - first + 1 }, (_, i) => id + (first + i) * by))
    weight *= length
  }
  return ids
}

/** A set of ids that is quick to empty: an id is in it if it carries the current mark. */
const markedSet = (elements: number) => {
  const marks = new Uint32Array(elements)
  let mark = 0
  return {
    clear: (): void => {
      mark += 1
    },
    has: (id: number): boolean => marks[id] === mark,
    add: (id: number): void => {
      marks[id] = mark
    },
  }
}

export const elementSpace = (tensor: SimTensor, extents: SimProblem['extents']): ElementSpace => {
  const { weights, lengths, elements } = idWeights(tensor, extents)
  const seen = markedSet(elements)

  /** Every id once: elements reached twice count once. */
  const union = (sets: readonly Elements[]): Elements => {
    seen.clear()
    const distinct: number[] = []
    for (const set of sets) {
      for (const id of set) {
        if (seen.has(id)) continue
        seen.add(id)
        distinct.push(id)
      }
    }
    return distinct
  }

  const without = (a: Elements, b: Elements): Elements => {
    seen.clear()
    for (const id of b) seen.add(id)
    return a.filter((id) => !seen.has(id))
  }

  const touchedBy = (box: Box): Elements => {
    let ids: readonly number[] = [0]
    for (const { dimension, weight } of weights) {
      const { start, length } = extentOf(box, dimension)
      const moved: number[] = []
      for (const id of ids)
        for (let index = start; index < start + length; index += 1) moved.push(id + index * weight)
      ids = moved
    }
    return union([ids])
  }

  return {
    name: tensor.name,
    role: tensor.role,
    touchedBy,
    without,
    union,
    filled: (set) => filledOf(set, lengths),
  }
}
