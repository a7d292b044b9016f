/** Mapping views: who holds which part of each tensor when, in a window of the schedule. */
import type { Either } from 'fp-ts/Either'
import { checkComplexity } from '../../analysis/analyze'
import type { Level } from '../../dataflow/canonical'
import type { DataflowFor } from '../../dataflow/dataflow-for'
import { type Schedule, scheduleOf } from '../../dataflow/schedule'
import { attempt } from '../../error/attempt'
import type { EstimateErrors, Report } from '../../error/error'
import { floorDivide, product } from '../../internal/arithmetic'
import { byName } from '../../internal/by-name'
import type { Layer } from '../../operator/layer'
import type { Axis, Problem } from '../../operator/problem'
import { type Column, columnsOf } from './columns'
import { checkEffort } from './effort'
import { type TensorTile, tensorTileOf, type UnitPosition } from './tensor-tile'
import { stepAt, type UnitStep, unitStepOf, wholeProblem } from './unit-step'
import { levelIn, type MappingWindow, numbersIn, type ReadWindow, readWindow } from './window'

/**
 * A unit or a step: its number over all parents or runs of the level, and its number at every level from the outermost
 * to this one.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type Numbered = {
  /** The number over all parents or runs of the level, from 0. */
  readonly number: number
  /** The number at every level, from the outermost to this one. */
  readonly at: readonly number[]
}

/**
 * The work of a unit in a step: the first and last index along each dimension, the MACs, and what it holds of each tensor.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type MappingCell = {
  /** The number of the unit, over all parents. */
  readonly unit: number
  /** The number of the step, over all runs. */
  readonly step: number
  /** MACs that the unit computes in the step. */
  readonly macs: number
  /** The first and last index along each dimension, by name. */
  readonly box: Readonly<Record<string, readonly [first: number, last: number]>>
  /** The part of each tensor that the unit holds, by name. */
  readonly tensors: Readonly<Record<string, TensorTile>>
}

/**
 * A window of a schedule: units × steps of a level. `cells` has the units that work, step by step; a cell that is not
 * there is idle. `axes` are the coordinates of a tensor as text, as in `2Y'+R`. Steps are the positions of the loops,
 * numbered along the runs of the first unit of each level above; at the edges, a unit with a shorter box has no tile at
 * some of them and is idle there.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type MappingView = {
  /** The name of the layer, `''` if it has none. */
  readonly layer: string
  /** The name of the dataflow. */
  readonly dataflow: string
  /** The level that is shown: 0 is the outermost. */
  readonly level: number
  /** The number of levels of the dataflow. */
  readonly levels: number
  /** The tensors of the layer, in the operator's order. */
  readonly tensors: readonly {
    /** The name of the tensor. */
    readonly name: string
    /** The role of the tensor: the operator reads an input and computes an output. */
    readonly role: 'input' | 'output'
    /** The coordinate along each axis as text, such as `2Y'+R`. */
    readonly axes: readonly string[]
  }[]
  /** The units of the level. */
  readonly units: {
    /** Units of the level over all parents. */
    readonly total: number
    /** The units in the window. */
    readonly shown: readonly Numbered[]
  }
  /** The steps of the level. */
  readonly steps: {
    /** Steps of the level over all runs. */
    readonly total: number
    /** The steps in the window. */
    readonly shown: readonly Numbered[]
  }
  /** The work of the active units, step by step. */
  readonly cells: readonly MappingCell[]
}

const axisText = (axis: Axis, { dimensions }: Problem): string =>
  axis
    .map(({ dimension, coefficient }) => `${coefficient === 1 ? '' : coefficient}${dimensions[dimension]}`)
    .join('+')

/** The unit of each level that a unit is, or is in. */
const unitAt = (levels: readonly Level[], number: number): Numbered => {
  let left = number
  const at = levels
    .map(({ units }) => units)
    .reverse()
    .map((units) => {
      const unit = left % units
      left = floorDivide(left, units)
      return unit
    })
  return { number, at: at.reverse() }
}

/** Where a unit stands in a step, with its parent; null: idle. */
const positionOf = (
  levels: readonly Level[],
  whole: UnitStep,
  unit: Numbered,
  column: Column,
): UnitPosition | null => {
  let position: UnitPosition | null = null
  for (const [depth, level] of levels.entries()) {
    const parent: UnitStep = position === null ? whole : position.unitStep
    const step = stepAt(level, parent.box, column.positions[depth]!)
    const own = unit.at[depth]!
    const unitStep = step === null ? null : unitStepOf(level, parent, step, own)
    if (step === null || unitStep === null) return null
    position = { level, parent, step, unit: own, unitStep }
  }
  return position
}

const cellOf = (
  { dimensions, tensors }: Problem,
  position: UnitPosition,
  unit: number,
  step: number,
): MappingCell => {
  const { box } = position.unitStep
  const names = dimensions.map((name) => ({ name }))
  return {
    unit,
    step,
    macs: product(box.map(({ length }) => length)),
    box: byName(names, (d) => [box[d]!.start, box[d]!.start + box[d]!.length - 1] as const),
    tensors: byName(tensors, (t) => tensorTileOf(tensors[t]!, position)),
  }
}

const viewOf = (
  { problem, canonical, dataflow }: Schedule,
  window: ReadWindow,
  report: Report,
): MappingView | undefined => {
  const level = levelIn(window, canonical.levels.length, report)
  const levels = canonical.levels.slice(0, level + 1)
  const columns = columnsOf(levels, problem.extents)
  const allUnits = product(levels.map(({ units }) => units))
  const steps = numbersIn(window.steps, columns.total, 'steps', report).map(columns.column)
  const units = numbersIn(window.units, allUnits, 'units', report).map((unit) => unitAt(levels, unit))
  checkEffort(problem, levels, units.length * steps.length, report)
  if (report.length > 0) return undefined
  const whole = wholeProblem(problem.extents)
  const cells = steps.flatMap((step) =>
    units.flatMap((unit) => {
      const position = positionOf(levels, whole, unit, step)
      return position === null ? [] : cellOf(problem, position, unit.number, step.number)
    }),
  )
  return {
    layer: problem.name,
    dataflow,
    level,
    levels: canonical.levels.length,
    tensors: problem.tensors.map(({ name, role, axes }) => ({
      name,
      role,
      axes: axes.map((axis) => axisText(axis, problem)),
    })),
    units: { total: allUnits, shown: units },
    steps: { total: columns.total, shown: steps.map(({ number, at }) => ({ number, at })) },
    cells,
  }
}

/**
 * Shows which unit holds which part of each tensor at each step: a window of units × steps, computed from the canonical form
 * wherever it lies in the schedule, with the elements that are new to a unit, kept from its step before, or multicast to its
 * neighbours, and the partial sums that are added up across units. At most 4,096 cells.
 *
 * @param layer - The layer: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to the PEs.
 * @param window - The PEs, and which level, units and steps to show.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { mappingView } from 'maestro-dataflow/report'
 *
 * const layer = conv2d({ K: 2, C: 1, R: 3, S: 1, "Y'": 4, "X'": 1 })
 * const rows = dataflow('rows', [temporalMap('K'), spatialMap("Y'")])
 * const { steps, cells } = orThrow(mappingView(layer, rows, { pes: 2 }))
 * steps.total // => 4
 * // PE 0 begins with rows 0 to 2 of the input; rows 1 and 2 go to PE 1 as well.
 * cells[0]?.tensors['input']?.ranges[2] // => [0, 2]
 * cells[0]?.tensors['input']?.multicast // => 2
 * ```
 * @since 0.1.0
 * @category mapping view
 */
export const mappingView = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  window: MappingWindow,
): Either<EstimateErrors, MappingView> =>
  attempt((report) => {
    const read = readWindow(window, report)
    const before = report.length
    const schedule = scheduleOf(layer, dataflow, read?.pes ?? null, report)
    if (read === undefined || schedule === undefined || report.length > before) return undefined
    // What cannot be analysed cannot be looked at: too many MACs, or too many kinds of step.
    checkComplexity(schedule, report)
    return report.length > 0 ? undefined : viewOf(schedule, read, report)
  })
