/** How often problems have a feature, so that a generator that silently stops covering something is noticed. */

export const addHits = (hits: Map<string, number>, features: ReadonlySet<string>): void => {
  for (const feature of features) hits.set(feature, (hits.get(feature) ?? 0) + 1)
}

export const tallied = (hits: ReadonlyMap<string, number>): string =>
  [...hits]
    .sort(([, a], [, b]) => b - a)
    .map(([feature, count]) => `${feature} ${count}`)
    .join(', ')

const fewRuns = 1000

/**
 * Features that fewer problems had than must have, of so many runs. Of few runs, as mutants are tried with, chance may take two
 * standard deviations.
 */
export const missedOf = (
  hits: ReadonlyMap<string, number>,
  leastOfTenThousand: Readonly<Record<string, number>>,
  runs: number,
): readonly string[] =>
  Object.entries(leastOfTenThousand).flatMap(([feature, ofTenThousand]) => {
    const expected = (ofTenThousand * runs) / 10_000
    const least = Math.floor(runs < fewRuns ? expected - 2 * Math.sqrt(expected) : expected)
    const count = hits.get(feature) ?? 0
    return count < least ? [`${feature}: ${count}, not ${least}`] : []
  })
