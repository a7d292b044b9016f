/**
 * Residues on a sliding axis s·a + d·b. With s and d coprime, the numbers a = α + d·i and b = ρ + s·j give
 * s·a + d·b = s·α + d·ρ + s·d·(i + j), and (α, ρ) is determined by the value. So in each class of residues the elements
 * are numbered by i + j, and a range of a with a range of b is one interval of numbers. Ranges look alike in all residues
 * between two boundaries: the classes fall into a few pieces, whatever the extents.
 */

import type { f64, i32 } from './memory'
import { f64At, putF64 } from './memory'

/** A piece: its first residue, and the number of residues. */
export const enum Piece {
  Residue = 0,
  Width = 8,
  Bytes = 16,
}

function modulo(a: f64, m: f64): f64 {
  return a - Math.floor(a / m) * m
}

/** Writes the two residues where a range of `length` numbers from `start` begins and ends; returns where the next go. */
export function markBoundaries(at: i32, modulus: f64, start: f64, length: f64): i32 {
  putF64(at, modulo(start, modulus))
  putF64(at + 8, modulo(start + length, modulus))
  return at + 16
}

function sortNumbers(from: i32, to: i32): void {
  for (let i = from + 8; i < to; i += 8) {
    const x = f64At(i)
    let j = i - 8
    for (; j >= from && f64At(j) > x; j -= 8) putF64(j + 8, f64At(j))
    putF64(j + 8, x)
  }
}

/** Cuts the residues at the boundaries listed, which are sorted meanwhile; residue 0 is one of them. Returns the pieces' end. */
export function cutResidues(modulus: f64, from: i32, to: i32, pieces: i32): i32 {
  sortNumbers(from, to)
  let end = pieces
  for (let i = from; i < to; i += 8) {
    const residue = f64At(i)
    if (end !== pieces) {
      const previous = f64At(end - Piece.Bytes)
      if (residue === previous) continue
      putF64(end - Piece.Bytes + Piece.Width, residue - previous)
    }
    putF64(end, residue)
    end += Piece.Bytes
  }
  putF64(end - Piece.Bytes + Piece.Width, modulus - f64At(end - Piece.Bytes))
  return end
}

/** The first and the last number i for which residue + modulus·i lies in a range. */
export function firstIn(start: f64, modulus: f64, residue: f64): f64 {
  return Math.ceil((start - residue) / modulus)
}

export function lastIn(start: f64, length: f64, modulus: f64, residue: f64): f64 {
  return Math.floor((start + length - 1 - residue) / modulus)
}
