import { expect, test } from 'vitest'
import { shareDone } from '../../../src/cli/search/job'
import { clockText, progressText } from '../../../src/cli/search/progress'

test('a line of progress', () => {
  expect(progressText(0.5, 7)).toBe(`[${'#'.repeat(15)}${' '.repeat(15)}]  50 %  0:07, about 0:07 to go`)
  expect(progressText(0.25, 60)).toMatch(/ {2}25 % {2}1:00, about 3:00 to go$/)
  // Nothing can be told of the rest at once.
  expect(progressText(0, 1)).toBe(`[${' '.repeat(30)}]   0 %  0:01`)
  expect(progressText(1, 3661)).toBe(`[${'#'.repeat(30)}] 100 %  1:01:01, about 0:00 to go`)
})

test('times have as many parts as they need', () => {
  expect([0, 59.6, 3599, 3600].map(clockText)).toEqual(['0:00', '1:00', '59:59', '1:00:00'])
})

test('parts count alike', () => {
  expect(shareDone([1, 0.5, 0])).toBe(0.5)
  expect(shareDone([])).toBe(1)
})
