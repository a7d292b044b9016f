/** Laws of explanations, on random problems. */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { estimate, orThrow } from '../../src/index'
import { explain } from '../../src/report'
import { type Check, failuresOf, runsOr } from '../property/bulk'
import { simulable, simulated } from '../property/problems'
import { type Box, elementSpace, stepsOf, wholeBox } from '../simulator/elements'
import type { SimProblem } from '../simulator/types'

const runs = runsOr(400)

/** Per level and tensor, the elements of all tiles, by enumeration. */
const touchedIn = (problem: SimProblem): readonly (readonly number[])[] => {
  const spaces = problem.tensors.map((tensor) => elementSpace(tensor, problem.extents))
  let boxes: readonly Box[] = [wholeBox(problem)]
  return problem.levels.map((level) => {
    boxes = boxes.flatMap((box) => stepsOf(problem.extents, level, box).flatMap((step) => [...step.values()]))
    return spaces.map((space) => boxes.reduce((sum, box) => sum + space.touchedBy(box).length, 0))
  })
}

it(`gains are the differences of estimates, on ${runs} problems`, () => {
  let changes = 0
  const check: Check = ({ subject, dataflow, hardware }) => {
    const before = orThrow(estimate(subject.layer, dataflow, hardware))
    const explained = explain({ layer: subject.layer, dataflow, hardware })
    if (isLeft(explained)) return ['refused']
    expect(explained.right.estimate).toEqual(before)
    changes += explained.right.changes.length
    return explained.right.changes.flatMap((change) => {
      const after = orThrow(estimate(subject.layer, change.dataflow, change.hardware))
      const same =
        change.gain.runtime === before.runtime - after.runtime &&
        change.gain.energy === before.energy.total - after.energy.total
      const gains = Object.values(change.gain).some((gain) => gain > 0) && after.runtime <= before.runtime
      const fits = !before.buffers.fits || after.buffers.fits
      return same && gains && fits ? [] : [change.action]
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(changes).toBeGreaterThan(runs)
})

it(`reuse is what enumeration counts, on ${runs} problems`, () => {
  let reused = 0
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const { findings } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    const touched = touchedIn(simulated(problem))
    return findings.flatMap((finding) => {
      if (finding._tag !== 'TemporalReuse') return []
      reused += 1
      const t = subject.tensors.findIndex(({ name }) => name === finding.tensor)
      return touched[finding.level]?.[t] === finding.numbers.touched ? [] : [finding.sentence]
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(reused).toBeGreaterThan(runs)
})

it('every figure in a sentence is a number', () => {
  const check: Check = ({ subject, dataflow, hardware }) => {
    const { text } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    return /NaN|Infinity|undefined|null|\[object/.test(text) ? [text] : []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
})
