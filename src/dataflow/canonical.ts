/**
 * The canonical form of a dataflow (docs/spec.md, section 2): per level an ordered list of loops over the operator's own
 * dimensions, at most one of them spatial, whose tiles partition the extents, so that every MAC is executed exactly once.
 */
import { type EstimateError, fault, type Report } from '../error/error'
import type { Warning } from '../error/warning'
import type { Problem } from '../operator/problem'
import { type Diagonal, findDiagonals, mismatch, overCoordinates } from './diagonal'
import { pathOf, type ReadDataflow, type ReadLevel, type ReadMap } from './read-directives'
import { removalOf, suggestInput, suggestStride, type Trial } from './repair'
import { tileOf } from './tile'

/** A loop over the tiles of a dimension: in time, or in space over the units of its level. */
export type Loop = { readonly dimension: number; readonly spatial: boolean; readonly tile: number }

/** A level: its units (of each parent) and its loops, outermost first. */
export type Level = { readonly units: number; readonly loops: readonly Loop[] }

export type Canonical = { readonly levels: readonly Level[]; readonly warnings: readonly Warning[] }

const mixedNotation = (map: ReadMap, first: ReadMap, removal: string): EstimateError =>
  fault('MixedNotation', pathOf(map.index), {
    expected: `a level that maps either ${first.name} or ${map.name}`,
    given: `both ${first.name} and ${map.name}`,
    hint: removal,
    message: `${first.name} and ${map.name} are the same loop, counted in inputs and in outputs; this level maps both.`,
  })

const repeatedDimension = (map: ReadMap, first: ReadMap, removal: string): EstimateError =>
  fault('RepeatedDimension', pathOf(map.index), {
    expected: 'a dimension that this level does not map yet',
    given:
      first.name === map.name ? `a second map of ${map.name}` : `${map.name}, the same loop as ${first.name}`,
    hint: removal,
    message: `${first.name === map.name ? map.name : `${first.name} (as ${map.name})`} is mapped twice in one level.`,
  })

/** Whether no two maps of a level name the same loop: the rule. */
const areDistinct = (maps: readonly ReadMap[]): boolean => {
  let seen = 0
  for (let i = 0; i < maps.length; i++) {
    const bit = 1 << maps[i]!.meaning.dimension
    if ((seen & bit) !== 0) return false
    seen |= bit
  }
  return true
}

/** What a repair of two maps of one loop is, in words. */
type Removal = (map: ReadMap, first: ReadMap) => string

/** The maps of a level that name each loop first; later ones are reported. */
const eachLoopOnce = (maps: readonly ReadMap[], removal: Removal, report: Report): readonly ReadMap[] => {
  if (areDistinct(maps)) return maps
  return maps.filter((map, i) => {
    const first = maps.findIndex((other) => other.meaning.dimension === map.meaning.dimension)
    if (first === i) return true
    const other = maps[first]!
    const notations = new Set([map.meaning._tag, other.meaning._tag])
    const mixed = notations.has('InputCoordinate') && notations.has('Loop')
    const hint = removal(map, other)
    report.push(mixed ? mixedNotation(map, other, hint) : repeatedDimension(map, other, hint))
    return false
  })
}

const twoSpatialMaps = (map: ReadMap, first: ReadMap): EstimateError =>
  fault('TwoSpatialMaps', pathOf(map.index), {
    expected: 'at most one spatial loop per level',
    given: `SpatialMap of ${map.name} and SpatialMap of ${first.name}`,
    hint: `Make one a TemporalMap, or put a Cluster between them to spread ${map.name} inside clusters.`,
    message: `A level spreads one dimension over its units, but both ${first.name} and ${map.name} are spatial here.`,
  })

const countSpatial = (maps: readonly ReadMap[]): number => {
  let spatial = 0
  for (let i = 0; i < maps.length; i++) if (maps[i]!.kind === 'SpatialMap') spatial++
  return spatial
}

const reportTwoSpatial = (maps: readonly ReadMap[], report: Report): void => {
  const [first, ...others] = maps.filter(({ kind }) => kind === 'SpatialMap')
  for (const map of others) report.push(twoSpatialMaps(map, first!))
}

const noDiagonals: readonly Diagonal[] = []

/** The loops of one level, judged against the extents that the levels above leave to it. */
const loopsOf = (
  level: ReadLevel,
  extents: readonly number[],
  removal: Removal,
  report: Report,
): readonly Loop[] => {
  // Beside a map that cannot be read, only maps that stand for themselves are judged.
  const judged = level.readable ? level.maps : level.maps.filter(({ meaning }) => meaning._tag === 'Loop')
  const maps = eachLoopOnce(judged, removal, report)
  const diagonals = countSpatial(maps) < 2 ? noDiagonals : findDiagonals(maps)
  const remaining = diagonals.length === 0 ? maps : overCoordinates(maps, diagonals)
  if (countSpatial(remaining) > 1) reportTwoSpatial(remaining, report)
  for (const diagonal of diagonals) {
    const error = mismatch(diagonal, extents)
    if (error !== undefined) report.push(error)
  }
  const loops: Loop[] = []
  for (let i = 0; i < remaining.length; i++) {
    const map = remaining[i]!
    const { dimension } = map.meaning
    const tile = diagonals.some(({ window }) => window === map)
      ? Math.min(map.size, extents[dimension]!)
      : tileOf(map, maps, extents, report)
    loops.push({ dimension, spatial: map.kind === 'SpatialMap', tile })
  }
  return loops
}

const clustersExceedPes = (level: ReadLevel, needed: number, pes: number): EstimateError =>
  fault('ClustersExceedPes', pathOf(level.index), {
    expected: `clusters of at most ${pes} PEs in all`,
    given: `clusters of ${needed} PEs`,
    hint: `Use a smaller Cluster, or at least ${needed} PEs.`,
    message: `The Clusters up to here hold ${needed} PEs, but the accelerator has ${pes}.`,
  })

/** Units of level 0, and what does not come out even. */
const clustersOf = (levels: readonly ReadLevel[], pes: number, report: Report) => {
  let pesPerCluster = 1
  for (let i = 1; i < levels.length; i++) {
    const level = levels[i]!
    pesPerCluster *= level.units
    if (pesPerCluster > pes) {
      report.push(clustersExceedPes(level, pesPerCluster, pes))
      return { clusters: 1, idle: 0 }
    }
  }
  const clusters = Math.floor(pes / pesPerCluster)
  return { clusters, idle: pes - clusters * pesPerCluster }
}

const idlePes = (idle: number, pes: number): Warning => ({
  _tag: 'IdlePes',
  path: 'hardware.pes',
  message: `${idle} of ${pes} PEs ${idle === 1 ? 'stays' : 'stay'} idle: the clusters do not divide them evenly.`,
})

/** Where a level stands: at its Cluster. */
const placeOf = ({ index }: ReadLevel): string => (index < 0 ? 'dataflow.directives' : pathOf(index))

const isUnspread = ({ units, loops }: Level): boolean => units > 1 && !loops.some(({ spatial }) => spatial)

const noSpatialMap = (level: Level, i: number, path: string): Warning => ({
  _tag: 'NoSpatialMap',
  path,
  message: `Level ${i} has ${level.units} units but no SpatialMap of a dimension of this layer: one of them works, ${level.units - 1} stay idle.`,
})

const judge = (
  problem: Problem,
  read: ReadDataflow,
  pes: number,
  removal: Removal,
  report: Report,
): Canonical | undefined => {
  const before = report.length
  const { clusters, idle } = clustersOf(read.levels, pes, report)
  const extents = [...problem.extents]
  const unreadable = read.levels.findIndex(({ readable }) => !readable)
  const judged = unreadable < 0 ? read.levels : read.levels.slice(0, unreadable + 1)
  const levels = judged.map((level, i): Level => {
    const loops = loopsOf(level, extents, removal, report)
    for (const { dimension, tile } of loops) extents[dimension] = tile
    return { units: i === 0 ? clusters : level.units, loops }
  })
  if (report.length > before || unreadable >= 0) return undefined
  const warnings = [...read.warnings]
  if (idle > 0) warnings.push(idlePes(idle, pes))
  for (let i = 0; i < levels.length; i++)
    if (isUnspread(levels[i]!)) warnings.push(noSpatialMap(levels[i]!, i, placeOf(read.levels[i]!)))
  return { levels, warnings }
}

const noRemoval: Removal = () => ''

/** The faults of an illegal dataflow, with the repairs that are found by trying them. */
const withRepairs = (problem: Problem, read: ReadDataflow, pes: number): readonly EstimateError[] => {
  const trial: Trial = (other, changed) => {
    const left: Report = []
    judge(other, changed, pes, noRemoval, left)
    return left
  }
  const faults: Report = []
  judge(problem, read, pes, (map, first) => removalOf(map, first, problem, read, trial), faults)
  suggestStride(problem, read, trial, faults)
  suggestInput(problem, read, trial, faults)
  return faults
}

/**
 * Brings a dataflow to canonical form for a problem on a number of PEs, or reports why it is illegal. Legality is judged,
 * level by level, in the full tile of the nearest level above that names a dimension.
 */
export const canonicalize = (
  problem: Problem,
  read: ReadDataflow,
  pes: number,
  report: Report,
): Canonical | undefined => {
  const before = report.length
  const canonical = judge(problem, read, pes, noRemoval, report)
  if (report.length === before) return canonical
  report.length = before
  for (const error of withRepairs(problem, read, pes)) report.push(error)
  return undefined
}
