/** Tables of layers of GAMMA and ConfuciuX. */
import { describe, expect, it } from 'vitest'
import { kcPartitioned } from '../../../src/catalog'
import { fromLayersCsv } from '../../../src/formats'
import {
  accelerator,
  conv2d,
  dataflow,
  depthwiseConv2d,
  estimateNetwork,
  fullyConnected,
  gemm,
  groupedConv2d,
  orThrow,
  renderErrors,
  spatialMap,
  transposedConv2d,
} from '../../../src/index'
import { parseNetwork } from '../../../src/notation'
import { faultsOf, fileOf, notesOf } from '../support'

const layersIn = (name: string) => orThrow(fromLayersCsv(fileOf(name))).layers

describe('a table of layers', () => {
  it('of convolutions has a header', () => {
    expect(layersIn('small.gamma.csv')).toEqual([
      conv2d({ K: 24, C: 3, Y: 66, X: 66, R: 3, S: 3, name: 'layer 1' }),
      depthwiseConv2d({ C: 24, Y: 34, X: 34, R: 3, S: 3, name: 'layer 2' }),
      conv2d({ K: 48, C: 24, Y: 32, X: 32, R: 1, S: 1, name: 'layer 3' }),
    ])
  })

  it('may have numbers alone', () => {
    const { layers, notes } = orThrow(fromLayersCsv(fileOf('numbers.gamma.csv')))
    expect(layers).toEqual([
      gemm({ M: 64, N: 32, K: 10, name: 'layer 1' }),
      fullyConnected({ K: 100, C: 64, name: 'layer 2' }),
      transposedConv2d({ K: 16, C: 8, Y: 12, X: 12, R: 2, S: 2, name: 'layer 3' }),
    ])
    expect(notesOf(notes)).toEqual([
      'ReadAs 1: Type 3 is read as a product, whose M, N and K are in the columns K, C and Y.',
    ])
  })

  it('may be of products', () => {
    expect(layersIn('products.gamma.csv')).toEqual([
      gemm({ M: 128, N: 64, K: 256, name: 'keys' }),
      gemm({ M: 128, N: 64, K: 256, name: 'values' }),
    ])
    expect(orThrow(fromLayersCsv('4,5,6')).layers).toEqual([gemm({ M: 4, N: 5, K: 6, name: 'layer 1' })])
  })

  it('may say strides, and filters of depthwise layers', () => {
    const { layers, notes } = orThrow(
      fromLayersCsv('K,C,Y,X,R,S,T,stride\n8,4,9,9,3,3,1,2\n2,4,9,9,3,3,DSCONV,1'),
    )
    expect(layers).toEqual([
      conv2d({ K: 8, C: 4, Y: 9, X: 9, R: 3, S: 3, stride: 2, name: 'layer 1' }),
      groupedConv2d({ G: 4, K: 2, C: 1, Y: 9, X: 9, R: 3, S: 3, name: 'layer 2' }),
    ])
    expect(notesOf(notes)).toEqual([
      'ReadAs 3: K is read as the filters of each of the 4 channels: the layer has 8 output channels.',
    ])
  })

  it('has convolutions where fully connected layers have windows, as parseNetwork does', () => {
    const { layers } = orThrow(fromLayersCsv('4096,512,7,7,7,7,0\n10,6,9,9,1,1,FC\n8,6,5,5,1,5,0'))
    expect(layers).toEqual([
      conv2d({ K: 4096, C: 512, Y: 7, X: 7, R: 7, S: 7, name: 'layer 1' }),
      fullyConnected({ K: 10, C: 6, name: 'layer 2' }),
      conv2d({ K: 8, C: 6, Y: 5, X: 5, R: 1, S: 5, name: 'layer 3' }),
    ])
    const window = 'Dimensions { K: 4096, C: 512, Y: 7, X: 7, R: 7, S: 7 }'
    const parsed = orThrow(parseNetwork(`Network n { Layer fc6 { Type: FC; ${window} } }`))
    expect(layers[0]).toEqual({ ...parsed.layers[0]?.layer, name: 'layer 1' })
  })

  it('of older files has pointwise convolutions of type 3', () => {
    expect(orThrow(fromLayersCsv('64,32,56,56,1,1,3')).layers[0]?.kind).toBe('conv2d')
  })

  it('is estimated as a network', () => {
    const convolutions = estimateNetwork(layersIn('small.gamma.csv'), kcPartitioned, accelerator({ pes: 64 }))
    expect(orThrow(convolutions).totals.macs).toBe(
      24 * 3 * 64 * 64 * 9 + 24 * 32 * 32 * 9 + 48 * 24 * 32 * 32,
    )
    const rows = dataflow('rows', [spatialMap(1, 1, 'M')])
    const products = estimateNetwork(layersIn('products.gamma.csv'), rows, accelerator({ pes: 64 }))
    expect(orThrow(products).totals.macs).toBe(2 * 128 * 64 * 256)
  })
})

describe('what is refused, with its line', () => {
  it.each([
    [
      'a number that is none',
      'K,C,Y,X,R,S,T\n8,x,9,9,3,3,1',
      'InvalidNumber 2: The C must be a positive integer, but it is `x`.',
    ],
    ['a cell that is missing', 'K,C,Y,X,R,S,T\n8,4,9,9,3', 'MissingEntry 2: The line has no S.'],
    [
      'a column that there is not',
      'K,C,H,X,R,S,T\n8,4,9,9,3,3,1',
      'UnknownWord 1: Tables of layers have no column `H`.',
    ],
    [
      'a batch of convolutions',
      'N,K,C,Y,X,R,S,T\n8,64,32,10,10,3,3,1',
      'NotExpressible 1: A table without M is of convolutions, which have no column N.',
    ],
    ['a type that there is not', '8,4,9,9,3,3,7', 'UnknownWord 1: No type of layer is called `7`.'],
    [
      'a filter larger than the input',
      '8,4,9,2,3,3,1',
      'Mismatch 1: A filter of 3 columns does not fit into an input of 2.',
    ],
    ['cells beyond the columns', 'K,C\n1,2,3', 'Syntax 2: Expected 2 cells, found 3 cells.'],
    [
      'four numbers',
      '1,2,3,4',
      'Syntax 1: Expected a header, or three, six or seven numbers, found 4 cells.',
    ],
    ['nothing', '\n\n', 'MissingEntry 1: The table has no layers.'],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(fromLayersCsv(text))).toContain(expected)
  })

  it('shows the place', () => {
    const result = fromLayersCsv('K,C,Y,X,R,S,T\n8,four,9,9,3,3,1', { file: 'own.csv' })
    expect(result._tag === 'Left' && renderErrors(result.left)).toContain('own.csv:2:3')
    expect(faultsOf(fromLayersCsv(undefined as never))).toEqual([
      'NotText 1: The input is missing, not a text.',
    ])
  })
})
