/**
 * Analyses that were forged, with the checksum worked out anew: any number, text or list of a true one changed. They are
 * refused, or what they give is made of numbers, in no more time than a true one takes.
 */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { checksumOf } from '../../src/analysis/checksum'
import { type Analysis, evaluate } from '../../src/index'
import { analyzed, revived } from '../support/checks/answers'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { large, randomProblem, simulable } from '../support/generators/problems'
import { chance, pick, type Random, seeded } from '../support/generators/random'
import { processorTime } from '../support/processor-time'
import { numberLines } from './judge'

const forgeries = runsOr(20_000)

type Place = { readonly holder: { [key: string]: unknown }; readonly key: string }

/** Every place in plain data. */
const placesIn = (value: unknown): readonly Place[] => {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as { [key: string]: unknown } // lists and objects alike
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}

const numbers = [0, 1, 2, 3, 7, 255, 65_536, 2e8, 4e9, 2 ** 40, 2 ** 53 - 1]

const changed = (random: Random, value: unknown): unknown => {
  if (typeof value === 'number')
    return chance(random, 40) ? Math.abs(value + random(-3, 3)) : pick(random, numbers)
  if (typeof value === 'string') return pick(random, ['', 'junk', 'input', 'output'])
  if (!Array.isArray(value)) return value
  const form = random(1, 5)
  if (form === 1) return []
  if (form === 2) return value.slice(0, random(0, value.length))
  if (form === 3) return [...value, ...value]
  return form === 4 ? value.toReversed() : [...value, pick(random, numbers)]
}

const forged = (random: Random, analysis: Analysis): Analysis => {
  const copy = revived(analysis)
  for (let times = random(1, 3); times > 0; times--) {
    const { holder, key } = pick(random, placesIn(copy))
    holder[key] = changed(random, holder[key])
  }
  return { ...copy, checksum: checksumOf(copy) }
}

const mostMilliseconds = 1000

it(`${forgeries} forged analyses are refused, or give figures that are numbers`, () => {
  const problems = Array.from({ length: 60 }, (_, i) =>
    randomProblem(seeded(firstSeed + i), i % 3 === 0 ? large : simulable),
  )
  const sound = problems.map((problem) => ({ analysis: analyzed(problem), hardware: problem.hardware }))
  const wrong: string[] = []
  let refused = 0
  for (let i = 0; i < forgeries && wrong.length < 5; i++) {
    const random = seeded(firstSeed + i)
    const { analysis, hardware } = pick(random, sound)
    const forgery = forged(random, analysis)
    const start = processorTime()
    const result = evaluate(forgery, { ...hardware, pes: forgery.pes, simd: forgery.simd })
    const milliseconds = processorTime() - start
    const lines = isLeft(result) ? [] : numberLines(result.right)
    if (isLeft(result)) refused++
    if (lines.length > 0 || milliseconds > mostMilliseconds)
      wrong.push(`MAESTRO_SEED=${firstSeed + i}: ${milliseconds} ms, ${lines.slice(0, 3).join('; ')}`)
  }
  expect(wrong).toEqual([])
  expect(refused).toBeGreaterThan(forgeries / 4)
})

it('a true analysis is taken, however it came', () => {
  for (let i = 0; i < 300; i++) {
    const problem = randomProblem(seeded(firstSeed + i), i % 3 === 0 ? large : simulable)
    const analysis = analyzed(problem)
    expect(evaluate(revived(analysis), problem.hardware)).toEqual(evaluate(analysis, problem.hardware))
  }
})
