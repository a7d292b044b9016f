/**
 * The kernel's memory: one growable block of bytes that holds 64-bit numbers and 32-bit integers at byte addresses.
 *
 * All other files of the kernel are written in the subset of TypeScript that AssemblyScript understands, and they reach
 * memory through this file alone. This is the JavaScript version. When the kernel is compiled to WebAssembly, the build
 * replaces this file by `scripts/kernel/memory.as`, which has the same functions as single instructions.
 */

/** Integers have 32 bits. In WebAssembly the two types differ; in JavaScript they are notes for the reader. */
export type i32 = number
export type f64 = number

const pageBytes = 65_536

let bytes = 0
let numbers = /* @__PURE__ */ new Float64Array(0)
let integers = /* @__PURE__ */ new Int32Array(0)

/** Bytes that the memory has at present. */
export function memoryBytes(): i32 {
  return bytes
}

/** Grows the memory by at least `more` bytes. The old contents stay at their addresses. */
export function growMemory(more: i32): void {
  const total = Math.ceil((bytes + more) / pageBytes) * pageBytes
  const largerNumbers = new Float64Array(total >> 3)
  const largerIntegers = new Int32Array(largerNumbers.buffer)
  largerNumbers.set(numbers)
  // Nothing can throw from here on, so that both views always show the same memory.
  numbers = largerNumbers
  integers = largerIntegers
  bytes = total
}

export function f64At(at: i32): f64 {
  return numbers[at >> 3]!
}

export function putF64(at: i32, value: f64): void {
  numbers[at >> 3] = value
}

export function i32At(at: i32): i32 {
  return integers[at >> 2]!
}

export function putI32(at: i32, value: i32): void {
  integers[at >> 2] = value
}

/** Copies whole 64-bit words; both addresses are multiples of 8. */
export function copyWords(to: i32, from: i32, length: i32): void {
  numbers.copyWithin(to >> 3, from >> 3, (from + length) >> 3)
}

/** The integer part of a number that is known to be an integer, or to be used as a hash only. */
export function toI32(value: f64): i32 {
  return value | 0
}

/** The views through which the host reads and writes; they change whenever the memory grows. */
export const hostViews = (): { readonly numbers: Float64Array; readonly integers: Int32Array } => ({
  numbers,
  integers,
})

// Pairs of 64-bit numbers that follow one another: in WebAssembly one instruction does the same to both.

export function clearPair(at: i32): void {
  putF64(at, 0)
  putF64(at + 8, 0)
}

export function copyPair(to: i32, from: i32): void {
  putF64(to, f64At(from))
  putF64(to + 8, f64At(from + 8))
}

/** Adds a multiple of a pair to another one. */
export function addPair(to: i32, from: i32, times: f64): void {
  putF64(to, f64At(to) + times * f64At(from))
  putF64(to + 8, f64At(to + 8) + times * f64At(from + 8))
}

/** Cycles of the transfers of two numbers of words at a bandwidth in words per cycle, each at least one cycle after `lead` others. */
export function transferPair(to: i32, from: i32, bandwidth: f64, lead: f64): void {
  putF64(to, transferOf(f64At(from), bandwidth, lead))
  putF64(to + 8, transferOf(f64At(from + 8), bandwidth, lead))
}

function transferOf(words: f64, bandwidth: f64, lead: f64): f64 {
  if (words === 0) return 0
  const cycles = Math.ceil(words / bandwidth)
  return (cycles < 1 ? 1 : cycles) + lead
}
