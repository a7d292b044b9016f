/** Types of layer are the true operators; where the public tool means something else, a warning says so. */
import { describe, expect, it, test } from 'vitest'
import { batchedMatrixProduct } from '../../src/catalog'
import {
  conv2d,
  depthwiseConv2d,
  elementwise,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  layer,
  orThrow,
  pool2d,
  spatialMap,
  sz,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { parseNetwork, parseNetworks } from '../../src/notation'
import { onlyLayer, placed } from './support'

const name = 'L'
const window = { R: 3, S: 3, Y: 9, X: 9 }
const text = (type: string, sizes: object, rest = ''): string =>
  `Layer L { Type: ${type} Dimensions { ${Object.entries(sizes)
    .map(([size, value]) => `${size}: ${value}`)
    .join(', ')} } ${rest} }`

describe('types', () => {
  test.each([
    ['CONV', { N: 2, K: 4, C: 3, ...window }, conv2d({ N: 2, K: 4, C: 3, ...window, name }), 0],
    [
      'CONV',
      { K: 4, C: 3, R: 3, S: 3, "Y'": 7, "X'": 7 },
      conv2d({ K: 4, C: 3, R: 3, S: 3, "Y'": 7, "X'": 7, name }),
      0,
    ],
    ['DSCONV', { C: 8, ...window }, depthwiseConv2d({ C: 8, ...window, name }), 0],
    ['DSCONV', { K: 1, C: 8, ...window }, depthwiseConv2d({ C: 8, ...window, name }), 0],
    ['DSCONV', { K: 8, C: 8, ...window }, depthwiseConv2d({ C: 8, ...window, name }), 0],
    ['DSCONV', { K: 1, C: 1, ...window }, depthwiseConv2d({ C: 1, ...window, name }), 0],
    ['DSCONV', { K: 2, C: 8, ...window }, groupedConv2d({ G: 8, K: 2, C: 1, ...window, name }), 1],
    ['NGCONV', { G: 4, K: 2, C: 3, ...window }, groupedConv2d({ G: 4, K: 2, C: 3, ...window, name }), 1],
    ['TRCONV', { K: 2, C: 3, ...window }, transposedConv2d({ K: 2, C: 3, ...window, name }), 1],
    ['GEMM', { M: 2, N: 3, K: 4 }, gemm({ M: 2, N: 3, K: 4, name }), 0],
    ['GEMM', { M: 2, N: 3, K: 4, C: 1, R: 1 }, gemm({ M: 2, N: 3, K: 4, name }), 0],
    ['BMM', { B: 5, M: 2, N: 3, K: 4 }, layer(batchedMatrixProduct, { B: 5, M: 2, N: 3, K: 4 }, name), 0],
    [
      'BMM',
      { B: 5, M: 2, N: 1, K: 4, C: 1 },
      layer(batchedMatrixProduct, { B: 5, M: 2, N: 1, K: 4 }, name),
      0,
    ],
    ['FC', { K: 10, C: 20 }, fullyConnected({ K: 10, C: 20, name }), 0],
    ['FC', { N: 4, K: 10, C: 20, R: 1, S: 1, Y: 1, X: 1 }, fullyConnected({ N: 4, K: 10, C: 20, name }), 0],
    [
      'FC',
      { K: 10, C: 20, R: 7, S: 7, Y: 7, X: 7 },
      conv2d({ K: 10, C: 20, R: 7, S: 7, Y: 7, X: 7, name }),
      0,
    ],
    ['LSTM', { M: 2, N: 3, K: 4 }, gemm({ M: 2, N: 3, K: 4, name }), 0],
    ['LSTM', { N: 2, K: 4, C: 5 }, fullyConnected({ N: 2, K: 4, C: 5, name }), 0],
    ['POOL', { K: 1, C: 8, ...window }, pool2d({ C: 8, ...window, name }), 0],
    ['ELEMENTWISE', { C: 8, Y: 9, X: 9 }, elementwise({ C: 8, Y: 9, X: 9, name }), 0],
    ['conv', { G: 1, K: 4, C: 3, ...window }, conv2d({ K: 4, C: 3, ...window, name }), 0],
  ])('%s %o', (type, sizes, expected, warnings) => {
    const network = orThrow(parseNetwork(text(type, sizes)))
    expect(network.layers[0]?.layer).toEqual(expected)
    expect(network.warnings.map(({ _tag, line, column }) => [_tag, line, column])).toEqual(
      warnings === 0 ? [] : [['ToolDiffers', 1, 17]],
    )
  })

  it('a stride of a layer without a window is ignored, with a warning', () => {
    const { layers, warnings } = orThrow(
      parseNetwork(text('GEMM', { M: 2, N: 3, K: 4 }, 'Stride { X: 2, Y: 1 }')),
    )
    expect(layers[0]?.layer).toEqual(gemm({ M: 2, N: 3, K: 4, name }))
    expect(warnings).toMatchObject([
      { _tag: 'IgnoredEntry', message: 'The Stride has no meaning for this layer.' },
    ])
  })
})

describe('a depthwise layer with a channel multiplier', () => {
  const flow =
    'Dataflow { SpatialMap(1,1) C; TemporalMap(Sz(C),Sz(C)) C; TemporalMap(1,1) G; TemporalMap(1,1) K; }'
  const body = text('DSCONV', { K: 2, C: 8, ...window }, flow)

  it('has its channels as groups, in its dataflow, too', () => {
    expect(onlyLayer(body).dataflow?.directives).toEqual([
      spatialMap(1, 1, 'G'),
      temporalMap(sz('G'), sz('G'), 'G'),
      temporalMap(1, 1, 'C'),
      temporalMap(1, 1, 'K'),
    ])
  })

  it('leaves the dataflow that others inherit as it is', () => {
    const { layers } = orThrow(parseNetwork(`${body} ${text('DSCONV', { C: 8, ...window })}`))
    expect(layers[1]?.dataflow?.directives[0]).toEqual(spatialMap(1, 1, 'C'))
  })

  it('does the work of all its filters', () => {
    const spread = text('DSCONV', { K: 2, C: 8, ...window }, 'Dataflow { SpatialMap(1,1) C; }')
    const { layer, dataflow } = onlyLayer(spread)
    const { macs, levels } = orThrow(estimate(layer, dataflow!, { pes: 8 }))
    expect([macs, levels[0]?.activeUnitSteps]).toEqual([8 * 2 * 9 * 49, 8])
  })
})

describe('channels that may count all groups', () => {
  const warningsOf = (type: string, sizes: object) =>
    orThrow(parseNetwork(text(type, sizes))).warnings.filter(({ _tag }) => _tag === 'TotalChannels')

  /** The MACs that a message names, and those of the layer with the sizes that it says to write. */
  const suggested = (type: string, sizes: object) => {
    const [warning] = warningsOf(type, sizes)
    const [before, after] = [...(warning?.message.matchAll(/([\d,]+) MACs/g) ?? [])].map(([, count]) =>
      Number(count?.replaceAll(',', '')),
    )
    const written = /write (.*): [\d,]+ MACs/.exec(warning?.message ?? '')?.[1] ?? ''
    const rewritten = Object.fromEntries(
      [...written.matchAll(/(\w): (\d+)/g)].map(([, key, value]) => [key, Number(value)]),
    )
    const macsOf = (of: object) => {
      const [first] = orThrow(parseNetwork(text(type, of))).layers
      return orThrow(
        estimate(first!.layer, { name: '', directives: [spatialMap(1, 1, 'K')], parameters: {} }, { pes: 4 }),
      ).macs
    }
    return { before, after, rewritten, counted: [macsOf(sizes), macsOf({ ...sizes, ...rewritten })] }
  }

  test.each([
    ['NGCONV', { G: 4, K: 2, C: 8, ...window }, { C: 2 }],
    ['NGCONV', { G: 4, K: 8, C: 8, ...window }, { K: 2, C: 2 }],
    ['NGCONV', { N: 3, G: 4, K: 4, C: 8, ...window }, { C: 2 }],
    ['DSCONV', { K: 16, C: 8, ...window }, { K: 2 }],
  ])('%s %o: a warning has both counts and what to write', (type, sizes, rewritten) => {
    const found = suggested(type, sizes)
    expect(found.rewritten).toEqual(rewritten)
    expect([found.before, found.after]).toEqual(found.counted)
  })

  it('are warned about in words, at their place', () => {
    expect(warningsOf('NGCONV', { G: 32, K: 4, C: 128, R: 3, S: 3, Y: 56, X: 56 })).toEqual([
      {
        _tag: 'TotalChannels',
        path: 'line 1, column 50',
        line: 1,
        column: 50,
        message:
          'C: 128 is per group here: with 32 groups the layer does 429,981,696 MACs. If C counts the channels of all groups, write C: 4: 13,436,928 MACs.',
      },
    ])
  })

  test.each([
    ['NGCONV', { G: 4, K: 2, C: 3, ...window }],
    ['NGCONV', { G: 1, K: 2, C: 3, ...window }],
    ['NGCONV', { G: 4, K: 2, C: 8, R: 3 }],
    ['DSCONV', { K: 3, C: 8, ...window }],
    ['DSCONV', { K: 8, C: 8, ...window }],
  ])('%s %o: no warning', (type, sizes) => {
    expect(warningsOf(type, sizes)).toEqual([])
  })
})

it('estimates a batched matrix product under a dataflow for one', () => {
  const flow = 'Dataflow { SpatialMap(1,1) M; TemporalMap(1,1) K; }'
  const { layer: of, dataflow } = onlyLayer(text('BMM', { B: 3, M: 4, N: 5, K: 6 }, flow))
  expect(orThrow(estimate(of, dataflow!, { pes: 4 })).macs).toBe(3 * 4 * 5 * 6)
})

describe('inheritance', () => {
  const layer = (rest: string) => text('CONV', { K: 4, C: 4, ...window }, rest)
  const dataflows = (of: string) =>
    orThrow(parseNetwork(of)).layers.map(({ dataflow }) => dataflow?.directives.length ?? null)

  test.each([
    [
      'from the layer before',
      `${layer('Dataflow { SpatialMap(1,1) K; }')} ${layer('')} ${layer('')}`,
      [1, 1, 1],
    ],
    ['nothing where there is nothing', `${layer('')} ${layer('Dataflow { SpatialMap(1,1) K; }')}`, [null, 1]],
    ['with an empty block', `${layer('Dataflow { SpatialMap(1,1) K; }')} ${layer('Dataflow { }')}`, [1, 1]],
    [
      'not with an empty block that has a name',
      `${layer('Dataflow { SpatialMap(1,1) K; }')} ${layer('Dataflow "" { }')}`,
      [1, 0],
    ],
    [
      'not after none',
      `${layer('Dataflow { SpatialMap(1,1) K; }')} ${layer('Dataflow: none;')} ${layer('')}`,
      [1, null, null],
    ],
    [
      'from a dataflow before all layers',
      `Dataflow { SpatialMap(1,1) K; } Network { ${layer('')} ${layer('')} }`,
      [1, 1],
    ],
  ])('%s', (_, of, lengths) => {
    expect(dataflows(of)).toEqual(lengths)
  })
})

describe('a dataflow that no layer gets', () => {
  const flow = (dimension: string) => `Dataflow { SpatialMap(1,1) ${dimension}; }`
  const layer = (rest = '') => `Layer A { Type: GEMM Dimensions { M: 1, N: 1, K: 1 } ${rest} }`
  const lines = (of: string) => {
    const { layers, warnings } = orThrow(parseNetwork(of))
    const dimensions = layers.map(({ dataflow }) =>
      (dataflow?.directives ?? []).map((directive) => 'dimension' in directive && directive.dimension),
    )
    return [dimensions, ...warnings.map(({ _tag, line, column }) => `${_tag} ${line}:${column}`)]
  }

  test.each([
    ['behind the last layer', `Network n {\n${layer()}\n ${flow('N')} }`, [[]], 'IgnoredEntry 3:2'],
    ['before another one', `${flow('M')}\n${flow('N')}\n${layer()}`, [['N']], 'IgnoredEntry 1:1'],
    ['before none', `${flow('M')}\nDataflow: none\n${layer()}`, [[]], 'IgnoredEntry 1:1'],
    ['before a layer with its own', `${flow('M')}\n${layer(flow('N'))}`, [['N']], 'IgnoredEntry 1:1'],
  ])('%s is ignored, with a warning', (_, of, dimensions, warning) => {
    expect(lines(of)).toEqual([dimensions, warning])
  })

  test('without any layer is a network that parseNetwork refuses, and parseNetworks warns of', () => {
    const text = `Network n {\n${flow('M')} }`
    expect(placed(parseNetwork(text))).toEqual(['MissingEntry 1:1'])
    expect(placed(parseNetwork('Network n { }'))).toEqual(['MissingEntry 1:1'])
    const [network] = orThrow(parseNetworks(text))
    expect(network?.warnings.map(({ _tag, line, column }) => `${_tag} ${line}:${column}`)).toEqual([
      'IgnoredEntry 2:1',
    ])
  })

  test.each([
    ['before a layer without one', `${flow('M')} ${layer()} ${layer(flow('N'))}`, [['M'], ['N']]],
    ['between layers', `${layer(flow('M'))} ${flow('N')} ${layer()}`, [['M'], ['N']]],
    ['that says nothing', `${layer(flow('M'))} Dataflow { } ${layer()}`, [['M'], ['M']]],
  ])('but not one %s', (_, of, dimensions) => {
    expect(lines(of)).toEqual([dimensions])
  })

  it('says which layers would get it', () => {
    const { warnings } = orThrow(parseNetwork(`${layer()} ${flow('N')}`))
    expect(warnings.map(({ message }) => message)).toEqual([
      'No layer gets this Dataflow: outside of a Layer it is that of the layers after it that have none. Write it in the Layer, or before it.',
    ])
  })
})

describe('constants', () => {
  const layer = (size: string) =>
    text('CONV', { K: 4, C: 4, ...window }, `Dataflow { TemporalMap(${size}, ${size}) K; }`)

  it('become parameters of the dataflows that use them', () => {
    const { layers, warnings } = orThrow(
      parseNetwork(`Constant T 2; Constant U 3; ${layer('T')} ${layer('1')}`),
    )
    expect(layers.map(({ dataflow }) => dataflow?.parameters)).toEqual([{ T: 2 }, {}])
    expect(warnings).toEqual([])
  })

  it('within a dataflow are its own', () => {
    const of =
      'Constant T 2; Constant U 3; Layer L { Type: CONV Dataflow { Constant T -1; Constant V 0.5; TemporalMap(T, U) K; } }'
    expect(onlyLayer(of).dataflow?.parameters).toEqual({ T: -1, U: 3, V: 0.5 })
  })

  it('that are missing leave parameters to be bound, with a warning', () => {
    const { layers, warnings } = orThrow(parseNetwork(layer('K')))
    expect(layers[0]?.dataflow?.directives[0]).toMatchObject({ size: { _tag: 'Param', name: 'K' } })
    expect(warnings.map(({ _tag }) => _tag)).toEqual(['UnboundParameter', 'UnboundParameter'])
    expect(warnings[0]?.message).toContain('write Sz(K) if the size of a dimension is meant.')
  })

  it('may be called like properties of objects', () => {
    const { dataflow } = onlyLayer(
      `Constant __proto__ 2; Constant constructor 3; ${layer('__proto__ + constructor')}`,
    )
    expect(Object.entries(dataflow?.parameters ?? {})).toEqual([
      ['__proto__', 2],
      ['constructor', 3],
    ])
  })
})

it('passes hardware in the text of a network, with a warning', () => {
  const { warnings } = orThrow(
    parseNetwork(`Accelerator { PE { NumPEs: 3 } } ${text('GEMM', { M: 1, N: 1, K: 1 })}`),
  )
  expect(warnings).toMatchObject([{ _tag: 'IgnoredEntry', line: 1, column: 1 }])
})
