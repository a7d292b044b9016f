/** Precision and density of layers as text. */
import { describe, expect, it, test } from 'vitest'
import { batchedMatrixProduct } from '../../src/catalog'
import {
  type Densities,
  estimate,
  gemm,
  groupedConv2d,
  layer,
  orThrow,
  type Precision,
  spatialMap,
} from '../../src/index'
import { locateErrors, parseNetwork, printNetwork } from '../../src/notation'
import { layerOf, onlyLayer, placed } from './support'

const body = 'Type: GEMM Dimensions { M: 4, N: 4, K: 4 }'
const shape = { M: 4, N: 4, K: 4, name: 'L' }

describe('a layer', () => {
  test.each<[string, { readonly precision?: Precision; readonly density?: Densities }]>([
    ['Precision: 8', { precision: 8 }],
    ['Precision 4.25;', { precision: 4.25 }],
    ['Precision = 8', { precision: 8 }],
    [
      'precision { A: 8; B 4\n C { partial: 32, final: 8 } }',
      { precision: { A: 8, B: 4, C: { partial: 32, final: 8 } } },
    ],
    [
      'Precision { inputs: 8, "outputs": { partial: 32 } }',
      { precision: { inputs: 8, outputs: { partial: 32 } } },
    ],
    ['Density { B: 0.5 }', { density: { B: 0.5 } }],
    [
      'Density { A: .25, B { n: 2, m: 4, along: K } }',
      { density: { A: 0.25, B: { n: 2, m: 4, along: 'K' } } },
    ],
    ['Precision: 8 Density { inputs: 0.5 }', { precision: 8, density: { inputs: 0.5 } }],
    ['Precision { } Density { }', { precision: {}, density: {} }],
  ])('has what %j says', (text, said) => {
    expect(layerOf(`${body} ${text}`)).toEqual(gemm({ ...shape, ...said }))
    expect(layerOf(`${text} ${body}`)).toEqual(gemm({ ...shape, ...said }))
  })

  it('of batched products has it too', () => {
    const sizes = { B: 2, M: 4, N: 4, K: 4 }
    expect(
      layerOf('Type: BMM Dimensions { B: 2, M: 4, N: 4, K: 4 } Precision: 8 Density { B: 0.5 }'),
    ).toEqual(layer(batchedMatrixProduct, sizes, { name: 'L', precision: 8, density: { B: 0.5 } }))
  })

  it('takes constants, but no dimension for one', () => {
    const text = `Constant K 2; Constant W 8; Layer L { ${body} Precision: W Density { A { n: K, m: 2 * K, along: K } } }`
    expect(onlyLayer(text).layer).toEqual(
      gemm({ ...shape, precision: 8, density: { A: { n: 2, m: 4, along: 'K' } } }),
    )
  })

  it('whose channels become groups has its blocks along these', () => {
    const text = 'Type: DSCONV Dimensions { K: 2, C: 8, R: 3, S: 3, Y: 8, X: 8 } Precision: 8'
    const density = 'Density { filter { n: 1, m: 2, along: C }, input: 0.5 }'
    expect(layerOf(`${text} ${density}`)).toEqual(
      groupedConv2d({
        ...{ G: 8, K: 2, C: 1, R: 3, S: 3, Y: 8, X: 8, name: 'L', precision: 8 },
        density: { filter: { n: 1, m: 2, along: 'G' }, input: 0.5 },
      }),
    )
  })

  it('is printed with it', () => {
    const precision = { A: 8, B: 4.25, C: { partial: 32, final: 8 } }
    const density = { B: { n: 2, m: 4, along: 'K' } }
    const text = printNetwork({ name: 'n', layers: [{ layer: gemm({ ...shape, precision, density }) }] })
    expect(text.split('\n').slice(3, 6)).toEqual([
      '    Dimensions { N: 4, M: 4, K: 4 }',
      '    Precision { A: 8, B: 4.25, C { partial: 32, final: 8 } }',
      '    Density { B { n: 2, m: 4, along: K } }',
    ])
    const other = printNetwork({ name: 'n', layers: [{ layer: gemm({ ...shape, precision: 8 }) }] })
    expect(other).toContain('    Precision: 8\n')
  })
})

describe('refuses, with the place', () => {
  test.each([
    ['Precision: INT8', 'UnboundParameter 2:12'],
    ['Precision: 4 bit', 'UnknownWord 2:14'],
    ['Precision: { A: 8, A: 4 }', 'RepeatedEntry 2:20'],
    ['Precision: 8\nPrecision: 4', 'RepeatedEntry 3:1'],
    ['Precision { 8 }', 'Syntax 2:13'],
    ['Precision { A: }', 'Syntax 2:16'],
    ['Precision { A { partial { x: 3 } } }', 'Syntax 2:25'],
    ['Precision { A: 8\nType: GEMM', 'Syntax 3:1'],
    ['Density { A { n: 2, m: 4, along: 3 } }', 'Syntax 2:34'],
    ['Density', 'Syntax 3:1'],
  ])('%j', (text, place) => {
    expect(placed(parseNetwork(`Layer L { ${body}\n${text}\n}`))[0]).toBe(place)
  })

  test.each([
    ['Precision { A: 0.3 }', 'layer.precision.A 2:13'],
    ['Precision { C { partial: 8, final: 32 } }', 'layer.precision.C 2:13'],
    ['Precision { D: 8 }', 'layer.precision.D 2:13'],
    ['Precision: 0', 'layer.precision 2:1'],
    ['Density { A: 2 }', 'layer.density.A 2:11'],
    ['Density { C: 0.5 }', 'layer.density.C 2:11'],
    ['Density { A { n: 4,\n m: 3, along: K } }', 'layer.density.A 2:11'],
    ['Density { A { n: 2, m: 4, along: N } }', 'layer.density.A.along 2:27'],
  ])('by the estimate: %j', (given, place) => {
    const text = `Layer L { ${body}\n${given}\nDataflow { SpatialMap(1, 1) M; } }`
    const { layer: read, dataflow, places } = orThrow(parseNetwork(text)).layers[0]!
    const result = estimate(read, dataflow!, { pes: 4 })
    const errors = result._tag === 'Left' ? result.left : []
    expect(
      locateErrors(errors, text, places).map((error) =>
        'line' in error ? `${error.path} ${error.line}:${error.column}` : error.path,
      ),
    ).toEqual([place])
  })

  it('and whatever reads, an estimate takes', () => {
    const of = layerOf(`${body} Precision { A: 8, B: 4, C { partial: 32, final: 8 } }`)
    const rows = { name: 'rows', directives: [spatialMap(1, 1, 'M')], parameters: {} }
    expect(orThrow(estimate(of, rows, { pes: 4 })).offchip.tensors['B']?.bits.reads).toBe(64)
  })
})
