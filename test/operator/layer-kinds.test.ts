/** The table of layer kinds against what constructors build. */
import { describe, expect, it } from 'vitest'
import {
  conv2d,
  depthwiseConv2d,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  type LayerKind,
  pool2d,
  transposedConv2d,
} from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { formOf, hasWindow, kindNames, layerProperties, sizeNamesOf } from '../../src/operator/layer-kinds'

const said = { precision: 8, density: {} }
const image = { C: 4, R: 3, S: 3, Y: 8, X: 8, ...said }
const built: { readonly [K in LayerKind]: Layer } = {
  conv2d: conv2d({ ...image, K: 4 }),
  depthwiseConv2d: depthwiseConv2d(image),
  groupedConv2d: groupedConv2d({ ...image, G: 2, K: 4 }),
  transposedConv2d: transposedConv2d({ ...image, K: 4 }),
  pool2d: pool2d(image),
  gemm: gemm({ M: 4, N: 4, K: 4, ...said }),
  fullyConnected: fullyConnected({ K: 4, C: 4, ...said }),
  elementwise: elementwise({ C: 4, Y: 8, X: 8, operands: 1, ...said }),
}

describe.each(kindNames)('%s', (kind) => {
  const layer = built[kind]

  it('is the kind that its constructor builds, with the properties of its form', () => {
    expect(layer.kind).toBe(kind)
    expect(Object.keys(layer).sort()).toEqual([...layerProperties[formOf(kind)]].sort())
  })

  it('takes the sizes of the table and no others', () => {
    const names = ['N', 'G', 'K', 'C', 'M', 'R', 'S', 'Y', 'X', "Y'", "X'"]
    const unknown = (name: string) => {
      const report: Parameters<typeof checkLayer>[1] = []
      checkLayer({ ...layer, sizes: { ...layer.sizes, [name]: 1 } }, report)
      return report.some(({ given }) => given === `the unknown property "${name}"`)
    }
    expect(names.filter((name) => !unknown(name)).sort()).toEqual([...sizeNamesOf(kind)].sort())
  })

  it('has a window if it has a stride', () => {
    expect(hasWindow(kind)).toBe('stride' in layer)
  })
})
