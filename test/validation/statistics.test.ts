import { expect, it } from 'vitest'
import { statisticsOf } from '../../src/validation/statistics'

const rows = (...errors: readonly number[]) => errors.map((error, i) => ({ shape: String(i), error }))

it('takes mean, median and worst of the absolute errors, and the bias of the signed ones', () => {
  expect(statisticsOf(rows(-0.5, 0.25, 0.75))).toEqual({
    n: 3,
    mean: 0.5,
    median: 0.5,
    worst: 0.75,
    bias: 0.5 / 3,
  })
})

it('takes the mean of the two in the middle as the median of an even number', () => {
  expect(statisticsOf(rows(8, -1, 2, 4)).median).toBe(3)
})

it('counts rows of one shape once, with their mean error', () => {
  const repeated = [
    { shape: 'a', error: 1 },
    { shape: 'b', error: -0.5 },
    { shape: 'a', error: -0.5 },
  ]
  expect(statisticsOf(repeated)).toEqual({ n: 2, mean: 0.375, median: 0.375, worst: 0.5, bias: -0.125 })
})
