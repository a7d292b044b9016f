/** The comparison with the public tool: what it reads, what it computes, and how it runs a tool, here a shell script. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Either } from 'fp-ts/Either'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { readArguments } from '../../bench/tool/arguments'
import { filesTable, fileTable, geometricMean, median, perCopy } from '../../bench/tool/figures'
import { copiesOfLayer, cutMapping } from '../../bench/tool/mapping-text'
import { measureFile, type Plan, tryTool } from '../../bench/tool/measure'
import { readTimes, runTool } from '../../bench/tool/process'
import { orThrow } from '../../src/index'
import { parseNetwork, parseNetworks } from '../../src/notation'

const layer = (name: string, K: number) => `Layer ${name} {
    Type: CONV
    Dimensions { K: ${K}, C: Channels, R: 3, S: 3, Y: 10, X: 10 }
    // Layer of a comment {
    Dataflow { SpatialMap(1,1) K; TemporalMap(Sz(R),1) Y; Cluster(4, P); SpatialMap(1,1) C; }
  }`
const text = `Constant Channels 4;
Network two {
  ${layer('A', 8)}
  ${layer('B', 16)}
}
`
/** The value of a Right; a Left fails the test with what it says. */
const rightOf = <A>(either: Either<string, A>): A => {
  if (either._tag === 'Left') throw new Error(either.left)
  return either.right
}
const hardware = { pes: 16, bandwidth: 32, latency: 1 }

describe('a mapping file', () => {
  it('is cut into its layers, which can be copied', () => {
    const cut = cutMapping(text)!
    expect(cut.layers).toEqual([layer('A', 8), layer('B', 16)])
    const { layers } = orThrow(parseNetwork(copiesOfLayer(cut, 1, 3)))
    expect(layers.map((of) => of.layer)).toEqual(Array(3).fill(orThrow(parseNetwork(text)).layers[1]!.layer))
  })

  it('is not cut where it has no layer, or one that does not close', () => {
    expect(cutMapping('Network none { }')).toBeNull()
    expect(cutMapping('Network open { Layer A { Type: CONV ')).toBeNull()
  })

  const mappings = join(import.meta.dirname, '../../../shared/reference/maestro-files/mapping')
  it.skipIf(!existsSync(mappings))('of the public tool is cut into the layers that are read of it', () => {
    for (const name of readdirSync(mappings)) {
      const file = readFileSync(join(mappings, name), 'utf8')
      const whole = parseNetworks(file)
      if (whole._tag === 'Left') continue
      const all = whole.right.flatMap(({ layers }) => layers)
      const cut = cutMapping(file)!
      expect([name, cut.layers.length]).toEqual([name, all.length])
      // Every seventh: files repeat their layers.
      for (let i = 0; i < all.length; i += 7) {
        const [one] = orThrow(parseNetwork(copiesOfLayer(cut, i, 1))).layers
        expect(one!.layer).toEqual(all[i]!.layer)
        expect(one!.dataflow!.directives).toEqual(all[i]!.dataflow!.directives)
      }
    }
  })
})

describe('arguments', () => {
  it('name a program, mapping files and the hardware', () => {
    expect(rightOf(readArguments(['dir/maestro', 'a.m', '--pes', '64', 'b.m', '--latency', '0']))).toEqual({
      tool: 'dir/maestro',
      mappings: ['a.m', 'b.m'],
      hardware: { pes: 64, bandwidth: 32, latency: 0 },
    })
    expect(rightOf(readArguments(['a.m'])).tool).toBeNull()
  })

  it.each([
    [[], 'There is no mapping file.'],
    [['one', 'two', 'a.m'], 'There are two programs, one and two.'],
    [['a.m', '--pes', '0'], '--pes 0 is no option.'],
    [['a.m', '--pes'], '--pes  is no option.'],
    [['a.m', '--PEs', '4'], '--PEs 4 is no option.'],
  ])('%j are refused', (given, left) => {
    expect(readArguments(given)).toMatchObject({ left })
  })
})

describe('the arithmetic', () => {
  it('takes medians and geometric means', () => {
    expect(median([])).toBeNull()
    expect(median([9, 1, 4])).toBe(4)
    expect(median([9, 1, 4, 6])).toBe(5)
    expect(geometricMean([])).toBeNull()
    expect(geometricMean([2, 8])).toBeCloseTo(4, 12)
  })

  it('takes the start of a process from its time', () => {
    expect(perCopy(3, 35, 64)).toBe(500)
    expect(perCopy(3, 3, 64)).toBe(0)
  })

  it('adds up user and system time', () => {
    expect(readTimes('0.010 0.002\n')).toBeCloseTo(12, 9)
    expect(readTimes('a warning\n1.000001 0.000500\n')).toBeCloseTo(1000.501, 9)
    expect(readTimes('')).toBeNull()
    expect(readTimes('0m0.010s')).toBeNull()
  })
})

test('the tables show each layer, medians and ratios', () => {
  const measured = {
    file: 'four.m',
    process: 6,
    notes: [],
    layers: [
      { name: 'A', ours: 5, tool: 500, notes: [] },
      { name: 'B', ours: 8, tool: 200, notes: [] },
      { name: 'C', ours: null, tool: 100, notes: ['This library refuses it.'] },
      { name: 'D', ours: 9, tool: 0, notes: [] },
    ],
  }
  expect(fileTable(measured).replaceAll(/ {2,}/g, '  ').split('\n')).toEqual([
    'four.m  library  tool  ratio',
    'A  5.00 µs  500 µs  100×',
    'B  8.00 µs  200 µs  25.0×',
    'C  –  100 µs  –',
    '  This library refuses it.',
    'D  9.00 µs  0.00 µs  –',
    'median over layers  8.00 µs  150 µs  62.5×',
    "The tool's whole process: 6.00 ms, or 1500 µs a layer.",
  ])
  const other = { ...measured, file: 'one.m', layers: [{ name: 'E', ours: 1, tool: 20, notes: [] }] }
  expect(filesTable([measured, other]).replaceAll(/ {2,}/g, '  ').split('\n')).toEqual([
    'medians over layers  library  tool  ratio',
    'four.m  8.00 µs  150 µs  62.5×',
    'one.m  1.00 µs  20.0 µs  20.0×',
    'median over files  4.50 µs  85.0 µs  41.3×',
    'Geometric mean of the ratios of 3 layers: 36.8×.',
  ])
})

describe('a tool', () => {
  let directory: string
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tool-test-'))
  })
  afterAll(() => {
    rmSync(directory, { recursive: true })
  })

  /** A program that logs how many layers its mapping file has, and then does what is given. */
  const toolOf = (name: string, what: string): string => {
    const tool = join(directory, name)
    const log = `layers=$(grep -c '^ *Layer' mapping.m); echo $layers >> ${tool}.log`
    writeFileSync(tool, `#!/bin/sh\n${log}\n${what}\n`)
    chmodSync(tool, 0o755)
    return tool
  }
  const writeRows =
    'echo heading > out.csv; while [ $layers -gt 0 ]; do echo row >> out.csv; layers=$((layers-1)); done'
  const planOf = (tool: string | null): Plan => ({
    tool,
    hardware,
    repetitions: 2,
    copies: 3,
    warmUp: 1,
    sample: 1,
  })
  const leftOf = (tool: string): string => {
    const run = runTool(tool, hardware, text, 2)
    return run._tag === 'Left' ? run.left : ''
  }

  it('is run on the file, on each layer alone, and on copies of it, in turn', () => {
    const tool = toolOf('good', writeRows)
    const { layers, notes, process } = rightOf(measureFile(planOf(tool), 'two.m', text))
    expect(readFileSync(`${tool}.log`, 'utf8').trim().split('\n').map(Number)).toEqual([
      2, 1, 4, 1, 4, 2, 1, 4, 1, 4,
    ])
    expect(layers.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(layers.flatMap((of) => of.notes)).toEqual([])
    for (const { ours } of layers) expect(ours).toBeGreaterThan(0)
    expect(process).not.toBeNull()
    expect(notes).toEqual([])
  })

  it('is not needed', () => {
    const { layers, process } = rightOf(measureFile(planOf(null), 'two.m', text))
    expect(layers.map(({ tool }) => tool)).toEqual([null, null])
    for (const { ours } of layers) expect(ours).toBeGreaterThan(0)
    expect(process).toBeNull()
  })

  it('that fails is reported with what was tried and what it printed', () => {
    const tool = toolOf('bad', 'echo no such option >&2; exit 3')
    expect(leftOf(tool)).toMatch(/exit status is 3/)
    expect(leftOf(tool)).toContain(
      `${tool} --num_pes=16 --noc_bw_cstr=32 --noc_hop_latency=1 --Mapping_file=mapping.m`,
    )
    expect(leftOf(tool)).toContain('no such option')
    expect(tryTool(tool, hardware, text)).toContain('exit status is 3')
    const { layers, notes } = rightOf(measureFile(planOf(tool), 'two.m', text))
    expect(layers[0]!.notes[0]).toContain('no such option')
    expect(notes[0]).toContain('no such option')
  })

  it('that does not exist, or writes no results, is reported', () => {
    expect(leftOf(join(directory, 'absent'))).toContain('ENOENT')
    expect(leftOf(toolOf('idle', ''))).toContain('results of 0 of 2 layers')
    expect(tryTool(toolOf('works', writeRows), hardware, text)).toBeNull()
  })

  it('leaves nothing behind', () => {
    vi.stubEnv('TMPDIR', directory)
    runTool(toolOf('tidy', writeRows), hardware, text, 2)
    vi.unstubAllEnvs()
    expect(readFileSync(join(directory, 'tidy.log'), 'utf8')).toBe('2\n')
    expect(readdirSync(directory).filter((name) => name.startsWith('maestro-'))).toEqual([])
  })
})

test('a layer that this library refuses is not measured', () => {
  const skipping = text.replace('TemporalMap(Sz(R),1) Y', 'TemporalMap(Sz(R),2) Y')
  const plan: Plan = { tool: null, hardware, repetitions: 1, copies: 1, warmUp: 1, sample: 1 }
  const { layers } = rightOf(measureFile(plan, 'two.m', skipping))
  expect(layers.map(({ ours }) => ours === null)).toEqual([true, false])
  expect(layers[0]!.notes[0]).toMatch(/^This library refuses it: /)
  expect(measureFile(plan, 'none.m', 'Network {')).toMatchObject({ _tag: 'Left' })
})
