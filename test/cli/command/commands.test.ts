/** The commands answer what the library's functions answer. */
import { describe, expect, test } from 'vitest'
import { exynos2400Like, eyeriss, nvdlaLike } from '../../../src/catalog/accelerators'
import { nvdlaArea28nm } from '../../../src/catalog/area'
import { kcPartitioned, paperDataflows, yrPartitioned } from '../../../src/catalog/dataflows'
import { languageModelDataflow } from '../../../src/catalog/language-models/dataflow'
import { languageModel } from '../../../src/catalog/language-models/language-model'
import { ncf } from '../../../src/catalog/networks/recommendation'
import { vgg16 } from '../../../src/catalog/networks/vgg16'
import { renderAnswer } from '../../../src/cli/answer'
import { estimate } from '../../../src/cost/evaluate'
import { type Dataflow, dataflow, spatialMap } from '../../../src/dataflow/directive'
import { orThrow } from '../../../src/error/render'
import { explore } from '../../../src/explore/explore'
import { map } from '../../../src/map/map'
import { mapNetwork } from '../../../src/map/network'
import { estimateNetwork } from '../../../src/network/estimate-network'
import { parseDataflow } from '../../../src/notation/dataflow-text'
import { parseNetwork } from '../../../src/notation/network'
import { batchedMatrixProduct } from '../../../src/operator/batched'
import type { Layer } from '../../../src/operator/layer'
import { gemm, layer as layerOf } from '../../../src/operator/make-layer'
import { referenceFile } from '../../../src/reference/reference'
import { type Explanation, explain } from '../../../src/report/explain/explain'
import { renderCsv } from '../../../src/report/table/table'
import { validate } from '../../../src/validation/validate'
import { answerOf, faultsOf, jobOf, knownOf, textOf } from '../support'

const batched = (sizes: Readonly<Record<'B' | 'M' | 'N' | 'K', number>>) =>
  layerOf(batchedMatrixProduct, sizes, 'scores')

const conv = vgg16.find(({ name }) => name === 'conv3_1')!

const mapping = `Network two {
  Layer A { Type: CONV Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
    Dataflow { SpatialMap(1,1) K; TemporalMap(1,1) C; TemporalMap(Sz(R),Sz(R)) R; TemporalMap(Sz(S),Sz(S)) S;
      TemporalMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X; } }
  Layer B { Type: CONV Dimensions { K: 4, C: 8, R: 3, S: 3, Y: 8, X: 8 }
    Dataflow { SpatialMap(1,1) C; TemporalMap(1,1) K; TemporalMap(Sz(R),Sz(R)) R; TemporalMap(Sz(S),Sz(S)) S;
      TemporalMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X; } }
}`
const hardware = 'num_pes: 16\nl1_size_cstr: 256\nl2_size_cstr: 8192\nnoc_bw_cstr: 8\noffchip_bw_cstr: 4\n'
const described = {
  pes: 16,
  l1: { capacity: 256 },
  l2: { capacity: 8192 },
  noc: { bandwidth: 8 },
  offchip: { bandwidth: 4 },
} as const
const files = { 'two.m': mapping, 'hw.m': hardware }

describe('estimate', () => {
  test('of a layer', async () => {
    const { json, picture } = await answerOf('estimate vgg16 --layer conv3_1 --on nvdla --dataflow KC-P')
    expect(json).toEqual(orThrow(estimate(conv, kcPartitioned, nvdlaLike)))
    expect(picture).not.toBeNull()
  })

  test('of a network under the best of several dataflows', async () => {
    const { json, table } = await answerOf(
      'estimate vgg16 --on nvdla-like --dataflow KC-P,yr-p --objective energy',
    )
    const whole = orThrow(
      estimateNetwork(vgg16, [kcPartitioned, yrPartitioned], nvdlaLike, { objective: 'energy' }),
    )
    expect(json).toEqual(whole)
    // Layers that are alike are one row, with their number.
    expect(table.rows.map(([name]) => name)).toContain('2 × conv3_2')
    const taken = new Set(whole.layers.map(({ dataflow }) => dataflow))
    expect(new Set(table.rows.map(([, dataflow]) => dataflow))).toEqual(taken)
  })

  test('of a mapping file, each layer under its own dataflow', async () => {
    const { json } = await answerOf('estimate two.m --on hw.m', files)
    const { layers } = orThrow(parseNetwork(mapping))
    const flows = new Map(layers.map(({ layer, dataflow }): [Layer, Dataflow] => [layer, dataflow!]))
    const expected = estimateNetwork([...flows.keys()], (layer) => flows.get(layer)!, described)
    expect(json).toEqual(orThrow(expected))
    const names = layers.map(({ layer }) => layer.name)
    expect((await answerOf('estimate two.m --on hw.m', files)).table.rows.map(([name]) => name)).toEqual(
      names,
    )
  })

  test('--dataflow stands in for the dataflows of a file', async () => {
    const { json } = await answerOf('estimate two.m --on hw.m --dataflow paper --misfits', files)
    const { layers } = orThrow(parseNetwork(mapping))
    const all = layers.map(({ layer }): Layer => layer)
    expect(json).toEqual(orThrow(estimateNetwork(all, paperDataflows, described, { misfits: 'allow' })))
  })

  test('of a language model, each layer under the dataflow of its kind', async () => {
    const { json } = await answerOf('estimate llama-3-8b --cached 127 --batch 2 --on exynos2400')
    const { layers } = languageModel({ model: 'llama-3-8b', tokens: 1, cached: 127, batch: 2 })
    const expected = orThrow(estimateNetwork(layers, languageModelDataflow, exynos2400Like))
    expect(json).toEqual(expected)
  })

  test('of a document with everything in it', async () => {
    const document = { layers: [conv], dataflow: kcPartitioned, hardware: nvdlaLike }
    const { json } = await answerOf('estimate all.json', { 'all.json': JSON.stringify(document) })
    expect(json).toEqual(orThrow(estimate(conv, kcPartitioned, nvdlaLike)))
  })

  test('of a file of layers, of dataflows and of an accelerator', async () => {
    const texts = {
      'layers.json': JSON.stringify([conv]),
      'flows.json': JSON.stringify([kcPartitioned]),
      'chip.json': JSON.stringify(nvdlaLike),
    }
    const { json } = await answerOf('estimate layers.json --dataflow flows.json --on chip.json', texts)
    expect(json).toEqual(orThrow(estimate(conv, kcPartitioned, nvdlaLike)))
  })

  test('in the three forms', async () => {
    const given = await answerOf('estimate ncf --on nvdla')
    expect(JSON.parse(renderAnswer(given, 'json'))).toEqual(JSON.parse(JSON.stringify(given.json)))
    expect(renderAnswer(given, 'csv')).toBe(renderCsv(given.table))
    expect(renderAnswer(given, 'text')).toMatch(/^ncf on nvdla, .*\n\nlayer +dataflow +cycles/)
  })
})

describe('map', () => {
  test('of a layer', async () => {
    const { json, written } = await answerOf('map ncf --layer 1 --on eyeriss --objective runtime --nodes 300')
    const request = { layer: ncf[0]!, hardware: eyeriss, objective: 'runtime' } as const
    const expected = orThrow(map(request, { gap: 0.01, nodes: 300 }))
    expect(json).toEqual(expected)
    const [entry] = orThrow(parseNetwork(written!)).layers
    expect(orThrow(estimate(entry!.layer, entry!.dataflow!, eyeriss)).runtime).toBe(expected.best?.runtime)
  })

  test('of a network, layers that are alike once', async () => {
    const line = 'map ncf --on eyeriss --nodes 60 --gap 0.05'
    const { json } = await answerOf(line)
    expect(json).toEqual(orThrow(mapNetwork(ncf, eyeriss, { gap: 0.05, nodes: 60 })))
  })

  test('of a request as a document', async () => {
    const request = {
      layer: ncf[0]!,
      hardware: eyeriss,
      objective: 'energy',
      space: { levels: [1] },
      limits: { utilization: 0.1 },
    } as const
    const { json } = await answerOf('map request.json --nodes 200', {
      'request.json': JSON.stringify(request),
    })
    expect(json).toEqual(orThrow(map(request, { gap: 0.01, nodes: 200 })))
  })

  test('in parts, where it is long, as in one', async () => {
    const line = 'map gemm.json --gap 0 --nodes 200000 --objective runtime'
    const layer = { kind: 'gemm', name: '', sizes: { M: 6, N: 4, K: 5 } } as const
    const chip = {
      pes: 4,
      l1: { capacity: 32 },
      clusters: [{ capacity: 96 }],
      noc: { bandwidth: 4 },
    } as const
    const job = await jobOf(line, { 'gemm.json': JSON.stringify({ layer, hardware: chip }) })
    expect(job.tasks).toHaveLength(5)
    const whole = map({ layer, hardware: chip, objective: 'runtime' }, { gap: 0, nodes: 200_000 })
    const backwards = job.tasks.map((_, i) => i).reverse()
    const known = new Map(backwards.map((i) => [i, knownOf(job.tasks[i]!)]))
    expect(job.answer(job.tasks.map((_, i) => known.get(i))).json).toEqual(orThrow(whole))
  })

  test('a front, of one layer', async () => {
    const { json, picture } = await answerOf('map ncf --layer 1 --on eyeriss --objective pareto --nodes 200')
    const request = { layer: ncf[0]!, hardware: eyeriss, objective: 'pareto' } as const
    expect(json).toEqual(orThrow(map(request, { gap: 0.01, nodes: 200 })))
    expect(JSON.stringify(picture)).toContain('runtime')
  })

  test('with a proof for the space that was searched', async () => {
    const product = { kind: 'gemm', name: 'product', sizes: { M: 13, N: 7, K: 11 } }
    const texts = { 'p.json': JSON.stringify({ layer: product, hardware: { pes: 4 } }) }
    const proofOf = async (line: string) =>
      (await answerOf(`map p.json --objective runtime ${line}`, texts)).blocks.at(-1)
    expect(await proofOf('--divisors --gap 0')).toMatch(
      /^Its runtime is the optimum of the searched space, as a search of \d+ nodes? proves\.$/,
    )
  })

  test('with a bound that is rounded up', async () => {
    const line = 'map vgg16 --layer conv1_2 --on eyeriss --objective runtime --nodes 60'
    const { blocks, json } = await answerOf(line)
    const gap = (json as { readonly gap: number }).gap // what map answers
    const [, said] = /at most ([\d.]+) % above/.exec(String(blocks.at(-1))) ?? []
    expect(Number(said)).toBeGreaterThanOrEqual(100 * gap)
    expect(Number(said)).toBeLessThan(100 * gap + 0.1)
  })

  test('of a batched matrix product, in the notation', async () => {
    const product = batched({ B: 3, M: 4, N: 5, K: 6 })
    const texts = { 'p.json': JSON.stringify({ layer: product, hardware: eyeriss }) }
    const { written } = await answerOf('map p.json --nodes 100', texts)
    const [entry, ...others] = orThrow(parseNetwork(written ?? '')).layers
    expect(others).toEqual([])
    expect(entry?.layer.sizes).toEqual(product.sizes)
    const other = { ...product, operator: { ...product.operator, name: 'another' } }
    const own = { 'p.json': JSON.stringify({ layer: other, hardware: eyeriss }) }
    expect((await answerOf('map p.json --nodes 100', own)).written).toBeNull()
  })

  test('without a bound, in a search that has hardly begun', async () => {
    const layers = [4, 8].map((M) => ({ kind: 'gemm', name: `of ${M}`, sizes: { M, N: 4, K: 4 } }))
    const of = (given: object) => ({ 'p.json': JSON.stringify({ ...given, hardware: nvdlaLike }) })
    const one = await textOf('map p.json --objective runtime --nodes 1', of({ layer: layers[0] }))
    expect(one).toContain(
      'It has no proven bound after a search of 1 node: continue the search with more nodes.',
    )
    const two = await textOf('map p.json --objective runtime --nodes 1', of({ layers }))
    expect(two).toMatch(/gap to the optimum, at most +– +%/)
    expect(one + two).not.toContain('Infinity')
    for (const objective of ['runtime', 'edp']) {
      const { json } = await answerOf(`map p.json --objective ${objective} --nodes 1`, of({ layers }))
      expect(json).toMatchObject({ gap: Number.MAX_VALUE })
    }
  })

  test('of what has no feasible mapping', async () => {
    const layer = { kind: 'gemm', name: 'big', sizes: { M: 8, N: 8, K: 8 } }
    const texts = { 'tiny.json': JSON.stringify({ layer, hardware: { pes: 4, l1: { capacity: 2 } } }) }
    const { code, blocks } = await answerOf('map tiny.json --nodes 100', texts)
    expect(code).toBe(3)
    expect(blocks[1]).toMatch(
      /^No mapping is feasible: the L1 of a PE has room for 2 elements, and every mapping needs at least \d+\.$/,
    )
  })
})

describe('explore', () => {
  const axes = '--pes 64..256*2 --bandwidth 16,64 --l1 512,1Ki'

  test('of accelerators under a dataflow', async () => {
    const { json } = await answerOf(`explore vgg16 --layer conv3_1 --on nvdla --dataflow KC-P ${axes}`)
    const space = {
      layer: conv,
      hardware: nvdlaLike,
      dataflow: () => kcPartitioned,
      ...{ pes: [64, 128, 256], bandwidth: [16, 64], l1: [512, 1024] },
    }
    expect(json).toEqual(orThrow(explore(space)))
  })

  test('around the accelerator where no axis is named', async () => {
    const { json } = await answerOf('explore vgg16 --layer conv3_1 --on nvdla --dataflow KC-P')
    const { pes, noc, l1, l2 } = nvdlaLike
    const around = (value = 0) => [value / 4, value / 2, value, 2 * value, 4 * value]
    const space = {
      layer: conv,
      hardware: nvdlaLike,
      dataflow: () => kcPartitioned,
      pes: around(pes),
      bandwidth: around(noc !== undefined && 'bandwidth' in noc ? noc.bandwidth : 0),
      l1: around(l1?.capacity),
      l2: around(l2?.capacity),
    }
    expect(json).toEqual(orThrow(explore(space)))
    expect(json).toMatchObject({ designs: { total: 625 } })
  })

  test('several dataflows are an axis, shown by their names', async () => {
    const line = `explore vgg16 --layer conv3_1 --on nvdla --dataflow YR-P,KC-P ${axes} --objective runtime`
    const { table, json } = await answerOf(line)
    const flows = [yrPartitioned, kcPartitioned]
    const space = {
      layer: conv,
      hardware: nvdlaLike,
      dataflow: ({ dataflow }: { readonly dataflow: number }) => flows[dataflow]!,
      parameters: { dataflow: [0, 1] },
      objectives: ['runtime'],
      ...{ pes: [64, 128, 256], bandwidth: [16, 64], l1: [512, 1024] },
    } as const
    expect(json).toEqual(orThrow(explore(space)))
    const column = table.columns.findIndex(({ name }) => name === 'dataflow')
    expect(['YR-P', 'KC-P']).toContain(table.rows[0]?.[column])
  })

  test('without --dataflow, all of the catalog that the layer can run under', async () => {
    const { json, table } = await answerOf('explore vgg16 --layer conv3_1 --on nvdla --pes 1024,2048')
    expect(json).toMatchObject({ designs: { invalid: { dataflow: 0 } } })
    expect(table.columns.map(({ name }) => name)).toContain('dataflow')
  })

  test('parameters of a dataflow, a budget, and a table of areas', async () => {
    const flow =
      "Constant tile 4;\nDataflow { TemporalMap(tile,tile) C; SpatialMap(1,1) K; TemporalMap(1,1) Y'; TemporalMap(1,1) X'; }"
    const line =
      'explore vgg16 --layer conv3_1 --on nvdla --dataflow tiles.m --parameter tile=1..4*2 --pes 16,64 --area nvdla --max-area 1e8 --objective area,runtime'
    const { json } = await answerOf(line, { 'tiles.m': flow })
    const space = {
      layer: conv,
      hardware: { ...nvdlaLike, area: nvdlaArea28nm },
      dataflow: ({ tile }: { readonly tile: number }) => ({
        ...orThrow(parseDataflow(flow, { name: 'tiles.m' })),
        parameters: { tile },
      }),
      parameters: { tile: [1, 2, 4] },
      pes: [16, 64],
      budget: { area: 1e8 },
      objectives: ['area', 'runtime'],
    } as const
    expect(json).toEqual(orThrow(explore(space)))
    expect(json).toMatchObject({ designs: { total: 6 } })
  })

  test('a parameter that no dataflow uses is rejected with those that are used', async () => {
    const flow = 'Constant tile 4;\nDataflow f { TemporalMap(tile,tile) C; SpatialMap(1,1) K; }'
    const line = 'explore vgg16 --layer conv3_1 --on nvdla --pes 16,64'
    const [error, ...others] = await faultsOf(
      `${line} --dataflow t.m --parameter tilee=1..4 --parameter tile=2`,
      {
        't.m': flow,
      },
    )
    expect(others).toEqual([])
    expect(error).toMatchObject({
      _tag: 'UnknownName',
      path: 'tilee',
      expected: 'one of tile',
      message: 'No dataflow uses a parameter tilee.',
    })
    expect(error?.hint).toMatch(/^Did you mean tile\?/)
    const [none] = await faultsOf(`${line} --dataflow KC-P --parameter tile=1..4`)
    expect(none).toMatchObject({ path: 'tile', expected: 'a dataflow with a parameter' })
  })

  test('a space in which nothing is valid', async () => {
    const line = 'explore vgg16 --layer conv3_1 --on nvdla --dataflow KC-P --l1 2'
    const { code, blocks } = await answerOf(line)
    expect(code).toBe(3)
    expect(blocks.at(-1)).toBe(
      '0 of 1 designs are valid; the others are excluded: 1 by l1. The front has 0 designs.',
    )
  })
})

describe('explain', () => {
  test('the layer that was asked for', async () => {
    const { json } = await answerOf('explain vgg16 --layer conv3_1 --on nvdla --dataflow KC-P')
    const request = { layer: conv, hardware: nvdlaLike, objective: 'runtime' } as const
    const mapping = orThrow(map(request, { nodes: 1000 }))
    expect(json).toEqual(orThrow(explain({ ...request, dataflow: kcPartitioned, mapping })))
  })

  test('in three sentences, and in all with --all', async () => {
    const line = 'explain vgg16 --layer conv3_1 --on nvdla --dataflow KC-P'
    const short = await answerOf(line)
    const { summary, text } = short.json as Explanation // what explain answers
    expect(short.blocks.slice(2)).toEqual([
      summary.join('\n'),
      '--all prints more: reuse, off-chip traffic, buffers, energy and other changes.',
    ])
    const { blocks } = await answerOf(`${line} --all`)
    expect(blocks.slice(2)).toEqual([summary.join('\n'), `In detail:\n\n${text}`])
  })

  test('of a network, the layer that takes the most cycles', async () => {
    const text = await textOf('explain vgg16 --on nvdla --dataflow KC-P')
    expect(text).toMatch(
      /^\S+ on nvdla, under KC-P: the layer takes \d+\.\d % of all cycles\n\nDataflow KC-P \{/,
    )
    const { layers } = orThrow(estimateNetwork(vgg16, kcPartitioned, nvdlaLike))
    const cycles = new Map<string, number>()
    for (const { layer, result } of layers) {
      const shape = JSON.stringify({ ...vgg16.find(({ name }) => name === layer), name: '' })
      cycles.set(shape, (cycles.get(shape) ?? 0) + (result._tag === 'Right' ? result.right.runtime : 0))
    }
    const named = vgg16.find(({ name }) => name === text.split(' ')[0])
    expect(cycles.get(JSON.stringify({ ...named, name: '' }))).toBe(Math.max(...cycles.values()))
  })

  test('of a network, the equal layers that take the most cycles together', async () => {
    const rows = dataflow('rows', [spatialMap('M')])
    const of = (name: string, M: number): Layer => gemm({ name, M, N: 4, K: 4 })
    const layers = [of('once', 12), of('a', 8), of('b', 8)]
    const texts = { 'three.json': JSON.stringify({ layers, dataflow: rows, hardware: { pes: 1 } }) }
    const text = await textOf('explain three.json', texts)
    const [once = 0, twice = 0] = layers.map((layer) => orThrow(estimate(layer, rows, { pes: 1 })).runtime)
    const share = (2 * twice) / (2 * twice + once)
    expect(text.split('\n')[0]).toBe(
      `a on three.json, under rows: 2 equal layers, which take ${(100 * share).toFixed(1)} % of all cycles`,
    )
  })
})

test('reference gives the figures of the published tool', async () => {
  const { json, table } = await answerOf('reference two.m hw.m', files)
  const machine = { numPes: 16, nocBw: 8, hopLatency: 1, l1Size: 256, l2Size: 8192, offchipBw: 4, simd: 1 }
  const figures = orThrow(referenceFile(mapping, machine))
  expect(json).toEqual(figures.map((each, i) => ({ layer: ['A', 'B'][i], figures: each })))
  expect(table.rows.map(([, macs]) => macs)).toEqual(figures.map(({ macs }) => macs))
})

describe('validate', () => {
  test('all sources, a row for each variant', async () => {
    const { json, table } = await answerOf('validate')
    expect(json).toEqual(orThrow(validate()))
    expect(table.rows).toHaveLength(orThrow(validate()).length)
  })

  test('one source, with every figure', async () => {
    const { json, table } = await answerOf('validate eyeriss-alexnet')
    expect(json).toEqual(orThrow(validate('eyeriss-alexnet')))
    expect(table.rows).toHaveLength(10)
  })
})
