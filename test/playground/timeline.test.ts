import { expect, it } from 'vitest'
import { typeField } from '../../examples/playground/change'
import { initial } from '../../examples/playground/initial'
import type { State } from '../../examples/playground/state'
import { beginning, redone, stepTo, type Timeline, undone } from '../../examples/playground/timeline'

const withK = (text: string): State => typeField('size-K', text)(initial)
const typedK = (timeline: Timeline, text: string): Timeline => stepTo(timeline, withK(text), 'size-K')

it('undoes what was typed in one field as a whole', () => {
  const typed = typedK(typedK(beginning(initial), '6'), '64')
  expect(undone(typed).now).toBe(initial)
  expect(redone(undone(typed)).now).toEqual(withK('64'))
})

it('undoes choices one by one, and typing after a choice by itself', () => {
  const first = typedK(beginning(initial), '6')
  const second = stepTo(first, { ...first.now, dataflow: '' }, null)
  const third = typedK(second, '7')
  expect(undone(third).now).toBe(second.now)
  expect(undone(undone(third)).now).toBe(first.now)
  expect(undone(undone(undone(third))).now).toBe(initial)
})

it('does not join what is typed after undoing', () => {
  const again = typedK(undone(typedK(beginning(initial), '6')), '7')
  expect(again.future).toEqual([])
  expect(undone(again).now).toBe(initial)
})

it('stays where there is nothing to undo, to redo or to do', () => {
  const alone = beginning(initial)
  expect(undone(alone)).toEqual(alone)
  expect(redone(alone)).toEqual(alone)
  expect(stepTo(alone, initial, null)).toBe(alone)
})

it('forgets the oldest of very many steps', () => {
  const many = Array.from({ length: 150 }, (_, i) => withK(String(i)))
  const end = many.reduce((timeline, state) => stepTo(timeline, state, null), beginning(initial))
  expect(end.past).toHaveLength(100)
  expect(end.past.at(-1)).toBe(many.at(-2))
})
