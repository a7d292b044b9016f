/**
 * A hundred thousand calls that nobody would make in good faith, each of which ends in errors that help or in an answer
 * that holds, never in an exception. `MAESTRO_SEED` and `MAESTRO_RUNS` as in bulk.ts: a failure names its own.
 */
import { isDeepStrictEqual } from 'node:util'
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { type Estimate, estimate, orThrow } from '../../src/index'
import { analyzed } from '../support/checks/answers'
import { leastByChance } from '../support/checks/tally'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { large, machineProblem, randomProblem, simulable } from '../support/generators/problems'
import { pick, type Random, seeded } from '../support/generators/random'
import { type Answer, calls, type Seed } from './calls'
import { tags } from './judge'

const runs = runsOr(100_000)
const mostFailures = 5
const seedCount = 1500

/**
 * Sound problems to start from; most are small, so that most calls take microseconds. A third of them have widths, densities,
 * channels, skews, static energies and bypasses.
 */
const seeds: readonly Seed[] = Array.from({ length: seedCount }, (_, i) => {
  const draw = i % 3 === 0 ? machineProblem : randomProblem
  const problem = draw(seeded(1_000_000 + i), i % 4 === 0 ? large : simulable)
  const { subject, dataflow, hardware } = problem
  return { layer: subject.layer, dataflow, hardware, analysis: analyzed(problem) }
})

const callOf = (random: Random) => {
  let left = random(1, 100)
  for (const entry of calls) {
    left -= entry[0]
    if (left <= 0) return entry
  }
  throw new Error('the shares of the calls are not a hundred')
}

type Asked = { readonly name: string; readonly answer: Answer }

/** One call; an exception is a wrong answer. */
const asked = (number: number): Asked => {
  const random = seeded(number)
  const [, name, call] = callOf(random)
  try {
    return { name, answer: call(random, pick(random, seeds), pick(random, seeds)) }
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { name, answer: { results: [], wrong: [thrown] } }
  }
}

type Counts = { readonly [key: string]: number }
type Tally = Map<string, number>

const count = (tally: Tally, key: string): void => {
  tally.set(key, (tally.get(key) ?? 0) + 1)
}

const printed = (tally: Tally): string =>
  [...tally]
    .sort(([, a], [, b]) => b - a)
    .map(([key, times]) => `${key} ${times}`)
    .join(', ')

/** Counts an answer, by call and by the tags of its errors. */
const countAnswer = (
  { name, answer }: Asked,
  tally: { readonly ended: Tally; readonly tagged: Tally },
): void => {
  for (const result of answer.results) {
    count(tally.ended, `${name} ${result._tag}`)
    if (isLeft(result))
      for (const tag of new Set(result.left.map(({ _tag }) => _tag))) count(tally.tagged, tag)
  }
}

/** A problem between the calls: scratch memory that a call left behind must not show. */
const untouched = (i: number, answers: readonly Estimate[]): boolean => {
  const at = i % answers.length
  const { layer, dataflow, hardware } = seeds[at]!
  return isDeepStrictEqual(orThrow(estimate(layer, dataflow, hardware)), answers[at])
}

/** Of a hundred thousand, so often at least: about half of what the generator gives. */
const leastEnds: Counts = {
  'estimate Left': 13_000,
  'estimate Right': 1700,
  'constructors Left': 4500,
  'constructors Right': 160,
  'estimate of any dataflow Left': 4300,
  'estimate of any dataflow Right': 90,
  'analyze Left': 2000,
  'analyze Right': 900,
  'evaluate Left': 2900,
  'evaluate Right': 650,
  'inferReuse Right': 400,
  'estimateNetwork Right': 220,
  'inputCentric and outputCentric Right': 900,
}
const leastTags: Counts = {
  Malformed: 20_000,
  InvalidHardware: 9000,
  InvalidExtent: 4000,
  UnknownDimension: 2800,
  MismatchedAnalysis: 2500,
  InvalidSize: 1600,
  ClustersExceedPes: 800,
  UnboundParameter: 450,
  SkippingMap: 350,
  EmptyOutput: 200,
  OverlappingMap: 200,
  UnsupportedCoupling: 200,
  TooComplex: 120,
  CountOverflow: 30,
}

const missed = (tally: Tally, least: Counts): readonly string[] =>
  Object.entries(least).flatMap(([key, ofAll]) => {
    const wanted = leastByChance((ofAll * runs) / 100_000)
    const got = tally.get(key) ?? 0
    return got < wanted ? [`${key}: ${got}, not ${wanted}`] : []
  })

it(`${runs} hostile calls end in errors that help or in answers that hold`, () => {
  const tally = { ended: new Map<string, number>(), tagged: new Map<string, number>() }
  const sentinels = seeds
    .slice(0, 50)
    .map(({ layer, dataflow, hardware }) => orThrow(estimate(layer, dataflow, hardware)))
  const failures: string[] = []
  for (let i = 0; i < runs && failures.length < mostFailures; i++) {
    const number = firstSeed + i
    const answer = asked(number)
    countAnswer(answer, tally)
    const { wrong } = answer.answer
    const lasting =
      i % 40 !== 0 || untouched(i / 40, sentinels) ? [] : ['another problem has another answer after it']
    if (wrong.length + lasting.length > 0)
      failures.push(
        [`MAESTRO_SEED=${number} MAESTRO_RUNS=1 ${answer.name}`, ...wrong.slice(0, 6), ...lasting].join('\n'),
      )
  }
  console.log(`${runs} hostile calls: ${printed(tally.ended)}\nby tag: ${printed(tally.tagged)}`)
  expect(failures.join('\n\n')).toBe('')
  // Chains have hostile calls of their own. The rarest fault of others takes this many to meet.
  const missing = Object.keys(tags).filter((tag) => tag !== 'BrokenChain' && !tally.tagged.has(tag))
  expect(runs >= 100_000 ? missing : []).toEqual([])
  expect(missed(tally.ended, leastEnds)).toEqual([])
  expect(missed(tally.tagged, leastTags)).toEqual([])
})
