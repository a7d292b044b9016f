/** The three sentences that an explanation begins with, and what a mapping search adds to it. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it, test } from 'vitest'
import {
  accelerator,
  type Dataflow,
  dataflow,
  estimate,
  gemm,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { type MapObjective, type Mapping, map } from '../../src/map'
import { explain } from '../../src/report'
import { product, rows } from './subjects'

/** Three rows of three, one after another: 27 MACs that take 9 cycles on 3 PEs. */
const cube = gemm({ M: 3, N: 3, K: 3, name: 'cube' })
const inTurn = dataflow('in turn', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N'), temporalMap(1, 1, 'K')])
const free = accelerator({ pes: 3 })
/** Every operand and sum takes two cycles. */
const slow = accelerator({ pes: 4, noc: { bandwidth: 0.5 } })

const summaryOf = (given: Parameters<typeof explain>[0]) => orThrow(explain(given)).summary

describe('the first sentence', () => {
  test('says what bounds the runtime with its share of the cycles, and what else takes cycles', () => {
    const { bound, runtime } = orThrow(estimate(product, rows, slow))
    expect(bound.cycles).toEqual({ compute: 5, fill: 50, ingress: 150, egress: 8, offchip: 0 })
    expect(runtime).toBe(213)
    expect(summaryOf({ layer: product, dataflow: rows, hardware: slow })[0]).toBe(
      'The bottleneck of product under rows on 4 PEs is the transfer of inputs over the network: it takes 70.4 % of the 213 cycles, the start of runs 23.5 %; PE utilization is 28.2 %.',
    )
  })

  test('names no second cause where there is none', () => {
    const hardware = { ...free, noc: { latency: 0 } }
    expect(summaryOf({ layer: cube, dataflow: inTurn, hardware })[0]).toBe(
      'The bottleneck of cube under in turn on 3 PEs is compute: it takes 100.0 % of the 9 cycles; PE utilization is 100.0 %.',
    )
  })

  test('says of off-chip traffic what the chip takes by itself', () => {
    const hardware = { ...free, offchip: { bandwidth: 1 } }
    const { runtime, onChipRuntime } = orThrow(estimate(cube, inTurn, hardware))
    // Three matrices of nine elements cross, one in a cycle.
    expect([runtime, onChipRuntime]).toEqual([27, 11])
    expect(summaryOf({ layer: cube, dataflow: inTurn, hardware })[0]).toBe(
      'The bottleneck of cube under in turn on 3 PEs is off-chip traffic: it takes 27 cycles, the chip itself 40.7 % of that; PE utilization is 33.3 %.',
    )
  })

  test('speaks of a layer and a dataflow without names', () => {
    const nameless = { ...cube, name: '' }
    const [bound] = summaryOf({ layer: nameless, dataflow: { ...inTurn, name: '' }, hardware: free })
    expect(bound).toMatch(/^The bottleneck of the layer under this dataflow on 3 PEs is compute: /)
  })
})

describe('the second sentence', () => {
  test('compares the runtime with the floor', () => {
    const hardware = accelerator({ pes: 16 })
    const { runtime, floor } = orThrow(estimate(product, rows, hardware))
    expect([runtime, floor]).toEqual([32, 15])
    expect(summaryOf({ layer: product, dataflow: rows, hardware })[1]).toBe(
      'The runtime is 2.13 times the floor of 15 cycles, which no dataflow can beat on this hardware.',
    )
  })

  test('says that the floor is reached', () => {
    const reached = { ...free, noc: { latency: 0 } }
    expect(summaryOf({ layer: cube, dataflow: inTurn, hardware: reached })[1]).toBe(
      'No dataflow takes fewer cycles on this hardware.',
    )
  })

  test.each([
    ['energy', 'The energy is 7.27 k MAC energies; the runtime is 1.52 times'],
    ['edp', 'The energy-delay product is 1.55 M; the runtime is 1.52 times'],
    ['runtime', 'The runtime is 1.52 times'],
  ] as const)('begins with what it costs by %s', (objective, begin) => {
    const [, cost] = summaryOf({ layer: product, dataflow: rows, hardware: slow, objective })
    expect(cost.startsWith(begin)).toBe(true)
  })
})

describe('the third sentence', () => {
  test('is the change that gains most', () => {
    const { summary, changes } = orThrow(explain({ layer: product, dataflow: rows, hardware: slow }))
    expect(changes[0]?.estimate.runtime).toBe(109)
    expect(summary[2]).toBe(
      'First, double the network bandwidth of level 0 (0.5 → 1 elements/cycle): 109 cycles, 48.8 % fewer.',
    )
  })

  test('says when nothing gains', () => {
    const one = { layer: { ...product, sizes: { M: 1, N: 1, K: 1 } }, dataflow: rows, hardware: { pes: 1 } }
    expect(summaryOf(one)[2]).toBe('None of the 2 changes that were tried gains anything.')
  })
})

const searched = (objective: MapObjective, options = { gap: 0 }): Mapping =>
  orThrow(map({ layer: product, hardware: slow, objective }, options))

const explained = (objective: 'runtime' | 'energy' | 'edp', mapping: Mapping, flow: Dataflow = rows) =>
  orThrow(explain({ layer: product, dataflow: flow, hardware: slow, objective, mapping }))

const optimumOf = ({ findings }: ReturnType<typeof explained>) =>
  findings.flatMap((finding) => (finding._tag === 'Optimum' ? finding : []))[0]

describe('a mapping search', () => {
  test.each([
    ['runtime', 'takes 176 cycles, 17.4 % fewer', 213, 176],
    ['energy', 'takes an energy of 6.36 k MAC energies, 12.5 % less', 7273.46, 6362.36],
    ['edp', 'has an energy-delay product of 1.13 M, 26.9 % less', 1549246.98, 1132500.08],
  ] as const)('adds what the optimum of %s costs', (objective, words, present, best) => {
    const mapping = searched(objective)
    const explanation = explained(objective, mapping)
    const said = `he best mapping that the search found ${words}, which is the optimum of the searched space.`
    expect(explanation.summary[1].endsWith(`; t${said}`)).toBe(true)
    expect(optimumOf(explanation)).toMatchObject({ objective, sentence: `T${said}` })
    expect(optimumOf(explanation)?.numbers.gap).toBe(0)
    expect(optimumOf(explanation)?.numbers.nodes).toBe(mapping.counts.nodes)
    expect(optimumOf(explanation)?.numbers.present).toBeCloseTo(present, 6)
    expect(optimumOf(explanation)?.numbers.best).toBeCloseTo(best, 6)
    expect(optimumOf(explanation)?.numbers.lower).toBeCloseTo(best, 6)
  })

  test('is tried as a change', () => {
    const { changes, summary } = explained('energy', searched('energy'))
    expect(changes[0]).toMatchObject({ _tag: 'Mapping', path: 'dataflow', gain: { runtime: 213 - 228 } })
    expect(summary[2]).toMatch(
      /^First, take the best mapping of the search: 228 cycles, 7\.0 % more with 12\.5 % less energy /,
    )
  })

  test('says how far it is from a proof, as long as there is one', () => {
    const mapping = { ...searched('runtime'), lower: 160, gap: 0.1 }
    expect(explained('runtime', mapping).summary[1]).toMatch(
      /takes 176 cycles, 17\.4 % fewer, at most 10\.0 % above the optimum of the searched space\.$/,
    )
    const near = { ...mapping, lower: 175.99, gap: 176 / 175.99 - 1 }
    expect(explained('runtime', near).summary[1]).toMatch(
      /takes 176 cycles, 17\.4 % fewer, less than 0\.1 % above the optimum of the searched space\.$/,
    )
    const begun = { ...mapping, lower: 0, gap: Number.MAX_VALUE }
    expect(explained('runtime', begun).summary[1]).toMatch(/takes 176 cycles, 17\.4 % fewer\.$/)
  })

  test('for something else proves nothing', () => {
    const { summary, findings } = explained('edp', searched('runtime'))
    expect(summary[1]).toMatch(
      /; the best mapping that the search found has an energy-delay product of 1\.14 M, 26\.2 % less\.$/,
    )
    expect(findings.find(({ _tag }) => _tag === 'Optimum')?.numbers).toMatchObject({ lower: null, gap: null })
    expect(explained('edp', searched('pareto')).summary[1]).not.toContain('optimum')
  })

  test('says that nothing is better', () => {
    const mapping = searched('runtime')
    const of = (more: Partial<Mapping>) =>
      explained('runtime', { ...mapping, ...more }, mapping.best!.dataflow).summary[1]
    expect(of({})).toMatch(/; no mapping of the searched space is better\.$/)
    expect(of({ lower: 160, gap: 0.1 })).toMatch(
      /; the search found no better mapping, and this one is at most 10\.0 % above the optimum of the searched space\.$/,
    )
    expect(of({ objective: 'edp' })).toMatch(/; the search found no better mapping\.$/)
  })

  test('may find what costs more than the present mapping', () => {
    const one = { ...slow, pes: 1 }
    const worse = orThrow(map({ layer: product, hardware: slow, objective: 'edp' }, { gap: 0 }))
    const better = dataflow('better', searched('runtime').best!.dataflow.directives)
    expect(explained('runtime', worse, better).summary[1]).toMatch(/takes 178 cycles, 1\.1 % more\.$/)
    expect(isLeft(explain({ layer: product, dataflow: rows, hardware: one, mapping: worse }))).toBe(true)
  })

  test('may find nothing', () => {
    const none = { ...searched('runtime'), best: null, lower: null, gap: null }
    const { summary, findings } = explained('runtime', { ...none, proven: true })
    expect(summary[1]).toMatch(/; no mapping of the searched space is feasible\.$/)
    expect(findings.find(({ _tag }) => _tag === 'Optimum')?.numbers).toMatchObject({
      best: null,
      lower: null,
    })
    expect(explained('runtime', { ...none, proven: false }).summary[1]).toMatch(
      new RegExp(`; the search found no mapping in ${none.counts.nodes} nodes\\.$`),
    )
  })

  it('must be the answer of this layer and hardware', () => {
    const other = explain({ layer: cube, dataflow: inTurn, hardware: free, mapping: searched('edp') })
    expect(isLeft(other) && other.left[0]).toMatchObject({ path: 'mapping.best' })
  })

  it.each([[null], [1], ['x'], [{}], [{ best: 1 }]])('refuses %j', (junk) => {
    // junk on purpose
    const result = explain({ layer: product, dataflow: rows, hardware: slow, mapping: junk as never })
    expect(isLeft(result) && result.left[0].path).toBe('mapping')
  })
})
