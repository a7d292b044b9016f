import { describe, expect, it } from 'vitest'
import { acceleratorCodec, dataflowCodec, layerCodec, listOf, parseJson } from '../../src/codec'
import { orThrow, renderErrors } from '../../src/index'
import { stumbles } from '../support/errors'
import { errorOf, errorsOf, junk } from '../units/support'

const read = parseJson(listOf(acceleratorCodec))

describe('a text that is not JSON is answered with the place where it stops being so', () => {
  it.each([
    ['[{ "pes": 4, }]', 1, 14, 'a name is missing'],
    ['[{ "pes": 4 },]', 1, 15, 'a value is missing'],
    ['[{ "pes" 4 }]', 1, 10, 'a colon is missing'],
    ['[\n  { "pes": 4 }\n  { "pes": 8 }\n]', 3, 3, 'a comma is missing'],
    ['[\n  { "pes": 4\n    "simd": 2 }\n]', 3, 5, 'a comma is missing'],
    ['[\r\n  { "pes": 4 }\r\n  { "pes": 8 }\r\n]', 3, 3, 'a comma is missing'],
    ['[{ "pes": 4 }', 1, 14, 'a ] is missing'],
    ['[{ "pes": 4', 1, 12, 'a } is missing'],
    ['[] []', 1, 4, 'something follows the value'],
    ['', 1, 1, 'a value is missing'],
    ['\n\n', 3, 1, 'a value is missing'],
    ["[{ 'pes': 4 }]", 1, 4, 'something is not JSON'],
    ['[{ pes: 4 }]', 1, 4, 'something is not JSON'],
    ['[{ "pes": NaN }]', 1, 11, 'something is not JSON'],
    ['[{ "pes": 04 }]', 1, 11, 'a number starts with a zero'],
    ['[-04]', 1, 3, 'a number starts with a zero'],
    ['04', 1, 1, 'a number starts with a zero'],
    ['[10 4]', 1, 5, 'a comma is missing'],
    ['[1.0 4]', 1, 6, 'a comma is missing'],
    ['[\r  { "pes": 4 }\r  { "pes": 8 }\r]', 3, 3, 'a comma is missing'],
    ['[{ "pes": 4. }]', 1, 11, 'a number does not end'],
    ['// chips\n[]', 1, 1, 'there is a comment'],
    ['["a\nb"]', 1, 2, 'a text does not end on its line'],
    ['["a\tb"]', 1, 2, 'a text holds a control character'],
    ['["\\x"]', 1, 2, 'an escape is wrong'],
    ['["\\u12"]', 1, 2, 'an escape is wrong'],
    ['\ufeff[x]', 1, 2, 'something is not JSON'],
    ['[]\ufeff', 1, 3, 'something is not JSON'],
  ])('%j at line %d, column %d: %s', (text, line, column, what) => {
    const error = errorOf(read(text))
    expect(error.message).toBe(`The text is not JSON: at line ${line}, column ${column}, ${what}.`)
    expect(error.path).toBe(`line ${line}, column ${column}`)
    expect(stumbles(error)).toEqual([])
  })

  it('and its line is shown', () => {
    const error = errorOf(read('[\n  { "pes": 4\n    "simd": 2 }\n]'))
    expect(error).toMatchObject({ line: 3, column: 5 })
    expect(renderErrors([error])).toContain('\n  3 |     "simd": 2 }\n    |     ^^^^^^\n')
  })

  it('wherever a sound text is cut off', () => {
    const text = JSON.stringify([{ pes: 4, noc: { latency: 1.5e3 }, overlap: 'no\\ne' }, null, true], null, 1)
    for (let end = 0; end < text.length; end++) {
      const error = errorOf(read(text.slice(0, end)))
      expect(error.message).toMatch(/^The text is not JSON: at line \d+, column \d+, /)
      expect(stumbles(error)).toEqual([])
    }
  })

  it('or without a place, if it is nested too deep', () =>
    expect(errorOf(read('['.repeat(100_000)))).toMatchObject({ _tag: 'Malformed', path: '' }))

  it('and so is what is no text', () => {
    for (const value of [undefined, null, 5, {}, [], Symbol('x'), () => '[]'])
      expect(stumbles(errorOf(read(junk(value))))).toEqual([])
    expect(errorOf(read(junk(Buffer.from('[]')))).hint).toBe(
      "Read the file as a text: readFileSync(file, 'utf8').",
    )
  })
})

describe('a name that an object has twice', () => {
  it('is refused with both places', () => {
    const errors = errorsOf(parseJson(acceleratorCodec)('{ "pes": 4,\n  "noc": {},\n  "pes": 5 }'))
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['"pes" is given twice: at line 1, column 3, and at line 3, column 3.', 'line 3, column 3'],
    ])
    expect(errors[0]).toMatchObject({ _tag: 'Malformed', line: 3, column: 3, given: 'another one' })
    expect(errors.flatMap(stumbles)).toEqual([])
  })

  it('however it is written, and __proto__ too', () => {
    expect(errorsOf(read('[{ "pes": 4, "\\u0070es": 5 }]')).length).toBe(1)
    expect(errorsOf(read('[{ "pes": 4, "__proto__": 1, "__proto__": 2 }]'))[0]?.message).toContain(
      '__proto__',
    )
    expect(errorsOf(read(`[{ ${'"pes": 4, '.repeat(1000)} "pes": 4 }]`)).length).toBe(20)
  })

  it('but two objects may have the same', () => {
    expect(
      orThrow(read('[{ "pes": 4, "l1": { "capacity": 1 }, "l2": { "capacity": 1 } }, { "pes": 5 }]')).length,
    ).toBe(2)
  })
})

describe('a text that is JSON is decoded', () => {
  it('behind a byte order mark', () => expect(orThrow(read('\ufeff[{ "pes": 4 }]'))).toEqual([{ pes: 4 }]))

  it('with all faults of its shape', () => {
    const errors = errorsOf(parseJson(layerCodec)('{ "kind": "gemm", "nam": "", "sizes": [] }'))
    expect(errors.map(({ path }) => path)).toEqual(['layer.sizes', 'layer.nam'])
  })

  it('as deep as JSON goes', () => {
    const depth = 100_000
    const size = `${'{ "_tag": "Plus", "terms": ['.repeat(depth)}1${']}'.repeat(depth)}`
    const text = `{ "name": "", "directives": [{ "_tag": "Cluster", "size": ${size} }], "parameters": {} }`
    expect(errorOf(parseJson(dataflowCodec)(text))).toMatchObject({
      _tag: 'TooComplex',
      path: 'dataflow.directives[0].size',
    })
  })
})
