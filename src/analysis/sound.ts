/**
 * Whether the numbers of an analysis can be those of a schedule: what the figures rely on, so that one that was forged,
 * checksum and all, gives no figure that is none, and takes no longer than a true one.
 */
import { mostTransitions } from '../internal/limits'
import { isWidth } from '../operator/widths'
import {
  mostLevels,
  mostTensors,
  type ProfiledLevel,
  type StepColumns,
  type TensorTotals,
  type VolumeColumns,
} from '../profile/steps'
import { type AnalysedTensor, type Analysis, analysisVersion } from './analysis'

const columnNames = ['count', 'perRun', 'macs', 'runEnd'] as const

const warningTags = [
  'NoSpatialMap',
  'IdlePes',
  'DroppedMap',
  'UnusedEntry',
  'DoesNotFit',
  'UnlimitedBuffer',
  'ExpectedTime',
]

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)

/** Ends of consecutive stretches: none before the one before, the last at `last`. */
const areEnds = (ends: readonly number[], from: number, last: number): boolean => {
  let before = from
  for (const end of ends) {
    if (end < before) return false
    before = end
  }
  return before === last
}

const areBelow = (values: readonly number[], bound: number): boolean => values.every((value) => value < bound)

/** Steps in all, if they are as many as the rows count. */
const countSteps = ({ count }: StepColumns): number => count.reduce((sum, each) => sum + each, 0)

/** One column per tensor, as many rows in each; what units share is counted once, at most. */
const areSoundVolumes = (volumes: readonly VolumeColumns[], tensors: number, rows: number): boolean =>
  volumes.length === tensors &&
  volumes.every(
    ({ union, sum }) =>
      union.length === rows && sum.length === rows && union.every((elements, row) => elements <= sum[row]!),
  )

const areSoundColumns = (columns: StepColumns, tensors: number, next: StepColumns | undefined): boolean => {
  const rows = columns.count.length
  const { initial, entries, volumes, runEnd, runEntry, runBox, boxEnd, drains } = columns
  const runs = runEntry.length
  if (rows === 0 || columnNames.some((key) => columns[key].length !== rows)) return false
  if (entries < 1 || initial > entries || entries > rows || boxEnd.length === 0) return false
  if (!areEnds(boxEnd, entries, rows) || !areEnds(runEnd, 0, runs) || runBox.length !== runs) return false
  if (least(columns.count) < 1 || least(columns.perRun) < 1) return false
  if (!areSoundVolumes(volumes, tensors, rows)) return false
  if (!areSoundVolumes(drains, tensors, drains[0]?.union.length ?? 0)) return false
  // The last level works; every step of any other starts a run of the next.
  if (next === undefined) return runs === 0 && least(columns.macs) >= 1
  const starts = runEnd.every((end, row) => end > (row === 0 ? 0 : runEnd[row - 1]!))
  return starts && areBelow(runEntry, next.entries) && areBelow(runBox, next.boxEnd.length)
}

const areSoundTotals = ({ union, sum, unitTile, levelTile }: TensorTotals): boolean =>
  union >= 1 && union <= sum && unitTile >= 1 && unitTile <= levelTile

const isSoundLevel = (level: ProfiledLevel, next: ProfiledLevel | undefined, tensors: number): boolean => {
  const { units, steps, activeUnitSteps, columns } = level
  return (
    units >= 1 &&
    steps >= 1 &&
    steps <= activeUnitSteps &&
    activeUnitSteps <= steps * units &&
    countSteps(columns) === steps &&
    level.tensors.length === tensors &&
    level.tensors.every(areSoundTotals) &&
    areSoundColumns(columns, tensors, next?.columns)
  )
}

/** What arrives at a level of an output's partial sums, the level above has acquired: never less. */
const isPassedOn = ({ role, used }: AnalysedTensor, levels: readonly ProfiledLevel[], t: number): boolean =>
  role === 'input' ||
  levels.every(({ tensors }, level) => {
    const first = level === 0 ? used : levels[level - 1]!.tensors[t]!.sum
    return tensors[t]!.union >= first
  })

const areSoundWidths = ({ role, precision }: AnalysedTensor): boolean => {
  if (precision === undefined) return true
  const { partial, final } = precision
  if ((partial !== null && !isWidth(partial)) || (final !== null && !isWidth(final))) return false
  return partial === null || final === null ? true : role === 'input' ? partial === final : final <= partial
}

const isSoundDensity = ({ role, density }: AnalysedTensor): boolean =>
  density === undefined || (role === 'input' && density.share <= 1 && density.block !== 0)

const isSoundTensor = (tensor: AnalysedTensor, levels: readonly ProfiledLevel[], t: number): boolean => {
  const { role, used, streamed } = tensor
  return (
    areSoundWidths(tensor) &&
    isSoundDensity(tensor) &&
    (role === 'input' || role === 'output') &&
    used >= 1 &&
    streamed >= used &&
    levels[0]!.tensors[t]!.levelTile <= used &&
    isPassedOn(tensor, levels, t)
  )
}

/** Whether an analysis whose every value is a count, a text or a list can be that of a schedule. */
export const isSound = (analysis: Analysis): boolean => {
  const { _tag, version, pes, simd, macs, tensors, levels, warnings } = analysis
  if (_tag !== 'Analysis' || version !== analysisVersion || pes < 1 || simd < 1 || macs < 1) return false
  if (levels.length < 1 || levels.length > mostLevels) return false
  if (tensors.length < 1 || tensors.length > mostTensors) return false
  const rows = levels.reduce((sum, { columns }) => sum + columns.count.length, 0)
  return (
    rows <= 2 * mostTransitions &&
    levels.reduce((product, { units }) => product * units, 1) <= pes &&
    warnings.every((warning) => warningTags.includes(warning._tag)) &&
    new Set(tensors.map(({ name }) => name)).size === tensors.length &&
    levels.every((level, i) => isSoundLevel(level, levels[i + 1], tensors.length)) &&
    tensors.every((tensor, t) => isSoundTensor(tensor, levels, t))
  )
}
