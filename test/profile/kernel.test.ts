/** The kernel's memory: tables that come and go, growth, and calls that end in the middle. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { scheduleOf } from '../../bench/worst'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import { conv2d, dataflow, gemm, type Layer, spatialMap, temporalMap } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { assemblyBackend, type Backend, javascriptBackend } from '../../src/profile/kernel/backend'
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

/** Six levels of spatial tiles on windows of large strides. */
const windows = scheduleOf(
  'windows',
  [3605, 3372, 392],
  [
    ['input', '63·D2 + 40·D1, D0'],
    ['input', '34·D2 + 31·D0, D1'],
    ['output', '62·D0 + 52·D1'],
    ['input', 'D2, 48·D0 + 39·D1'],
    ['output', '40·D2 + 54·D1'],
    ['output', '51·D1 + 43·D0'],
    ['output', '34·D1 + 54·D2'],
    ['output', '62·D0 + 42·D1, D2'],
  ],
  '63: T1806 D1, S70 D0, T140 D2 | 5: S57 D2, T1714 D1 | 64: S47 D1, T25 D2, T28 D0 | 64: T17 D2, S8 D0 | 31: T10 D2, S19 D1 | 1000: T11 D2, S4 D0',
)

const forms: readonly (readonly [string, () => Steps, () => Backend])[] = (
  [
    ['WebAssembly', () => assemblyBackend()!],
    ['JavaScript', javascriptBackend],
  ] as const
).map(([name, start]) => [name, () => stepsOver(start()), start])

const nodes = Buffer

/** A decoder of base64 that newer engines have. */
const fromBase64 = (text: string): Uint8Array => new Uint8Array(nodes.from(text, 'base64'))

const decoders: readonly (readonly [string, typeof Buffer | undefined, typeof fromBase64 | undefined])[] = [
  ["an engine's own", undefined, fromBase64],
  ["Node's", Buffer, undefined],
  ["every browser's", undefined, undefined],
]

const cyclesOf = (steps: Steps, { problem, levels }: typeof product): number => {
  const table = steps.newStepTable()
  expect(steps.profileSchedule(table, problem, levels, 1)).toBe(true)
  const cycles = steps.time(steps.project(table, steps.newProjection()), steps.newLinks(), 'within-runs')
  steps.releaseStepTable(table)
  return cycles
}

it.each(decoders)('is decoded by %s decoder', (_, buffer, decode) => {
  const expected = cyclesOf(stepsOver(javascriptBackend()), product)
  vi.stubGlobal('Buffer', buffer)
  vi.stubGlobal('Uint8Array', Object.assign(class extends Uint8Array {}, { fromBase64: decode }))
  const started = assemblyBackend()
  vi.unstubAllGlobals()
  expect(cyclesOf(stepsOver(started!), product)).toBe(expected)
})

for (const [name, start, startBackend] of forms) {
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

  it(`refuses windows that take too many looks, and answers the next schedule (${name})`, () => {
    const steps = start()
    const expected = cyclesOf(steps, product)
    const table = steps.newStepTable()
    expect(steps.profileSchedule(table, windows.problem, windows.levels, 1)).toBe(false)
    expect(cyclesOf(steps, product)).toBe(expected)
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

  it(`takes no more memory for tables that come and go (${name})`, () => {
    const backend = startBackend()
    const steps = stepsOver(backend)
    const profileOne = (): void => {
      const table = steps.newStepTable()
      steps.profileSchedule(table, convolution.problem, convolution.levels, 1)
      steps.releaseStepTable(table)
    }
    profileOne()
    const before = backend.views().numbers.length
    for (let i = 0; i < 5000; i++) profileOne()
    expect(backend.views().numbers.length).toBe(before)
  })

  it(`saves and restores the tables of eight tensors (${name})`, () => {
    const steps = start()
    const { problem, levels } = windows
    expect(problem.tensors.length).toBe(8)
    const [table, copy] = [steps.newStepTable(), steps.newStepTable()]
    expect(steps.profileSchedule(table, problem, levels.slice(0, 1), 1)).toBe(true)
    steps.restoreSchedule(copy, steps.saveSchedule(table))
    const read = steps.readSchedule(table)
    expect(steps.readSchedule(copy)).toEqual(read)
    expect(Math.min(...read.used, ...read.streamed)).toBeGreaterThan(0)
    steps.releaseStepTable(table)
    steps.releaseStepTable(copy)
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

/** What the library of ECMAScript does not declare of WebAssembly. */
type Assembly = {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: Record<string, unknown> }
  readonly CompileError: new (message: string) => Error
}

describe('the form of the kernel', () => {
  const { Module, Instance, CompileError } = (globalThis as unknown as { WebAssembly: Assembly }).WebAssembly
  let asked = 0
  const countAsked = (newTable: () => number): number => {
    asked++
    return newTable()
  }

  /** A realm whose WebAssembly counts what is asked of the kernel's tables, with a kernel that is not started. */
  const freshSteps = async (compile: Assembly['Module']): Promise<() => Steps> => {
    asked = 0
    vi.stubGlobal('WebAssembly', {
      Module: compile,
      Instance: class {
        readonly exports: Record<string, unknown>
        constructor(module: object) {
          const { exports } = new Instance(module)
          const newTable = exports['newTable'] as () => number
          this.exports = { ...exports, newTable: () => countAsked(newTable) }
        }
      },
    })
    vi.resetModules()
    return (await import('../../src/profile/steps')).steps
  }

  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it('is WebAssembly, even where it was first started at the end of the stack', async () => {
    const steps = await freshSteps(Module)
    let failed = 0
    let answered = 0
    const descend = (): void => {
      try {
        descend()
      } catch {
        // On the way up, each frame leaves the kernel a little more of the stack.
      }
      if (answered > 0) return
      try {
        steps()
        answered++
      } catch {
        failed++
      }
    }
    descend()
    expect(failed).toBeGreaterThan(0)
    expect(cyclesOf(steps(), product)).toBeGreaterThan(0)
    expect(asked).toBe(1)
  })

  it('is JavaScript where compiling is refused', async () => {
    const steps = await freshSteps(
      class {
        constructor() {
          throw new CompileError('Wasm code generation disallowed by embedder')
        }
      },
    )
    expect(cyclesOf(steps(), product)).toBeGreaterThan(0)
    expect(asked).toBe(0)
  })
})
