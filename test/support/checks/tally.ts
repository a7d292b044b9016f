/** How often problems have a feature, so that a generator that silently stops covering something is noticed. */

export const addHits = (hits: Map<string, number>, features: ReadonlySet<string>): void => {
  for (const feature of features) hits.set(feature, (hits.get(feature) ?? 0) + 1)
}

export const tallied = (hits: ReadonlyMap<string, number>): string =>
  [...hits]
    .sort(([, a], [, b]) => b - a)
    .map(([feature, count]) => `${feature} ${count}`)
    .join(', ')

/** Six standard deviations: no seed in a billion takes more from what is expected. */
const chance = (expected: number): number => 6 * Math.sqrt(expected)

/**
 * The least count that chance leaves where `least` is about half of what is expected: all of `least` where problems are
 * many, one where so few are expected that only a feature that is never drawn can be noticed, and none below that.
 */
export const leastByChance = (least: number): number => {
  const expected = 2 * least
  if (expected < 24) return 0
  return Math.max(1, Math.floor(Math.min(least, expected - chance(expected))))
}

/** Features that fewer problems had than must have, of so many runs. */
export const missedOf = (
  hits: ReadonlyMap<string, number>,
  leastOfTenThousand: Readonly<Record<string, number>>,
  runs: number,
): readonly string[] =>
  Object.entries(leastOfTenThousand).flatMap(([feature, ofTenThousand]) => {
    const least = leastByChance((ofTenThousand * runs) / 10_000)
    const count = hits.get(feature) ?? 0
    return count < least ? [`${feature}: ${count}, not ${least}`] : []
  })
