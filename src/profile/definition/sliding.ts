/**
 * The one-dimensional problem on a sliding axis that the units of a level share (docs/spec.md, section 9): which elements
 * of the axis at least one unit acquires, |∪ (a_u ∖ b_u)|. Neighbouring units' tiles overlap in their halos.
 */
import { gcd } from '../../internal/arithmetic'
import type { Axis } from '../../operator/problem'
import { intervalAfter, intervalBefore } from './footprint'
import { type Interval, isEmpty, numbersIn, piecesOf, type Range, sum } from './residue'
import type { Move } from './transition'
import { type Progression, unionOfProgressions } from './union'
import type { UnitClass } from './units'

/** The axis as s·(spatial dimension) + d·(partner), s and d coprime. */
export type SlidingAxis = {
  readonly spatial: number
  readonly partner: number
  readonly s: number
  readonly d: number
  /** The spatial loop's tile. */
  readonly tile: number
}

/** Units whose tiles start in the same residue modulo d, with the spatial ranges of the first of them. */
type Group = { readonly after: Range; readonly before: Range; readonly count: number }

const none: Range = { start: 0, length: 0 }

/** The number of units after which tiles start in the same residue modulo d again. */
export const periodOf = ({ d, tile }: Pick<SlidingAxis, 'd' | 'tile'>): number => d / gcd(tile, d)

/** Splits a class into groups of equal residue: every `period`-th unit. */
const groupsOf = (
  { first, count, transition }: UnitClass,
  axis: SlidingAxis,
  period: number,
): readonly Group[] => {
  const { from, to, shift } = transition.moves[axis.spatial]!
  return Array.from({ length: Math.min(period, count) }, (_, i) => {
    const start = (first + i) * axis.tile
    const before = transition.before ? { start: start - shift, length: from } : none
    return { after: { start, length: to }, before, count: Math.ceil((count - i) / period) }
  })
}

/** What is in `a` and not in `b`: up to two intervals. */
const difference = (a: Interval, b: Interval): readonly Interval[] => {
  if (isEmpty(a)) return []
  if (isEmpty(b)) return [a]
  const left = { first: a.first, last: Math.min(a.last, b.first - 1) }
  const right = { first: Math.max(a.first, b.last + 1), last: a.last }
  return [left, right].filter((interval) => !isEmpty(interval))
}

const numbersOf = (spatial: Range, d: number, residue: number, partner: Interval): Interval =>
  spatial.length === 0 ? { first: 0, last: -1 } : sum(numbersIn(spatial, d, residue), partner)

/** Elements of the axis that some unit holds after and did not hold before. */
export const acquiredByUnits = (axis: SlidingAxis, classes: readonly UnitClass[], partner: Move): number => {
  const { s, d, tile } = axis
  const period = periodOf(axis)
  const spacing = (period * tile) / d
  const groups = classes
    .filter(({ transition }) => transition.after)
    .flatMap((units) => groupsOf(units, axis, period))
  const partnerAfter = { start: 0, length: partner.to }
  const partnerBefore = { start: -partner.shift, length: partner.from }
  let acquired = 0
  for (const spatialPiece of piecesOf(
    d,
    groups.flatMap(({ after, before }) => [after, before]),
  )) {
    for (const partnerPiece of piecesOf(s, [partnerAfter, partnerBefore])) {
      const after = numbersIn(partnerAfter, s, partnerPiece.residue)
      const before = numbersIn(partnerBefore, s, partnerPiece.residue)
      const progressions = groups.flatMap((group): readonly Progression[] => {
        const a = numbersOf(group.after, d, spatialPiece.residue, after)
        const b = numbersOf(group.before, d, spatialPiece.residue, before)
        return difference(a, b).map((interval) => ({ interval, count: group.count }))
      })
      acquired += spatialPiece.width * partnerPiece.width * unionOfProgressions(progressions, spacing)
    }
  }
  return acquired
}

const nothing: Interval = { first: 0, last: -1 }

const movedBy = ({ first, last }: Interval, by: number): Interval => ({ first: first + by, last: last + by })

/**
 * Elements of an axis that some unit holds after, where tiles are whole intervals; `isNew` says that what the unit held
 * before does not count. Neighbouring units' intervals start at equal distances.
 */
export const intervalsOfUnits = (
  axis: Axis,
  spatial: { readonly dimension: number; readonly tile: number },
  classes: readonly UnitClass[],
  isNew: boolean,
): number => {
  const own = axis.find(({ dimension }) => dimension === spatial.dimension)!
  const spacing = own.coefficient * spatial.tile
  const progressions = classes
    .filter(({ transition }) => transition.after)
    .flatMap(({ first, count, transition: { before, moves } }): readonly Progression[] => {
      const start = first * spacing
      const after = movedBy(intervalAfter(axis, moves), start)
      const held = isNew && before ? movedBy(intervalBefore(axis, moves), start) : nothing
      return difference(after, held).map((interval) => ({ interval, count }))
    })
  return unionOfProgressions(progressions, spacing)
}
