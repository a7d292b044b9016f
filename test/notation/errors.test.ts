/** Faults of a text: each with its line, several at once, and read past. */
import { describe, expect, it, test } from 'vitest'
import { renderErrors } from '../../src/index'
import {
  type NotationErrors,
  parseDataflow,
  parseExpression,
  parseHardware,
  parseNetwork,
  printDataflow,
  printExpression,
  printHardware,
  printNetwork,
} from '../../src/notation'
import { junk } from '../support/errors'
import { errorsIn, placed } from './support'

const damaged = `Constant KTile 64;
Network vgg16 {
  Layer CONV1 {
    Type: CONVV
    Strid { X: 1 }
    Dimensions { K: 64, C: KTil, R: 3x, S: 3, Y: 224 X 224 }
    Dataflow {
      SpatialMap(1,1 K;
      TemporalMap(8 + , 8) X';
      TemporalMp(1,1) C;
      TemporalMap(1) C;
      TemporalMap(2^3, 1) C
      Cluster 64;
      Cluster(64, Q);
      TemporalMap(1,1);
    }
  }
  Layer CONV2 {
    Dimensions { K: 64, K: 32 }
    Dataflow {
  Layer CONV3 { Type: CONV Dimensions { K: 1 }
`

describe('a text with many faults', () => {
  it('reports them all, in order', () => {
    expect(placed(parseNetwork(damaged))).toEqual([
      'UnknownWord 4:11',
      'UnknownWord 5:5',
      'UnboundParameter 6:28',
      'InvalidNumber 6:37',
      'Syntax 8:22',
      'Syntax 9:21',
      'UnknownWord 10:7',
      'Syntax 11:20',
      'Syntax 12:20',
      'Syntax 13:15',
      'Syntax 14:19',
      'Syntax 15:23',
      'MissingEntry 18:3',
      'RepeatedEntry 19:25',
      'Syntax 21:3',
      'Syntax 22:1',
    ])
  })

  it('shows them for people', () => {
    const [first, second, third] = errorsIn(parseNetwork(damaged, { file: 'vgg16.m' }))
    expect(renderErrors([first!, second!, third!])).toBe(
      `
-- UNKNOWN WORD --------------------------------------------------- vgg16.m:4:11
\`CONVV\` is not a type of layer.
  4 |     Type: CONVV
    |           ^^^^^
  expected: CONV, DSCONV, NGCONV, TRCONV, GEMM, BMM, FC, LSTM, POOL, ELEMENTWISE
  repair:   Did you mean CONV? Write one of CONV, DSCONV, NGCONV, TRCONV, GEMM, BMM, FC, LSTM, POOL, ELEMENTWISE.

-- UNKNOWN WORD ---------------------------------------------------- vgg16.m:5:5
\`Strid\` is not a part of a layer.
  5 |     Strid { X: 1 }
    |     ^^^^^
  expected: Type, Stride, Dilation, Padding, Dimensions, Operands, Precision, Density, Dataflow
  repair:   Did you mean Stride? Write one of these.

-- UNBOUND PARAMETER ---------------------------------------------- vgg16.m:6:28
There is no Constant KTil yet.
  6 |     Dimensions { K: 64, C: KTil, R: 3x, S: 3, Y: 224 X 224 }
    |                            ^^^^
  expected: a Constant that is declared before
  repair:   Did you mean KTile? Declare it first: Constant KTil 64.`.trim(),
    )
  })

  it('stops counting somewhere', () => {
    expect(errorsIn(parseNetwork('nonsense;\n'.repeat(1000))).length).toBe(50)
  })
})

describe('one fault is one error', () => {
  const layer = (rest: string) => `Layer L {\n Type: GEMM\n Dimensions { M: 1, N: 1, K: 1 }\n ${rest}\n}`
  test.each<readonly [text: string, ...places: readonly string[]]>([
    ['', 'MissingEntry 1:1'],
    ['// nothing\n', 'MissingEntry 2:1'],
    ['Network a {', 'Syntax 1:12'],
    ['Network a { } }', 'Syntax 1:15'],
    ['Netwrok a { Layer b { } }', 'UnknownWord 1:1'],
    ['/* open\nNetwork a { }', 'Syntax 1:1'],
    ['Network "a { }\n', 'Syntax 1:9', 'Syntax 2:1'],
    ['Network "\\q" { }', 'Syntax 1:9'],
    ['Layer L\nType: GEMM\nDimensions { M: 1, N: 1, K: 1 } }', 'Syntax 2:1'],
    [layer('Type: CONV'), 'RepeatedEntry 4:8'],
    [layer('Dataflow { SpatialMap(1,1) K; } Dataflow { TemporalMap(1,1) N; }'), 'RepeatedEntry 4:34'],
    [layer('Dataflow: none; Dataflow { TemporalMap(1,1) N; }'), 'RepeatedEntry 4:18'],
    [layer('Dataflow { } Dataflow { }'), 'RepeatedEntry 4:15'],
    [layer('TemporalMap(1,1) K;'), 'Syntax 4:2'],
    [layer('Nonsense { a { b } } Stride: 1'), 'UnknownWord 4:2'],
    [layer('Dimensions { name: 3 }'), 'UnknownWord 4:15'],
    [layer('Dimensions { K: Sz(C) }'), 'Syntax 4:21'],
    [layer('Dimensions { K: Sz(C) + Sz(R) }'), 'Syntax 4:21'],
    [layer('Dimensions { Q: 1/2 }'), 'Syntax 4:18'],
    [layer('Dimensions { Q: 3 - 3 }'), 'InvalidNumber 4:18'],
    [layer('Dimensions { Q: , P: 1 }'), 'Syntax 4:18'],
    [layer('Dimensions { 3: 4 }'), 'Syntax 4:15'],
    [layer('Stride { X: 1, X: 2 }'), 'RepeatedEntry 4:17'],
    [layer('Stride'), 'Syntax 5:1'],
    [layer('} Constant A 1; Constant A 2; Layer M { Type: GEMM'), 'RepeatedEntry 4:27'],
    [layer('Dataflow { Cluster(2; TemporalMap(1,1) K; }'), 'Syntax 4:22'],
    [layer('Dataflow { TemporalMap(1,1) Cluster(2); }'), 'Syntax 4:30'],
    [layer('Dataflow { TemporalMap(2 3 4) K; TemporalMap(1,1) C; }'), 'Syntax 4:29'],
    [layer('Dataflow TemporalMap(1,1) K; }'), 'Syntax 4:31'],
  ])('%j', (text, ...places) => {
    expect(placed(parseNetwork(text))).toEqual(places)
  })

  test.each([
    ['Network a { }', 'Syntax 1:1'],
    ['Dataflow { } Dataflow { }', 'RepeatedEntry 1:14'],
    ['Constant A 1;', 'MissingEntry 1:14'],
    ['Constant 3 1; Cluster(1)', 'Syntax 1:10'],
    ['Constant A; Cluster(1)', 'Syntax 1:11'],
  ])('%j is no dataflow', (text, place) => {
    expect(placed(parseDataflow(text))).toEqual([place])
  })
})

describe('a missing operator is named at its place', () => {
  test.each([
    ['TemporalMap(2 Sz(R), 1) K', '`Sz`', 15],
    ['TemporalMap(2(3), 1) K', '`(`', 14],
    ['TemporalMap(1, 2 (3)) K', '`(`', 18],
    ['TemporalMap(Sz(R) Sz(S), 1) K', '`Sz`', 19],
    ['TemporalMap(1, (2 Sz(R))) K', '`Sz`', 19],
    ['TemporalMap(max(2 Sz(R), 1), 1) K', '`Sz`', 19],
    ['Cluster(2 Sz(R), P)', '`Sz`', 11],
    ['Cluster(2(3), P)', '`(`', 10],
    ['Cluster(2 tile, P)', '`tile`', 11],
    ['Constant A 2(3); Cluster(A)', '`(`', 13],
  ])('%j', (text, behind, column) => {
    const [error, ...others] = errorsIn(parseDataflow(`${text};\nSpatialMap(1,1) C;`))
    expect(others).toEqual([])
    expect(error).toMatchObject({
      message: `Before ${behind} an operator is missing.`,
      hint: 'Write a * b.',
      column,
    })
  })

  it('also in a size of a layer, and in hardware', () => {
    const message = 'Before `(` an operator is missing.'
    const layer = 'Layer A { Type: GEMM Dimensions { M: 2(3), N: 1, K: 1 } }'
    expect(errorsIn(parseNetwork(layer)).map((error) => error.message)).toEqual([message])
    expect(errorsIn(parseHardware('num_pes: 2(3)')).map((error) => error.message)).toEqual([message])
  })
})

describe('what is no text', () => {
  const values = [undefined, null, 3, Number.NaN, {}, [], Symbol('text'), () => '', new Uint8Array(3), 1n]
  test.each(values.map((value) => [typeof value, value] as const))('%s', (_, value) => {
    for (const parse of [parseNetwork, parseDataflow, parseHardware, parseExpression])
      expect(placed(parse(junk(value)))).toEqual(['NotText 1:1'])
  })

  it('is said in words', () => {
    expect(renderErrors(errorsIn(parseNetwork(junk(3))))).toBe(
      `
-- NOT TEXT --------------------------------------------------- line 1, column 1
The input is 3, not a text.
  repair:   Pass the content of the file as a string.`.trim(),
    )
  })

  it('options that cannot be read are no options', () => {
    const hostile = {
      get file(): string {
        throw new Error('no')
      },
    }
    for (const options of [null, 3, hostile, { file: 3 }, { file: undefined }])
      expect(errorsIn(parseNetwork('', junk(options)))[0]?.path).toBe('line 1, column 1')
  })

  it('a text longer than what is read is refused at once', () => {
    expect(placed(parseNetwork(' '.repeat(2 ** 24 + 1)))).toEqual(['TooComplex 1:1'])
  })

  it('what cannot be printed prints as nothing that could be read', () => {
    const hostile = new Proxy({}, { get: () => JSON.parse('no') })
    for (const value of [undefined, null, 3, {}, { directives: [{}] }, { layers: [{}] }, hostile])
      for (const print of [printNetwork, printDataflow, printHardware, printExpression])
        expect(typeof print(junk(value))).toBe('string')
  })

  it('a layer of an operator of one’s own is refused when it is read back', () => {
    const custom = { kind: 'custom', name: 'scores', operator: {}, sizes: { H: 2 } }
    const text = printNetwork({ name: '', layers: [{ layer: junk(custom) }] })
    expect(placed(parseNetwork(text))).toEqual(['UnknownWord 3:11'])
  })
})

describe('excerpts', () => {
  const excerpt = (text: string) => errorsIn(parseExpression(text)).map((error) => error.excerpt)

  it('of a long line show what surrounds the place', () => {
    expect(excerpt(`${'1 + '.repeat(100)}%${' + 1'.repeat(100)}`)).toEqual([
      `  1 | ${'1 + '.repeat(13)}%${' + 1'.repeat(9)}…\n    | ${' '.repeat(50)}^`,
    ])
  })

  it('show tabs as spaces and what else is unseen as escapes, the caret below it', () => {
    expect(excerpt('\t1 +\t\0')).toEqual(['  1 |  1 + \\u0000\n    |    ^'])
    expect(excerpt('\u202e\0 %')[0]).toMatch(/^ {2}1 \| \\u202e\\u0000 %\n {4}\| \^{6}/)
  })

  it('count lines as editors do', () => {
    expect(excerpt('\r\n\r\n\r %')[0]).toContain('4 |  %')
  })
})

it('errors are plain data', () => {
  const errors = errorsIn(parseNetwork(damaged)) as NotationErrors
  expect(JSON.parse(JSON.stringify(errors))).toEqual(errors)
})
