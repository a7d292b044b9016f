/** Searches that are interrupted and go on: the answer is that of one that was not. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, test } from 'vitest'
import { noFaults } from '../../../src/cli/faults'
import { boardOf, keptOn, noteOn } from '../../../src/cli/search/board'
import type { Job, Known } from '../../../src/cli/search/job'
import { nothingKept, readState, stateText } from '../../../src/cli/search/state'
import { stepsOf } from '../../../src/cli/search/task'
import { jobOf, knownOf } from '../support'

const request = JSON.stringify({
  layer: { kind: 'gemm', name: 'product', sizes: { M: 6, N: 4, K: 5 } },
  hardware: { pes: 4, l1: { capacity: 32 }, clusters: [{ capacity: 96 }], noc: { bandwidth: 4 } },
})
const texts = { 'gemm.json': request }

const searches = [
  ['a layer', 'map gemm.json --gap 0 --nodes 160000'],
  ['a network', 'map ncf --on eyeriss --nodes 40'],
  ['a space', 'explore vgg16 --layer conv3_1 --on nvdla --dataflow KC-P,YR-P --pes 64..256*2 --l1 512,1Ki'],
] as const

const asFile = (job: Job, known: readonly (Known | undefined)[]) =>
  stateText(job, keptOn({ known, reached: known.map(() => 1) }))

describe.each(searches)('%s', (_, line) => {
  test('goes on from any parts that are finished, as if nothing had been', async () => {
    const job = await jobOf(line, texts)
    const known = job.tasks.map(knownOf)
    const whole = job.answer(known).json
    for (const kept of [() => false, (part: number) => part % 2 === 0, () => true]) {
      const text = asFile(
        job,
        known.map((each, part) => (kept(part) ? each : undefined)),
      )
      const faults = noFaults()
      const { finished } = readState(job, { file: 'search', text }, faults)
      expect(faults.rejected).toEqual([])
      expect(finished).toHaveLength(job.tasks.filter((_, part) => kept(part)).length)
      const resumed = job.tasks.map((task, part): Known => {
        const before = finished.find((each) => each.part === part)
        return before === undefined ? knownOf(task) : { result: before.result, isDone: true }
      })
      expect(JSON.stringify(job.answer(resumed).json)).toBe(JSON.stringify(whole))
    }
  })

  test('a file of another search is refused', async () => {
    const job = await jobOf(line, texts)
    const other = await jobOf('map ncf --on eyeriss --nodes 10')
    const faults = noFaults()
    expect(readState(job, { file: 'other', text: asFile(other, []) }, faults)).toEqual(nothingKept)
    expect(faults.rejected.length).toBeGreaterThan(0)
  })
})

test('without all parts, nothing is proven', async () => {
  const job = await jobOf('map gemm.json --gap 0 --nodes 160000', texts)
  const [first, ...others] = job.tasks.map(knownOf)
  expect(job.answer([first, ...others]).json).toMatchObject({ proven: true, gap: 0 })
  expect(job.answer([first, ...others.map(() => undefined)]).json).toMatchObject({
    proven: false,
    gap: null,
    lower: null,
  })
  expect(job.answer(job.tasks.map(() => undefined)).code).toBe(3)
})

test('a network of which not all is known has the layers that are', async () => {
  const job = await jobOf('map ncf --on eyeriss --nodes 40')
  const { table, json, blocks } = job.answer([
    knownOf(job.tasks[0]!),
    ...job.tasks.slice(1).map(() => undefined),
  ])
  expect(json).toMatchObject({ totals: null, gap: null })
  expect(table.rows.map(([, cycles]) => cycles !== null)).toEqual([
    true,
    ...job.tasks.slice(1).map(() => false),
  ])
  expect(blocks).toHaveLength(2)
})

test('what is broken in a file is said with its line', async () => {
  const job = await jobOf('map gemm.json', texts)
  for (const text of [
    '{',
    '{ "version": 1, "tasks": [] }',
    '[]',
    '{"version":1,"tasks":[],"finished":[{"part":0,"result":{}}]}',
  ]) {
    const faults = noFaults()
    expect(readState(job, { file: 'search', text }, faults)).toEqual(nothingKept)
    expect(faults.rejected.length).toBeGreaterThan(0)
  }
  const { result } = knownOf(job.tasks[0]!)
  const beyond = { part: job.tasks.length, done: 0.5, result }
  for (const kept of [
    { finished: [beyond], unfinished: [] },
    { finished: [], unfinished: [beyond] },
  ]) {
    const found = noFaults()
    const finished = kept.finished.map(({ part }) => ({ part, result }))
    const text = stateText(job, { ...kept, finished })
    expect(readState(job, { file: 'search', text }, found)).toEqual(nothingKept)
    expect(found.rejected[0]?.message).toBe('search keeps parts of another search.')
  }
})

test('a part reports how far it is, to its end', async () => {
  for (const [, line] of searches) {
    const [task] = (await jobOf(line, texts)).tasks
    const done = [...stepsOf(task!)].map((step) => (isRight(step) ? step.right.done : Number.NaN))
    expect(done.every((each, i) => each > 0 && each <= 1 && each >= (done[i - 1] ?? 0))).toBe(true)
  }
})

describe.each(searches)('an unfinished part of %s', (_, line) => {
  const begun = async () => {
    const job = await jobOf(line, texts)
    const steps = [...stepsOf(job.tasks[0]!)].flatMap((step) => (isRight(step) ? [step.right] : []))
    return { job, steps }
  }

  test('keeps what it has found, until the next run has come as far', async () => {
    const { job, steps } = await begun()
    const half = steps[Math.floor(steps.length / 2)]!
    const board = boardOf(job, nothingKept)
    for (const step of steps.slice(0, steps.indexOf(half) + 1)) noteOn(board, { part: 0, _tag: 'Step', step })
    const faults = noFaults()
    const kept = readState(job, { file: 'search', text: stateText(job, keptOn(board)) }, faults)
    expect(faults.rejected).toEqual([])
    expect(kept.unfinished).toEqual([{ part: 0, done: half.done, result: half.result }])
    const again = boardOf(job, kept)
    expect(again.waiting).toContain(0)
    for (const step of steps) {
      noteOn(again, { part: 0, _tag: 'Step', step })
      const better = step.done >= half.done ? step : half
      expect([again.known[0]?.result, again.known[0]?.isDone]).toEqual([better.result, false])
    }
    noteOn(again, { part: 0, _tag: 'Done', result: steps.at(-1)!.result })
    expect(keptOn(again).finished).toEqual([{ part: 0, result: steps.at(-1)!.result }])
  })
})

test('what a file keeps of a part stands until the part has come as far', async () => {
  const job = await jobOf('map gemm.json', texts)
  const { result } = knownOf(job.tasks[0]!)
  const kept = { ...result }
  const board = boardOf(job, { finished: [], unfinished: [{ part: 0, done: 0.5, result: kept }] })
  const steps = [0.25, 0.5, 0.75].map((done) => ({ done, result: { ...result } }))
  const known = steps.map((step) => {
    noteOn(board, { part: 0, _tag: 'Step', step })
    return [board.known[0]?.result, keptOn(board).unfinished[0]?.done] as const
  })
  expect(known.map(([each]) => [kept, ...steps.map((step) => step.result)].indexOf(each as never))).toEqual([
    0, 2, 3,
  ])
  expect(known.map(([, reached]) => reached)).toEqual([0.5, 0.5, 0.75])
})
