/** What the estimate refuses leads back to the line that says it. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it, test } from 'vitest'
import {
  cluster,
  dataflow,
  type EstimateError,
  estimate,
  orThrow,
  renderErrors,
  spatialMap,
} from '../../src/index'
import { locateErrors, parseDataflow, parseHardware, parseNetwork } from '../../src/notation'
import { conv, flow, junk } from '../support/errors'

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

describe('a dimension that a layer lacks', () => {
  const inherits = `Layer A {
  Type: CONV
  Dimensions { K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 }
  Dataflow { TemporalMap(1, 1) K; TemporalMap(Sz(R), 1) Y; }
}
Layer B { Type: GEMM
  Dimensions { M: 4, N: 4, K: 4 } }
Layer C { Type: CONV
  Dimensions { K: 4, C: 4, S: 3, Y: 8, X: 8 } }`

  const rendered = (i: number): string => {
    const { layer, dataflow: flow, places: known } = orThrow(parseNetwork(inherits)).layers[i]!
    const result = estimate(layer, flow!, { pes: 16 })
    return renderErrors(locateErrors(isLeft(result) ? result.left : [], inherits, known))
  }

  it('is reported in its layer', () => {
    expect(rendered(2)).toContain('layer.sizes.R is required: a positive integer.\n  9 |   Dimensions { K: 4')
  })

  it('is reported with its layer, if a dataflow that it inherits uses it', () => {
    expect(rendered(1)).toContain(
      '  4 |   Dataflow { TemporalMap(1, 1) K; Temporal…\n    |   ^^^^^^^^\n  6 | Layer B { Type: GEMM\n    |       ^',
    )
  })
})

describe('the name of a file', () => {
  const refused = (file?: string) => {
    const [first] = orThrow(parseNetwork(text, file === undefined ? {} : { file })).layers
    const result = estimate(first!.layer, first!.dataflow!, { pes: 16 })
    return { errors: isLeft(result) ? result.left : [], places: first!.places }
  }
  const shown = '\n  small.m:7:18\n  7 |     Dimensions { K: 0,'

  it('is shown where it was given when the text was read', () => {
    const { errors, places } = refused('small.m')
    expect(renderErrors(locateErrors(errors, text, places))).toContain(shown)
    expect(places.file).toBe('small.m')
  })

  it('or is given with the errors', () => {
    const { errors, places } = refused()
    expect(renderErrors(locateErrors(errors, text, places))).not.toContain('small.m')
    expect(renderErrors(locateErrors(errors, text, places, { file: 'small.m' }))).toContain(shown)
    const flowText = 'Dataflow {\n  TemporalMap(tile, 1) K;\n}'
    const result = estimate(conv, orThrow(parseDataflow(flowText)), { pes: 16 })
    const located = locateErrors(isLeft(result) ? result.left : [], flowText, undefined, { file: 'flow.m' })
    expect(renderErrors(located)).toContain('\n  flow.m:2:15\n  2 |   TemporalMap(tile, 1) K;\n')
  })
})

test('a name without a value is bound as files bind it', () => {
  const flowText = 'Constant tiles 3;\nDataflow {\n  TemporalMap(tile + tiles, 1) K;\n}'
  const result = estimate(conv, orThrow(parseDataflow(flowText)), { pes: 16 })
  const [error, ...others] = locateErrors(isLeft(result) ? result.left : [], flowText)
  expect(others).toEqual([])
  expect(error).toMatchObject({
    _tag: 'UnboundParameter',
    line: 3,
    hint: 'Did you mean tiles? Write Constant tile 8; before it, or Sz(tile) if the size of a dimension is meant.',
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
  const file = 'pes: 2\nl1_size_cstr: 3\nnoc[0].latency: 3\n'
  const { l1, ...others } = orThrow(parseHardware(file))
  const wrong = { ...others, l1: { capacity: -1 }, noc: [{ speed: 1 }], l2: { capacity: -1 } }
  const split = dataflow('split', [spatialMap(1, 1, 'K'), cluster(4), spatialMap(1, 1, 'C')])
  const errors = [estimate(conv, split, others), estimate(conv, flow, junk(wrong))].flatMap((result) =>
    isLeft(result) ? result.left : [],
  )
  const located = locateErrors(errors, file)
  expect(located.map((error) => [error.path, 'line' in error ? error.line : null])).toEqual([
    ['dataflow.directives[1]', null],
    ['hardware.l1.capacity', 2],
    ['hardware.l2.capacity', null],
    ['hardware.noc[0].speed', 3],
  ])
})
