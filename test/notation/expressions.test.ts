import { right } from 'fp-ts/Either'
import { describe, expect, it, test } from 'vitest'
import {
  divideCeil,
  divideFloor,
  type Expression,
  max,
  min,
  minus,
  param,
  plus,
  sz,
  times,
} from '../../src/index'
import { parseExpression, printExpression } from '../../src/notation'
import { errorsIn, placed } from './support'

const readable: readonly (readonly [text: string, expression: Expression])[] = [
  ['64', 64],
  ['-3', -3],
  ['+5', 5],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['1e3', 1000],
  ['2E-1', 0.2],
  ['9007199254740991', 9007199254740991],
  ['Sz(R)', sz('R')],
  ['sz( Y’ )', sz("Y'")],
  ['KTile', param('KTile')],
  ['8+Sz(S)-1', plus(8, sz('S'), -1)],
  ['Sz(S) - 1', minus(sz('S'), 1)],
  ['(8+Sz(S))-1', minus(plus(8, sz('S')), 1)],
  ['8+Sz(S)-Sz(R)', minus(plus(8, sz('S')), sz('R'))],
  ['1 - 2 - 3', minus(minus(1, 2), 3)],
  ['1 - (2 - 3)', minus(1, minus(2, 3))],
  ['1 + (2 + 3)', plus(1, plus(2, 3))],
  ['2*Sz(R)*3', times(2, sz('R'), 3)],
  ['1 + 2 * 3', plus(1, times(2, 3))],
  ['(1 + 2) * 3', times(plus(1, 2), 3)],
  ['-Sz(R)', times(-1, sz('R'))],
  ['- -3', 3],
  ['floor(Sz(C) / 4)', divideFloor(sz('C'), 4)],
  ['CEIL((Sz(C) + 1) / (2 * 3))', divideCeil(plus(sz('C'), 1), times(2, 3))],
  ['floor(((7 / 2)))', divideFloor(7, 2)],
  ['min(1, Sz(K), max(2, x))', min(1, sz('K'), max(2, param('x')))],
  ['sum(1)', plus(1)],
  ['prod(1, 2)', times(1, 2)],
  ['min + Sz', plus(param('min'), param('Sz'))],
  // Words with a meaning of their own in mathjs are names like any other.
  ['mod + in * to', plus(param('mod'), times(param('in'), param('to')))],
  ['i + e + pi + true + NaN', plus(param('i'), param('e'), param('pi'), param('true'), param('NaN'))],
  ['/* eight */ 8 // outputs', 8],
]

describe('reads', () => {
  test.each(readable)('%s', (text, expression) => {
    expect(parseExpression(text)).toEqual(right(expression))
  })

  test.each(readable)('%s, printed', (_, expression) => {
    expect(parseExpression(printExpression(expression))).toEqual(right(expression))
  })
})

describe('refuses, with the place', () => {
  test.each([
    ['', 'Syntax 1:1'],
    ['   ', 'Syntax 1:4'],
    ['1 +', 'Syntax 1:3'],
    ['Sz(R', 'Syntax 1:4'],
    ['1 + * 2', 'Syntax 1:5'],
    ['(1 + 2', 'Syntax 1:6'],
    ['1)', 'Syntax 1:2'],
    ['()', 'Syntax 1:2'],
    ['2 K', 'Syntax 1:3'],
    ['(2)(3)', 'Syntax 1:4'],
    ['(2 K)', 'Syntax 1:4'],
    ['7 / 2', 'Syntax 1:1'],
    ['1 + Sz(R) / 2', 'Syntax 1:5'],
    ['floor(7)', 'Syntax 1:1'],
    ['floor(7 / 2 + 1)', 'Syntax 1:1'],
    ['floor(1/2, 3)', 'Syntax 1:1'],
    ['Sz()', 'Syntax 1:1'],
    ['Sz(3)', 'Syntax 1:1'],
    ['Sz(R + S)', 'Syntax 1:1'],
    ['Sz(R)(S)', 'Syntax 1:6'],
    ['min()', 'Syntax 1:1'],
    ['1 + sqrt(4)', 'Syntax 1:5'],
    ['eval(1)', 'Syntax 1:1'],
    ['import(x)', 'Syntax 1:1'],
    ['createUnit(x)', 'Syntax 1:1'],
    ['x = 3', 'Syntax 1:3'],
    ['f(x) = x', 'Syntax 1:1'],
    ['a.b', 'Syntax 1:2'],
    ['a[1]', 'Syntax 1:2'],
    ['[1, 2]', 'Syntax 1:1'],
    ['{a: 1}', 'Syntax 1:1'],
    ['"text"', 'Syntax 1:1'],
    ['1 ? 2 : 3', 'Syntax 1:3'],
    ['1:3', 'Syntax 1:2'],
    ['2^3', 'Syntax 1:2'],
    ['5 % 2', 'Syntax 1:3'],
    ['4!', 'Syntax 1:2'],
    ['1 < 2', 'Syntax 1:3'],
    ['3;4', 'Syntax 1:2'],
    ['1,2', 'Syntax 1:2'],
    ['# comment', 'Syntax 1:1'],
    ['3x', 'InvalidNumber 1:1'],
    ['0x10', 'InvalidNumber 1:1'],
    ['1.2.3', 'InvalidNumber 1:1'],
    ['1e999', 'InvalidNumber 1:1'],
    ['1e-400', 'InvalidNumber 1:1'],
    ['1 + 0.02e-99999999999999999999', 'InvalidNumber 1:5'],
    ['9007199254740993', 'InvalidNumber 1:1'],
    ['1 +\n 2e', 'InvalidNumber 2:2'],
    ['1 +\r\n\t!', 'Syntax 1:3'],
  ])('%s', (text, place) => {
    expect(placed(parseExpression(text))).toEqual([place])
  })

  it('what nests too deeply, or is too long', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`
    expect(parseExpression(nested(50))).toEqual(right(1))
    expect(placed(parseExpression(nested(51)))).toEqual(['TooComplex 1:1'])
    expect(placed(parseExpression('- '.repeat(60) + 1))).toEqual(['TooComplex 1:1'])
    expect(placed(parseExpression(`${'1+'.repeat(3000)}1`))).toEqual(['TooComplex 1:1'])
    expect(parseExpression(`${'1+'.repeat(2999)}1`)._tag).toBe('Right')
  })

  it('also on a stack that is nearly full', () => {
    const deep = (left: number): string =>
      left === 0 ? parseExpression(`${'min('.repeat(45)}1${')'.repeat(45)}`)._tag : deep(left - 1)
    const ends = new Set([0, 1000, 3000].map(deep))
    expect([...ends].every((end) => end === 'Left' || end === 'Right')).toBe(true)
  })
})

it('an error says what is there and how to repair it', () => {
  expect(errorsIn(parseExpression('1 + Sz(C) / 2'))).toEqual([
    {
      _tag: 'Syntax',
      path: 'line 1, column 5',
      expected: 'arithmetic on numbers, names and Sz(D)',
      given: '`Sz`',
      hint: 'Write floor(a / b) or ceil(a / b).',
      message: 'A quotient may not be whole, and sizes are.',
      line: 1,
      column: 5,
      excerpt: '  1 | 1 + Sz(C) / 2\n    |     ^^',
    },
  ])
})

it('an endless expression prints to an end', () => {
  const terms: Expression[] = [1]
  const endless: Expression = { _tag: 'Plus', terms }
  terms.push(endless)
  expect(printExpression(endless)).toContain('…')
})
