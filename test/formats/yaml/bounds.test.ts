/** Texts that would take the parser's stack or time are refused before they are parsed. */
import { describe, expect, it } from 'vitest'
import { fromLayersCsv, fromScaleSim, fromTimeloop, fromZigzag } from '../../../src/formats'
import { faultsOf } from '../support'

const nestedIn = (depth: number): string => `problem: ${'['.repeat(depth)}${']'.repeat(depth)}`

describe('texts of YAML', () => {
  it.each([
    ['brackets', '['.repeat(100_000), 'at most 256 open brackets'],
    ['braces', '{a: '.repeat(50_000), 'at most 256 open brackets'],
    ['dashes', '- '.repeat(50_000), 'at most 256 columns of indentation'],
    [
      'indentation',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'at most 256 columns of indentation',
    ],
    ['values', `[${'1,'.repeat(60_000)}]`, 'at most 50000 values'],
  ])('are refused if they have too many %s', (_, text, expected) => {
    for (const given of [fromTimeloop({ problem: text }), fromZigzag({ workload: text })])
      expect(faultsOf(given)[0]).toMatch(new RegExp(`^TooComplex \\d+: Expected ${expected}, found more\\.$`))
  })

  it('are parsed below that, and told by the reader how deep they may be', () => {
    expect(faultsOf(fromTimeloop({ problem: nestedIn(200) }))).toEqual([
      'TooComplex 1: Expected at most 50000 values, nested 64 deep, found more.',
    ])
  })

  it('name a key that stands twice, though keys are many', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `k${i}: 1`)
    expect(faultsOf(fromTimeloop({ problem: [...many, 'k7: 2'].join('\n') }))).toEqual([
      'RepeatedEntry 5001: Map keys must be unique.',
    ])
  })
})

describe('any text', () => {
  it('has at most so many lines and characters', () => {
    const lines = '1,1,1\n'.repeat(10_000)
    expect(faultsOf(fromLayersCsv(lines))).toEqual([
      'TooComplex 1: The input has 10001 lines; 10000 are the most.',
    ])
    expect(faultsOf(fromScaleSim({ config: 'k'.repeat(2 ** 20 + 1) }))).toEqual([
      'TooComplex 1: The config has 1048577 characters; 1048576 are the most.',
    ])
  })
})
