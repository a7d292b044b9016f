/** Where a batch is in the catalog's dataflows: weights are read once for all samples, wherever they can stay. */
import { describe, expect, test } from 'vitest'
import {
  batchedMatrixProduct,
  batchedWeightStationary,
  fullyConnectedOutputStationary,
  fullyConnectedWeightStationary,
  gemmOutputStationary,
  gemmWeightStationary,
  kcPartitioned,
  matrixDataflows,
  mkPartitioned,
  nvdlaLike,
  paperDataflows,
  paperNotation,
  toolDataflows,
  tpuV1Like,
} from '../../src/catalog'
import {
  type Dataflow,
  type Directive,
  estimate,
  fullyConnected,
  gemm,
  type Layer,
  layer as layerOf,
  orThrow,
} from '../../src/index'

const convolutions = [...paperDataflows, ...paperNotation, ...toolDataflows]

const dimensionsOf = (directives: readonly Directive[]): readonly string[] => {
  const level = directives.findIndex(({ _tag }) => _tag === 'Cluster')
  return directives
    .slice(0, level < 0 ? undefined : level)
    .flatMap((directive) => (directive._tag === 'Cluster' ? [] : [directive.dimension]))
}

describe.each(convolutions.map((flow) => [flow.name, flow] as const))('%s', (_, { directives }) => {
  test('takes one group at a time, and one sample at a time before output rows and columns', () => {
    expect(directives[0]).toMatchObject({ size: 1, dimension: 'G' })
    expect(directives.filter((each) => 'dimension' in each && each.dimension === 'N')).toMatchObject([
      { _tag: 'TemporalMap', size: 1, offset: 1 },
    ])
    const dimensions = dimensionsOf(directives)
    const rows = dimensions.findIndex((name) => name === 'Y' || name === "Y'")
    expect(dimensions.indexOf('N')).toBe(rows - 1)
  })
})

const tokens = fullyConnected({ N: 512, K: 3072, C: 768 })
const weightReads = (flow: Dataflow): number =>
  orThrow(estimate(tokens, flow, nvdlaLike)).levels[0]!.tensors['filter']!.ingress!

test.each(
  [...paperDataflows, ...toolDataflows]
    .filter(({ name }) => ['X-P', 'KC-P', 'CK-P'].includes(name))
    .map((flow) => [flow.name, flow] as const),
)('%s, which is weight stationary, reads each weight once for 512 tokens', (_, flow) => {
  expect(weightReads(flow)).toBe(3072 * 768)
})

test('KC-P: 48.5 % of nvdlaLike for 512 tokens, and not 1.56 %; 22 % of tpuV1Like, and not 0.39 %', () => {
  const on = (hardware: typeof nvdlaLike) => orThrow(estimate(tokens, kcPartitioned, hardware)).utilization
  expect(on(nvdlaLike)).toBeGreaterThan(0.48)
  expect(on(tpuV1Like)).toBeGreaterThan(0.2)
})

describe('matrix products', () => {
  const product = gemm({ M: 3072, N: 512, K: 768 })
  const heads = layerOf(batchedMatrixProduct, { B: 12, M: 512, N: 512, K: 512 }, 'heads')
  const all = [
    ['KC-WS', tokens, fullyConnectedWeightStationary],
    ['NK-OS', tokens, fullyConnectedOutputStationary],
    ['MK-WS', product, gemmWeightStationary],
    ['MN-OS', product, gemmOutputStationary],
    ['BMK-WS', heads, batchedWeightStationary],
  ] as const

  test.each(all)(
    '%s takes at most 2.5 times the floor on nvdlaLike and tpuV1Like, and fits',
    (_, layer, flow) => {
      for (const hardware of [nvdlaLike, tpuV1Like]) {
        const { runtime, floor, buffers } = orThrow(estimate(layer, flow, hardware))
        expect(runtime / floor).toBeLessThan(2.5)
        expect(buffers.fits).toBe(true)
      }
    },
  )

  test('the same product is the same work under both names', () => {
    const figures = (layer: Layer, flow: Dataflow) => {
      const { runtime, macs, energy } = orThrow(estimate(layer, flow, nvdlaLike))
      return [runtime, macs, energy.total]
    }
    expect(figures(product, gemmWeightStationary)).toEqual(figures(tokens, fullyConnectedWeightStationary))
    expect(figures(product, gemmOutputStationary)).toEqual(figures(tokens, fullyConnectedOutputStationary))
  })

  test('MK-P, as in its file, reads A for every column, MK-WS once', () => {
    const reads = (flow: Dataflow) =>
      orThrow(estimate(product, flow, nvdlaLike)).levels[0]!.tensors['A']!.ingress
    expect([reads(mkPartitioned), reads(gemmWeightStationary)]).toEqual([512 * 3072 * 768, 3072 * 768])
  })

  test('a weight-stationary PE holds at most its share, and more values come in equal turns', () => {
    const stepsOf = (C: number) => {
      const { buffers, levels } = orThrow(
        estimate(fullyConnected({ N: 8, K: 32, C }), fullyConnectedWeightStationary, nvdlaLike),
      )
      return { l1: buffers.l1.required.total, steps: levels[0]!.steps / 8 }
    }
    expect(stepsOf(3072)).toEqual({ l1: 2 * (48 + 48 + 1), steps: 1 })
    expect(stepsOf(4096)).toEqual({ l1: 2 * (32 + 32 + 1), steps: 2 })
    expect(stepsOf(10)).toEqual({ l1: 2 * (1 + 1 + 1), steps: 1 })
  })

  test('rows of weights share each input: four rows, a quarter of the reads', () => {
    const narrow = { ...nvdlaLike, noc: { bandwidth: 8, latency: 1 } }
    const reads = (rows: number) => {
      const { parameters } = fullyConnectedWeightStationary
      const flow = { ...fullyConnectedWeightStationary, parameters: { ...parameters, rows } }
      return orThrow(estimate(tokens, flow, narrow)).levels[0]!.tensors['input']!.ingress!
    }
    expect(reads(1) / reads(4)).toBe(4)
  })

  test('all of them are listed, and serve one kind of layer each', () => {
    expect(matrixDataflows).toEqual(all.map(([, , flow]) => flow))
    for (const [, layer, flow] of all) expect(estimate(layer, flow, nvdlaLike)._tag).toBe('Right')
    const served = (layer: Layer) =>
      all.flatMap(([name, , flow]) => (estimate(layer, flow, nvdlaLike)._tag === 'Right' ? [name] : []))
    expect([served(tokens), served(product)]).toEqual([
      ['KC-WS', 'NK-OS'],
      ['MK-WS', 'MN-OS'],
    ])
  })
})
