/** The rules for hardware: each broken alone, found once, at its place, with a readable error. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  analyze,
  cluster,
  dataflow,
  type EstimateError,
  evaluate,
  inferReuse,
  maestroEnergy,
  orThrow,
} from '../../src/index'
import { conv, errorsOf, flow, inShort, junk, refusal, stumbles } from '../support/errors'

type Given = { readonly [key: string]: unknown }
type Row = readonly [rule: string, given: Given, paths: readonly string[]]

const refused = (given: Given): readonly EstimateError[] =>
  refusal({ hardware: junk<Accelerator>({ pes: 16, ...given }) })

const checks = (rows: readonly Row[]): void => {
  for (const [rule, given, paths] of rows)
    it(rule, () => {
      const found = refused(given)
      expect(inShort(found)).toEqual(paths.map((path) => `InvalidHardware hardware.${path}`))
      expect(found.flatMap(stumbles)).toEqual([])
    })
}

const table = { area: 1, power: 1 }
const area = {
  mac: table,
  sram: table,
  bus: { ...table, scale: [1, 1] },
  arbiter: { ...table, scale: [1, 1, 1] },
}
const energy = (more: object): Given => ({ energy: { ...maestroEnergy, ...more } })
const read = (value: unknown): Given => energy({ l1: { read: value, write: 1 } })
const points = (value: unknown): Given => read({ points: value })

describe('PEs, lanes, elements and the clock', () => {
  checks([
    ['PEs are required', { pes: undefined }, ['pes']],
    ['PEs are positive', { pes: -4 }, ['pes']],
    ['PEs are whole', { pes: 1.5 }, ['pes']],
    ['PEs are countable', { pes: 2 ** 53 }, ['pes']],
    ['lanes are positive', { simd: 0 }, ['simd']],
    ['elements have a size', { elementBytes: 0 }, ['elementBytes']],
    ['elements have a finite size', { elementBytes: Number.POSITIVE_INFINITY }, ['elementBytes']],
    ['elements have a size of countable bits', { elementBytes: 1e300 }, ['elementBytes']],
    ['the clock ticks', { clock: 0 }, ['clock']],
    ['the clock is a number', { clock: '1 GHz' }, ['clock']],
    ['overlap is one of three', { overlap: 'always' }, ['overlap']],
    ['overlap is not null', { overlap: null }, ['overlap']],
    ['there is nothing else', { cores: 4 }, ['cores']],
  ])

  it('suggests the property that was meant', () => {
    expect(refused({ offChip: {} })[0]?.hint).toMatch(/did you mean offchip\?/i)
    expect(refused({ noc: { bandwith: 4 } })[0]?.hint).toMatch(/did you mean bandwidth\?/i)
  })
})

describe('networks', () => {
  checks([
    ['are objects', { noc: 32 }, ['noc']],
    ['are at least one', { noc: [] }, ['noc']],
    ['are objects in a list', { noc: [{}, null] }, ['noc[1]']],
    ['have a bandwidth above 0', { noc: { bandwidth: 0 } }, ['noc.bandwidth']],
    ['have a bandwidth above 0 on every level', { noc: [{}, { bandwidth: -1 }] }, ['noc[1].bandwidth']],
    ['have a finite bandwidth', { noc: { bandwidth: Number.POSITIVE_INFINITY } }, ['noc.bandwidth']],
    ['have no negative latency', { noc: { latency: -1 } }, ['noc.latency']],
    ['have whole cycles of latency', { noc: { latency: 0.5 } }, ['noc.latency']],
    ['have hops and their latency', { noc: { latency: { hops: 2 } } }, ['noc.latency.hopLatency']],
    ['have whole hops', { noc: { latency: { hops: 1.5, hopLatency: 1 } } }, ['noc.latency.hops']],
    [
      'have a latency that can be counted',
      { noc: { latency: { hops: 2 ** 30, hopLatency: 2 ** 30 } } },
      ['noc.latency'],
    ],
    [
      'have hops and nothing else',
      { noc: { latency: { hops: 1, hopLatency: 1, cycles: 1 } } },
      ['noc.latency.cycles'],
    ],
    ['multicast or do not', { noc: { multicast: 'no' } }, ['noc.multicast']],
    ['reduce or do not', { noc: { reduction: 0 } }, ['noc.reduction']],
    ['have no other property', { noc: { width: 4 } }, ['noc.width']],
    ['off the chip are objects', { offchip: 16 }, ['offchip']],
    ['off the chip have a bandwidth above 0', { offchip: { bandwidth: 0 } }, ['offchip.bandwidth']],
    ['off the chip have no latency', { offchip: { latency: 1 } }, ['offchip.latency']],
  ])
})

describe('buffers', () => {
  checks([
    ['are objects', { l1: 512 }, ['l1']],
    ['have no negative capacity', { l2: { capacity: -1 } }, ['l2.capacity']],
    ['have whole bytes', { l1: { capacity: 0.5 } }, ['l1.capacity']],
    ['have a finite capacity', { l1: { capacity: Number.POSITIVE_INFINITY } }, ['l1.capacity']],
    ['are not null', { l2: null }, ['l2']],
    ['have a capacity that is not null', { l1: { capacity: null } }, ['l1.capacity']],
    ['have no other property', { l1: { bytes: 512 } }, ['l1.bytes']],
    ['of clusters follow the same rules', { clusters: { capacity: -1 } }, ['clusters.capacity']],
    [
      'of clusters follow them in a list, used or not',
      { clusters: [{}, { capacity: '4' }] },
      ['clusters[1].capacity'],
    ],
  ])
})

describe('energy tables', () => {
  checks([
    ['are objects', { energy: 'maestro' }, ['energy']],
    ['have no other part', energy({ dram: 1 }), ['energy.dram']],
    ['count in MACs or picojoules', energy({ unit: 'nJ' }), ['energy.unit']],
    ['have no negative energy', energy({ mac: -1 }), ['energy.mac']],
    ['have finite energies', energy({ hop: Number.POSITIVE_INFINITY }), ['energy.hop']],
    ['have reads and writes', energy({ l1: { read: 1 } }), ['energy.l1.write']],
    ['have reads and writes in an object', energy({ l2: 18.61 }), ['energy.l2']],
    [
      'have one per level of clusters',
      energy({ clusters: [{ read: -1, write: 1 }] }),
      ['energy.clusters[0].read'],
    ],
    [
      'have numbers off the chip',
      energy({ offchip: { read: { points: [[1, 1]] }, write: 1 } }),
      ['energy.offchip.read'],
    ],
    ['have points', read({}), ['energy.l1.read.points']],
    ['have points and nothing else', read({ points: [[1, 1]], unit: 'pJ' }), ['energy.l1.read.unit']],
    ['have at least one point', points([]), ['energy.l1.read.points']],
    ['have points that are pairs', points([[1, 2, 3]]), ['energy.l1.read.points[0]']],
    ['have points with energies', points([[1, -2]]), ['energy.l1.read.points[0]']],
    ['have points of numbers', points([[1, Number.NaN]]), ['energy.l1.read.points[0]']],
    [
      'have points of increasing capacity',
      points([
        [4, 1],
        [4, 2],
      ]),
      ['energy.l1.read.points[1]'],
    ],
  ])
})

describe('area tables', () => {
  checks([
    ['are objects', { area: 16 }, ['area']],
    ['are whole', { area: { ...area, mac: undefined } }, ['area.mac']],
    ['have areas and powers', { area: { ...area, sram: { area: 1 } } }, ['area.sram.power']],
    ['have no negative area', { area: { ...area, sram: { area: -1, power: 1 } } }, ['area.sram.area']],
    ['have no scale on MACs', { area: { ...area, mac: { ...table, scale: [1] } } }, ['area.mac.scale']],
    ['scale buses by two numbers', { area: { ...area, bus: { ...table, scale: [1] } } }, ['area.bus.scale']],
    [
      'scale arbiters by three numbers',
      { area: { ...area, arbiter: { ...table, scale: [1, 2, '3'] } } },
      ['area.arbiter.scale'],
    ],
    ['have no other part', { area: { ...area, dram: table } }, ['area.dram']],
  ])
})

it('clusters are not judged by PEs that are at fault themselves', () => {
  const clustered = dataflow('clustered', [...flow.directives, cluster(4)])
  expect(inShort(refusal({ dataflow: clustered, hardware: { pes: 0 } }))).toEqual([
    'InvalidHardware hardware.pes',
  ])
})

describe('figures that leave the numbers', () => {
  const overflowing: readonly (readonly [what: string, given: Given])[] = [
    ['an energy', energy({ mac: 1e308 })],
    ['an energy-delay product', energy({ mac: 1e303 })],
    ['an area', { area: { ...area, mac: { area: 1e308, power: 1 } } }],
    ['seconds', { clock: 1e-320 }],
    ['cycles', { noc: { bandwidth: 1e-300 } }],
    ['cycles of latency', { noc: { latency: 2 ** 52 } }],
    ['cycles off the chip', { offchip: { bandwidth: 1e-300 } }],
  ]
  for (const [what, given] of overflowing)
    it(`are refused: ${what}`, () => {
      const found = refused(given)
      expect(found.map(({ _tag }) => _tag)).toEqual(['CountOverflow'])
      expect(found.flatMap(stumbles)).toEqual([])
    })
})

describe('the units of analyze and inferReuse', () => {
  it('are pes and simd, checked like the hardware’s', () => {
    const units = [{ pes: 0 }, { pes: 4, simd: 1.5 }, { pes: 4, noc: {} }, null, {}]
    const paths = ['hardware.pes', 'hardware.simd', 'hardware.noc', 'hardware', 'hardware.pes']
    for (const check of [analyze, inferReuse])
      expect(units.map((given) => inShort(errorsOf<unknown>(check(conv, flow, junk(given)))))).toEqual(
        paths.map((path) => [`InvalidHardware ${path}`]),
      )
  })

  it('are asked for alone of whoever passes a whole accelerator', () => {
    for (const check of [analyze, inferReuse]) {
      const [error] = errorsOf<unknown>(check(conv, flow, accelerator({ pes: 4, noc: { bandwidth: 2 } })))
      expect(error?.hint).toMatch(/^Pass \{ pes: hardware\.pes, simd: hardware\.simd \}/)
    }
  })

  it('must be those of the analysis', () => {
    const analysis = orThrow(analyze(conv, flow, { pes: 8, simd: 2 }))
    expect(inShort(errorsOf(evaluate(analysis, { pes: 8 })))).toEqual(['MismatchedAnalysis hardware.simd'])
    expect(inShort(errorsOf(evaluate(analysis, { pes: 4, simd: 2 })))).toEqual([
      'MismatchedAnalysis hardware.pes',
    ])
    expect(errorsOf(evaluate(analysis, { pes: 8, simd: 2, noc: { bandwidth: 1 } }))).toEqual([])
  })

  it('come with an analysis that nobody has edited', () => {
    const analysis = orThrow(analyze(conv, flow, { pes: 8 }))
    const edited = [
      null,
      {},
      { ...analysis, macs: 1 },
      { ...analysis, levels: [] },
      { ...analysis, checksum: 0 },
    ]
    for (const given of edited) {
      const found = errorsOf(evaluate(junk(given), { pes: 8 }))
      expect(inShort(found)).toEqual(['MismatchedAnalysis analysis'])
      expect(found.flatMap(stumbles)).toEqual([])
    }
  })

  it('come with an analysis itself, not with the Either that analyze returns', () => {
    const [ofRight] = errorsOf(evaluate(junk(analyze(conv, flow, { pes: 8 })), { pes: 8 }))
    expect(ofRight?.message).toBe('analysis is an Either (a Right), but the value inside it is needed.')
    expect(ofRight?.hint).toContain('evaluate(orThrow(analyze(…)), hardware)')
    expect(ofRight?.hint).toContain('E.chain((analysis) => evaluate(analysis, hardware))')
    const [ofLeft] = errorsOf(evaluate(junk(analyze(conv, flow, { pes: 0 })), { pes: 8 }))
    expect(ofLeft?.hint).toContain('renderErrors(….left)')
  })

  it('come with an analysis of this version', () => {
    const analysis = orThrow(analyze(conv, flow, { pes: 8 }))
    const { version, ...old } = analysis
    const message = (given: unknown) => errorsOf(evaluate(junk(given), { pes: 8 }))[0]?.message
    expect(message(old)).toBe(
      `This release evaluates analyses of version ${version}, but the version of this one is none (it was saved by 0.1).`,
    )
    expect(message({ ...analysis, version: 1 })).toContain('the version of this one is 1.')
    expect(errorsOf(evaluate(junk(old), { pes: 8 }))[0]?.hint).toMatch(/^Call analyze again/)
  })
})
