/**
 * Blocks of the kernel's memory in size classes: 64 bytes and each power of two above, with a list of free blocks for each.
 *
 * A call may end anywhere by an exception (the caller's stack may be full). So each function first does whatever may
 * fail, and then changes the lists without calling anything: they are sound at every moment.
 */
import { Scratch } from './layout'
import type { i32 } from './memory'
import { copyWords, growMemory, i32At, memoryBytes, putI32 } from './memory'

const smallest: i32 = 64

/** Where the part of memory begins that was never handed out. */
let heapEnd: i32 = (Scratch.End + 63) & ~63

/** The address of a block of at least `length` bytes. Its contents are whatever was there before. */
export function allocate(length: i32): i32 {
  let size: i32 = smallest
  let list: i32 = Scratch.FreeLists
  while (size < length) {
    size <<= 1
    list += 4
  }
  const free = i32At(list)
  if (free !== 0) {
    putI32(list, i32At(free))
    return free
  }
  const start = heapEnd
  const missing = start + size - memoryBytes()
  if (missing > 0) growMemory(missing > start >> 2 ? missing : start >> 2)
  heapEnd = start + size
  return start
}

/** Gives a block back that was allocated with this length, or with one of the same class. */
export function release(block: i32, length: i32): void {
  let list: i32 = Scratch.FreeLists
  for (let size: i32 = smallest; size < length; size <<= 1) list += 4
  putI32(block, i32At(list))
  putI32(list, block)
}

/** A region is a block that may be replaced by a larger one: its address and its capacity, two integers. */
export const enum Region {
  Address = 0,
  Capacity = 4,
  Bytes = 8,
}

/** Replaces a region's block by one with room for `length` bytes and as many again, and copies what is there. */
export function growRegion(region: i32, length: i32): void {
  const old = i32At(region)
  const had = i32At(region + Region.Capacity)
  let capacity: i32 = smallest
  while (capacity < length) capacity <<= 1
  const block = allocate(capacity)
  if (old !== 0) copyWords(block, old, had)
  putI32(region, block)
  putI32(region + Region.Capacity, capacity)
  if (old !== 0) release(old, had)
}

/** Sees to it that a region has room for `length` bytes; its block may move. Returns the block. */
export function reserve(region: i32, length: i32): i32 {
  if (length > i32At(region + Region.Capacity)) growRegion(region, length)
  return i32At(region)
}

/** Makes the fixed part of the memory. The host calls it once, before anything else. */
export function openMemory(): void {
  if (memoryBytes() < Scratch.End) growMemory(Scratch.End)
}
