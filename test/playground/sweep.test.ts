import { describe, expect, it, test } from 'vitest'
import { readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { drawSweep, valueText } from '../../examples/playground/draw/sweep'
import { initial } from '../../examples/playground/initial'
import type { Child, Markup } from '../../examples/playground/markup'
import { type State, sweepFields } from '../../examples/playground/state'
import { gridOf, placeOf, sweepOf, valueIn, withValue } from '../../examples/playground/sweep'
import { estimate, orThrow } from '../../src/index'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const answer = answerOf(initial)

const within = (node: Child, is: (markup: Markup) => boolean): readonly Markup[] =>
  typeof node === 'string'
    ? []
    : [...(is(node) ? [node] : []), ...node.children.flatMap((child) => within(child, is))]

describe.each(sweepFields)('a sweep of %s', (field) => {
  const sweep = sweepOf(answer, field)

  it('costs what the library says of the hardware with that value', () => {
    for (const { value, costs } of sweep.points) {
      const result = estimate(answer.layer, answer.dataflow, withValue(answer.hardware, field, value))
      if (result._tag === 'Left') expect(costs).toBeNull()
      else
        expect(costs).toEqual({
          runtime: result.right.runtime,
          energy: result.right.energy.total,
          fits: result.right.buffers.fits,
        })
    }
    expect(sweep.points.some(({ costs }) => costs !== null)).toBe(true)
  })

  it('changes that value and no other', () => {
    for (const other of sweepFields)
      expect(valueIn(withValue(answer.hardware, field, 48), other)).toBe(
        other === field ? 48 : valueIn(answer.hardware, other),
      )
  })

  it('goes up', () => {
    const grid = gridOf(field)
    expect([...grid].sort((a, b) => a - b)).toEqual(grid)
    expect(new Set(grid).size).toBe(grid.length)
  })

  it('is drawn inside its picture, with the hardware as it is', () => {
    const picture = drawSweep(sweep, 400)
    const height = Number(picture.attributes['height'])
    const circles = within(picture, ({ tag }) => tag === 'circle')
    for (const { attributes } of circles) {
      expect(Number(attributes['cx']) >= 0 && Number(attributes['cx']) <= 400).toBe(true)
      expect(Number(attributes['cy']) >= 0 && Number(attributes['cy']) <= height).toBe(true)
    }
    expect(circles.filter(({ attributes }) => attributes['class'] === 'point own')).toHaveLength(2)
  })
})

test('a value of the slider goes into the form, and into hardware as text', () => {
  const taken = change.takeHardware(withValue(answer.hardware, 'bandwidth', 48))
  expect(taken(initial).hardware).toMatchObject({ _tag: 'Form', fields: { bandwidth: '48', pes: '256' } })
  const asText = taken(change.writeHardwareAs('Text')(initial))
  expect(asText.hardware._tag).toBe('Text')
  expect(answerOf(asText).hardware).toEqual(answerOf(taken(initial)).hardware)
})

test('networks of several levels change together', () => {
  const hardware = { pes: 4, noc: [{ bandwidth: 1, latency: 2 }, { bandwidth: 3 }] }
  expect(withValue(hardware, 'bandwidth', 8).noc).toEqual([{ bandwidth: 8, latency: 2 }, { bandwidth: 8 }])
})

test('the slider stands at the nearest value, and at the end without a limit', () => {
  const at = (text: string) => sweepOf(answerOf(change.typeField('bandwidth', text)(initial)), 'bandwidth')
  expect(gridOf('bandwidth')[placeOf(at('32'))]).toBe(32)
  expect(gridOf('bandwidth')[placeOf(at('31'))]).toBe(32)
  expect(placeOf(at(''))).toBe(gridOf('bandwidth').length - 1)
  expect(valueText(at(''))).toBe('unlimited')
  expect(valueText(at('31'))).toBe('31 elements/cycle')
})

test('where a dataflow is not legal, the curve has a gap', () => {
  const sweep = sweepOf(answer, 'pes')
  expect(
    sweep.points.map(({ value, costs }) => (costs === null ? value : 0)).filter((value) => value > 0),
  ).toEqual(gridOf('pes').filter((pes) => pes < 64))
  expect(orThrow(estimate(answer.layer, answer.dataflow, answer.hardware)).runtime).toBe(
    sweep.now.costs.runtime,
  )
})
