/**
 * How many numbers there are in several progressions of one spacing (docs/spec.md, section 9). A progression is an interval
 * that repeats at equal distances.
 */

import { lookAt } from './looks'
import type { f64, i32 } from './memory'
import { f64At, putF64 } from './memory'
import { cutResidues, firstIn, markBoundaries, Piece } from './residues'

/** An interval and the number of its copies. */
export const enum Progression {
  First = 0,
  Last = 8,
  Count = 16,
  Bytes = 24,
}

/** Writes a progression that is not empty; returns its end. */
export function putProgression(at: i32, first: f64, last: f64, count: f64): i32 {
  if (last < first) return at
  putF64(at + Progression.First, first)
  putF64(at + Progression.Last, last)
  putF64(at + Progression.Count, count)
  return at + Progression.Bytes
}

/** Sorts progressions by their first numbers. Those of a class of units come sorted already. */
function sortProgressions(from: i32, to: i32): void {
  for (let i = from + Progression.Bytes; i < to; i += Progression.Bytes) {
    const first = f64At(i + Progression.First)
    const last = f64At(i + Progression.Last)
    const count = f64At(i + Progression.Count)
    let j = i - Progression.Bytes
    for (; j >= from && f64At(j + Progression.First) > first; j -= Progression.Bytes)
      moveProgression(j + Progression.Bytes, j)
    j += Progression.Bytes
    putF64(j + Progression.First, first)
    putF64(j + Progression.Last, last)
    putF64(j + Progression.Count, count)
  }
}

function moveProgression(to: i32, from: i32): void {
  putF64(to + Progression.First, f64At(from + Progression.First))
  putF64(to + Progression.Last, f64At(from + Progression.Last))
  putF64(to + Progression.Count, f64At(from + Progression.Count))
}

/** Joins sorted progressions of equal counts whose intervals meet, so that few are left; returns their end. */
function joinProgressions(from: i32, to: i32): i32 {
  let end = from
  for (let at = from + Progression.Bytes; at < to; at += Progression.Bytes) {
    const last = f64At(at + Progression.Last)
    const meets =
      f64At(at + Progression.First) <= f64At(end + Progression.Last) + 1 &&
      f64At(at + Progression.Count) === f64At(end + Progression.Count)
    if (!meets) {
      end += Progression.Bytes
      if (end !== at) moveProgression(end, at)
    } else if (last > f64At(end + Progression.Last)) putF64(end + Progression.Last, last)
  }
  return end + Progression.Bytes
}

/** Distinct numbers m of sorted progressions in one phase: their intervals of m are sorted as well. */
function unionInPhase(from: i32, to: i32, spacing: f64, phase: f64): f64 {
  let size: f64 = 0
  let end: f64 = -Infinity
  for (let at = from; at < to; at += Progression.Bytes) {
    const first = firstIn(f64At(at + Progression.First), spacing, phase)
    const until = Math.floor((f64At(at + Progression.Last) - phase) / spacing)
    if (until < first) continue
    const last = until + f64At(at + Progression.Count) - 1
    if (last <= end) continue
    size += last - (first > end ? first - 1 : end)
    end = last
  }
  return size
}

/**
 * Distinct numbers in progressions of one spacing. For the numbers φ + spacing·m of one phase φ, an interval and its copies
 * is again one interval of m, and phases between two boundaries look alike.
 */
export function unionOfProgressions(from: i32, all: i32, spacing: f64, scratch: i32): f64 {
  if (from === all) return 0
  sortProgressions(from, all)
  const to = joinProgressions(from, all)
  if (to === from + Progression.Bytes) {
    const length = f64At(from + Progression.Last) - f64At(from + Progression.First) + 1
    return (f64At(from + Progression.Count) - 1) * (length < spacing ? length : spacing) + length
  }
  putF64(scratch, 0)
  let boundaries = scratch + 8
  if (spacing !== 1)
    for (let at = from; at < to; at += Progression.Bytes) {
      const first = f64At(at + Progression.First)
      boundaries = markBoundaries(boundaries, spacing, first, f64At(at + Progression.Last) - first + 1)
    }
  const piecesEnd = cutResidues(spacing, scratch, boundaries, boundaries)
  lookAt(((to - from) / Progression.Bytes) * ((piecesEnd - boundaries) / Piece.Bytes))
  let size: f64 = 0
  for (let piece = boundaries; piece < piecesEnd; piece += Piece.Bytes)
    size += f64At(piece + Piece.Width) * unionInPhase(from, to, spacing, f64At(piece + Piece.Residue))
  return size
}
