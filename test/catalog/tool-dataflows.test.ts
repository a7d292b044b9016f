/** The public tool's dataflows against what stands in its files, and the dataflows for matrix products and attention. */
import { describe, expect, test } from 'vitest'
import {
  attentionContext,
  attentionDataflows,
  attentionScores,
  channelwise,
  ckPartitioned,
  keyPartitioned,
  mkPartitioned,
  queryPartitioned,
  rowStationary,
  toolDataflows,
  transformerDecoderStep,
  transformerEncoderLayer,
  virtualNeurons,
  ykPartitioned,
} from '../../src/catalog'
import {
  accelerator,
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  estimate,
  gemm,
  inferReuse,
  layer,
  orThrow,
  spatialMap as S,
  sz,
  temporalMap as T,
} from '../../src/index'
import { figures, hardware, layers } from './family'

const whole = (dimension: string) => T(sz(dimension), sz(dimension), dimension)
const one = (dimension: string) => T(1, 1, dimension)
const oneRow = T(sz('R'), 1, 'Y')
const oneColumn = T(sz('S'), 1, 'X')

/** The files, one directive after the other; offsets of tiles that cover their extent included. */
const published: readonly (readonly [file: string, ours: Dataflow, directives: readonly Directive[]])[] = [
  [
    'rs.m',
    rowStationary,
    [
      S(1, 1, "Y'"),
      one("X'"),
      one('C'),
      T(16, 16, 'K'),
      whole('R'),
      whole('S'),
      cluster(sz('R')),
      S(1, 1, 'Y'),
      S(1, 1, 'R'),
      whole('S'),
    ],
  ],
  ['dpt.m', channelwise, [S(1, 1, 'C'), oneRow, oneColumn, whole('R'), whole('S')]],
  [
    'maeri.m',
    virtualNeurons,
    [
      one('C'),
      S(1, 1, 'K'),
      one("Y'"),
      one("X'"),
      whole('R'),
      whole('S'),
      cluster(sz('R')),
      S(1, 1, 'Y'),
      S(1, 1, 'R'),
      cluster(sz('S')),
      S(1, 1, 'X'),
      S(1, 1, 'S'),
    ],
  ],
  [
    'ykp_os.m',
    ykPartitioned,
    [
      T(16, 16, 'K'),
      S(sz('R'), 1, 'Y'),
      oneColumn,
      one('C'),
      cluster(16),
      S(1, 1, 'K'),
      oneRow,
      oneColumn,
      T(sz('R'), 7, 'R'),
      T(sz('S'), 7, 'S'),
    ],
  ],
  [
    'vgg16_ckp_ws.m',
    ckPartitioned,
    [
      S(1, 1, 'C'),
      T(64, 64, 'K'),
      whole('R'),
      whole('S'),
      one("Y'"),
      one("X'"),
      cluster(64),
      S(1, 1, 'K'),
      whole('R'),
      whole('S'),
    ],
  ],
]

test('they are all in the list', () => {
  expect(toolDataflows).toEqual(published.map(([, ours]) => ours))
})

describe.each(published)('%s', (_, ours, directives) => {
  const theirs = dataflow(ours.name, [one('N'), one('G'), ...directives])

  test('serves every layer of the convolution family', () => {
    for (const each of layers)
      expect([each.name, estimate(each, ours, hardware)._tag]).toEqual([each.name, 'Right'])
  })

  test('gives the same figures as the file, wherever both are legal', () => {
    let compared = 0
    for (const each of layers) {
      const [mine, files] = [estimate(each, ours, hardware), estimate(each, theirs, hardware)]
      if (mine._tag === 'Left' || files._tag === 'Left') continue
      compared += 1
      expect(figures(files.right), each.name).toEqual(figures(mine.right))
    }
    expect(compared).toBeGreaterThan(60)
  })
})

describe('MK-P', () => {
  test('is the file’s nmk with its tile as a parameter', () => {
    const product = gemm({ M: 100, N: 100, K: 100 })
    const file = dataflow('MK-P', [
      one('N'),
      S(1, 1, 'M'),
      T(100, 100, 'K'),
      cluster(100),
      one('N'),
      one('M'),
      S(1, 1, 'K'),
    ])
    const ours = { ...mkPartitioned, parameters: { KTile: 100 } }
    expect(figures(orThrow(estimate(product, ours, hardware)))).toEqual(
      figures(orThrow(estimate(product, file, hardware))),
    )
  })

  test('keeps all PEs busy on a large product', () => {
    const product = gemm({ M: 512, N: 8, K: 512 })
    expect(orThrow(estimate(product, mkPartitioned, { pes: 256 })).activePes).toBe(256)
  })
})

describe('attention', () => {
  const sizes = { N: 2, H: 8, Q: 48, L: 64, E: 64 }
  const products = [layer(attentionScores, sizes), layer(attentionContext, sizes)]

  test.each(attentionDataflows.map((flow) => [flow.name, flow] as const))(
    '%s serves both products',
    (_, flow) => {
      for (const product of products)
        expect(orThrow(estimate(product, flow, hardware)).macs).toBe(2 * 8 * 48 * 64 * 64)
    },
  )

  test('Q-P shares keys among queries, L-P queries among keys', () => {
    const shared = (flow: Dataflow) =>
      orThrow(inferReuse(products[0]!, flow, { pes: 256 }))
        .filter(({ level, spatial }) => level === 0 && spatial === 'multicast')
        .map(({ tensor }) => tensor)
    expect([shared(queryPartitioned), shared(keyPartitioned)]).toEqual([['key'], ['query']])
  })

  test('a long sequence prefers Q-P, a step with one query L-P', () => {
    const fastest = (of: typeof products) =>
      of.map((product) => {
        const runtimes = attentionDataflows.map(
          (flow) => orThrow(estimate(product, flow, accelerator({ pes: 256 }))).runtime,
        )
        return attentionDataflows[runtimes.indexOf(Math.min(...runtimes))]!.name
      })
    const step = { ...sizes, Q: 1, L: 512 }
    const long = { ...sizes, Q: 512, L: 16 }
    expect(fastest([layer(attentionScores, long), layer(attentionContext, long)])).toEqual(['Q-P', 'Q-P'])
    expect(fastest([layer(attentionScores, step), layer(attentionContext, step)])).toEqual(['L-P', 'L-P'])
  })

  test('the layers of transformers are of these operators', () => {
    const custom = [transformerEncoderLayer({ length: 4 }), transformerDecoderStep({ length: 4, memory: 4 })]
      .flat()
      .flatMap((each) => (each.kind === 'custom' ? [each.operator.name] : []))
    expect(custom).toEqual(Array(3).fill(['attention scores', 'attention context']).flat())
  })
})
