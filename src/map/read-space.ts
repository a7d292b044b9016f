/** From untrusted restrictions to a space of mappings. */
import { fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { isRecord, readList, readRecord, type UnknownRecord } from '../internal/read'
import { integer, isFull, listOf, type Read, shownName, unwanted } from '../internal/readers'
import type { Problem } from '../operator/problem'
import type { Loops } from './loops'
import { NONE } from './mapping'
import { readFixed } from './read-fixed'
import { readPattern } from './read-pattern'
import {
  fullSpace,
  inBoth,
  type MapSpace,
  type OrderRule,
  type Restriction,
  type TileRule,
  withRestriction,
} from './space'

const spaceKeys = ['levels', 'clusters', 'spatial', 'tiles', 'orders', 'dataflow', 'fixed']
const mostNames = 64
const mostTiles = 100_000

/** The loop of a dimension by its name: {@link NONE} where the dimension has one step; undefined where there is none. */
type Named = { readonly loopOf: (name: unknown, path: string, report: Report) => number | undefined }

const namesOf = ({ dimensions }: Problem, loops: Loops): Named => ({
  loopOf: (name, path, report) => {
    const found = typeof name === 'string' ? dimensions.indexOf(name) : -1
    if (found >= 0) return loops.dimensions.indexOf(found)
    report.push(
      fault('UnknownDimension', path, {
        expected: `one of ${listed(dimensions, 'or')}`,
        given: show(name),
        hint: `${typeof name === 'string' ? didYouMean(name, dimensions) : ''}Name a dimension of the layer.`,
      }),
    )
    return undefined
  },
})

const uniqueSorted = (values: readonly number[]): readonly number[] =>
  [...new Set(values)].sort((a, b) => a - b)

/** A list of at least one entry. */
const nonEmpty =
  <A>(read: Read<readonly A[]>, hint: string): Read<readonly A[]> =>
  (value, path, key, report) => {
    const before = report.length
    const list = read(value, path, key, report)
    if (list.length === 0 && report.length === before)
      report.push(
        unwanted(path + key, { tag: 'Malformed', expected: 'a list of at least one entry', hint }, value),
      )
    return list
  }

const isLevels = (value: unknown): value is 1 | 2 => value === 1 || value === 2

const readLevelCount: Read<1 | 2> = (value, path, key, report) => {
  if (isLevels(value)) return value
  report.push(
    unwanted(
      path + key,
      { tag: 'Malformed', expected: '1 or 2', hint: 'Mappings have one or two levels.' },
      value,
    ),
  )
  return 2
}

const readLevels = /* @__PURE__ */ nonEmpty(
  /* @__PURE__ */ listOf('Malformed', 2, readLevelCount),
  'Name a number of levels, or leave it out for both.',
)

const readSizes = /* @__PURE__ */ nonEmpty(
  /* @__PURE__ */ listOf(
    'Malformed',
    mostTiles,
    /* @__PURE__ */ integer(1, 'Malformed', 'Give a whole number, 1 or more.'),
  ),
  'Give at least one size, or leave it out for any.',
)

/** Cluster sizes: none exceeds the PEs. */
const readClusters = (value: unknown, pes: number, report: Report): readonly number[] | null => {
  if (value === undefined) return null
  const sizes = readSizes(value, 'space', '.clusters', report)
  sizes.forEach((size, i) => {
    if (size <= pes || isFull(report)) return
    report.push(
      fault('ClustersExceedPes', `space.clusters[${i}]`, {
        expected: `at most the ${pes} PEs of the accelerator`,
        given: show(size),
        hint: `Give clusters of at most ${pes} PEs.`,
      }),
    )
  })
  return uniqueSorted(sizes)
}

const spatialHint = (value: unknown): string =>
  typeof value === 'string'
    ? `Write a list for each level: [${show(value).replace('the text ', '')}].`
    : 'List the dimensions that may be spatial at this level, and null if it may have none.'

const readSpatialLevel = (value: unknown, path: string, names: Named, report: Report): readonly number[] => {
  const isList = Array.isArray(value) && value.length > 0
  if (!isList)
    report.push(
      unwanted(
        path,
        { tag: 'Malformed', expected: 'a list of at least one dimension or null', hint: spatialHint(value) },
        value,
      ),
    )
  const entries = isList ? (readList(value, path, mostNames, 'Malformed', report) ?? []) : []
  const loops = entries.map((name, i) => (name === null ? NONE : names.loopOf(name, `${path}[${i}]`, report)))
  // A dimension of one step cannot be spread, so that naming it allows none.
  return uniqueSorted(loops.flatMap((loop) => (loop === undefined ? [] : [loop])))
}

const readSpatial = (value: unknown, names: Named, report: Report): MapSpace['spatial'] => {
  if (value === undefined) return [null, null]
  const levels = readList(value, 'space.spatial', 2, 'Malformed', report) ?? []
  const [outer, inner] = levels.map((level, i) =>
    readSpatialLevel(level, `space.spatial[${i}]`, names, report),
  )
  return [outer ?? null, inner ?? null]
}

const tileHint = "Give sizes as a list, 'divisors' or 'balanced'."

const readTileRule = (value: unknown, path: string, report: Report): TileRule => {
  if (value === 'divisors') return { _tag: 'Divisors' }
  if (value === 'balanced') return { _tag: 'Balanced' }
  if (Array.isArray(value)) return { _tag: 'List', tiles: uniqueSorted(readSizes(value, path, '', report)) }
  report.push(
    unwanted(
      path,
      { tag: 'Malformed', expected: "a list of sizes, 'divisors' or 'balanced'", hint: tileHint },
      value,
    ),
  )
  return null
}

const isPerLevel = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && !value.some((entry) => isPositiveInteger(entry))

const readTileRules = (value: unknown, path: string, report: Report): readonly [TileRule, TileRule] => {
  if (!isPerLevel(value)) {
    const both = readTileRule(value, path, report)
    return [both, both]
  }
  const levels = readList(value, path, 2, 'Malformed', report) ?? []
  const [outer, inner] = levels.map((rule, i) =>
    rule === null || rule === undefined ? null : readTileRule(rule, `${path}[${i}]`, report),
  )
  return [outer ?? null, inner ?? null]
}

const readTiles = (value: unknown, loops: Loops, names: Named, report: Report): MapSpace['tiles'] => {
  const outer: TileRule[] = loops.dimensions.map(() => null)
  const inner: TileRule[] = loops.dimensions.map(() => null)
  if (value === undefined) return [outer, inner]
  if (!isRecord(value)) {
    const hint = "Write tiles by dimension, as in tiles: { K: 'divisors' }."
    report.push(unwanted('space.tiles', { tag: 'Malformed', expected: 'an object', hint }, value))
    return [outer, inner]
  }
  for (const name of Object.keys(value)) {
    if (isFull(report)) break
    const path = `space.tiles.${shownName(name)}`
    const rules = readTileRules(value[name], path, report)
    const loop = names.loopOf(name, path, report)
    if (loop === undefined || loop === NONE) continue
    outer[loop] = rules[0]
    inner[loop] = rules[1]
  }
  return [outer, inner]
}

/** Whether a loop has to stand outside itself. */
const isCircular = (rules: readonly OrderRule[]): boolean => {
  const reaches = (from: number, to: number, seen: readonly number[]): boolean =>
    rules.some(
      ({ outside, inside }) =>
        outside === from &&
        !seen.includes(inside) &&
        (inside === to || reaches(inside, to, [...seen, inside])),
    )
  return rules.some(({ outside, inside }) => outside === inside || reaches(inside, outside, []))
}

const readOrders = (value: unknown, names: Named, report: Report): MapSpace['orders'] => {
  const rules: [OrderRule[], OrderRule[]] = [[], []]
  if (value === undefined) return rules
  const entries = readList(value, 'space.orders', mostNames, 'Malformed', report) ?? []
  entries.forEach((entry, i) => {
    const path = `space.orders[${i}]`
    const record: UnknownRecord =
      readRecord(entry, path, ['level', 'outside', 'inside'], 'Malformed', report) ?? {}
    const { level, outside, inside } = record
    if (level !== 0 && level !== 1)
      report.push(
        unwanted(
          `${path}.level`,
          { tag: 'Malformed', expected: '0 or 1', hint: 'Name the level, the outer one 0.' },
          level,
        ),
      )
    const first = names.loopOf(outside, `${path}.outside`, report)
    const second = names.loopOf(inside, `${path}.inside`, report)
    if (first === undefined || second === undefined || first === NONE || second === NONE) return
    rules[level === 1 ? 1 : 0].push({ outside: first, inside: second, never: 0 })
  })
  if (rules.some(isCircular))
    report.push(
      fault('Malformed', 'space.orders', {
        expected: 'an order in which no loop is outside itself',
        given: 'a circle',
        hint: 'Drop one of the rules.',
      }),
    )
  return rules
}

/** A part of the space that a dataflow and what stands beside it leave nothing of. */
const contradiction = (key: string, by: string, given: unknown) =>
  fault('Malformed', `space.${key}`, {
    expected: `values that space.${by} allows`,
    given: show(given),
    hint: `Leave space.${key} out, or change space.${by}: together they exclude every mapping.`,
    message: `space.${key} and space.${by} have no mapping in common.`,
  })

const leavesNothing = <A>(a: readonly A[] | null, b: readonly A[] | null): boolean =>
  inBoth(a, b)?.length === 0

/** A space with one more restriction; where both have nothing in common, that is said. */
const restricted = (
  space: MapSpace,
  more: Restriction,
  by: string,
  { levels, clusters, spatial }: UnknownRecord,
  report: Report,
): MapSpace => {
  if (leavesNothing(space.levels, more.levels)) report.push(contradiction('levels', by, levels))
  if (leavesNothing(space.clusters, more.clusters)) report.push(contradiction('clusters', by, clusters))
  if ([0, 1].some((level) => leavesNothing(space.spatial[level]!, more.spatial[level]!)))
    report.push(contradiction('spatial', by, spatial))
  return withRestriction(space, more)
}

/** The space that a request leaves. */
export const readSpace = (
  value: unknown,
  problem: Problem,
  loops: Loops,
  pes: number,
  report: Report,
): MapSpace => {
  if (value === undefined) return fullSpace(loops, pes)
  const record = readRecord(value, 'space', spaceKeys, 'Malformed', report) ?? {}
  const names = namesOf(problem, loops)
  const { levels, clusters, spatial, tiles, orders, dataflow, fixed } = record
  const numbers = levels === undefined ? ([2, 1] as const) : readLevels(levels, 'space', '.levels', report)
  const listed: MapSpace = {
    loops,
    pes,
    levels: ([2, 1] as const).filter((each) => numbers.includes(each)),
    clusters: readClusters(clusters, pes, report),
    spatial: readSpatial(spatial, names, report),
    tiles: readTiles(tiles, loops, names, report),
    orders: readOrders(orders, names, report),
  }
  const ofDataflow = dataflow === undefined ? null : readPattern(dataflow, problem, loops, pes, report)
  const ofPaper = fixed === undefined ? null : readFixed(fixed, problem, loops, pes, report)
  const within = ofDataflow === null ? listed : restricted(listed, ofDataflow, 'dataflow', record, report)
  return ofPaper === null ? within : restricted(within, ofPaper, 'fixed', record, report)
}
