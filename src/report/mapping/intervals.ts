/** Sets of whole numbers as intervals: sorted, disjoint and not touching, each from its start to before its end. */

export type Interval = readonly [start: number, end: number]
export type Intervals = readonly Interval[]

export const nothing: Intervals = []

export const interval = (start: number, length: number): Intervals =>
  length > 0 ? [[start, start + length]] : nothing

export const sizeOf = (set: Intervals): number => {
  let size = 0
  for (const [start, end] of set) size += end - start
  return size
}

/** Any intervals, as a set. */
export const unionOf = (intervals: readonly Interval[]): Intervals => {
  const merged: [number, number][] = []
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

export const intersection = (a: Intervals, b: Intervals): Intervals => {
  const common: Interval[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [startA, endA] = a[i]!
    const [startB, endB] = b[j]!
    const start = Math.max(startA, startB)
    const end = Math.min(endA, endB)
    if (start < end) common.push([start, end])
    if (endA < endB) i += 1
    else j += 1
  }
  return common
}

export const difference = (a: Intervals, b: Intervals): Intervals => {
  const left: Interval[] = []
  let j = 0
  for (const [first, end] of a) {
    let start = first
    while (j < b.length && b[j]![1] <= start) j += 1
    for (let k = j; k < b.length && b[k]![0] < end; k++) {
      if (b[k]![0] > start) left.push([start, b[k]![0]])
      start = Math.max(start, b[k]![1])
    }
    if (start < end) left.push([start, end])
  }
  return left
}
