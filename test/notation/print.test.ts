/** What printed text looks like. */
import { describe, expect, it } from 'vitest'
import {
  cluster,
  conv2d,
  dataflow,
  fullyConnected,
  orThrow,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { parseNetwork, printDataflow, printNetwork } from '../../src/notation'

const conv = conv2d({ K: 64, C: 3, R: 7, S: 7, Y: 224, X: 224, stride: 2, padding: 3, name: 'conv 1' })
const fc = fullyConnected({ K: 10, C: 64, name: 'fc-1' })
const tiled = (T: number) =>
  dataflow('', [temporalMap(param('T'), param('T'), 'K'), cluster(param('P'))], { T, P: 8 })

describe('a network', () => {
  it('is written like the published files', () => {
    const rows = dataflow('rows', [spatialMap(1, 1, "Y'"), temporalMap(plus(8, sz('S'), -1), 8, 'X')])
    const text = printNetwork({ name: 'net', layers: [{ layer: conv, dataflow: rows }, { layer: fc }] })
    expect(text).toBe(`Network net {
  Layer "conv 1" {
    Type: CONV
    Stride { Y: 2, X: 2 }
    Padding { Y: 3, X: 3 }
    Dimensions { K: 64, C: 3, R: 7, S: 7, Y: 224, X: 224 }
    Dataflow rows {
      SpatialMap(1, 1) Y';
      TemporalMap(8 + Sz(S) - 1, 8) X;
    }
  }
  Layer fc-1 {
    Type: FC
    Dimensions { K: 10, C: 64 }
    Dataflow: none;
  }
}
`)
  })

  it('declares constants once, where all who use them agree', () => {
    const text = printNetwork({
      name: '',
      layers: [
        { layer: fc, dataflow: tiled(2) },
        { layer: fc, dataflow: tiled(3) },
        { layer: fc, dataflow: tiled(3) },
      ],
    })
    expect(text.match(/.*Constant.*/g)).toEqual([
      'Constant P 8;',
      '      Constant T 2;',
      '      Constant T 3;',
      '      Constant T 3;',
    ])
    const values = orThrow(parseNetwork(text)).layers.map(({ dataflow: of }) => of?.parameters)
    expect(values).toEqual([
      { T: 2, P: 8 },
      { T: 3, P: 8 },
      { T: 3, P: 8 },
    ])
  })

  it('keeps a parameter without a value apart from a constant of that name', () => {
    const unbound = dataflow('', [temporalMap(param('T'), 1, 'K')])
    const text = printNetwork({
      name: '',
      layers: [
        { layer: fc, dataflow: tiled(2) },
        { layer: fc, dataflow: unbound },
      ],
    })
    expect(orThrow(parseNetwork(text)).layers[1]?.dataflow).toEqual(unbound)
  })
})

describe('a dataflow', () => {
  it('declares what it does not use among its directives', () => {
    expect(printDataflow(dataflow('', [cluster(param('P'))], { P: 8, Q: 9 }))).toBe(
      'Constant P 8;\n\nDataflow {\n  Constant Q 9;\n  Cluster(P, P);\n}\n',
    )
  })

  it('of nothing has a name, or it would mean the dataflow of the layer before', () => {
    expect(printDataflow(dataflow('', []))).toBe('Dataflow "" {\n}\n')
  })
})
