/** Who works on what, when: the boxes of units in the steps of a level (docs/spec.md, section 3). */

import type { Level } from '../../dataflow/canonical'
import { floorDivide, product } from '../../internal/arithmetic'
import { type Trip, tripsOf } from '../../profile/definition/schedule'
import type { Box, Range } from './coordinates'

/** What a unit works on in a step, and in its steps before and after; null: it is idle then, or there is none. */
export type UnitStep = { readonly box: Box; readonly before: Box | null; readonly after: Box | null }

const tripsIn = (level: Level, box: Box): readonly Trip[] =>
  tripsOf(
    level,
    box.map(({ length }) => length),
  )

/** The steps of one run of a level on a box. */
export const runLength = (level: Level, box: Box): number =>
  product(tripsIn(level, box).map(({ steps }) => steps))

/** Where each loop stands in a step: the last loop moves first. */
const positionsAt = (trips: readonly Trip[], step: number): readonly number[] => {
  const positions = trips.map(() => 0)
  let left = step
  for (let i = trips.length - 1; i >= 0; i--) {
    positions[i] = left % trips[i]!.steps
    left = floorDivide(left, trips[i]!.steps)
  }
  return positions
}

/** The number of a run's step in which its loops stand so; null: they have fewer tiles in this box. */
export const stepAt = (level: Level, box: Box, positions: readonly number[]): number | null => {
  let step = 0
  for (const [i, { steps }] of tripsIn(level, box).entries()) {
    if (positions[i]! >= steps) return null
    step = step * steps + positions[i]!
  }
  return step
}

const tileAt = ({ start, length }: Range, tile: number, index: number): Range | null => {
  const offset = tile * index
  return offset < length ? { start: start + offset, length: Math.min(tile, length - offset) } : null
}

/** The box of a unit in a step of a run; null: idle. */
export const unitBox = (level: Level, box: Box, step: number, unit: number): Box | null => {
  const positions = positionsAt(tripsIn(level, box), step)
  const cut = [...box]
  let isSpread = false
  for (const [i, { dimension, spatial, tile }] of level.loops.entries()) {
    const index = spatial ? positions[i]! * level.units + unit : positions[i]!
    const range = tileAt(box[dimension]!, tile, index)
    if (range === null) return null
    cut[dimension] = range
    isSpread ||= spatial
  }
  return isSpread || unit === 0 ? cut : null
}

/** Units 0 to this (exclusive) work in a step of a run. */
export const activeUnits = (level: Level, box: Box, step: number): number => {
  const at = level.loops.findIndex(({ spatial }) => spatial)
  if (at < 0) return 1
  const { dimension, tile } = level.loops[at]!
  const fold = positionsAt(tripsIn(level, box), step)[at]!
  return Math.min(level.units, Math.ceil(box[dimension]!.length / tile) - fold * level.units)
}

/** How a unit stands in a step of its parent's run; null: idle. */
export const unitStepOf = (level: Level, parent: UnitStep, step: number, unit: number): UnitStep | null => {
  const steps = runLength(level, parent.box)
  const box = unitBox(level, parent.box, step, unit)
  if (box === null) return null
  const last = parent.before && runLength(level, parent.before) - 1
  return {
    box,
    before:
      step > 0
        ? unitBox(level, parent.box, step - 1, unit)
        : parent.before && unitBox(level, parent.before, last ?? 0, unit),
    after:
      step < steps - 1
        ? unitBox(level, parent.box, step + 1, unit)
        : parent.after && unitBox(level, parent.after, 0, unit),
  }
}

/** The whole problem: nothing before it, nothing after. */
export const wholeProblem = (extents: readonly number[]): UnitStep => ({
  box: extents.map((length) => ({ start: 0, length })),
  before: null,
  after: null,
})
