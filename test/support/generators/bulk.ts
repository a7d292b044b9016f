/** Runs a check on thousands of seeded problems, and tells which of them fail. */

import type { Scale } from './layers'
import { type Problem, printedProblem, randomProblem } from './problems'
import { type Random, seeded } from './random'

const numberFrom = (name: string): number | undefined => {
  const given = process.env[name]
  return given === undefined ? undefined : Number(given)
}

export const firstSeed = numberFrom('MAESTRO_SEED') ?? 1

/** Fewer problems where many commits are tried one after the other, more at night. */
const effort = numberFrom('MAESTRO_EFFORT') ?? 1

/** Enough for most tests to see what they say that they have seen. */
const enough = 100

/** What is drawn in a test that repeats its failures by other means, such as fast-check's paths; `least` whatever the effort. */
export const scaled = (byDefault: number, least = enough): number =>
  Math.max(Math.min(byDefault, least), Math.round(byDefault * effort))

/**
 * How many problems there are: MAESTRO_RUNS from outside, to run one of them again or many more; MAESTRO_EFFORT multiplies
 * what each test does by default.
 */
export const runsOr = (byDefault: number, least?: number): number =>
  numberFrom('MAESTRO_RUNS') ?? scaled(byDefault, least)

/** What is wrong with a problem, in a line each. More choices may be taken from the problem's own seed. */
export type Check = (problem: Problem, random: Random) => readonly string[]

const mostFailures = 3
const mostLines = 12

/** A check that throws has failed like any other. */
export const checked = (check: Check, problem: Problem, random: Random): readonly string[] => {
  try {
    return check(problem, random)
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}

/** The first few failures, each with what it takes to see it again. */
export const failuresOf = (runs: number, scale: Scale, check: Check, draw = randomProblem): string => {
  const failures: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < mostFailures; seed++) {
    const random = seeded(seed)
    const problem = draw(random, scale)
    const wrong = checked(check, problem, random)
    if (wrong.length === 0) continue
    const lines = [
      `MAESTRO_SEED=${seed} MAESTRO_RUNS=1`,
      printedProblem(problem),
      ...wrong.slice(0, mostLines),
    ]
    failures.push(lines.join('\n'))
  }
  return failures.join('\n\n')
}
