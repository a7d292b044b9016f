/** The quick ways of reading say what the plain ones say: tokens those of their patterns, sums those of their formulas. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, placeAt } from '../../src/error/place'
import { parseExpression } from '../../src/notation'
import { scan } from '../../src/notation/scan'
import { runsOr, scaled } from '../support/generators/bulk'
import { scanByPatterns } from './scan-by-patterns'

const runs = runsOr(1000)
const options = { numRuns: scaled(3) * runs }

/** Pieces that meet at the edges of tokens. */
const pieces = fc.constantFrom(
  ...[
    '"',
    "'",
    '`',
    '’',
    '´',
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    '*',
    '.',
    '..',
    '+',
    '-',
    'e',
    'E',
    'e+',
    'E-5',
    '.5',
  ],
  ...[
    '0',
    '12',
    '1.5e+3',
    'a',
    '_',
    'Sz',
    "Y'",
    'é',
    'ﬁ',
    '٣',
    '\ud83d',
    '\udca9',
    '#',
    '%',
    '\0',
    '\x1c',
    '\x7f',
  ],
  ...[
    ' ',
    '\t',
    '\v',
    '\f',
    '\n',
    '\r',
    '\r\n',
    '\u0085',
    '\u00A0',
    '\u2028',
    '\u2029',
    '\u3000',
    '\uFEFF',
    '\u200b',
  ],
  ...['{', '}', '(', ')', '[', ']', ',', ';', ':', '=', '|', '<', '&'],
)
const text = fc.array(
  fc.oneof({ weight: 8, arbitrary: pieces }, fc.string({ unit: 'binary', maxLength: 2 })),
  {
    maxLength: 16,
  },
)

describe('tokens', () => {
  it('are those of the patterns', () => {
    fc.assert(
      fc.property(text, (given) => {
        const joined = given.join('')
        expect(scan(joined)).toEqual(scanByPatterns(joined))
      }),
      options,
    )
  })
})

describe('places', () => {
  it('are the same whatever line is looked at first', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (given, offset, likely) => {
        const joined = given.join('')
        const start = Math.min(offset, joined.length)
        const counted = { line: 1, column: 1, length: 1 }
        for (let at = 0; at < start; at++) {
          const ends = joined[at] === '\n' || (joined[at] === '\r' && joined[at + 1] !== '\n')
          counted.line += Number(ends)
          counted.column = ends ? 1 : counted.column + 1
        }
        expect(placeAt(linesOf(joined), start, start + 1, likely)).toEqual(counted)
      }),
      options,
    )
  })
})

const operand = fc.oneof(
  fc.nat(5000).map(String),
  fc.constantFrom('0', '007', '999999999999999', '9007199254740991', '1.5', '2e3', '10000000000000000001'),
  fc.constantFrom('KTile', 'n', 'Sz', 'in', 'min', "Y'", 'e'),
  fc.constantFrom('Sz(R)', 'sz ( S )', "SZ(Y')", 'Sz(Sz)', 'Sz(3)', 'min(a)'),
)
const sum = fc
  .tuple(operand, fc.array(fc.tuple(fc.constantFrom('+', '-', ' - ', ' + '), operand), { maxLength: 6 }))
  .map(([first, others]) => first + others.flat().join(''))

describe('sums', () => {
  it('say what they say in parentheses, where they are read as formulas', () => {
    let read = 0
    fc.assert(
      fc.property(sum, (given) => {
        const plain = parseExpression(given)
        const formula = parseExpression(`(${given})`)
        expect(plain._tag).toBe(formula._tag)
        if (plain._tag === 'Left' || formula._tag === 'Left') return
        expect(plain).toEqual(formula)
        read += 1
      }),
      options,
    )
    expect(read).toBeGreaterThan(runs / 10)
  })
})
