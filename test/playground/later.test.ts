import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { giveUp, oneByOne } from '../../examples/playground/later'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pieces = (done: string[], ...names: readonly string[]) =>
  names.map((name) => () => void done.push(name))

it('does one piece after another, none of them at once, and then says so', () => {
  const done: string[] = []
  oneByOne(pieces(done, 'a', 'b'), () => done.push('end'))
  expect(done).toEqual([])
  vi.advanceTimersToNextTimer()
  expect(done).toEqual(['a'])
  vi.runAllTimers()
  expect(done).toEqual(['a', 'b', 'end'])
})

it('gives up what is not done for newer work, or for none', () => {
  const done: string[] = []
  oneByOne(pieces(done, 'a', 'b', 'c'), () => done.push('end'))
  vi.advanceTimersToNextTimer()
  oneByOne(pieces(done, 'x'), () => done.push('end of x'))
  vi.runAllTimers()
  expect(done).toEqual(['a', 'x', 'end of x'])
  oneByOne(pieces(done, 'y'), () => done.push('end of y'))
  giveUp()
  vi.runAllTimers()
  expect(done).toEqual(['a', 'x', 'end of x'])
})
