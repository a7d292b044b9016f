/** Layers with counts: the same totals and choices as a list that has each layer so many times. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Accelerator,
  accelerator,
  conv2d,
  type Dataflow,
  dataflow,
  type EstimateErrors,
  elementwise,
  estimateNetwork,
  fullyConnected,
  gemm,
  type Layer,
  type NetworkEstimate,
  orThrow,
  perToken,
  type RepeatedLayer,
  spatialMap,
  temporalMap,
} from '../../src'
import { mapNetwork } from '../../src/map'
import { comparisonTable, estimateTable, trafficSpec } from '../../src/report'

const hardware: Accelerator = accelerator({
  pes: 16,
  noc: { bandwidth: 4 },
  offchip: { bandwidth: 2 },
  clock: 1e9,
})
const overK = dataflow('over K', [spatialMap(1, 1, 'K'), temporalMap(1, 1, 'C')])
const overC = dataflow('over C', [spatialMap(1, 1, 'C'), temporalMap(1, 1, 'K')])
const overRows = dataflow('over rows', [spatialMap(1, 1, "Y'"), temporalMap(2, 2, 'K')])
const candidates = [overK, overC, overRows]

const layers = [
  conv2d({ K: 8, C: 3, R: 3, S: 3, Y: 10, X: 10, name: 'conv' }),
  elementwise({ C: 8, Y: 8, X: 8, operands: 1, name: 'relu' }),
  fullyConnected({ K: 10, C: 64, name: 'fc' }),
]

const entries = fc.array(
  fc.record({ layer: fc.constantFrom(...layers), count: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 5 },
)

const plainly = (given: readonly RepeatedLayer[]): readonly Layer[] =>
  given.flatMap(({ layer, count }) => Array.from({ length: count }, () => layer))

const closeTo = (a: unknown, b: unknown): void => {
  if (typeof a === 'number' && typeof b === 'number')
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.abs(b))
  else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null && !Array.isArray(a))
    for (const key of Object.keys(b)) closeTo(a[key as never], b[key as never])
  else expect(a).toEqual(b)
}

describe('estimateNetwork', () => {
  test.each(['runtime', 'energy', 'edp'] as const)('has the totals of the plain list, by %s', (objective) => {
    fc.assert(
      fc.property(entries, (given) => {
        const once = orThrow(estimateNetwork(given, candidates, hardware, { objective }))
        const plain = orThrow(estimateNetwork(plainly(given), candidates, hardware, { objective }))
        closeTo(once.totals, plain.totals)
        expect(once.layers.map(({ count }) => count)).toEqual(given.map(({ count }) => count))
        expect(plain.layers.every(({ count }) => count === 1)).toBe(true)
      }),
    )
  })

  test('takes layers and repeated ones in one list, and asks a function for the layer that was given', () => {
    const asked: Layer[] = []
    const choose = (layer: Layer): Dataflow => {
      asked.push(layer)
      return overK
    }
    const network = orThrow(
      estimateNetwork(
        [layers[0]!, { layer: layers[2]!, count: 1000, note: 'anything' } as RepeatedLayer],
        choose,
        hardware,
      ),
    )
    expect(asked).toEqual([layers[0], layers[2]])
    expect(asked[1]).toBe(layers[2])
    expect(network.totals.macs).toBe(8 * 3 * 9 * 64 + 1000 * 640)
  })

  const errorsOf = (given: unknown): EstimateErrors | readonly never[] => {
    const result = estimateNetwork(given as never, overK, hardware)
    return result._tag === 'Left' ? result.left : []
  }

  test.each([0, -1, 1.5, '3', null, Number.NaN, undefined])('refuses a count of %s', (count) => {
    expect(errorsOf([layers[0], { layer: layers[0], count }])).toMatchObject([
      { _tag: 'Malformed', path: 'layers[1].count', expected: 'a positive integer' },
    ])
    expect(mapNetwork([{ layer: layers[0]!, count: count as number }], hardware)).toMatchObject({
      _tag: 'Left',
      left: [{ path: 'layers[0].count' }],
    })
  })

  test('what is repeated and no layer fails alone', () => {
    const network = orThrow(estimateNetwork([layers[0]!, { layer: 7, count: 2 } as never], overK, hardware))
    expect(network.layers.map(({ result }) => result._tag)).toEqual(['Right', 'Left'])
  })

  test('totals that would not be exact are refused', () => {
    const network = orThrow(estimateNetwork([{ layer: layers[0]!, count: 2 ** 52 }], overK, hardware))
    expect(network.layers[0]?.result).toMatchObject({ _tag: 'Left', left: [{ _tag: 'CountOverflow' }] })
  })
})

describe('mapNetwork', () => {
  const tiny = accelerator({
    pes: 4,
    l1: { capacity: 64 },
    clusters: [{ capacity: 256 }],
    noc: { bandwidth: 4 },
  })
  const small = [fullyConnected({ N: 4, K: 4, C: 8 }), fullyConnected({ N: 8, K: 8, C: 4 })]

  test.each(['runtime', 'edp'] as const)('maps a repeated layer once, by %s', (objective) => {
    const given = [
      { layer: small[0]!, count: 3 },
      { layer: small[1]!, count: 2 },
    ]
    const once = orThrow(mapNetwork(given, tiny, { objective }))
    const plain = orThrow(mapNetwork(plainly(given), tiny, { objective }))
    expect(once.layers).toHaveLength(2)
    closeTo(once.totals, plain.totals)
    expect(once.gap).toBe(plain.gap)
  })
})

describe('the least energy-delay product', () => {
  // One layer may be faster, or take less energy. Which is better depends on what the rest of the network takes.
  const machine = accelerator({
    ...{ pes: 16, l1: { capacity: 16 }, clusters: [{ capacity: 256 }], noc: { bandwidth: 4, latency: 2 } },
    energy: {
      ...{ mac: 1, hop: 3 },
      ...{ l1: { read: 0.1, write: 0.1 }, l2: { read: 6, write: 6 }, offchip: { read: 5, write: 5 } },
    },
  })
  const [torn, other] = [gemm({ M: 6, N: 8, K: 5 }), gemm({ M: 7, N: 5, K: 3 })]
  const mapped = (count: number) =>
    orThrow(
      mapNetwork(
        [
          { layer: torn, count: 1 },
          { layer: other, count },
        ],
        machine,
      ),
    )
  const [few, many] = [mapped(1), mapped(40)]

  test('of a mapped network depends on how often its layers are there', () => {
    expect(few.layers.map(({ best }) => best?.runtime)).toEqual([44, 25])
    expect(many.layers.map(({ best }) => best?.runtime)).toEqual([49, 25])
  })

  test('of an estimated network too', () => {
    const flows = [...few.layers, many.layers[0]!].flatMap(({ best }) =>
      best === null ? [] : [best.dataflow],
    )
    const used = (count: number) =>
      orThrow(
        estimateNetwork([torn, { layer: other, count }], flows, machine, {
          objective: 'edp',
        }),
      ).totals
    expect(used(1)).toEqual(few.totals)
    expect(used(40)).toEqual(many.totals)
  })
})

describe('reports', () => {
  const network: NetworkEstimate = orThrow(
    estimateNetwork([layers[0]!, { layer: layers[2]!, count: 32 }], overK, hardware),
  )

  test('count layers as often as they are there', () => {
    expect(estimateTable(network).rows[0]).toEqual(['layers', 33, 'layers'])
    expect(comparisonTable([{ name: 'a', network }]).rows.map(([name]) => name)).toContain('32 × fc')
    expect(JSON.stringify(trafficSpec(network))).toContain('a network of 33 layers')
  })

  test('the picture of traffic has the whole of it', () => {
    const { values } =
      (
        trafficSpec(network) as {
          readonly data?: { readonly values?: readonly { readonly elements: number }[] }
        }
      ).data ?? {}
    const { reads, writes } = network.totals.offchip ?? { reads: 0, writes: 0 }
    expect(values?.reduce((sum, { elements }) => sum + elements, 0)).toBe(reads + writes)
  })
})

describe('perToken', () => {
  const contents = { input: 'activations', filter: 'weights', output: 'activations' }
  const given = [
    { layer: layers[0]!, count: 2, contents },
    { layer: layers[2]!, count: 5, contents },
  ]
  const network = orThrow(estimateNetwork(given, overK, hardware))

  test('shares the totals, and the bits by content', () => {
    const each = orThrow(perToken(given, network, 4))
    const { totals } = network
    expect([each.macs, each.cycles, each.energy.total, each.offchip.bits]).toEqual(
      [totals.macs, totals.runtime, totals.energy?.total, totals.offchip?.bits].map(
        (total) => (total ?? 0) / 4,
      ),
    )
    expect(each.seconds).toBeCloseTo((totals.runtime ?? 0) / 4 / 1e9, 15)
    const { weights = 0, activations = 0 } = each.offchip.contents
    expect(weights + activations).toBe(each.offchip.bits)
    const filters = network.layers.map(({ count, result }) =>
      result._tag === 'Right' ? count * result.right.offchip.tensors['filter']!.bits.reads : 0,
    )
    expect(4 * weights).toBe(filters[0]! + filters[1]!)
    expect(
      orThrow(
        perToken(
          given,
          orThrow(estimateNetwork(given, overK, { ...hardware, clock: undefined } as never)),
          1,
        ),
      ).seconds,
    ).toBeNull()
  })

  test.each<readonly [string, readonly unknown[], string]>([
    ['no tokens', [given, network, 0], 'tokens'],
    ['other layers', [given.slice(1), network, 1], 'layers'],
    ['no list', [null, network, 1], 'layers'],
    [
      'a tensor without content',
      [given.map((each) => ({ ...each, contents: { input: 'a' } })), network, 1],
      'layers[0].contents.filter',
    ],
    ['plain layers', [layers.slice(1), network, 1], 'layers[0].contents.input'],
    ['no network', [given, null, 1], 'network'],
    ['a network without totals', [given, { ...network, complete: false }, 1], 'network'],
  ])('refuses %s', (_, [ofLayers, of, tokens], path) => {
    const result = perToken(ofLayers as never, of as never, tokens as never)
    expect(result._tag === 'Left' ? result.left.map((error) => error.path) : []).toContain(path)
  })

  test('hostile data is a Left', () => {
    const thrower = {
      get complete(): never {
        throw new Error('no')
      },
    }
    expect(perToken(given, thrower as never, 1)._tag).toBe('Left')
  })
})
