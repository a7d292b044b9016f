/** What the estimate refuses leads back to the line that says it. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it, test } from 'vitest'
import { type EstimateError, estimate, orThrow, renderErrors } from '../../src/index'
import { locateErrors, parseDataflow, parseHardware, parseNetwork } from '../../src/notation'
import { conv, flow } from '../unit/support'

const text = `Constant T 3;
Network net {
  Layer L {
    Type: CONV
    Stride { X: 0 }
    Padding { Top: -1 }
    Dimensions { K: 0, C: 4, R: 3, S: 3, Y: 8, X: 8, Q: 2 }
    Dataflow {
      TemporalMap(1, 1) K;
      Cluster(T - 3, P);
      TemporalMap(Sz(Z), 1) C;
      SpatialMap(1, 1) W;
    }
  }
  Layer M { Type: CONV Dimensions { K: 4, R: 3, S: 3, Y: 8, X: 8 } }
}
`
const layers = () => orThrow(parseNetwork(text)).layers

const places = (i: number) => {
  const { layer, dataflow, places: known } = layers()[i]!
  const result = estimate(layer, dataflow!, { pes: 16 })
  const errors: readonly EstimateError[] = isLeft(result) ? result.left : []
  return locateErrors(errors, text, known).map((error) =>
    'line' in error ? `${error.path} ${error.line}:${error.column}` : error.path,
  )
}

describe('errors of a layer', () => {
  it('stand where its parts do', () => {
    expect(places(0)).toEqual([
      'layer.sizes.K 7:18',
      'layer.sizes.Q 7:54',
      'layer.stride.x 5:14',
      'layer.padding.top 6:15',
      'dataflow.directives[1].size 10:15',
    ])
  })

  it('and, for what is inherited, where that does', () => {
    expect(places(1)).toEqual(['layer.sizes.C 15:24', 'dataflow.directives[1].size 10:15'])
  })

  it('show the line', () => {
    const { layer, dataflow, places: known } = layers()[1]!
    const result = estimate(layer, dataflow!, { pes: 16 })
    expect(renderErrors(locateErrors(isLeft(result) ? result.left : [], text, known))).toContain(
      '\n  10 |       Cluster(T - 3, P);\n     |               ^^^^^\n',
    )
  })
})

test('errors of a dataflow file', () => {
  const file =
    'Constant T 0.5;\nDataflow {\n  TemporalMap(1, 1) K;\n  TemporalMap(T, 1) C;\n  TemporalMap(1, 1) K;\n}'
  const result = estimate(conv, orThrow(parseDataflow(file)), { pes: 16 })
  const located = locateErrors(isLeft(result) ? result.left : [], file)
  expect(located.map((error) => 'line' in error && [error.path, error.line, error.column])).toEqual([
    ['dataflow.directives[2]', 5, 3],
    ['dataflow.parameters.T', 1, 10],
  ])
})

test('errors of a hardware file; what it does not say has no line', () => {
  const file = 'l1_size_cstr: -3\nnoc[0].speed: 3\n'
  const result = estimate(conv, flow, orThrow(parseHardware(file)))
  const located = locateErrors(isLeft(result) ? result.left : [], file)
  expect(located.map((error) => [error.path, 'line' in error ? error.line : null])).toEqual([
    ['hardware.pes', null],
    ['hardware.l1.capacity', 1],
    ['hardware.noc[0].speed', 2],
  ])
})
