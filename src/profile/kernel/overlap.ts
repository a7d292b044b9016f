/** Elements of an axis that a tile holds both before and after a step (docs/spec.md, section 9). */

import { reserve } from './allocate'
import { AxisRecord, isInterval, reachOn, shiftOn, sizeOn } from './coupling'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { cutResidues, firstIn, lastIn, markBoundaries, Piece } from './residues'

/** Up to this many classes of residues, looking at each is faster than finding those that are alike. */
const fewClasses: f64 = 16

/** Elements of the axis before and after, by the lengths and shifts in `Before`, `After` and `Shift`. */
export function overlapOn(axis: i32): f64 {
  if (isInterval(axis)) {
    const start = -shiftOn(axis)
    return common(start, start + reachOn(axis, Scratch.Before), reachOn(axis, Scratch.After))
  }
  const a = i32At(axis + AxisRecord.A)
  const b = i32At(axis + AxisRecord.B)
  const shiftA = f64At(Scratch.Shift + a)
  if (b < 0) return shiftA === 0 ? f64At(Scratch.After + a) : 0
  const shiftB = f64At(Scratch.Shift + b)
  if (shiftA === 0 && shiftB === 0) return sizeOn(axis, Scratch.After)
  const s = f64At(axis + AxisRecord.S)
  const d = f64At(axis + AxisRecord.D)
  if (s === 1 && d === 1) {
    // One class: what is there after begins at 0, what was there before at `first`.
    const first = -shiftA - shiftB
    const last = first + f64At(Scratch.Before + a) + f64At(Scratch.Before + b) - 2
    return common(first, last, f64At(Scratch.After + a) + f64At(Scratch.After + b) - 2)
  }
  return s * d > fewClasses ? overlapInPieces(a, b, s, d) : overlapInClasses(a, b, s, d)
}

/** Numbers from `first` to `last` that lie between 0 and `end`. */
function common(first: f64, last: f64, end: f64): f64 {
  const numbers = (last < end ? last : end) - (first > 0 ? first : 0) + 1
  return numbers > 0 ? numbers : 0
}

function overlapInClasses(a: i32, b: i32, s: f64, d: f64): f64 {
  const beforeA = f64At(Scratch.Before + a)
  const afterA = f64At(Scratch.After + a)
  const shiftA = f64At(Scratch.Shift + a)
  const beforeB = f64At(Scratch.Before + b)
  const afterB = f64At(Scratch.After + b)
  const shiftB = f64At(Scratch.Shift + b)
  let shared: f64 = 0
  for (let alpha: f64 = 0; alpha < d && alpha < afterA; alpha++) {
    const firstA = firstIn(-shiftA, d, alpha)
    const lastA = lastIn(-shiftA, beforeA, d, alpha)
    if (lastA < firstA) continue
    const endA = lastIn(0, afterA, d, alpha)
    for (let rho: f64 = 0; rho < s && rho < afterB; rho++) {
      const firstB = firstIn(-shiftB, s, rho)
      const lastB = lastIn(-shiftB, beforeB, s, rho)
      if (lastB >= firstB) shared += common(firstA + firstB, lastA + lastB, endA + lastIn(0, afterB, s, rho))
    }
  }
  return shared
}

/** Pieces of the residues of one dimension: room for five boundaries, then for five pieces. */
const piecesAt: i32 = 40
const pieceBytes: i32 = 40 + 5 * Piece.Bytes

function piecesOfMove(place: i32, modulus: f64, at: i32): i32 {
  putF64(at, 0)
  let end = markBoundaries(at + 8, modulus, 0, f64At(Scratch.After + place))
  end = markBoundaries(end, modulus, -f64At(Scratch.Shift + place), f64At(Scratch.Before + place))
  return cutResidues(modulus, at, end, at + piecesAt)
}

function overlapInPieces(a: i32, b: i32, s: f64, d: f64): f64 {
  const ofA = reserve(Scratch.Unions, 2 * pieceBytes)
  const ofB = ofA + pieceBytes
  const endOfA = piecesOfMove(a, d, ofA)
  const endOfB = piecesOfMove(b, s, ofB)
  const shiftA = f64At(Scratch.Shift + a)
  const shiftB = f64At(Scratch.Shift + b)
  let shared: f64 = 0
  for (let x = ofA + piecesAt; x < endOfA; x += Piece.Bytes) {
    const alpha = f64At(x + Piece.Residue)
    const firstAfterA = firstIn(0, d, alpha)
    const lastAfterA = lastIn(0, f64At(Scratch.After + a), d, alpha)
    const firstA = firstIn(-shiftA, d, alpha)
    const lastA = lastIn(-shiftA, f64At(Scratch.Before + a), d, alpha)
    if (lastAfterA < firstAfterA || lastA < firstA) continue
    for (let y = ofB + piecesAt; y < endOfB; y += Piece.Bytes) {
      const rho = f64At(y + Piece.Residue)
      const firstAfterB = firstIn(0, s, rho)
      const lastAfterB = lastIn(0, f64At(Scratch.After + b), s, rho)
      const firstB = firstIn(-shiftB, s, rho)
      const lastB = lastIn(-shiftB, f64At(Scratch.Before + b), s, rho)
      if (lastAfterB < firstAfterB || lastB < firstB) continue
      const from = firstAfterA + firstAfterB
      shared +=
        f64At(x + Piece.Width) *
        f64At(y + Piece.Width) *
        common(firstA + firstB - from, lastA + lastB - from, lastAfterA + lastAfterB - from)
    }
  }
  return shared
}
