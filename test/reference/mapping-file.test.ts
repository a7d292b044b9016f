/** The grammar of mapping files, rule by rule (section 3 of the tool's description). */
import { describe, expect, it } from 'vitest'
import { type ReferenceLayer, readMappingFile, reference, referenceFile } from '../../src/reference'
import { layer, S, small, T } from './support'

const dims = 'Dimensions { M: 8, N: 6, K: 4 }'
const body = (flow: string, extents = dims): string => `Type: GEMM ${extents} Dataflow { ${flow} }`
const file = (...bodies: readonly string[]): string =>
  `Network n { ${bodies.map((each, i) => `Layer L${i} { ${each} }`).join('\n')} }`

const layers = (text: string): readonly ReferenceLayer[] => {
  const result = readMappingFile(text)
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

const only = (text: string): ReferenceLayer => layers(text)[0]!

/** The code of the failure, with its place. */
const fault = (text: string): string => {
  const result = readMappingFile(text)
  return result._tag === 'Left' ? `${result.left._tag} at ${result.left.path}` : 'layers'
}

describe('a file with carriage returns', () => {
  const unix = `Network n {\n Layer L {\n ${body('SpatialMap(1,1) M;\n').replaceAll(' ', '\n')}\n }\n}\n`
  const hint = (text: string): string => {
    const result = referenceFile(text, small)
    return result._tag === 'Left' ? `${result.left._tag}: ${result.left.hint}` : 'figures'
  }

  it('fails in the tool, and says how it would not', () => {
    expect(hint(unix)).not.toContain('PARSE_ERROR')
    expect(hint(unix.replaceAll('\n', '\r\n'))).toBe(
      'PARSE_ERROR: Save the file with LF line ends: the tool reads a carriage return as part of the word before it.',
    )
  })

  it('unless something else is wrong with it', () => {
    expect(hint('Network n { Layer L { Nonsense } }\r\n')).toContain('put spaces around braces')
  })
})

describe('words', () => {
  it('are split at separators, which are dropped', () => {
    const { directives } = only(file(body('SpatialMap(-3->2):M;;TemporalMap,1\t1 N')))
    expect(directives).toEqual([S(3, 2, 'M'), T(1, 1, 'N')])
  })

  it('end with their line where one starts with //', () => {
    expect(
      only(file(body('SpatialMap(1,1) M; // SpatialMap(2,2) N;\n//\n TemporalMap(1,1) N;'))).directives,
    ).toHaveLength(2)
    expect(only(file(body('SpatialMap(1,1) M//x'))).directives).toEqual([S(1, 1, 'M//x')])
  })

  it('are braces only where they stand alone', () => {
    expect(fault(file(body('SpatialMap(1,1) M;')).replace('Dataflow {', 'Dataflow{'))).toMatch('PARSE_ERROR')
    expect(fault(file(body('SpatialMap(1,1) M;', 'Dimensions { M: 8, N: 6, K: 4}')))).toMatch('PARSE_ERROR')
    expect(fault(file(body('SpatialMap(1,1) M;')).replaceAll('{', '{\r\n'))).toMatch('PARSE_ERROR')
  })

  it('are numbers as C reads them', () => {
    expect(only(file(body('SpatialMap(+2,3x) M;'))).directives).toEqual([S(2, 3, 'M')])
    expect(fault(file(body('SpatialMap(x,1) M;')))).toBe('PARSE_ERROR at line 1')
    expect(fault(file(body('SpatialMap(3000000000,1) M;')))).toBe('UNDEFINED_IN_TOOL at line 1')
  })
})

describe('the top of a file', () => {
  it('ignores what it does not know, and joins networks', () => {
    const text = `noise { } ${file(body('SpatialMap(1,1) M;'))} } more ${file(body('SpatialMap(1,1) N;'))}`
    expect(layers(text).map(({ directives }) => directives)).toEqual([[S(1, 1, 'M')], [S(1, 1, 'N')]])
    expect(layers('')).toEqual([])
    expect(referenceFile('', small)).toEqual({ _tag: 'Right', right: [] })
  })

  it('defines constants, which hide numbers', () => {
    const text = `Constant Tile 4; Constant 3 5; ${file(body('SpatialMap(Tile,3) M;'))}`
    expect(only(text).directives).toEqual([S(4, 5, 'M')])
    expect(only(text.replace('M: 8', 'M: Tile')).dims['M']).toBe(4)
  })

  it('knows no hardware, and ends only where it may', () => {
    expect(fault('Accelerator { }')).toBe('PARSE_ERROR at line 1')
    expect(fault('Network n {\n Layer A {\n Type: GEMM')).toBe('PARSE_ERROR at line 3')
    expect(fault('Network n { Pool A { } }')).toBe('PARSE_ERROR at line 1')
  })
})

describe('a layer', () => {
  it('takes strides before dimensions only, as plain numbers of 1 or more', () => {
    const strided = (stride: string, after = ''): string =>
      `Constant Two 2; ${file(`Type: CONV ${stride} Dimensions { K 1 C 1 R 1 S 1 Y 4 X 4 } ${after} Dataflow { SpatialMap(1,1) K }`)}`
    expect(only(strided('Stride { X: 2, Y: 3 }')).stride).toEqual({ X: 2, Y: 3 })
    expect(fault(strided('', 'Stride { X: 2 }'))).toMatch('PARSE_ERROR')
    expect(fault(strided('Stride { X: 0 }'))).toMatch('PARSE_ERROR')
    expect(fault(strided('Stride { X: Two }'))).toMatch('PARSE_ERROR')
  })

  it('needs a type that makes one', () => {
    for (const type of ['FC', 'LSTM', 'POOL', 'SOFTMAX'])
      expect(fault(file(body('SpatialMap(1,1) M;').replace('GEMM', type)))).toMatch('PARSE_ERROR')
    expect(fault(file(body('SpatialMap(1,1) M;').replace('Type: GEMM', '')))).toMatch('PARSE_ERROR')
  })

  it('is named for the last name read before its type', () => {
    const named = file(body('SpatialMap(1,1) M;'), `${dims} Type: GEMM Dataflow { SpatialMap(1,1) M }`)
    expect(layers(named).map(({ name }) => name)).toEqual(['L0', 'K'])
    const unnamed = named.replaceAll(/L\d/g, '').replace(dims, 'Dimensions { }')
    expect(layers(unnamed).map(({ name }) => name)).toEqual(['Layer', 'K'])
  })

  it('adds repeated blocks up, and measures a repeated dimension at first', () => {
    const twice = 'Dimensions { M: 8 } Dimensions { N: 6, K: 4, M: 2 }'
    const { dims: sizes, directives } = only(
      file(`Type: GEMM ${twice} Dataflow { SpatialMap(Sz(M),Sz(M)) M } Dataflow { TemporalMap(1,1) N }`),
    )
    expect(sizes).toEqual({ M: 8, N: 6, K: 4 })
    expect(directives).toEqual([S(2, 2, 'M'), T(1, 1, 'N')])
  })

  it('may use sizes only of what it has declared', () => {
    expect(fault(file(`Type: GEMM Dataflow { SpatialMap(Sz(M),1) M } ${dims}`))).toMatch('PARSE_ERROR')
    expect(fault(file(body("SpatialMap(Sz(X'),1) M;")))).toMatch('PARSE_ERROR')
  })

  it('holds filters whole, against what it has declared', () => {
    const convolution = (flow: string, before = ''): string =>
      file(
        `Type: CONV ${before} Dimensions { K 1 C 1 R 3 S 3 Y 9 X 9 } Dataflow { SpatialMap(1,1) K; ${flow} }`,
      )
    expect(fault(convolution('TemporalMap(2,2) R;'))).toBe('WEIGHT_TILE_RULE at line 1')
    expect(fault(convolution('TemporalMap(3,1) S;'))).toBe('WEIGHT_TILE_RULE at line 1')
    expect(fault(convolution('SpatialMap(2,1) R;'))).toBe('layers')
    expect(fault(convolution('', 'Dataflow { TemporalMap(2,2) R }'))).toBe('layers')
    expect(fault(convolution('', 'Dataflow { TemporalMap(2,1) R }'))).toBe('WEIGHT_TILE_RULE at line 1')
  })

  it('dies of a wrong cluster letter, unless something stops the reader before', () => {
    const flow = 'SpatialMap(1,1) M; Cluster(2, X); SpatialMap(1,1) N;'
    expect(fault(file(body(flow)))).toBe('BAD_CLUSTER_TYPE at line 1')
    expect(fault(file(body(flow)) + file(body('SpatialMap(0,1) M;')))).toMatch('PARSE_ERROR')
    expect(only(file(body(flow.replace('X', 'L')))).directives).toHaveLength(3)
  })
})

it('says the same in a file as in data', () => {
  const text = file(body('SpatialMap(2,2) M; TemporalMap(4,4) K; Cluster(2, P); SpatialMap(1,1) N;'))
  const given = layer('GEMM', 'M8 N6 K4', 'S(2,2)M T(4,4)K Cluster(2) S(1,1)N')
  expect(referenceFile(text, small)).toEqual(reference({ layers: [given], hardware: small }))
  expect(referenceFile(text, small)).toEqual(reference({ layers: layers(text), hardware: small }))
})
