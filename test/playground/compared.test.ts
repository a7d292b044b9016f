import { describe, expect, it } from 'vitest'
import { readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { comparedParts, otherOf, pinOptions } from '../../examples/playground/compared'
import { initial } from '../../examples/playground/initial'
import { type Child, textOf } from '../../examples/playground/markup'
import { offersFor } from '../../examples/playground/presets'
import type { State } from '../../examples/playground/state'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const rowsIn = (node: Child): readonly string[] => {
  if (typeof node === 'string') return []
  if (node.tag === 'tr') return [node.children.map(textOf).join(' | ')]
  return node.children.flatMap(rowsIn)
}

const rowsOf = (state: State): readonly string[] => comparedParts(state, answerOf(state)).flatMap(rowsIn)

describe('a pinned dataflow', () => {
  const pinned = change.pinThis(initial)
  const changed = change.chooseOffer('YX-P')(pinned)

  it('stays while that of the page changes, with its own figures', () => {
    const other = otherOf(changed, answerOf(changed))
    expect(other).toMatchObject({ _tag: 'Other', estimate: answerOf(initial).estimate })
    const [head, runtime, utilization] = rowsOf(changed)
    expect(head).toBe('Figure | YX-P | KC-P | difference')
    expect(runtime).toBe('Runtime cycles | 704,527 | 778,223 | 9.5 % less')
    expect(utilization).toBe('Utilization | 64.1 % | 58.0 % | 10.5 % more')
  })

  it('is on the layer and the hardware of the page', () => {
    const narrow = change.typeField('pes', '64')(changed)
    const own = change.typeDataflow(initial.dataflow)(narrow)
    expect(otherOf(narrow, answerOf(narrow))).toMatchObject({ estimate: answerOf(own).estimate })
  })

  it('is the same as itself', () => {
    expect(rowsOf(pinned)[0]).toBe('Figure | KC-P, now | KC-P | difference')
    for (const row of rowsOf(pinned).slice(1, -1)) expect(row).toMatch(/ \| the same$/)
  })

  it('that is not legal here says why', () => {
    const few = change.typeField('pes', '32')(changed)
    expect(otherOf(few, answerOf(few))._tag).toBe('Illegal')
    expect(comparedParts(few, answerOf(few)).map(textOf).join('')).toMatch(/^It is not legal .*32/)
    const nonsense = { ...initial, pinned: 'nonsense' }
    expect(otherOf(nonsense, answerOf(nonsense))._tag).toBe('Illegal')
  })
})

describe('the list of what to compare with', () => {
  const labels = (state: State) => pinOptions(state).map(textOf)
  const chosen = (state: State) =>
    pinOptions(state).flatMap((option) => (option.attributes['selected'] === true ? [textOf(option)] : []))
  const names = offersFor('conv2d').map(({ name }) => name)

  it('has nothing, and the dataflows on offer', () => {
    expect(labels(initial)).toEqual(['nothing', ...names])
    expect(chosen(initial)).toEqual(['nothing'])
    expect(chosen(change.pin('X-P')(initial))).toEqual(['X-P'])
    expect(change.pin('')(change.pin('X-P')(initial)).pinned).toBe('')
  })

  it('has a dataflow of one’s own once it is pinned, and keeps it', () => {
    const own = change.pinThis(change.typeDataflow('SpatialMap(1, 1) K;')(initial))
    expect(labels(own)).toEqual(['nothing', 'the pinned dataflow', ...names])
    expect(chosen(own)).toEqual(['the pinned dataflow'])
    expect(change.pin(change.own)(own)).toBe(own)
  })
})
