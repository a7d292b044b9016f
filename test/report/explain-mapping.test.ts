/** Explanations of mapping searches: what they claim is what enumeration and estimates say. */
import { describe, expect, it } from 'vitest'
import { vgg16 } from '../../src/catalog'
import {
  accelerator,
  cluster,
  type Dataflow,
  dataflow,
  type Estimate,
  estimate,
  gemm,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { type MapObjective, type MapRequest, map, mapInChunks } from '../../src/map'
import { explainMapping, gapSpec, type MappingFinding, type MappingKind, paretoSpec } from '../../src/report'
import { kindOf } from '../../src/report/search/kinds'
import { enumerateMappings, plainDataflow } from '../map/enumerate'
import { dimensionsOf, problemOf } from '../map/problems'
import { errorsOf } from '../units/support'
import { drawn } from './drawn'

const layer = gemm({ M: 4, N: 3, K: 3, name: 'product' })
const hardware = accelerator({
  pes: 4,
  l1: { capacity: 24 },
  clusters: [{ capacity: 60 }],
  l2: { capacity: 30 },
  noc: [{ bandwidth: 2, latency: 1 }, { bandwidth: 3 }],
  offchip: { bandwidth: 1 },
  energy: {
    mac: 1,
    hop: 0.5,
    l1: { read: 1, write: 1 },
    clusters: { read: 2, write: 3 },
    l2: { read: 6, write: 7 },
    offchip: { read: 100, write: 100 },
  },
})
const requestFor = (objective: MapObjective): MapRequest => ({ layer, hardware, objective })
const answerTo = (objective: MapObjective) => orThrow(map(requestFor(objective), { gap: 0 }))

/** Every mapping that fits, with its kind. */
const dimensions = dimensionsOf(problemOf(layer))
const all = [...enumerateMappings(dimensions, hardware.pes)].flatMap((mapping) => {
  const found = orThrow(estimate(layer, plainDataflow(mapping, dimensions), hardware))
  const kind: MappingKind = { levels: mapping.length === 1 ? 1 : 2, spatial: mapping[0]?.spatial }
  return found.buffers.fits ? [{ kind, found }] : []
})

const figuresOf = ({ runtime, energy, edp }: Estimate) => ({ runtime, energy: energy.total, edp })
const partsOf = ({ energy }: Estimate): Readonly<Record<string, number>> => ({
  l1: energy.l1.total,
  'clusters[0]': energy.clusters.reduce((sum, { total }) => sum + total, 0),
  l2: energy.l2.total,
  network: energy.network,
  offchip: energy.offchip.total,
})

/** Rounded up to a tenth of a percent. */
const atMostWords = (gap: number): string =>
  gap < 0.0005 ? 'less than 0.1 %' : `at most ${(Math.ceil(1000 * gap) / 10).toFixed(1)} %`

const of = <Tag extends MappingFinding['_tag']>(findings: readonly MappingFinding[], tag: Tag) =>
  findings.filter(
    (finding): finding is Extract<MappingFinding, { readonly _tag: Tag }> => finding._tag === tag,
  )

describe.each(['runtime', 'energy', 'edp'] as const)('the explanation of the least %s', (objective) => {
  const answer = answerTo(objective)
  const best = answer.best!
  const { findings, kinds, text } = orThrow(explainMapping(answer, requestFor(objective), { nodes: 100_000 }))

  it('says what the best costs, and that it is the optimum of so many', () => {
    const [proof] = of(findings, 'Proof')
    expect(of(findings, 'Best')[0]?.numbers).toEqual(
      figuresOf(orThrow(estimate(layer, best.dataflow, hardware))),
    )
    expect(proof?.numbers.gap).toBe(0)
    expect(proof?.sentence).toContain('That is the optimum: none of the')
    expect(proof?.sentence).toContain(`${Number(answer.counts.mappings).toLocaleString('en-US')} mappings`)
  })

  it('costs every other kind as enumeration does, the best first', () => {
    const bestKind = kindOf(best.dataflow)
    const isOf = (kind: MappingKind, other: MappingKind): boolean =>
      kind.levels === other.levels && (kind.spatial === undefined || kind.spatial === other.spatial)
    expect(kinds.length).toBe(4) // one of three dimensions and none, but for the best's own; the other number of levels
    const values = kinds.map(({ kind, best: found, lower }) => {
      expect(isOf(kind, bestKind)).toBe(false)
      const costs = all
        .filter((each) => isOf(kind, each.kind))
        .map((each) => figuresOf(each.found)[objective])
      expect(found?.[objective]).toBeCloseTo(Math.min(...costs), 6)
      expect(lower ?? Infinity).toBeLessThanOrEqual(Math.min(...costs) * (1 + 1e-9))
      return found?.[objective] ?? 0
    })
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    for (const { sentence, numbers, cost } of of(findings, 'OtherKind')) {
      const ratio = (cost.best?.[objective] ?? 0) / numbers.best
      const share = `${(100 * (ratio - 1)).toFixed(1)} % more`
      expect(sentence).toContain(ratio === 1 ? 'the same' : ratio > 4 ? 'times as much' : share)
    }
  })

  it.runIf(objective !== 'energy')('says which floor of the runtime is the tightest', () => {
    const [floor] = of(findings, 'Floor')
    // 33 elements cross the border one a cycle; 36 MACs on four PEs take nine cycles; 21 arrive and 12 leave, two a cycle.
    expect(floor?.numbers).toEqual({ runtime: best.runtime, compute: 9, network: 11, offchip: 33 })
    expect(floor?.by).toBe('offchip')
    expect(floor?.sentence).toContain('No mapping takes fewer than 33 cycles')
  })

  it.runIf(objective !== 'runtime')('puts each part of the energy beside its own least', () => {
    const parts = of(findings, 'EnergyPart')
    const mine = partsOf(orThrow(estimate(layer, best.dataflow, hardware)))
    expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(['l1', 'l2', 'offchip']))
    for (const { part, numbers } of parts) {
      const least = Math.min(...all.map(({ found }) => partsOf(found)[part] ?? 0))
      expect(numbers.energy).toBeCloseTo(mine[part]!, 6)
      expect(numbers.least).toBeLessThanOrEqual(least * (1 + 1e-9))
      expect(numbers.least).toBeGreaterThanOrEqual(least * (1 - 1e-6))
    }
  })

  it('is its sentences, one a line', () => {
    expect(text).toBe(findings.map(({ sentence }) => sentence).join('\n'))
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
    for (const { sentence } of findings) expect(sentence).toMatch(/^[A-Z0-9].*\.$/)
  })
})

describe('the explanation', () => {
  it('says how far a stopped search may be from the optimum, and never claims more', () => {
    const request: MapRequest = {
      layer: vgg16[1]!,
      hardware: accelerator({
        pes: 168,
        l1: { capacity: 512 },
        clusters: [{ capacity: 4096 }],
        noc: { bandwidth: 32 },
      }),
    }
    const answer = orThrow(map(request, { nodes: 60 }))
    const { findings, kinds } = orThrow(explainMapping(answer, request, { nodes: 20 }))
    const [proof] = of(findings, 'Proof')
    expect(proof?.numbers).toEqual({ lower: answer.lower, gap: answer.gap, nodes: 60 })
    expect(proof?.sentence).toContain(`${atMostWords(answer.gap!)} above the optimum`)
    expect(kinds.map(({ kind }) => kind.levels)).toContain(1)
    for (const { best, lower } of kinds) expect(lower ?? 0).toBeLessThanOrEqual(best?.edp ?? Infinity)
  })

  it.each([
    ['runtime', /none of the \S+ mappings of the space takes fewer than [\d,]+ cycles, as a search/],
    [
      'energy',
      /none of the \S+ mappings of the space takes less energy than [\d.]+ k MAC energies, as a search/,
    ],
    [
      'edp',
      /none of the \S+ mappings of the space has an energy-delay product below [\d.]+ [kM], as a search/,
    ],
  ] as const)('states the bound of the %s in its own terms', (objective, words) => {
    const request: MapRequest = {
      layer: gemm({ M: 12, N: 9, K: 15 }),
      hardware: accelerator({ pes: 8, clusters: [{ capacity: 64 }], noc: { bandwidth: 2, skew: 1 } }),
      objective,
    }
    const answer = orThrow(map(request, { nodes: 200, gap: 0 }))
    const [proof] = of(orThrow(explainMapping(answer, request, { nodes: 20 })).findings, 'Proof')
    expect(proof?.numbers.gap).toBeGreaterThan(0)
    expect(proof?.sentence).toMatch(words)
  })

  it('claims of no part of the energy that it can be avoided', () => {
    const request: MapRequest = {
      layer: gemm({ M: 8, N: 6, K: 10 }),
      hardware: accelerator({ pes: 4, noc: { bandwidth: 8, skew: 1 } }),
    }
    const answer = orThrow(map(request, { nodes: 200 }))
    const parts = of(orThrow(explainMapping(answer, request, { nodes: 20 })).findings, 'EnergyPart')
    const registers = parts.find(({ part }) => part === 'l1')
    expect(registers?.numbers.least).toBe(0)
    expect(registers?.sentence).toMatch(/; the search found no lower bound above 0 for this part\.$/)
  })

  it('claims nothing of a search that has hardly begun', () => {
    const request: MapRequest = { layer: gemm({ M: 4, N: 4, K: 4 }), hardware: accelerator({ pes: 4 }) }
    const answer = orThrow(map(request, { nodes: 1 }))
    const [proof] = of(orThrow(explainMapping(answer, request, { nodes: 20 })).findings, 'Proof')
    expect(proof?.sentence).toMatch(
      /^A search of 1 node has no proven bound for the [^ ]+ mappings of the space: continue the search with more nodes\.$/,
    )
  })

  it('of a front has its ends, and the point of the least energy-delay product', () => {
    const answer = answerTo('pareto')
    const { findings } = orThrow(explainMapping(answer, requestFor('pareto'), { nodes: 200 }))
    const [front] = of(findings, 'Front')
    expect(front?.numbers).toEqual({ points: answer.front.length, gap: 0 })
    expect(front?.fastest.runtime).toBe(answerTo('runtime').best?.runtime)
    expect(front?.thriftiest.energy).toBeCloseTo(answerTo('energy').best!.energy, 6)
    expect(front?.sentence).toContain('it is complete')
    expect(of(findings, 'Best')[0]?.numbers.edp).toBe(answer.best?.edp)
  })

  it('of no mapping says which buffer is too small', () => {
    const tiny: MapRequest = { layer, hardware: { ...hardware, l1: { capacity: 5 } } }
    const { text, kinds } = orThrow(explainMapping(orThrow(map(tiny)), tiny))
    expect(kinds).toEqual([])
    expect(text).toBe(
      'No mapping is feasible: the L1 of a PE has room for 5 elements, and every mapping needs at least 6.',
    )
  })

  it('of a search that found nothing says why', () => {
    const words = (answer: ReturnType<typeof answerTo>) =>
      orThrow(explainMapping(answer, requestFor('edp'))).text
    const least = answerTo('edp').best!.edp
    const below = orThrow(map(requestFor('edp'), { gap: 0, below: least / 2 }))
    expect(words(below)).toMatch(
      /^No mapping costs less than [\d.]+( k)?, the value that the search was given/,
    )
    const stopped = { ...below, proven: false, counts: { ...below.counts, nodes: 1 } }
    expect(words(stopped)).toBe('No mapping was found in 1 node: continue the search with more nodes.')
    const infeasible = (together: readonly ('l1' | 'l2' | 'limits')[]) =>
      words({ ...below, lower: null, why: { together } })
    expect(infeasible(['l1', 'limits'])).toBe(
      'No mapping is feasible: the L1 of a PE and the limits together exclude all of them.',
    )
    expect(infeasible(['l2'])).toBe(
      'No mapping is feasible: the shared buffer (L2) is too small for all of them.',
    )
    expect(infeasible(['limits'])).toBe('No mapping is feasible: the limits exclude all of them.')
    expect(infeasible([])).toBe('No mapping is feasible.')
  })

  it('ends with the warnings of the search', () => {
    const { clusters: _, ...open } = hardware
    const request: MapRequest = { layer, hardware: open }
    const answer = orThrow(map(request, { nodes: 200 }))
    const remarks = of(orThrow(explainMapping(answer, request, { nodes: 5 })).findings, 'Remark')
    expect(remarks.map(({ sentence }) => sentence)).toEqual(answer.warnings.map(({ message }) => message))
    expect(remarks[0]?.sentence).toContain('one big cluster')
  })

  it('tries only kinds that the space of the request has', () => {
    const request: MapRequest = { layer, hardware, space: { levels: [2], spatial: [['M', 'N']] } }
    const { kinds } = orThrow(explainMapping(orThrow(map(request, { gap: 0 })), request))
    const own = kindOf(orThrow(map(request, { gap: 0 })).best!.dataflow)
    expect(kinds.map(({ kind }) => kind)).toEqual([{ levels: 2, spatial: own.spatial === 'M' ? 'N' : 'M' }])
  })

  it('refuses the answer of another request, and what is no answer', () => {
    const answer = answerTo('edp')
    const other = { ...requestFor('edp'), hardware: { ...hardware, offchip: { bandwidth: 0.5 } } }
    expect(errorsOf(explainMapping(answer, other)).map(({ path }) => path)).toEqual(['mapping.best'])
    expect(errorsOf(explainMapping({} as never, requestFor('edp'))).map(({ path }) => path)).toEqual([
      'mapping',
    ])
    const wrong = errorsOf(
      explainMapping(answer, { ...requestFor('edp'), hardware: { pes: 0 } }, { nodes: 0 }),
    )
    expect(wrong.map(({ path }) => path)).toEqual(['hardware.pes', 'options.nodes'])
  })
})

it('the kind of a dataflow is what is spread over the units of level 0', () => {
  const kind = (...directives: Dataflow['directives']) => kindOf(dataflow('x', directives))
  expect(kind(temporalMap(1, 1, 'M'), spatialMap(1, 1, 'K'))).toEqual({ levels: 1, spatial: 'K' })
  expect(kind(temporalMap(1, 1, 'M'), cluster(4), spatialMap(1, 1, 'K'))).toEqual({
    levels: 2,
    spatial: null,
  })
})

describe('pictures of searches', () => {
  it('the front of an answer is drawn as fronts of designs are', async () => {
    const many: MapRequest = {
      layer: gemm({ M: 24, N: 20, K: 15 }),
      hardware: accelerator({
        pes: 12,
        l1: { capacity: 48 },
        clusters: [{ capacity: 300 }],
        noc: { bandwidth: 4 },
      }),
      objective: 'pareto',
    }
    const answer = orThrow(map(many, { nodes: 2000 }))
    expect(answer.front.length).toBeGreaterThan(1)
    const spec = paretoSpec(answer.front, { energy: { unit: 'MAC', uncounted: [] } })
    expect(spec['title']).toMatchObject({ subtitle: `${answer.front.length} designs` })
    expect((await drawn(spec)).logged).toEqual([])
  })

  it('the gap of every piece is drawn, and where it is closed', async () => {
    const pieces = [...mapInChunks(requestFor('edp'), { gap: 0, chunk: 10 })].map(orThrow)
    const text = JSON.stringify(gapSpec(pieces))
    for (const { mapping } of pieces)
      if (mapping.gap !== null && mapping.gap > 0)
        expect(text).toContain(`{"nodes":${mapping.counts.nodes},"gap":${mapping.gap},`)
    expect(text).toContain(`the optimum is proven after ${pieces.at(-1)?.mapping.counts.nodes} boxes`)
    expect((await drawn(gapSpec(pieces))).logged).toEqual([])
    expect(JSON.stringify(gapSpec(orThrow as never)['title'])).toContain('mapInChunks')
    expect(JSON.stringify(gapSpec([{}] as never)['title'])).toContain('progress[0]')
  })
})
