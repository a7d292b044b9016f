/**
 * The slowest schedules that are known to be accepted, in the canonical form: found by seeded searches that mutate the
 * slowest so far, over problems of 2 to 6 dimensions and 2 to 8 tensors, windows of coefficients up to 64, and ragged
 * tiles on up to 6 levels.
 */
import type { Level } from '../src/dataflow/canonical'
import type { Axis, Problem } from '../src/operator/problem'

export type Schedule = {
  readonly name: string
  readonly problem: Pick<Problem, 'extents' | 'tensors'>
  readonly levels: readonly Level[]
}

const numbersIn = (text: string): readonly number[] => [...text.matchAll(/\d+/g)].map(Number)

/** Reads `2·D5 + 1·D4, D0`. */
const axesOf = (text: string): readonly Axis[] =>
  text.split(', ').map((axis) =>
    axis.split(' + ').map((term) => {
      const numbers = numbersIn(term)
      return { coefficient: numbers.length === 1 ? 1 : numbers[0]!, dimension: numbers.at(-1)! }
    }),
  )

/** Reads `4: S12 D4, T5 D1`: units, then a loop for each dimension, spatial (S) or temporal (T), with its tile. */
const levelOf = (text: string): Level => {
  const [units, loops] = text.split(': ') as [string, string]
  return {
    units: Number(units),
    loops: loops.split(', ').map((loop) => {
      const [tile, dimension] = numbersIn(loop) as [number, number]
      return { dimension, spatial: loop.startsWith('S'), tile }
    }),
  }
}

/** A schedule of tensors by their axes, and of levels, as text. */
export const scheduleOf = (
  name: string,
  extents: readonly number[],
  tensors: readonly (readonly ['input' | 'output', string])[],
  levels: string,
): Schedule => ({
  name,
  problem: {
    extents,
    tensors: tensors.map(([role, axes], t) => ({ name: `T${t}`, role, axes: axesOf(axes) })),
  },
  levels: levels.split(' | ').map(levelOf),
})

export const worst: readonly Schedule[] = [
  scheduleOf(
    'windows over spatial tiles',
    [148, 352, 128, 132, 263, 194],
    [
      ['input', '2·D5 + 1·D4, 7·D3 + 2·D2'],
      ['output', 'D0, 2·D4 + 4·D2, D3'],
    ],
    '223: S7 D5, T119 D3, T250 D1, T23 D0, T74 D2, T15 D4 | 4: S12 D4 | 5: S6 D5, T10 D4, T86 D3, T74 D2, T174 D1 | 7: T21 D0, T29 D1, T10 D4, T6 D5, T35 D3, S6 D2 | 6: T28 D3, T10 D4, T6 D5',
  ),
  scheduleOf(
    'windows of large strides',
    [4849, 420, 158, 41, 4476],
    [
      ['input', '31·D4 + 32·D0'],
      ['output', 'D4, 51·D3 + 41·D1'],
      ['output', '58·D0 + 46·D1'],
      ['output', '57·D4 + 18·D1'],
    ],
    '2: T2273 D0, T220 D1, T861 D4, T47 D3, S47 D2 | 31: T38 D3, S26 D2, T2234 D0 | 2: S19 D3, T682 D0, T551 D4, T59 D2 | 2: T12 D3, T414 D4, S11 D2, T147 D1 | 1000: T208 D1, S8 D2, T36 D3 | 63: T4048 D0, S8 D1, T69 D2, T6 D3, T1112 D4',
  ),
  scheduleOf(
    'many kinds of step',
    [160, 502, 87, 69, 2668, 547],
    [
      ['input', 'D1'],
      ['output', 'D2'],
      ['output', 'D1'],
      ['input', 'D4'],
    ],
    '16: T70 D2, T237 D1, S35 D0, T61 D3, T503 D4 | 100: T125 D1, S24 D3, T29 D0, T49 D2 | 1: T34 D1, T8 D0, T169 D4 | 1: T7 D0, T30 D1, T270 D5, T43 D2, T7 D3, T156 D4 | 2: S5 D2, T20 D3, T8 D1, T14 D0, T63 D4 | 63: T68 D2, S36 D4, T71 D0, T154 D5, T69 D3',
  ),
]
