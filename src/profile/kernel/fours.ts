/**
 * Numbers per place of a dimension (lengths, shifts) come in groups of four, the unused ones 0: loops over so few numbers
 * would take longer than what they do.
 */
import type { i32 } from './memory'
import { f64At, putF64 } from './memory'

export const enum Four {
  Bytes = 32,
}

export function copyFours(to: i32, from: i32, bytes: i32): void {
  for (let p: i32 = 0; p < bytes; p += Four.Bytes) {
    putF64(to + p, f64At(from + p))
    putF64(to + p + 8, f64At(from + p + 8))
    putF64(to + p + 16, f64At(from + p + 16))
    putF64(to + p + 24, f64At(from + p + 24))
  }
}

export function clearFours(to: i32, bytes: i32): void {
  for (let p: i32 = 0; p < bytes; p += Four.Bytes) {
    putF64(to + p, 0)
    putF64(to + p + 8, 0)
    putF64(to + p + 16, 0)
    putF64(to + p + 24, 0)
  }
}

export function areSameFours(a: i32, b: i32, bytes: i32): boolean {
  for (let p: i32 = 0; p < bytes; p += Four.Bytes) {
    if (f64At(a + p) !== f64At(b + p)) return false
    if (f64At(a + p + 8) !== f64At(b + p + 8)) return false
    if (f64At(a + p + 16) !== f64At(b + p + 16)) return false
    if (f64At(a + p + 24) !== f64At(b + p + 24)) return false
  }
  return true
}

/** Writes the differences of two groups; returns a bit for each that is not 0. */
export function subtractFours(to: i32, a: i32, b: i32, bytes: i32): i32 {
  let bits: i32 = 0
  for (let p: i32 = 0; p < bytes; p += Four.Bytes) {
    const first = f64At(a + p) - f64At(b + p)
    const second = f64At(a + p + 8) - f64At(b + p + 8)
    const third = f64At(a + p + 16) - f64At(b + p + 16)
    const fourth = f64At(a + p + 24) - f64At(b + p + 24)
    putF64(to + p, first)
    putF64(to + p + 8, second)
    putF64(to + p + 16, third)
    putF64(to + p + 24, fourth)
    let four: i32 = 0
    if (first !== 0) four |= 1
    if (second !== 0) four |= 2
    if (third !== 0) four |= 4
    if (fourth !== 0) four |= 8
    bits |= four << (p >> 3)
  }
  return bits
}
