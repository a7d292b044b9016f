/**
 * Picks a small excerpt of the published tool's figures in ../shared/reference for test/fixtures, so that a clone without
 * that directory is tested too. Run it with `npx tsx scripts/excerpt-tool-cases.ts`; the same cases give the same excerpt.
 *
 * Cases are taken one by one, each time the one that shows the most pairs of features (its tags and its layer type) not
 * yet seen together for its length, until the budget is spent; of the failures, the shortest of each kind.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  excerptDirectory,
  sharedDirectory,
  type ToolCase,
  type ToolFailure,
  toolCases,
  toolFailures,
} from '../test/reference/case-files'

const budget = 40_000

const pairsOf = ({ tags, layer, expected }: ToolCase): readonly string[] => {
  const doubles = [expected.avgBw, expected.arithmeticIntensity].filter((value) => typeof value === 'string')
  const fraction = Number.isInteger(expected.avgActivePes) ? [] : ['fractional average']
  const features = [...tags, layer.type, ...doubles, ...fraction]
  return features.flatMap((a, i) => features.slice(i).map((b) => [a, b].sort().join(' & ')))
}

type Candidate = { readonly of: ToolCase; readonly length: number; readonly pairs: readonly string[] }

const mostTelling = (candidates: readonly Candidate[], seen: ReadonlySet<string>): Candidate | undefined => {
  const worth = ({ pairs, length }: Candidate): number =>
    pairs.filter((pair) => !seen.has(pair)).length / length
  return candidates.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || worth(each) > worth(best) ? each : best),
    undefined,
  )
}

const excerptOf = (cases: readonly ToolCase[]): readonly ToolCase[] => {
  let left = cases.map((of) => ({ of, length: JSON.stringify(of).length, pairs: pairsOf(of) }))
  const seen = new Set<string>()
  const taken: ToolCase[] = []
  for (let spent = 0; ; ) {
    const best = mostTelling(left, seen)
    if (best === undefined || spent + best.length > budget) break
    for (const pair of best.pairs) seen.add(pair)
    taken.push(best.of)
    spent += best.length
    left = left.filter((each) => each !== best)
  }
  return taken.sort((a, b) => a.id - b.id)
}

/** The shortest of those that are data, and of those that are text only, per code. */
const shortest = (failures: readonly ToolFailure[]): readonly ToolFailure[] => {
  const kinds = new Map<string, ToolFailure>()
  for (const each of failures) {
    const kind = `${each.errorCode} ${each.layer === undefined}`
    const known = kinds.get(kind)
    if (known === undefined || JSON.stringify(each).length < JSON.stringify(known).length)
      kinds.set(kind, each)
  }
  return [...kinds.values()].sort((a, b) => a.id - b.id)
}

const write = (file: string, entries: readonly unknown[], of: number): void => {
  const lines = entries.map((entry) => JSON.stringify(entry))
  writeFileSync(join(excerptDirectory, file), `[\n${lines.join(',\n')}\n]\n`)
  console.log(`${file}: ${lines.length} of ${of}`)
}

const cases = toolCases(sharedDirectory)
const failures = toolFailures(sharedDirectory)
write('tool-cases.json', excerptOf(cases), cases.length)
write('tool-failures.json', shortest(failures), failures.length)
