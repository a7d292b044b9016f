/** The kernel's memory: tables that come and go, growth, and calls that end in the middle. */
import { expect, it } from 'vitest'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import { conv2d, dataflow, gemm, type Layer, spatialMap, temporalMap } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { assemblyBackend, javascriptBackend } from '../../src/profile/kernel/backend'
import { stepsOver } from '../../src/profile/kernel/host'
import type { Steps } from '../../src/profile/steps'

const canonical = (layer: Layer, flow: ReturnType<typeof dataflow>) => {
  const problem = checkLayer(layer, [])!
  return { problem, levels: canonicalize(problem, readDataflow(flow, problem, [])!, 8, [])!.levels }
}

const product = canonical(
  gemm({ M: 37, N: 53, K: 71 }),
  dataflow('product', [temporalMap(5, 5, 'M'), spatialMap(3, 3, 'N'), temporalMap(7, 7, 'K')]),
)
const convolution = canonical(
  conv2d({ K: 13, C: 7, R: 3, S: 3, "Y'": 11, "X'": 9 }),
  dataflow('convolution', [spatialMap(2, 2, 'K'), temporalMap(3, 3, 'C'), temporalMap(4, 4, "X'")]),
)

const forms: readonly (readonly [string, () => Steps])[] = [
  ['WebAssembly', () => stepsOver(assemblyBackend()!)],
  ['JavaScript', () => stepsOver(javascriptBackend())],
]

const cyclesOf = (steps: Steps, { problem, levels }: typeof product): number => {
  const table = steps.newStepTable()
  expect(steps.profileSchedule(table, problem, levels, 1)).toBe(true)
  const cycles = steps.time(steps.project(table, steps.newProjection()), steps.newLinks(), 'within-runs')
  steps.releaseStepTable(table)
  return cycles
}

for (const [name, start] of forms) {
  it(`keeps many tables apart while memory grows (${name})`, () => {
    const steps = start()
    const links = steps.newLinks()
    const projection = steps.newProjection()
    const expected = [cyclesOf(steps, product), cyclesOf(steps, convolution)]
    const tables = Array.from({ length: 3000 }, (_, i) => {
      const table = steps.newStepTable()
      const { problem, levels } = i % 2 === 0 ? product : convolution
      steps.profileSchedule(table, problem, levels, 1)
      return steps.project(table, projection)
    })
    const wrong = tables.filter((table, i) => steps.time(table, links, 'within-runs') !== expected[i % 2])
    expect(wrong).toEqual([])
    for (const table of tables) steps.releaseStepTable(table)
  })

  it(`reuses the memory of released tables (${name})`, () => {
    const steps = start()
    const addresses = Array.from({ length: 100 }, () => {
      const table = steps.newStepTable()
      steps.profileSchedule(table, product.problem, product.levels, 1)
      steps.releaseStepTable(table)
      return table.address
    })
    expect(new Set(addresses).size).toBe(1)
  })

  it(`answers as before after calls that the stack ended at any depth (${name})`, () => {
    const steps = start()
    const expected = cyclesOf(steps, product)
    const table = steps.newStepTable()
    let ended = 0
    const descend = (): void => {
      try {
        descend()
      } catch {
        // On the way up, each frame leaves the kernel a little more of the stack.
      }
      if (ended > 300) return
      ended++
      try {
        steps.profileSchedule(table, convolution.problem, convolution.levels, 1)
      } catch {
        // Ended in the middle.
      }
      if (cyclesOfOrNull(steps) !== null && cyclesOfOrNull(steps) !== expected) ended = Infinity
    }
    const cyclesOfOrNull = (of: Steps): number | null => {
      try {
        const own = of.newStepTable()
        of.profileSchedule(own, product.problem, product.levels, 1)
        return of.time(of.project(own, of.newProjection()), of.newLinks(), 'within-runs')
      } catch {
        return null
      }
    }
    descend()
    expect(ended).toBe(301)
    expect(cyclesOf(steps, product)).toBe(expected)
  })
}
