/** An analysis may be kept as JSON and evaluated elsewhere, where nothing was analysed before. */
import { expect, it, vi } from 'vitest'
import { analyzed, estimated, evaluated, revived, unlessEqual } from '../support/checks/answers'
import { firstSeed } from '../support/generators/bulk'
import { deep, printedProblem, randomProblem } from '../support/generators/problems'
import { seeded } from '../support/generators/random'

/** Of so many problems, the ones with the most kinds of step: what is read back must find room. */
const candidates = 150
const chosen = 6

const largest = () =>
  Array.from({ length: candidates }, (_, i) => randomProblem(seeded(firstSeed + i), deep))
    .map((problem) => ({ problem, analysis: analyzed(problem) }))
    .sort((a, b) => b.analysis.transitions - a.analysis.transitions)
    .slice(0, chosen)

it(`evaluates ${chosen} revived analyses in a package that has analysed nothing`, async () => {
  for (const { problem, analysis } of largest()) {
    vi.resetModules()
    const fresh: typeof import('../../src/index') = await import('../../src/index')
    const answer = fresh.orThrow(fresh.evaluate(revived(analysis), problem.hardware))
    expect(unlessEqual(estimated(problem), answer, printedProblem(problem))).toEqual([])
    expect(analysis.transitions).toBeGreaterThan(500)
  }
})

/** The same data behind a getter: each time it is looked at, something else happens first. */
const behindGetter = <T extends object, K extends keyof T>(value: T, key: K, first: () => void): T =>
  Object.defineProperty({ ...value }, key, {
    enumerable: true,
    get: () => {
      first()
      return value[key]
    },
  })

// Every function is pure: an input that estimates something of its own while it is read must not change the answer.
it('is not disturbed by an analysis whose properties call the package themselves', () => {
  const [problem, other] = [randomProblem(seeded(1), deep), randomProblem(seeded(2), deep)]
  const analysis = analyzed(problem)
  const disturb = () => void estimated(other)
  const levels = analysis.levels.map((level) => behindGetter(level, 'columns', disturb))
  const variants = {
    macs: behindGetter(analysis, 'macs', disturb),
    tensors: behindGetter(analysis, 'tensors', disturb),
    levels: behindGetter(analysis, 'levels', disturb),
    columns: { ...analysis, levels },
  }
  const wrong = Object.entries(variants).flatMap(([key, lazy]) =>
    unlessEqual(estimated(problem), evaluated(lazy, problem.hardware), `a getter of ${key}`),
  )
  expect(wrong).toEqual([])
})
