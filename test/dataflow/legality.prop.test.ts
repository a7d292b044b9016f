/**
 * Legality against enumeration: what a list of directives covers when its sizes and offsets are taken at their word
 * decides whether it is legal, and what it is refused for.
 */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { analyze, dataflow, type ErrorTag, type EstimateError } from '../../src/index'
import { leastByChance } from '../support/checks/tally'
import { type Fault, type Verdict, verdictOn } from '../support/checks/verdicts'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { familyKinds, randomLayer, type Scale, type Subject } from '../support/generators/layers'
import { type LiteralMap, once } from '../support/generators/literal'
import { randomMaps } from '../support/generators/literal-maps'
import { seeded } from '../support/generators/random'

const runs = runsOr(40_000)

const tiny: Scale = { macs: 2000, extent: 7, units: 4 }

/** Of 40,000 lists, about half of what the generator gives today. */
const leastHits: Partial<Record<ErrorTag | 'legal', number>> = {
  legal: 12_000,
  OverlappingMap: 1500,
  SkippingMap: 3000,
  WindowTooSmall: 240,
  TwoSpatialMaps: 1100,
  MixedNotation: 1100,
  RepeatedDimension: 1400,
  DiagonalMismatch: 700,
}

const printed = (maps: readonly LiteralMap[]): string =>
  maps
    .map(({ spatial, size, offset, name }) => `${spatial ? 'S' : 'T'}(${size}, ${offset}) ${name}`)
    .join('; ')

const faultOf = ({ _tag, path }: EstimateError): Fault => ({
  index: Number(/^dataflow\.directives\[(\d+)\]/.exec(path)?.[1] ?? -1),
  tag: _tag,
})

const listed = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ index, tag }) => `${index} ${tag}`).sort()

const faultsFound = ({ layer }: Subject, maps: readonly LiteralMap[]): readonly Fault[] => {
  const directives = maps.map(
    ({ spatial, size, offset, name }) =>
      ({ _tag: spatial ? 'SpatialMap' : 'TemporalMap', size, offset, dimension: name }) as const,
  )
  const result = analyze(layer, dataflow('list', directives), { pes: 4 })
  return isLeft(result) ? result.left.map(faultOf) : []
}

/** What the package says of a list, if it is not what the list says of itself. */
const disagreements = (
  found: readonly Fault[],
  { faults, isAmbiguous, coverages }: Verdict,
): readonly string[] => {
  if (found.length === 0 && !coverages.every(once))
    return ['accepted, but not every MAC is executed exactly once']
  const [seen, expected] = [listed(found), listed(faults)]
  // Of loops named twice, the other maps may be judged by either.
  const agrees = isAmbiguous
    ? expected.every((fault) => seen.includes(fault))
    : seen.join() === expected.join()
  return agrees ? [] : [`expected ${expected.join() || 'no fault'}, found ${seen.join() || 'none'}`]
}

it(`judges ${runs} lists of directives by what they cover`, () => {
  const hits = new Map<string, number>()
  const failures: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 3; seed++) {
    const random = seeded(seed)
    const subject = randomLayer(random, tiny, familyKinds)
    const maps = randomMaps(random, subject)
    const found = faultsFound(subject, maps)
    const tags = found.length === 0 ? ['legal'] : new Set(found.map(({ tag }) => tag))
    for (const tag of tags) hits.set(tag, (hits.get(tag) ?? 0) + 1)
    const wrong = disagreements(found, verdictOn(subject, maps))
    if (wrong.length > 0)
      failures.push(
        [`MAESTRO_SEED=${seed} MAESTRO_RUNS=1`, JSON.stringify(subject.layer), printed(maps), ...wrong].join(
          '\n',
        ),
      )
  }
  console.log(`${runs} lists: ${[...hits].map(([tag, count]) => `${tag} ${count}`).join(', ')}`)
  expect(failures.join('\n\n')).toBe('')
  for (const [tag, least] of Object.entries(leastHits))
    expect(hits.get(tag) ?? 0, tag).toBeGreaterThanOrEqual(leastByChance((least * runs) / 40_000))
})
