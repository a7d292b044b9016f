/** One network, however it is written. */
import { describe, expect, it, test } from 'vitest'
import { cluster, conv2d, estimate, orThrow, plus, spatialMap, sz, temporalMap } from '../../src/index'
import { parseDataflow, parseNetwork } from '../../src/notation'
import { layerOf, onlyLayer } from './support'

const usual = `Network net {
  Layer CONV1 {
    Type: CONV
    Stride { X: 2, Y: 2 }
    Dimensions { K: 64, C: 3, R: 7, S: 7, Y: 224, X: 224 }
    Dataflow {
      SpatialMap(1,1) K;
      TemporalMap(8+Sz(S)-1,8) X;
      TemporalMap(1,1) Y';
      Cluster(64, P);
      SpatialMap(1,1) C;
    }
  }
}
`
const spellings: Readonly<Record<string, string>> = {
  'as usual': usual,
  'with CRLF': usual.replaceAll('\n', '\r\n'),
  'with CR': usual.replaceAll('\n', '\r'),
  'on one line': usual.replaceAll('\n', ' '),
  'without any space that can go': usual
    .replaceAll(/ *([{}(),;:]) */g, '$1')
    .replaceAll('\n', ' ')
    .replaceAll('  ', ''),
  'with a space around everything': usual.replaceAll(/([{}(),;:+-])/g, ' $1 '),
  'without colons': usual.replaceAll(':', ' '),
  'with equals signs': usual.replaceAll(':', ' ='),
  'without commas': usual.replaceAll(',', ' '),
  'without semicolons': usual.replaceAll(';', ''),
  'with semicolons between entries': usual.replaceAll(', ', '; ').replace('64; P', '64, P'),
  'with a typographic prime': usual.replaceAll("'", '’'),
  'with a prime': usual.replaceAll("'", '′'),
  'with comments anywhere': usual
    .replaceAll(' { ', ' /* { */ { // }\n')
    .replaceAll('(', '( /* ) */ ')
    .replace('Network net', '// Network other {\nNetwork net'),
  'in lower case': usual.replaceAll(
    /Network|Layer|Type|CONV\n|Stride|Dimensions|Dataflow|\w+Map|Cluster/g,
    (word) => word.toLowerCase(),
  ),
  'with a byte order mark': `\uFEFF${usual}`,
  'with the other letter for clusters': usual.replace('64, P', '64, L'),
  'with no letter for clusters': usual.replace('64, P', '64'),
  'with semicolons after statements': usual.replace('CONV\n', 'CONV;\n').replaceAll(' }\n', ' };\n'),
}

describe('a network is read alike', () => {
  test.each(Object.entries(spellings))('%s', (_, text) => {
    const { name, layers, warnings } = orThrow(parseNetwork(text))
    expect([name, layers.length, warnings]).toEqual(['net', 1, []])
    expect(layers[0]?.layer).toEqual(
      conv2d({ K: 64, C: 3, R: 7, S: 7, Y: 224, X: 224, stride: 2, name: 'CONV1' }),
    )
    expect(layers[0]?.dataflow).toEqual({
      name: '',
      directives: [
        spatialMap(1, 1, 'K'),
        temporalMap(plus(8, sz('S'), -1), 8, 'X'),
        temporalMap(1, 1, "Y'"),
        cluster(64),
        spatialMap(1, 1, 'C'),
      ],
      parameters: {},
    })
  })
})

describe('names', () => {
  test.each([
    ['Layer Conv2d-1 {', 'Conv2d-1'],
    ['Layer torchvision.models.vgg{', 'torchvision.models.vgg'],
    ['Layer: CONV1 {', 'CONV1'],
    ['Layer two words // of two\n {', 'two words'],
    ['Layer "a {strange} \\"name\\"" {', 'a {strange} "name"'],
    ['Layer {', ''],
    ['Layer\n{', ''],
    ['Layer Layer {', 'Layer'],
    ['Layer 12 {', '12'],
  ])('%s', (head, name) => {
    expect(onlyLayer(`${head} Type: GEMM Dimensions { M: 1, N: 1, K: 1 } }`).layer.name).toBe(name)
  })
})

describe('sizes', () => {
  it('may be written out, as constants, or computed from them', () => {
    const text = `Constant A 4; Constant B: 2*A
      Layer L { Type: GEMM Dimensions { M: A, N: (A + B) * 2, K: floor(B / 3) } }`
    expect(onlyLayer(text).layer.sizes).toEqual({ M: 4, N: 24, K: 2 })
  })

  it('may come in several blocks, and be repeated if they agree', () => {
    expect(layerOf('Type: GEMM Dimensions { M: 1, M: 1 } Dimensions { N: 2 K 3 }').sizes).toEqual({
      M: 1,
      N: 2,
      K: 3,
    })
  })

  it('are passed on as they are: the estimate judges them', () => {
    expect(layerOf('Type: GEMM Dimensions { M: 0, N: -3, K: 2.5, Q: 1 }').sizes).toEqual({
      M: 0,
      N: -3,
      K: 2.5,
      Q: 1,
    })
  })

  it('may be called like properties of objects', () => {
    const { sizes } = layerOf('Type: GEMM Dimensions { __proto__: 7, constructor: 8 }')
    expect(Object.entries(sizes)).toEqual([
      ['__proto__', 7],
      ['constructor', 8],
    ])
  })
})

it('Sz is known of every dimension, also of those that follow from others', () => {
  const { layer, dataflow } = onlyLayer(`Layer L { Type: CONV Stride: 2
    Dimensions { K: 4, C: 4, R: 3, S: 3, Y: 9, X: 9 }
    Dataflow { TemporalMap(Sz(Y'), Sz(Y’)) Y'; TemporalMap(Sz(X), Sz(X)) X; SpatialMap(1,1) K; } }`)
  const { levels, macs } = orThrow(estimate(layer, dataflow!, { pes: 4 }))
  expect([levels[0]?.steps, macs]).toEqual([1, 4 * 4 * 9 * 16])
})

describe('strides, dilations and paddings', () => {
  const sizes = 'Dimensions { K: 1, C: 1, R: 3, S: 3, Y: 9, X: 9 }'
  const shape = { K: 1, C: 1, R: 3, S: 3, Y: 9, X: 9, name: 'L' }
  test.each([
    ['', {}],
    ['Stride { Y: 2 }', { stride: { y: 2, x: 1 } }],
    ["Stride { Y': 2, X’ 3 }", { stride: { y: 2, x: 3 } }],
    ['Stride: 2', { stride: 2 }],
    ['Dilation { Y: 2, X: 3 }', { dilation: { y: 2, x: 3 } }],
    ['Padding { Y: 1, X: 2 }', { padding: { y: 1, x: 2 } }],
    ['Padding: 1', { padding: 1 }],
    [
      'Padding { Top: 1, bottom: 2, left: 3, RIGHT: 4 }',
      { padding: { top: 1, bottom: 2, left: 3, right: 4 } },
    ],
  ])('%s', (block, given) => {
    expect(layerOf(`Type: CONV ${block} ${sizes}`)).toEqual(conv2d({ ...shape, ...given }))
  })
})

describe('a dataflow alone', () => {
  test.each([
    'Dataflow { TemporalMap(1,1) K; }',
    'TemporalMap(1,1) K;',
    ' // a comment\nTemporalMap (1, 1) K',
    'Dataflow: { TemporalMap(1 1) K }',
  ])('%s', (text) => {
    expect(orThrow(parseDataflow(text)).directives).toEqual([temporalMap(1, 1, 'K')])
  })

  it('has the name of its block, or the given one', () => {
    const name = (text: string) => orThrow(parseDataflow(text, { name: 'given' })).name
    expect(['Dataflow KC-P { }', 'Dataflow "" { }', 'Dataflow { }', 'Cluster(2)'].map(name)).toEqual([
      'KC-P',
      '',
      'given',
      'given',
    ])
  })
})
