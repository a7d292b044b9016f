/**
 * How often windows of a schedule are looked at piece by piece. What takes too long is refused, so that nothing that an
 * untrusted input may ask for keeps a process busy. The counts are the same in every form of the kernel.
 */
import { Input } from './layout'
import type { i32 } from './memory'
import { i32At } from './memory'

let looks: i32 = 0

/** Begins to count, with a schedule. */
export function openLooks(): void {
  looks = 0
}

/** Counts looks before they are taken. */
export function lookAt(pieces: i32): void {
  looks += pieces
}

/** Whether the looks of the schedule are too many. What is worked out from then on does not count. */
export function areLooksSpent(): boolean {
  return looks > i32At(Input.MostLooks)
}
