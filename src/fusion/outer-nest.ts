/** The outer nest of a chain (docs/spec.md, section 16): its loops, and which axes they move, layer by layer down the chain. */

import { type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { isRecord } from '../internal/read'
import { shownName } from '../internal/readers'
import type { Problem, Term } from '../operator/problem'
import type { Halo } from './chain'
import { isPlain, type Link } from './links'

/** A tile of a dimension of the last layer, by the name that was given. */
export type Tile = { readonly name: string; readonly dimension: number; readonly size: number }

/** A loop of the outer nest that has more than one tile. */
export type Loop = {
  readonly name: string
  /** The dimension of the last layer, its extent, and the size of a tile. */
  readonly dimension: number
  readonly extent: number
  readonly size: number
  readonly tiles: number
  readonly retains: boolean
  /** Whether it tiles a dimension of the output. */
  readonly isOutput: boolean
  /** Per layer, the dimension that it moves, −1 where it reaches none; and by how much from tile to tile. */
  readonly moves: readonly number[]
  readonly shifts: readonly number[]
  /** Per tensor T₀ … Tₙ₋₁, the axis that it moves; −1 where it does not reach so far down. */
  readonly axes: readonly number[]
}

const lookUp = ({ names }: Problem, name: string): number => {
  const meaning = names.get(name)
  return meaning === undefined || meaning._tag === 'Absent' || meaning._tag === 'InputCoordinate'
    ? -1
    : meaning.dimension
}

const unknown = (place: string, name: string, last: Problem): EstimateError => {
  const known = last.dimensions
  const shown = shownName(name)
  return fault('UnknownDimension', `${place}.${shown}`, {
    expected: `a dimension of the last layer: ${listed(known, 'or')}`,
    given: show(shown),
    hint: `${didYouMean(shown, known)}Tiles divide the work of the last layer.`,
  })
}

const repeated = (place: string, name: string): EstimateError =>
  fault('RepeatedDimension', `${place}.${shownName(name)}`, {
    expected: 'each dimension once',
    given: `${shownName(name)} again`,
    hint: 'Remove one of the two.',
  })

const notASize = (name: string, value: unknown): EstimateError =>
  fault('InvalidSize', `chain.tile.${shownName(name)}`, {
    expected: 'a positive integer',
    given: show(value),
    hint: `Write ${shownName(name)}: 1, or an integer above it.`,
  })

/** Names with values; each name that has no dimension of its own is reported. */
const readNames = (
  entries: readonly (readonly [string, unknown])[],
  place: string,
  last: Problem,
  report: Report,
): readonly { readonly name: string; readonly dimension: number; readonly value: unknown }[] => {
  const seen = new Set<number>()
  return entries.flatMap(([name, value]) => {
    const dimension = lookUp(last, name)
    if (dimension < 0) report.push(unknown(place, name, last))
    else if (seen.has(dimension)) report.push(repeated(place, name))
    else {
      seen.add(dimension)
      return [{ name, dimension, value }]
    }
    return []
  })
}

const notAPair = (i: number, value: unknown): EstimateError =>
  fault('Malformed', `chain.tile[${i}]`, {
    expected: 'a pair of a dimension and a size',
    given: show(value),
    hint: 'Write it as in [["Y\'", 8], ["X\'", 56]].',
  })

const pairsOf = (list: readonly unknown[], report: Report): readonly (readonly [string, unknown])[] =>
  list.flatMap((pair, i): readonly (readonly [string, unknown])[] => {
    if (Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string') return [[pair[0], pair[1]]]
    report.push(notAPair(i, pair))
    return []
  })

const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, entry]) => entry !== undefined)

/** The tiles of a nest, outermost first. */
export const readTiles = (value: unknown, last: Problem, report: Report): readonly Tile[] => {
  if (value === undefined) return []
  if (!isRecord(value) && !Array.isArray(value)) {
    const hint = 'Write tile: { "Y\'": 8 }, outermost first, or leave it out for one step.'
    const expected = 'an object with sizes by dimension, or a list of pairs'
    report.push(fault('Malformed', 'chain.tile', { expected, given: show(value), hint }))
    return []
  }
  const entries = Array.isArray(value) ? pairsOf(value, report) : entriesOf(value)
  return readNames(entries, 'chain.tile', last, report).map(({ name, dimension, value: size }) => {
    if (!isPositiveInteger(size)) report.push(notASize(name, size))
    return { name, dimension, size: isPositiveInteger(size) ? size : 1 }
  })
}

const isHalo = (value: unknown): value is Halo => value === 'retain' || value === 'recompute'

/** What is said of the halos, by dimension, with the name that was given. */
export const readHalos = (
  value: unknown,
  last: Problem,
  report: Report,
): ReadonlyMap<number, { readonly name: string; readonly halo: Halo }> => {
  if (value === undefined) return new Map()
  if (!isRecord(value)) {
    const hint = "Write halo: { \"Y'\": 'recompute' }, or leave it out to retain everything."
    const expected = "an object with 'retain' or 'recompute' by dimension"
    report.push(fault('Malformed', 'chain.halo', { expected, given: show(value), hint }))
    return new Map()
  }
  return new Map(
    readNames(entriesOf(value), 'chain.halo', last, report).map(({ name, dimension, value: halo }) => {
      if (isHalo(halo)) return [dimension, { name, halo }]
      const expected = "'retain' or 'recompute'"
      const hint = `Leave ${shownName(name)} out for 'retain'.`
      report.push(fault('Malformed', `chain.halo.${shownName(name)}`, { expected, given: show(halo), hint }))
      return [dimension, { name, halo: 'retain' }]
    }),
  )
}

const broken = (
  { name }: { readonly name: string },
  expected: string,
  given: string,
  hint: string,
): EstimateError => fault('BrokenChain', `chain.tile.${shownName(name)}`, { expected, given, hint })

/** The axis of a tensor that a dimension is on, and its terms; −1 where it is on none. */
const axisWith = (axes: readonly (readonly Term[])[], dimension: number): number =>
  axes.findIndex((axis) => axis.some((term) => term.dimension === dimension))

/** Whether a dimension of the last layer may be tiled. */
export const isAllowed = ({ problem, taken, output }: Link, dimension: number): boolean => {
  const ofOutput = problem.tensors[output]!.axes
  const at = axisWith(ofOutput, dimension)
  const axes = at >= 0 ? ofOutput : problem.tensors[taken]!.axes
  const axis = axes[at >= 0 ? at : axisWith(axes, dimension)]
  return axis !== undefined && isPlain(axis)
}

const notAllowed = (tile: Tile, { problem, taken }: Link): EstimateError =>
  broken(
    tile,
    `a dimension that is an axis of the last output by itself, or one that is summed over and is by itself an axis of ${problem.tensors[taken]!.name}`,
    `${shownName(tile.name)}, which is neither`,
    `Tile another dimension of the last layer; its ${problem.tensors[taken]!.name} links it to the layer before.`,
  )

/** Follows a loop down the chain: the dimensions and axes that it moves. */
const follow = (
  links: readonly Link[],
  dimension: number,
  size: number,
): Pick<Loop, 'moves' | 'shifts' | 'axes'> => {
  const moves: number[] = links.map(() => -1)
  const shifts: number[] = links.map(() => 0)
  const axes: number[] = links.map(() => -1)
  let moved = dimension
  let shift = size
  for (let k = links.length - 1; k >= 0; k--) {
    const { problem, taken } = links[k]!
    moves[k] = moved
    shifts[k] = shift
    const axis = axisWith(problem.tensors[taken]!.axes, moved)
    if (axis < 0) break
    axes[k] = axis
    shift *= problem.tensors[taken]!.axes[axis]!.find((term) => term.dimension === moved)!.coefficient
    // The axis of what the layer takes is one of what the layer before puts out, where it is a dimension by itself.
    const before = links[k - 1]
    if (before === undefined) break
    moved = before.problem.tensors[before.output]!.axes[axis]![0]!.dimension
  }
  return { moves, shifts, axes }
}

const newLoop = (
  links: readonly Link[],
  { name, dimension, size }: Tile,
  halos: ReadonlyMap<number, { readonly halo: Halo }>,
): Loop => {
  const { problem, output } = links[links.length - 1]!
  const extent = problem.extents[dimension]!
  return {
    name,
    dimension,
    extent,
    size: Math.min(size, extent),
    tiles: Math.ceil(extent / size),
    retains: halos.get(dimension)?.halo !== 'recompute',
    isOutput: axisWith(problem.tensors[output]!.axes, dimension) >= 0,
    ...follow(links, dimension, Math.min(size, extent)),
  }
}

const reportShared = (loops: readonly Loop[], layers: number, report: Report): void => {
  const shared = new Set<Loop>()
  for (let k = 0; k < layers; k++)
    for (const loop of loops)
      if (loop.axes[k]! >= 0 && loops.some((other) => other !== loop && other.axes[k] === loop.axes[k]))
        shared.add(loop)
  for (const loop of shared)
    report.push(
      broken(
        loop,
        'a loop that moves axes of its own',
        `${shownName(loop.name)}, which moves an axis that another loop moves too`,
        'Tile one of the two dimensions only.',
      ),
    )
}

/** Whether the windows of a layer leave holes along the axis that a loop moves: they lie further apart than they reach. */
const leavesHoles = ({ problem, taken }: Link, { moves, axes }: Loop, layer: number): boolean => {
  const axis = problem.tensors[taken]!.axes[axes[layer]!]
  if (axis === undefined) return false
  let reach = 1
  let step = 1
  for (const { dimension, coefficient } of axis)
    if (dimension === moves[layer]) step = coefficient
    else reach += coefficient * (problem.extents[dimension]! - 1)
  return step > reach
}

const reportHoles = (links: readonly Link[], loops: readonly Loop[], report: Report): void => {
  for (const loop of loops) {
    const layer = links.findIndex((link, k) => leavesHoles(link, loop, k))
    if (layer < 0) continue
    report.push(
      broken(
        loop,
        'a dimension along which the windows of every layer leave no holes',
        `${shownName(loop.name)}, along which the windows of chain.layers[${layer}] are further apart than they reach`,
        'Tile another dimension, or cut the chain after that layer.',
      ),
    )
  }
}

/** Checks the tiles of a nest against the chain; the loops that have more than one tile, outermost first. */
export const nestOf = (
  links: readonly Link[],
  tiles: readonly Tile[],
  halos: ReadonlyMap<number, { readonly halo: Halo }>,
  report: Report,
): readonly Loop[] => {
  const last = links[links.length - 1]!
  for (const tile of tiles) if (!isAllowed(last, tile.dimension)) report.push(notAllowed(tile, last))
  if (report.length > 0) return []
  const loops = tiles.map((tile) => newLoop(links, tile, halos)).filter((loop) => loop.tiles > 1)
  reportShared(loops, links.length, report)
  reportHoles(links, loops, report)
  return loops
}
