/**
 * From an untrusted dataflow with holes to the restrictions that it is: of numbers of levels, cluster sizes, spatial loops, tiles
 * and orders. The dataflow is read like any other, with the largest size in place of those left open.
 */
import { type Canonical, canonicalize } from '../dataflow/canonical'
import { readDataflow } from '../dataflow/read-directives'
import { type EstimateError, fault, type Report } from '../error/error'
import { show } from '../error/show'
import { ceilDivide, largestCount } from '../internal/arithmetic'
import { mostDirectives } from '../internal/limits'
import { isRecord, type UnknownRecord } from '../internal/read'
import { unwanted } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import type { Problem } from '../operator/problem'
import type { Loops } from './loops'
import { NONE } from './mapping'
import type { OrderRule, Restriction, TileRule } from './space'

const root = 'space.dataflow'

/** The size that is left open. */
const ANY_SIZE = 'any'

/** What stands at a place of a level: a loop with its tile, null where that is open; or any maps of other dimensions. */
type Entry = { readonly loop: number; readonly tile: number | null } | 'any'

/** A dataflow without holes, and where its directives stand in the one that was given. */
type Filled = {
  readonly dataflow: unknown
  readonly places: readonly number[]
  readonly hasHoles: boolean
}

/** A size that is left open has no other offset, and one that is given has one. */
const checkOffset = ({ size, offset }: UnknownRecord, place: number, report: Report): void => {
  if (offset === undefined || (size === ANY_SIZE) === (offset === ANY_SIZE)) return
  const isOpen = size === ANY_SIZE
  const wanted = {
    tag: 'Malformed' as const,
    expected: isOpen ? "'any' or absent, because the size is left open" : 'a size, because the size is given',
    hint: 'Leave it out: tiles follow one another.',
  }
  report.push(unwanted(`${root}.directives[${place}].offset`, wanted, offset))
}

/** A directive with a size in the place of one left open. */
const filledIn = (directive: unknown, place: number, report: Report): unknown => {
  if (!isRecord(directive)) return directive
  const { _tag, size, offset } = directive
  if (_tag === 'Cluster') return size === ANY_SIZE ? { ...directive, size: 1 } : directive
  if (_tag !== 'SpatialMap' && _tag !== 'TemporalMap') return directive
  checkOffset(directive, place, report)
  if (size === ANY_SIZE) return { ...directive, size: largestCount, offset: largestCount }
  return offset === undefined || offset === ANY_SIZE ? { ...directive, offset: size } : directive
}

const isHole = (directive: unknown): boolean =>
  directive === ANY_SIZE || (isRecord(directive) && directive['size'] === ANY_SIZE)

const filled = (given: unknown, directives: readonly unknown[], report: Report): Filled => {
  const places = [...directives.keys()].filter((i) => directives[i] !== ANY_SIZE)
  return {
    dataflow: {
      ...(isRecord(given) ? given : {}),
      directives: places.map((i) => filledIn(directives[i], i, report)),
    },
    places,
    hasHoles: directives.some(isHole),
  }
}

/** The same fault, at its place in what was given. */
const placed = (error: EstimateError, places: readonly number[]): EstimateError => {
  const moved = (text: string): string =>
    text
      .replace(/\bdataflow\.directives\[(\d+)\]/g, (_, i) => `dataflow.directives[${places[Number(i)] ?? i}]`)
      .replace(/^dataflow(?=$|[ .])|\bdataflow(?=\.\w| as an object)/g, root)
      .replace(/(\.size must be )(?=a number)/, "$1'any', ")
  const isWord = error._tag === 'Malformed' && /\[\d+\](\.size)?$/.test(error.path)
  const hint = moved(error.hint)
  return fault(error._tag, moved(error.path), {
    ...error,
    message: moved(error.message),
    hint: isWord ? `${hint} Write 'any' where it is open.` : hint,
  })
}

/** Whether a fault is of an offset that was not given: then the size has it too. */
const isRepeated = ({ path }: EstimateError, { places }: Filled, directives: readonly unknown[]): boolean => {
  const place = /\[(\d+)\]\.offset$/.exec(path)?.[1]
  const directive = place === undefined ? undefined : directives[places[Number(place)]!]
  return isRecord(directive) && directive['offset'] === undefined
}

const tooManyLevels = (levels: number): EstimateError =>
  fault('Malformed', `${root}.directives`, {
    expected: 'one or two levels',
    given: `${levels} levels`,
    hint: 'Use one Cluster at most: mappings have one or two levels.',
  })

/** Beside sizes that are left open, rows and columns of inputs have no size in outputs. */
const inputsBesideHoles = (name: string, loop: string, place: number): EstimateError =>
  fault('Malformed', `${root}.directives[${place}].dimension`, {
    expected: `${loop}, because other sizes are left open`,
    given: show(name),
    hint: `Name outputs: write ${loop} in place of ${name}.`,
  })

type Levels = readonly (readonly Entry[])[]

/** The entries of each level, in the order given. */
const entriesOf = (
  directives: readonly unknown[],
  canonical: Canonical,
  { names, dimensions }: Problem,
  loops: Loops,
  report: Report,
): Levels => {
  const levels: Entry[][] = [[]]
  directives.forEach((directive, place) => {
    const level = levels.length - 1
    if (directive === ANY_SIZE) levels[level]!.push('any')
    if (!isRecord(directive)) return
    if (directive['_tag'] === 'Cluster') {
      levels.push([])
      return
    }
    const name = String(directive['dimension'])
    const meaning = names.get(name)
    if (meaning === undefined || meaning._tag === 'Absent') return
    if (meaning._tag === 'InputCoordinate')
      report.push(inputsBesideHoles(name, dimensions[meaning.dimension]!, place))
    const loop = loops.dimensions.indexOf(meaning.dimension)
    if (loop === NONE) return
    const found = canonical.levels[level]?.loops.find(({ dimension }) => dimension === meaning.dimension)
    levels[level]!.push({ loop, tile: isHole(directive) ? null : (found?.tile ?? null) })
  })
  return levels
}

/** Without holes, the canonical form says it all. */
const entriesIn = ({ levels }: Canonical, loops: Loops): Levels =>
  levels.map((level) =>
    level.loops.flatMap(({ dimension, tile }): readonly Entry[] => {
      const loop = loops.dimensions.indexOf(dimension)
      return loop === NONE ? [] : [{ loop, tile }]
    }),
  )

/** What is known of a level: its units and the sizes of what it tiles, null where that is open. */
type Known = { readonly units: number | null; readonly sizes: readonly (number | null)[] }

const tileRulesOf = (entries: readonly Entry[], count: number): readonly TileRule[] =>
  Array.from({ length: count }, (_, loop): TileRule => {
    const own = entries.find((entry) => entry !== 'any' && entry.loop === loop)
    if (own !== undefined && own !== 'any')
      return own.tile === null ? null : { _tag: 'Given', tile: own.tile }
    return entries.includes('any') ? null : { _tag: 'Given', tile: Number.POSITIVE_INFINITY }
  })

/** Loops stand as their maps do; those of no map stand where `any` does. */
const orderRulesOf = (entries: readonly Entry[], count: number): readonly OrderRule[] => {
  const open = [...entries.keys()].filter((i) => entries[i] === 'any')
  const named = new Map(entries.flatMap((entry, i) => (entry === 'any' ? [] : [[entry.loop, i] as const])))
  /** The first and the last place where a loop may stand; null where there is none. */
  const placesOf = (loop: number): readonly [first: number, last: number] | null => {
    const own = named.get(loop)
    if (own !== undefined) return [own, own]
    return open.length === 0 ? null : [open[0]!, open.at(-1)!]
  }
  const all = Array.from({ length: count }, (_, loop) => loop)
  const others = all.reduce((bits, loop) => (named.has(loop) ? bits : bits | (1 << loop)), 0)
  return all.flatMap((outside) =>
    all.flatMap((inside): readonly OrderRule[] => {
      const [outer, inner] = [placesOf(outside), placesOf(inside)]
      if (outer === null || inner === null || outer[1] >= inner[0]) return []
      // Between two maps without an `any` there is no place for others.
      const isOpen = open.some((i) => outer[1] < i && i < inner[0])
      const areNamed = named.has(outside) && named.has(inside)
      return [{ outside, inside, never: areNamed && !isOpen ? others : 0 }]
    }),
  )
}

/** The spatial loops that a level may have. One that is known to have one tile or one unit is none. */
const spatialOf = (
  entries: readonly Entry[],
  spread: number | undefined,
  { units, sizes }: Known,
  count: number,
): readonly number[] => {
  const named = entries.flatMap((entry) => (entry === 'any' ? [] : [entry]))
  if (spread === undefined) {
    if (!entries.includes('any')) return [NONE]
    const free = Array.from({ length: count }, (_, loop) => loop).filter(
      (loop) => !named.some((entry) => entry.loop === loop),
    )
    return [NONE, ...free]
  }
  const size = sizes[spread] ?? null
  const tile = named.find(({ loop }) => loop === spread)?.tile ?? null
  const isOneTile = size !== null && (size === 1 || (tile !== null && ceilDivide(size, tile) === 1))
  return units === 1 || isOneTile ? [NONE] : [spread]
}

const restrictionOf = (
  levels: Levels,
  { levels: canonical }: Canonical,
  isOpen: boolean,
  loops: Loops,
): Restriction => {
  const { count, extents } = loops
  const isDeep = levels.length === 2
  const spreadIn = (level: number): number | undefined => {
    const found = canonical[level]?.loops.find(({ spatial }) => spatial)
    return found && loops.dimensions.indexOf(found.dimension)
  }
  const [outer = [], inner = []] = levels
  const outerTiles = tileRulesOf(outer, count)
  const outerKnown: Known = { units: isDeep && isOpen ? null : canonical[0]!.units, sizes: extents }
  const innerKnown: Known = {
    units: isOpen ? null : (canonical[1]?.units ?? null),
    sizes: outerTiles.map((rule, loop) =>
      rule?._tag === 'Given' ? Math.min(rule.tile, extents[loop]!) : null,
    ),
  }
  const clusterSize = canonical[1]?.units
  return {
    levels: [isDeep ? 2 : 1],
    clusters: clusterSize === undefined || isOpen ? null : [clusterSize],
    spatial: [
      spatialOf(outer, spreadIn(0), outerKnown, count),
      isDeep ? spatialOf(inner, spreadIn(1), innerKnown, count) : null,
    ],
    tiles: [outerTiles, isDeep ? tileRulesOf(inner, count) : extents.map(() => null)],
    orders: [orderRulesOf(outer, count), isDeep ? orderRulesOf(inner, count) : []],
  }
}

const isOpenCluster = (directive: unknown): boolean =>
  isRecord(directive) && directive['_tag'] === 'Cluster' && directive['size'] === ANY_SIZE

/** The restrictions of a dataflow with holes; null if it is faulty. */
export const readPattern = (
  value: unknown,
  problem: Problem,
  loops: Loops,
  pes: number,
  report: Report,
): Restriction | null => {
  const given = snapshot(value)
  const listed: unknown = isRecord(given) ? given['directives'] : undefined
  // A list that is too long is refused as it is.
  const isRead = Array.isArray(listed) && listed.length <= mostDirectives
  const directives: readonly unknown[] = isRead ? listed : []
  const before = report.length
  const complete = filled(given, directives, report)
  const { dataflow, places, hasHoles } = complete
  const found: Report = []
  const read = readDataflow(isRead ? dataflow : given, problem, found)
  const canonical = read === undefined ? undefined : canonicalize(problem, read, pes, found)
  for (const error of found) {
    // Maps may all be left open.
    const isOpen = error._tag === 'EmptyDataflow' && directives.includes(ANY_SIZE)
    if (!isOpen && !isRepeated(error, complete, directives)) report.push(placed(error, places))
  }
  if (report.length > before || canonical === undefined) return null
  if (canonical.levels.length > 2) {
    report.push(tooManyLevels(canonical.levels.length))
    return null
  }
  const levels = hasHoles
    ? entriesOf(directives, canonical, problem, loops, report)
    : entriesIn(canonical, loops)
  if (report.length > before) return null
  return restrictionOf(levels, canonical, directives.some(isOpenCluster), loops)
}
