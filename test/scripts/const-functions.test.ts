import { describe, expect, test } from 'vitest'
import { withFunctions } from '../../scripts/build/const-functions'

describe('a constant that holds a function', () => {
  test.each([
    ['declare const f: (a: A, b?: B) => C;', 'declare function f(a: A, b?: B): C;'],
    ['export declare const f: () => void;', 'export declare function f(): void;'],
    [
      'declare const f: <const T extends { a: () => 1 }>(of: T, ...others: readonly T[]) => of is Other<T>;',
      'declare function f<const T extends { a: () => 1 }>(of: T, ...others: readonly T[]): of is Other<T>;',
    ],
    [
      '/**\n * Does.\n */\ndeclare const f: (\n    a: (b: 1) => 2,\n) => (c: 3) => 4;\ntype T = 1;\n',
      '/**\n * Does.\n */\ndeclare function f(\n    a: (b: 1) => 2,\n): (c: 3) => 4;\ntype T = 1;\n',
    ],
    [
      'declare const f: (a: 1) => 2;\ndeclare const g: (a: 3) => 4;',
      'declare function f(a: 1): 2;\ndeclare function g(a: 3): 4;',
    ],
  ])('is declared as a function: %s', (given, expected) => {
    expect(withFunctions(given)).toBe(expected)
  })
})

test.each([
  'declare const a: 1;',
  'declare const f: Assertion<[by: 1]>;',
  'declare const f: { (a: 1): 2; (b: 3): 4 };',
  'declare let f: (a: 1) => 2;',
  'declare const f: ((a: 1) => 2) | null;',
  'type F = (a: 1) => 2;',
  'declare function f(a: 1): 2;',
])('other declarations stay: %s', (given) => {
  expect(withFunctions(given)).toBe(given)
})
