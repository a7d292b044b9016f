/**
 * Repairs that take the whole dataflow to find: candidates are tried, and the hint names one that leaves the dataflow legal.
 */
import type { EstimateError, Report } from '../error/error'
import type { NameBinding, Problem } from '../operator/problem'
import { printMap } from './print'
import { pathOf, type ReadDataflow, type ReadMap } from './read-directives'
import { skipFactor } from './tile'

/** The faults that a dataflow would have. */
export type Trial = (problem: Problem, read: ReadDataflow) => readonly EstimateError[]

/** A dataflow of more maps is not tried again. */
const mostMaps = 64

const mapsOf = ({ levels }: ReadDataflow): number =>
  levels.reduce((count, { maps }) => count + maps.length, 0)

const without = (read: ReadDataflow, map: ReadMap): ReadDataflow => ({
  ...read,
  levels: read.levels.map((level) =>
    level.maps.includes(map) ? { ...level, maps: level.maps.filter((other) => other !== map) } : level,
  ),
})

/** Which of two maps of one loop goes: the one without which fewer faults are left. */
export const removalOf = (
  map: ReadMap,
  first: ReadMap,
  problem: Problem,
  read: ReadDataflow,
  trial: Trial,
): string => {
  const other = 'put a Cluster between them'
  const [printed, printedFirst] = [printMap(map), printMap(first)]
  if (printed === printedFirst || mapsOf(read) > mostMaps) return `Remove one of the two maps, or ${other}.`
  const left = trial(problem, without(read, map)).length
  const leftWithoutFirst = trial(problem, without(read, first)).length
  if (left < leftWithoutFirst) return `Remove ${printed}.`
  if (leftWithoutFirst < left) return `Remove ${printedFirst}.`
  return `Remove ${printedFirst} or ${printed}, or ${other}.`
}

type Skip = { readonly map: ReadMap; readonly factor: number }

/** The maps of input rows and columns that skip by a whole factor. */
const skipsOf = (problem: Problem, { levels }: ReadDataflow): readonly Skip[] => {
  const extents = [...problem.extents]
  return levels.flatMap(({ maps }) => {
    const skips = maps.flatMap((map) => {
      const factor = skipFactor(map, maps, extents)
      return factor === undefined ? [] : [{ map, factor }]
    })
    for (const { meaning, size } of maps)
      if (meaning._tag === 'Loop') extents[meaning.dimension] = Math.min(size, extents[meaning.dimension]!)
    return skips
  })
}

const widened = <M extends NameBinding>(meaning: M, factor: number): M =>
  meaning._tag === 'InputCoordinate'
    ? { ...meaning, window: { ...meaning.window, stride: meaning.window.stride * factor } }
    : meaning

/** The layer with strides that are larger by a factor, and outputs that are fewer by it. */
const strided = (problem: Problem, read: ReadDataflow, factor: number): readonly [Problem, ReadDataflow] => {
  const extents = [...problem.extents]
  for (const meaning of problem.names.values())
    if (meaning._tag === 'InputCoordinate')
      extents[meaning.dimension] = Math.floor((extents[meaning.dimension]! - 1) / factor) + 1
  const names = new Map([...problem.names].map(([name, meaning]) => [name, widened(meaning, factor)]))
  const levels = read.levels.map((level) => ({
    ...level,
    maps: level.maps.map((map) => ({ ...map, meaning: widened(map.meaning, factor) })),
  }))
  return [
    { ...problem, extents, names },
    { ...read, levels },
  ]
}

const strideOf = ({ meaning }: ReadMap): number =>
  meaning._tag === 'InputCoordinate' ? meaning.window.stride : 1

/** `a stride of 2`, or a stride for each axis. */
const showStride = (skips: readonly Skip[]): string => {
  const strides = new Map(skips.map(({ map, factor }) => [map.name, strideOf(map) * factor]))
  const [first, ...others] = strides.values()
  if (others.every((stride) => stride === first)) return `a stride of ${first}`
  return `strides of ${[...strides].map(([name, stride]) => `${stride} along ${name}`).join(' and ')}`
}

/** The map with the name of the input coordinate whose outputs it tiles, if there is one. */
const overInput = (problem: Problem, map: ReadMap): ReadMap | undefined => {
  if (map.meaning._tag !== 'Loop' || !map.name.endsWith("'")) return undefined
  const name = map.name.slice(0, -1)
  const meaning = problem.names.get(name)
  return meaning?._tag === 'InputCoordinate' ? { ...map, name, meaning } : undefined
}

/** A map of outputs that overlap may be one of input rows, whose halos do: its hint suggests it where it is legal. */
export const suggestInput = (problem: Problem, read: ReadDataflow, trial: Trial, report: Report): void => {
  if (mapsOf(read) > mostMaps) return
  for (const [i, error] of report.entries()) {
    if (error._tag !== 'OverlappingMap') continue
    const map = read.levels.flatMap(({ maps }) => maps).find(({ index }) => pathOf(index) === error.path)
    const meant = map === undefined ? undefined : overInput(problem, map)
    if (map === undefined || meant === undefined) continue
    const levels = read.levels.map((level) => ({
      ...level,
      maps: level.maps.map((other) => (other === map ? meant : other)),
    }))
    if (trial(problem, { ...read, levels }).some(({ path }) => path === error.path)) continue
    const suggestion = `If the size counts inputs, halo included, write ${printMap(meant)}.`
    report[i] = { ...error, hint: `${error.hint} ${suggestion}` }
  }
}

/** Maps of both axes that skip by the same factor say what a stride of the layer would say: their hints suggest it. */
export const suggestStride = (problem: Problem, read: ReadDataflow, trial: Trial, report: Report): void => {
  if (report.filter(({ _tag }) => _tag === 'SkippingMap').length < 2 || mapsOf(read) > mostMaps) return
  const skips = skipsOf(problem, read)
  const [first] = skips
  const isSame = skips.every(({ factor }) => factor === first?.factor)
  if (first === undefined || !isSame || new Set(skips.map(({ map }) => map.name)).size < 2) return
  const left = trial(...strided(problem, read, first.factor))
  if (left.some(({ _tag }) => _tag === 'SkippingMap' || _tag === 'OverlappingMap')) return
  const paths = skips.map(({ map }) => pathOf(map.index))
  const suggestion = `Both axes skip by the same factor: if the layer has ${showStride(skips)}, give it that.`
  for (const [i, error] of report.entries())
    if (error._tag === 'SkippingMap' && paths.includes(error.path))
      report[i] = { ...error, hint: `${error.hint} ${suggestion}` }
}
