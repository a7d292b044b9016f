/**
 * Chains, dataflows and accelerators that nobody would give in good faith: each call ends in errors that help, or in figures
 * that hold, never in an exception. `MAESTRO_SEED` and `MAESTRO_RUNS` as in bulk.ts.
 */
import { type Either, isLeft, isRight } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { compareFused, estimateFused, type FusedEstimate, fuse } from '../../src/fusion'
import type { EstimateErrors } from '../../src/index'
import { answerLines, numberLines } from '../fuzz/judge'
import { junkValue } from '../fuzz/junk'
import { copyOf, mutated } from '../fuzz/mutate'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { chance, pick, type Random, seeded } from '../support/generators/random'
import { drawChain } from './draw'
import { nestOf, wrongTiles } from './links'
import { type ChainProblem, optionsOf } from './problem'

const runs = runsOr(3000)

const isAllowed = (problem: ChainProblem): boolean => wrongTiles(problem, nestOf(problem)).size === 0

const seeds = Array.from({ length: 100 }, (_, i) => drawChain(seeded(2_000_000 + i), isAllowed))

/** A value where the types forbid it. */
const as = <A>(value: unknown): A => value as A

const withoutEstimates = ({ layers, warnings: _, ...others }: FusedEstimate) => ({
  ...others,
  layers: layers.map(({ kinds, ...layer }) => ({ ...layer, kinds: kinds.length })),
})

/** `given` may be what of a tensor crosses: its bits may be fractions. */
const fusedLines = (fused: FusedEstimate): readonly string[] => [
  ...numberLines(withoutEstimates(fused)),
  ...(fused.runtime >= fused.floor ? [] : [`runtime ${fused.runtime} below the floor ${fused.floor}`]),
]

const fail = (): never => {
  throw new Error('this value cannot be read')
}

/** What no plain data is: getters and proxies that throw, and what holds itself. */
const trap = (random: Random): unknown => {
  const loop: { self?: unknown } = {}
  loop.self = loop
  return pick(random, [
    () => Object.defineProperty({}, 'layers', { get: fail, enumerable: true }),
    () => new Proxy({}, { get: fail, ownKeys: fail, getOwnPropertyDescriptor: fail }),
    () => new Proxy([], { get: fail }),
    () => loop,
    () => [loop, [loop]],
    () => fail,
    () => async () => loop,
    () => Object.create(null),
    () => new Map([["Y'", 2]]),
  ])()
}

const hostile = (random: Random, value: unknown): unknown => {
  const form = random(1, 100)
  if (form <= 8) return junkValue(random)
  if (form <= 14) return trap(random)
  // One change: what it puts there may be too large to be walked through for another.
  const { value: changed } = mutated(random, value, 1)
  if (form > 25 || typeof changed !== 'object' || changed === null) return changed
  const keys = Object.keys(changed)
  if (keys.length === 0) return changed
  const copy = as<{ [key: string]: unknown }>(copyOf(value))
  copy[pick(random, keys)] = trap(random)
  return copy
}

const asked = (random: Random): Either<EstimateErrors, FusedEstimate> => {
  const { layers, dataflows, hardware, ...problem } = pick(random, seeds)
  const options = optionsOf({ layers, dataflows, hardware, ...problem })
  const isPlain = chance(random, 50)
  const inputs: unknown[] = [
    isPlain
      ? fuse(
          layers.map(({ layer }) => layer),
          options,
        )
      : fuse(
          as(
            hostile(
              random,
              layers.map(({ layer }) => layer),
            ),
          ),
          as(hostile(random, options)),
        ),
    chance(random, 80)
      ? dataflows
      : // Not of the layer that it is given, which may be too large to be walked through.
        () => (chance(random, 10) ? fail() : hostile(random, dataflows)),
    hardware,
  ]
  const at = random(0, 3)
  for (let i = 0; i < 3; i++)
    if ((at === 3 || at === i) && (i > 0 || isPlain) && typeof inputs[i] !== 'function')
      inputs[i] = hostile(random, inputs[i])
  const call = as<[never, never, never]>(inputs)
  if (chance(random, 50)) return estimateFused(...call)
  const compared = compareFused(...call)
  return isLeft(compared) ? compared : { _tag: 'Right', right: compared.right.fused }
}

it(`${runs} hostile calls end in errors that help or in figures that hold`, () => {
  const failures: string[] = []
  let answered = 0
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 5; seed++) {
    try {
      const answer = asked(seeded(seed))
      if (isRight(answer)) answered++
      const wrong = answerLines(answer, fusedLines)
      if (wrong.length > 0)
        failures.push(`MAESTRO_SEED=${seed} MAESTRO_RUNS=1\n${wrong.slice(0, 5).join('\n')}`)
    } catch (error) {
      const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
      failures.push(`MAESTRO_SEED=${seed} MAESTRO_RUNS=1\n${thrown}`)
    }
  }
  expect(failures.join('\n\n')).toBe('')
  console.log(`${answered} of ${runs} have figures`)
  if (runs >= 1000) expect(answered).toBeGreaterThan(runs / 100)
})
