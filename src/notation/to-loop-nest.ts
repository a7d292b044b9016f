/** From dataflows to loop nests. */
import type { Either } from 'fp-ts/Either'
import type { Level, Loop } from '../dataflow/canonical'
import type { Dataflow } from '../dataflow/directive'
import { type Schedule, scheduleOf } from '../dataflow/schedule'
import { readUnits } from '../hardware/resolve'
import { own, readList, readRecord, readText } from '../internal/read'
import type { Layer } from '../operator/layer'
import type { LoopNest, NestLevel, SpatialLoop, TemporalLoops } from './loop-nest'
import {
  attemptNest,
  type LoopNestError,
  type LoopNestErrors,
  type NestReport,
  nestFault,
} from './loop-nest-error'

/**
 * The number of PEs that the dataflow runs on, and the names of each level's storage: `l2`, `clusters[0]`, … as in an
 * accelerator, by default.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type NestOptions = {
  /** Processing elements (PEs) that the dataflow runs on. */
  readonly pes: number
  /** Names of the storages, from the outermost on; those of an accelerator (`l2`, `clusters[0]`, …) by default. */
  readonly targets?: readonly string[]
}

/** What becomes of a loop: steps and units. */
type Split = { readonly steps: number; readonly units: number }

const single: Split = { steps: 1, units: 1 }

/** Steps and units of a loop over an extent; null if tiles, or folds, do not come out even. */
const splitOf = ({ spatial, tile }: Loop, units: number, extent: number): Split | null => {
  if (extent % tile !== 0) return null
  const tiles = extent / tile
  if (!spatial) return { steps: tiles, units: 1 }
  if (tiles <= units) return { steps: 1, units: tiles }
  return tiles % units === 0 ? { steps: tiles / units, units } : null
}

type Place = { readonly path: string; readonly name: string }

/** The directive of a loop: the map of its level that means its dimension. */
const placeOf = ({ problem }: Schedule, { directives }: Dataflow, level: number, loop: Loop): Place => {
  const name = problem.dimensions[loop.dimension] ?? ''
  let depth = 0
  for (const [i, directive] of directives.entries()) {
    if (directive._tag === 'Cluster') {
      depth += 1
      continue
    }
    const meaning = problem.names.get(directive.dimension)
    const isMeant = meaning !== undefined && 'dimension' in meaning && meaning.dimension === loop.dimension
    if (depth === level && isMeant) return { path: `dataflow.directives[${i}].size`, name }
  }
  return { path: 'dataflow.directives', name }
}

const divisorsNear = (extent: number, tile: number): string => {
  for (let away = 1; away < Math.max(tile, extent - tile) && away <= 1024; away += 1) {
    const near = [tile - away, tile + away].filter(
      (size) => size > 0 && size <= extent && extent % size === 0,
    )
    if (near.length > 0) return near.join(' or ')
  }
  return `a divisor of ${extent}`
}

const imperfect = ({ path, name }: Place, { tile }: Loop, units: number, extent: number): LoopNestError =>
  extent % tile !== 0
    ? nestFault('ImperfectTile', path, {
        expected: `a divisor of ${extent}`,
        given: String(tile),
        hint: `Use tiles of ${divisorsNear(extent, tile)}.`,
        message: `Tiles of ${tile} do not divide ${name}, of which there are ${extent} here: the factors of a loop nest cannot express a shorter last tile.`,
      })
    : nestFault('ImperfectTile', path, {
        expected: `tiles that fill all ${units} units in every fold`,
        given: `${extent / tile} tiles`,
        hint: `Use a number of units that divides ${extent / tile}, or another tile.`,
        message: `${extent / tile} tiles of ${name} on ${units} units leave units without work in the last fold only: the factors of a loop nest cannot express this.`,
      })

type NamedFactor = readonly [name: string, factor: number]

const temporalOf = (loops: readonly NamedFactor[]): { readonly temporal?: TemporalLoops } =>
  loops.length === 0
    ? {}
    : { temporal: { factors: Object.fromEntries(loops), permutation: loops.map(([name]) => name) } }

const spatialOf = (loops: readonly NamedFactor[], instances: number): { readonly spatial?: SpatialLoop } =>
  instances === 1 ? {} : { spatial: { factors: Object.fromEntries(loops), instances } }

const above1 = ([, factor]: NamedFactor): boolean => factor > 1

const levelOf = (
  level: Level,
  target: string,
  names: readonly string[],
  splits: readonly Split[],
): NestLevel => {
  const named = (factor: (split: Split) => number): readonly NamedFactor[] =>
    level.loops
      .map(({ dimension }, i): NamedFactor => [names[dimension] ?? '', factor(splits[i] ?? single)])
      .filter(above1)
  return {
    target,
    ...temporalOf(named(({ steps }) => steps)),
    ...spatialOf(
      named(({ units }) => units),
      level.units,
    ),
  }
}

const storageOf = (level: number): string => (level === 0 ? 'l2' : `clusters[${level - 1}]`)

const readTargets = (value: unknown, { inputs }: NestReport): readonly string[] => {
  if (value === undefined) return []
  const list = readList(value, 'options.targets', 64, 'Malformed', inputs) ?? []
  return list.map((target, i) => readText(target, `options.targets[${i}]`, storageOf(i), inputs))
}

const nestOf = (
  schedule: Schedule,
  flow: Dataflow,
  targets: readonly string[],
  report: NestReport,
): LoopNest => {
  const { problem, canonical } = schedule
  const extents = [...problem.extents]
  const levels = canonical.levels.map((level, i) => {
    const splits = level.loops.map((loop) => {
      const extent = extents[loop.dimension] ?? 1
      const split = splitOf(loop, level.units, extent)
      if (split === null)
        report.nest.push(imperfect(placeOf(schedule, flow, i, loop), loop, level.units, extent))
      return split ?? single
    })
    for (const { dimension, tile } of level.loops) extents[dimension] = tile
    return levelOf(level, targets[i] ?? storageOf(i), problem.dimensions, splits)
  })
  const tile = extents.map((extent, i): NamedFactor => [problem.dimensions[i] ?? '', extent]).filter(above1)
  return { name: schedule.dataflow, levels, tile: Object.fromEntries(tile) }
}

/**
 * The loop nest that is equivalent to a dataflow on a layer and a number of PEs; {@link fromLoopNest} leads back to a dataflow
 * with the same estimate in all its figures. Of factors above 1 only, each temporal permutation written out. A dataflow
 * whose last tiles are shorter is rejected, because factors cannot express it.
 *
 * @param layer - The layer that the dataflow maps.
 * @param flow - The dataflow to write as loops.
 * @param options - The number of PEs that the dataflow runs on, and the names of the storages.
 *
 * @example
 * ```ts
 * import { gemm, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { toLoopNest } from 'maestro-dataflow/notation'
 *
 * const outputStationary = dataflow('OS', [spatialMap('M'), temporalMap('N'), temporalMap('K', 8)])
 * const { levels, tile } = orThrow(toLoopNest(gemm({ M: 32, N: 4, K: 64 }), outputStationary, { pes: 16 }))
 * levels[0]?.temporal // => { factors: { M: 2, N: 4, K: 8 }, permutation: ['M', 'N', 'K'] }
 * levels[0]?.spatial // => { factors: { M: 16 }, instances: 16 }
 * tile // => { K: 8 }
 * ```
 * @since 0.1.0
 * @category loop nests
 */
export const toLoopNest = (
  layer: Layer,
  flow: Dataflow,
  options: NestOptions,
): Either<LoopNestErrors, LoopNest> =>
  attemptNest((report): LoopNest | undefined => {
    const record = readRecord(options, 'options', ['pes', 'targets'], 'InvalidHardware', report.inputs) ?? {}
    const { pes } = readUnits({ pes: own(record, 'pes') }, report.inputs)
    const targets = readTargets(own(record, 'targets'), report)
    const schedule = scheduleOf(layer, flow, pes, report.inputs)
    return schedule === undefined ? undefined : nestOf(schedule, flow, targets, report)
  })
