/** Fronts whose energies are sums of doubles, in an order that differs from mapping to mapping. */

type Point = { readonly runtime: number; readonly energy: number }

/** What energies that are equal differ by at most (docs/finding-a-mapping.md). */
const rounding = 1e-9

export const isNear = (a: number, b: number): boolean => a === b || Math.abs(a / b - 1) < rounding

/** The points of a front, by increasing runtime, without those that are slower and save no more than rounding. */
export const withoutRounding = (front: readonly Point[]): readonly Point[] => {
  const kept: Point[] = []
  for (const point of front) {
    const last = kept.at(-1)
    if (last === undefined || point.energy < last.energy * (1 - rounding)) kept.push(point)
  }
  return kept
}

/** Where two fronts differ by more than rounding: a line for each place. */
export const frontDifferences = (found: readonly Point[], expected: readonly Point[]): readonly string[] => {
  const [own, others] = [withoutRounding(found), withoutRounding(expected)]
  return Array.from({ length: Math.max(own.length, others.length) }, (_, i) => {
    const [a, b] = [own[i], others[i]]
    if (a !== undefined && b !== undefined && a.runtime === b.runtime && isNear(a.energy, b.energy)) return ''
    return `point ${i}: ${a?.runtime} ${a?.energy}, expected ${b?.runtime} ${b?.energy}`
  }).filter((line) => line !== '')
}
