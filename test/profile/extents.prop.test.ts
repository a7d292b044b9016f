/**
 * The time of an analysis does not depend on extents (docs/spec.md, section 9): with one, two or three of them a thousand
 * times larger there are as many kinds of step, in tables of the same shape, found with the same work.
 */

import { expect, it } from 'vitest'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import type { Report } from '../../src/error/error'
import type { Analysis } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { javascriptBackend } from '../../src/profile/kernel/backend'
import { stepsOver } from '../../src/profile/kernel/host'
import { analyzed, unless, unlessEqual } from '../support/checks/answers'
import { workOf } from '../support/checks/work'
import { failuresOf, runsOr } from '../support/generators/bulk'
import { canonicalDataflow } from '../support/generators/directives'
import { grown } from '../support/generators/growth'
import type { Scale } from '../support/generators/layers'
import { type Problem, printedProblem, simulable } from '../support/generators/problems'

/** Enough for the work of all together to be an average. */
const runs = runsOr(2000, 2000)

/** Three extents a thousand times larger must stay below the largest count. */
const medium: Scale = { macs: 30_000, extent: 60, units: 12 }

/**
 * Short extents spare some work: windows that never overlap, residues that are not there. So a single layer may take some
 * times more once it is larger, up to what its coefficients allow, but all of them together do not. An analysis that
 * looked at every tile would take a thousand times more.
 */
const mostMoreWork = { ofOne: 30, ofAll: 1.05 }

/** Of the time of all together, measured in turns, so that a busy machine slows both: room for noise, not for a loop. */
const mostMoreTime = 3

/** Everything of an analysis that grows with the kinds of step. */
const shapeOf = ({ transitions, levels }: Analysis): unknown => ({
  transitions,
  tables: levels.map(({ columns: { count, runEntry, boxEnd, entries, initial } }) => ({
    steps: count.length,
    runs: runEntry.length,
    boxes: boxEnd.length,
    entries,
    initial,
  })),
})

/** The kernel in the form whose work can be counted. */
const { newStepTable, profileSchedule } = stepsOver(javascriptBackend())
const table = newStepTable()

const profiled = (problem: Problem): void => {
  const report: Report = []
  const read = checkLayer(problem.subject.layer, report)!
  const { levels } = canonicalize(
    read,
    readDataflow(problem.dataflow, read, report)!,
    problem.hardware.pes,
    report,
  )!
  profileSchedule(table, read, levels, problem.hardware.simd ?? 1)
}

/** The canonical notation for both, so that reading directives is the same work. */
const analysis = (given: Problem) => {
  const problem = { ...given, dataflow: canonicalDataflow(given) }
  return workOf(() => {
    profiled(problem)
    return analyzed(problem)
  })
}

const everywhere = (scale: Scale, where: string): void =>
  it(`analyses layers a thousand times larger just as well (${runs} problems, ${where})`, () => {
    const hits = [0, 0, 0, 0]
    const work = { small: 0, huge: 0 }
    const time = { small: 0, huge: 0 }
    const failures = failuresOf(runs, scale, (problem, random) => {
      const larger = grown(random, problem)
      hits[larger?.times ?? 0]! += 1
      if (larger === undefined) return []
      const [small, huge] = [analysis(problem), analysis(larger)]
      work.small += small.calls
      work.huge += huge.calls
      time.small += small.time
      time.huge += huge.time
      const wrong = [
        ...unlessEqual(shapeOf(small.result), shapeOf(huge.result), 'the same kinds of step'),
        ...unlessEqual(shapeOf(huge.result), shapeOf(analyzed(larger)), 'in any notation'),
        ...unless(huge.calls <= mostMoreWork.ofOne * small.calls, `work ${small.calls} became ${huge.calls}`),
      ]
      return wrong.length === 0 ? [] : [printedProblem(larger), ...wrong]
    })
    console.log(
      `extents made larger, ${where}: none ${hits[0]}, one ${hits[1]}, two ${hits[2]}, three ${hits[3]}; ` +
        `work × ${(work.huge / work.small).toFixed(3)}, time × ${(time.huge / time.small).toFixed(2)}`,
    )
    expect(failures).toBe('')
    if (runs < 100) return
    expect(work.huge).toBeLessThanOrEqual(mostMoreWork.ofAll * work.small)
    expect(time.huge).toBeLessThanOrEqual(mostMoreTime * time.small)
    for (const count of hits.slice(1)) expect(count).toBeGreaterThanOrEqual(runs / 10)
  })

everywhere(simulable, 'small extents')
everywhere(medium, 'larger extents')
