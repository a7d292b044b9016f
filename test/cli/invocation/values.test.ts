/** Values of options. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noFaults } from '../../../src/cli/faults'
import { axisOf, countOf, listOf, numberOf, parameterAxes, wordOf } from '../../../src/cli/invocation/values'

const given = (value: string) => new Map([['pes', [value]]])

const axis = (text: string) => {
  const faults = noFaults()
  const values = axisOf(given(text), 'pes', faults)
  return faults.usage.length > 0 ? faults.usage[0]?.message : values
}

describe('an axis of values', () => {
  test.each([
    ['64', [64]],
    ['64,128', [64, 128]],
    ['0.5', [0.5]],
    ['1..4', [1, 2, 3, 4]],
    ['64..256:64', [64, 128, 192, 256]],
    ['64..250:64', [64, 128, 192]],
    ['1..64*2', [1, 2, 4, 8, 16, 32, 64]],
    ['3..40*3', [3, 9, 27]],
    ['1Ki..4Ki*2', [1024, 2048, 4096]],
    ['512, 1KiB , 1Mi', [512, 1024, 1_048_576]],
    ['1..2,8', [1, 2, 8]],
  ])('%s', (text, values) => expect(axis(text)).toEqual(values))

  test.each(['x', '', '1..', '..4', '4..1', '1..4*1', '1..4:0', '0..4*2', '1..9e9', '1,,2', '-1'])(
    '%s is refused',
    (text) => expect(axis(text)).toMatch(/^--pes must be numbers or ranges/),
  )

  test('a range has the ends that are said, in its steps', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.nat(500),
        fc.integer({ min: 1, max: 50 }),
        (from, width, step) => {
          const expected = []
          for (let value = from; value <= from + width; value += step) expected.push(value)
          expect(axis(`${from}..${from + width}:${step}`)).toEqual(expected)
        },
      ),
    ))
})

test('a value that is given twice counts as the last one says, and lists add up', () => {
  const options = new Map([
    ['nodes', ['5', '7']],
    ['dataflow', ['KC-P, YR-P', 'C-P']],
  ])
  expect(numberOf(options, 'nodes', noFaults())).toBe(7)
  expect(listOf(options, 'dataflow')).toEqual(['KC-P', 'YR-P', 'C-P'])
})

test('a number of things is whole, and at least 1', () => {
  for (const text of ['0', '1.5', 'many']) {
    const faults = noFaults()
    expect(countOf(given(text), 'pes', faults)).toBeUndefined()
    expect(faults.usage).toHaveLength(1)
  }
  expect(countOf(given('4'), 'pes', noFaults())).toBe(4)
})

test('a misspelt word is refused with the nearest', () => {
  const faults = noFaults()
  expect(wordOf(given('runtim'), 'pes', ['runtime', 'energy'], faults)).toBeUndefined()
  expect(faults.usage[0]?.hint).toBe('Did you mean runtime? Write one of them.')
})

test('parameters are axes by name', () => {
  const options = new Map([['parameter', ['tile=1..4*2', 'rows=3']]])
  expect(parameterAxes(options, 'parameter', noFaults())).toEqual({ tile: [1, 2, 4], rows: [3] })
})
