/**
 * The one-dimensional problem on a sliding axis that the units of a level share (docs/spec.md, section 9): which elements
 * of the axis at least one unit acquires, |∪ (a_u ∖ b_u)|. Neighbouring units' tiles overlap in their halos.
 *
 * Units whose tiles start in the same residue of the partner's coefficient are a group. In each class of residues (see
 * `residues.ts`), what a group acquires is an interval, or two, that repeats at equal distances: a progression. All
 * groups' progressions have the same spacing.
 */
import { reserve } from './allocate'
import { AxisRecord, reachOn, shiftOn } from './coupling'
import { Scratch } from './layout'
import { areLooksSpent, lookAt } from './looks'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, toI32 } from './memory'
import { Progression, putProgression, unionOfProgressions } from './progressions'
import { cutResidues, firstIn, lastIn, markBoundaries, Piece } from './residues'
import { spatial } from './trips'
import { UnitClass } from './unit-classes'

/** The first unit's range along the spatial dimension, after and before, and the number of units. */
const enum Group {
  After = 0,
  AfterLength = 8,
  Before = 16,
  BeforeLength = 24,
  Count = 32,
  Bytes = 40,
}

function greatestCommonDivisor(a: f64, b: f64): f64 {
  let x = a
  let y = b
  while (y !== 0) {
    const rest = x - Math.floor(x / y) * y
    x = y
    y = rest
  }
  return x
}

/** Writes the groups of a class of units that acquire something; returns their end. */
function groupsOf(at: i32, from: f64, to: f64, first: f64, count: f64, tile: f64, by: f64, period: f64): i32 {
  let end = at
  const groups = count < period ? count : period
  for (let i: f64 = 0; i < groups; i++) {
    const start = (first + i) * tile
    putF64(end + Group.After, start)
    putF64(end + Group.AfterLength, to)
    putF64(end + Group.Before, from > 0 ? start - by : 0)
    putF64(end + Group.BeforeLength, from)
    putF64(end + Group.Count, Math.ceil((count - i) / period))
    end += Group.Bytes
  }
  return end
}

/** Writes what the groups acquire in one class of residues as progressions; returns their end. */
function progressionsOf(
  groups: i32,
  groupsEnd: i32,
  d: f64,
  alpha: f64,
  firstAfter: f64,
  lastAfter: f64,
  firstBefore: f64,
  lastBefore: f64,
  at: i32,
): i32 {
  let end = at
  if (lastAfter < firstAfter) return end
  for (let group = groups; group < groupsEnd; group += Group.Bytes) {
    const after = f64At(group + Group.After)
    const firstA = firstIn(after, d, alpha)
    const lastA = lastIn(after, f64At(group + Group.AfterLength), d, alpha)
    if (lastA < firstA) continue
    const first = firstA + firstAfter
    const last = lastA + lastAfter
    const count = f64At(group + Group.Count)
    const before = f64At(group + Group.Before)
    const beforeLength = f64At(group + Group.BeforeLength)
    const firstB = firstIn(before, d, alpha)
    const lastB = lastIn(before, beforeLength, d, alpha)
    if (beforeLength === 0 || lastB < firstB || lastBefore < firstBefore) {
      end = putProgression(end, first, last, count)
      continue
    }
    const heldFirst = firstB + firstBefore
    const heldLast = lastB + lastBefore
    end = putProgression(end, first, last < heldFirst ? last : heldFirst - 1, count)
    end = putProgression(end, first > heldLast ? first : heldLast + 1, last, count)
  }
  return end
}

/**
 * Elements of a sliding axis that some unit acquires (`arrives`) or loses, for the classes of units up to `classesEnd`,
 * by the lengths and shifts in `Before`, `After` and `Shift`.
 */
export function unionOnAxis(axis: i32, classesEnd: i32, arrives: boolean): f64 {
  const isA = i32At(axis + AxisRecord.A) === spatial
  const partner = isA ? i32At(axis + AxisRecord.B) : i32At(axis + AxisRecord.A)
  const s = f64At(axis + (isA ? AxisRecord.S : AxisRecord.D))
  const d = f64At(axis + (isA ? AxisRecord.D : AxisRecord.S))
  const tile = f64At(Scratch.SpatialTile)
  // After this many units, tiles start in the same residue modulo d again.
  const period = d / greatestCommonDivisor(tile, d)
  const spacing = (period * tile) / d
  let most: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const count = f64At(unit + UnitClass.Count)
    most += count < period ? count : period
  }
  return acquiredByUnits(partner, s, d, tile, period, spacing, toI32(most), classesEnd, arrives)
}

function acquiredByUnits(
  partner: i32,
  s: f64,
  d: f64,
  tile: f64,
  period: f64,
  spacing: f64,
  most: i32,
  classesEnd: i32,
  arrives: boolean,
): f64 {
  const by = arrives ? f64At(Scratch.Shift + spatial) : -f64At(Scratch.Shift + spatial)
  const partnerBy = arrives ? f64At(Scratch.Shift + partner) : -f64At(Scratch.Shift + partner)
  const partnerAfter = f64At((arrives ? Scratch.After : Scratch.Before) + partner)
  const partnerBefore = f64At((arrives ? Scratch.Before : Scratch.After) + partner)
  // A group has at most four boundaries and two progressions, which have at most four boundaries again.
  const boundaries = 8 + 32 * most
  const pieces = 16 + 64 * most
  const groups = reserve(
    Scratch.Unions,
    Group.Bytes * most + 2 * (boundaries + pieces) + 240 + 2 * Progression.Bytes * most,
  )
  let groupsEnd = groups
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const from = f64At(unit + (arrives ? UnitClass.Before : UnitClass.After))
    const to = f64At(unit + (arrives ? UnitClass.After : UnitClass.Before))
    if (to > 0)
      groupsEnd = groupsOf(
        groupsEnd,
        from,
        to,
        f64At(unit + UnitClass.First),
        f64At(unit + UnitClass.Count),
        tile,
        by,
        period,
      )
  }
  const spatialBoundaries = groupsEnd
  putF64(spatialBoundaries, 0)
  let end = spatialBoundaries + 8
  if (d !== 1)
    for (let group = groups; group < groupsEnd; group += Group.Bytes) {
      end = markBoundaries(end, d, f64At(group + Group.After), f64At(group + Group.AfterLength))
      end = markBoundaries(end, d, f64At(group + Group.Before), f64At(group + Group.BeforeLength))
    }
  const spatialPieces = end
  const spatialEnd = cutResidues(d, spatialBoundaries, spatialPieces, spatialPieces)
  putF64(spatialEnd, 0)
  end = markBoundaries(spatialEnd + 8, s, 0, partnerAfter)
  end = markBoundaries(end, s, -partnerBy, partnerBefore)
  const partnerPieces = end
  const partnerEnd = cutResidues(s, spatialEnd, partnerPieces, partnerPieces)
  const groupCount = (groupsEnd - groups) / Group.Bytes
  const classes = ((spatialEnd - spatialPieces) / Piece.Bytes) * ((partnerEnd - partnerPieces) / Piece.Bytes)
  lookAt(groupCount * classes)
  let acquired: f64 = 0
  for (let y = partnerPieces; y < partnerEnd && !areLooksSpent(); y += Piece.Bytes) {
    const rho = f64At(y + Piece.Residue)
    const firstAfter = firstIn(0, s, rho)
    const lastAfter = lastIn(0, partnerAfter, s, rho)
    const firstBefore = firstIn(-partnerBy, s, rho)
    const lastBefore = lastIn(-partnerBy, partnerBefore, s, rho)
    for (let x = spatialPieces; x < spatialEnd; x += Piece.Bytes) {
      const alpha = f64At(x + Piece.Residue)
      end = progressionsOf(
        groups,
        groupsEnd,
        d,
        alpha,
        firstAfter,
        lastAfter,
        firstBefore,
        lastBefore,
        partnerEnd,
      )
      acquired +=
        f64At(x + Piece.Width) * f64At(y + Piece.Width) * unionOfProgressions(partnerEnd, end, spacing, end)
    }
  }
  return acquired
}

/**
 * Elements of an axis that some unit holds after, where tiles are whole intervals; `isNew` says that what the unit held
 * before does not count. Neighbouring units' intervals start at equal distances.
 */
export function unionOfIntervals(axis: i32, classesEnd: i32, isNew: boolean): f64 {
  const isA = i32At(axis + AxisRecord.A) === spatial
  const own = f64At(axis + AxisRecord.Divisor) * f64At(axis + (isA ? AxisRecord.S : AxisRecord.D))
  const spacing = own * f64At(Scratch.SpatialTile)
  const coverBefore = f64At(Scratch.Before + spatial)
  const coverAfter = f64At(Scratch.After + spatial)
  const classes = (classesEnd - Scratch.Classes) / UnitClass.Bytes
  // Of each class at most two progressions, and two boundaries of each with the pieces between them.
  const from = reserve(Scratch.Unions, classes * (2 * Progression.Bytes + 4 * (8 + Piece.Bytes)) + 64)
  let end = from
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const before = f64At(unit + UnitClass.Before)
    const after = f64At(unit + UnitClass.After)
    if (after === 0) continue
    putF64(Scratch.Before + spatial, before)
    putF64(Scratch.After + spatial, after)
    const count = f64At(unit + UnitClass.Count)
    const first = f64At(unit + UnitClass.First) * spacing
    const last = first + reachOn(axis, Scratch.After)
    if (!isNew || before === 0) {
      end = putProgression(end, first, last, count)
      continue
    }
    const heldFirst = first - shiftOn(axis)
    const heldLast = heldFirst + reachOn(axis, Scratch.Before)
    end = putProgression(end, first, last < heldFirst ? last : heldFirst - 1, count)
    end = putProgression(end, first > heldLast ? first : heldLast + 1, last, count)
  }
  putF64(Scratch.Before + spatial, coverBefore)
  putF64(Scratch.After + spatial, coverAfter)
  return unionOfProgressions(from, end, spacing, end)
}
