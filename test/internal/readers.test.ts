/** The combinators of readers: what is sound is handed on, anything else is reported at its place and replaced. */
import { describe, expect, it } from 'vitest'
import type { EstimateError } from '../../src/error/error'
import {
  integer,
  listOf,
  mapOf,
  mostFaults,
  ofKind,
  optional,
  optionalWord,
  optionsOf,
  type Read,
  recordOf,
  wordOf,
} from '../../src/internal/readers'

const run = <A>(read: Read<A>, value: unknown) => {
  const report: EstimateError[] = []
  return {
    value: read(value, 'input', '.part', report),
    faults: report.map(({ path, given }) => [path, given]),
    report,
  }
}

const count = integer(1, 'InvalidExtent', 'Give a whole number.')
const isText = (value: unknown): value is string => typeof value === 'string'
const text = ofKind(
  isText,
  'instead',
  { tag: 'Malformed', expected: 'a text', hint: 'Write a text.' },
  'absent',
)

describe('readers', () => {
  it('hand on what is sound, and something harmless for the rest', () => {
    expect(run(text, 'a')).toMatchObject({ value: 'a', faults: [] })
    expect(run(text, undefined)).toMatchObject({ value: 'absent', faults: [] })
    expect(run(text, 3)).toMatchObject({ value: 'instead', faults: [['input.part', '3']] })
    expect(run(count, 3)).toMatchObject({ value: 3, faults: [] })
    expect(run(count, 0)).toMatchObject({ value: 1, faults: [['input.part', '0']] })
    expect(run(integer(0, 'Malformed', '', 7), undefined)).toMatchObject({ value: 7, faults: [] })
    expect(run(optional(count, null), undefined)).toMatchObject({ value: null, faults: [] })
  })

  it('of words recognize a misspelt one', () => {
    const words = ['refuse', 'allow'] as const
    expect(run(optionalWord(words), undefined)).toMatchObject({ value: 'refuse', faults: [] })
    expect(run(optionalWord(words), 'alow').report).toMatchObject([
      { expected: "'refuse' or 'allow'", hint: "Did you mean allow? Leave it out for 'refuse'." },
    ])
    expect(run(wordOf(words, 'Choose one.'), undefined).report).toMatchObject([{ hint: 'Choose one.' }])
  })

  it('of objects report every fault together, and unknown properties', () => {
    const read = recordOf<{ a: number; b: number }>('InvalidHardware', { a: count, b: count })
    expect(run(read, { a: 1, b: 2 })).toMatchObject({ value: { a: 1, b: 2 }, faults: [] })
    expect(run(read, { a: 0, c: 1 }).faults).toEqual([
      ['input.part.c', 'the unknown property "c"'],
      ['input.part.a', '0'],
      ['input.part.b', 'missing'],
    ])
    expect(run(read, 5)).toMatchObject({ value: { a: 1, b: 1 }, faults: [['input.part', '5']] })
    expect(run(optionsOf({ a: optional(count, 4) }), undefined)).toMatchObject({
      value: { a: 4 },
      faults: [],
    })
  })

  it('read each property once', () => {
    let reads = 0
    const counting = {
      get a() {
        reads++
        return 1
      },
    }
    run(recordOf<{ a: number }>('Malformed', { a: count }), counting)
    expect(reads).toBe(1)
  })

  it('of lists read every entry of one that is short enough', () => {
    expect(run(listOf('Malformed', 2, count), [1, 0])).toMatchObject({
      value: [1, 1],
      faults: [['input.part[1]', '0']],
    })
    expect(run(listOf('Malformed', 1, count), [1, 2]).report).toMatchObject([
      { _tag: 'TooComplex', path: 'input.part' },
    ])
  })

  it('of names leave out faulty entries, and report only some of very many', () => {
    expect([...run(mapOf(count), { a: 1, b: 0, toString: 2 }).value]).toEqual([
      ['a', 1],
      ['toString', 2],
    ])
    const junk = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`n${i}`, 0]))
    expect(run(mapOf(count), junk).report).toHaveLength(mostFaults)
    expect(run(mapOf(count), [1]).faults).toHaveLength(1)
  })
})
