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
    ['values', `[${'1,'.repeat(60_000)}]`, 'at most 50000 line ends, brackets, .*'],
  ])('are refused if they have too many %s', (_, text, expected) => {
    for (const given of [fromTimeloop({ problem: text }), fromZigzag({ workload: text })])
      expect(faultsOf(given)[0]).toMatch(new RegExp(`^TooComplex \\d+: Expected ${expected}, found more\\.$`))
  })

  it('may have brackets in comments and texts, which open nothing', () => {
    const comment = `# ${'['.repeat(300)}`
    const texts = ['"', "'"].map((quote) => `${quote}${'{'.repeat(300)}${quote}`)
    const problem = [
      comment,
      'problem:',
      ...texts.map((text, i) => `  a${i}: ${text} ${comment}`),
      '  b: |',
      `    ${'['.repeat(300)}`,
    ]
    expect(faultsOf(fromTimeloop({ problem: problem.join('\n') })).join()).not.toContain('TooComplex')
  })

  it('may have many values, and many brackets one after the other', () => {
    for (const text of [`[${'1, '.repeat(30_000)}]`, `[${'[], '.repeat(300)}]`])
      expect(faultsOf(fromZigzag({ workload: text })).join()).not.toContain('TooComplex')
  })

  it('do not hide brackets behind texts that look like comments', () => {
    const deep = '['.repeat(300)
    for (const text of [
      `a: " #" ${deep}`,
      `a: [" #", ${deep}`,
      `a: ["\n # ", ${deep}`,
      `a: [b#c, ${deep}`,
      `a: ['#''', ${deep}`,
    ])
      expect(faultsOf(fromZigzag({ workload: text }))[0], text).toMatch(
        /^TooComplex \d: Expected at most 256 open brackets/,
      )
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
    const line = '1,1,1\n'
    const atMost = faultsOf(fromLayersCsv(line.repeat(10_000)))
    expect(atMost.filter((each) => each.startsWith('TooComplex'))).toEqual([])
    expect(faultsOf(fromLayersCsv(line.repeat(10_001)))).toEqual([
      'TooComplex 1: The input has 10001 lines; the limit is 10000.',
    ])
    expect(faultsOf(fromScaleSim({ config: 'k'.repeat(2 ** 20 + 1) }))).toEqual([
      'TooComplex 1: The config has 1048577 characters; the limit is 1048576.',
    ])
  })
})
