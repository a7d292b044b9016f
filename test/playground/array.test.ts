import { describe, expect, it } from 'vitest'
import { arrayOf, mappingOf, readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { arrayNote, drawArray, holdingsOf } from '../../examples/playground/draw/array'
import { initial } from '../../examples/playground/initial'
import { type Child, type Markup, textOf } from '../../examples/playground/markup'
import type { State } from '../../examples/playground/state'
import { conv2d, dataflow, orThrow, spatialMap, temporalMap } from '../../src/index'
import { mappingView } from '../../src/report'

const viewOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  const mapping = mappingOf(reading.answer, state.sight)
  if (mapping._tag === 'None') throw new Error(mapping.message)
  const view = arrayOf(reading.answer, mapping.view)
  if (view === null) throw new Error('there is an array')
  return view
}

const rectsIn = (node: Child): readonly Markup[] => {
  if (typeof node === 'string') return []
  return [...(node.tag === 'rect' ? [node] : []), ...node.children.flatMap(rectsIn)]
}

// Rows 0 and 1 of the output on two PEs of three: filter row by filter row they need inputs 0–2 and 1–3.
const layer = conv2d({ K: 2, C: 1, R: 3, S: 1, "Y'": 2, "X'": 1 })
const rows = dataflow('rows', [temporalMap(1, 1, 'K'), spatialMap(1, 1, "Y'")])
const small = orThrow(mappingView(layer, rows, { pes: 3, steps: { from: 1, count: 1 } }))

describe('what the units hold', () => {
  const [input, filter] = holdingsOf(small)

  it('is the same tile or different ones, new or kept, and nothing in idle units', () => {
    expect(input?.different).toBe(2)
    expect(input?.tiles.map((tile) => tile && [tile.rank, tile.isNew])).toEqual([
      [0, false],
      [1, false],
      null,
    ])
    expect(filter?.different).toBe(1)
    expect(filter?.tiles.map((tile) => tile && [tile.rank, tile.isNew])).toEqual([[0, true], [0, true], null])
  })

  it('is said in words', () => {
    const [first, second] = drawArray(small, 400).map(textOf)
    expect(first).toContain('2 different tiles in 2 units, all kept from the step before, 1 idle')
    expect(second).toContain('the same tile in 2 units, new elements in all, 1 idle')
    expect(first).toContain("unit 1: N 0, C 0, Y'+R 1–3, X'+S 0, kept")
    expect(first).toContain('unit 2: idle')
  })
})

describe('the array', () => {
  it('has every unit once for each tensor, side by side without overlap', () => {
    for (const view of [small, viewOf(initial), viewOf(change.lookAtLevel(0)(initial))])
      for (const figure of drawArray(view, 640)) {
        const rects = rectsIn(figure)
        expect(rects).toHaveLength(view.units.shown.length)
        const places = rects.map(({ attributes: { x, y, width } }) =>
          [Number(x) + Number(width) / 2, Number(y) + Number(width) / 2].map(Math.round).join(),
        )
        expect(new Set(places).size).toBe(rects.length)
      }
  })

  it('shows the step that is looked at', () => {
    const [before, after] = [initial, change.lookFrom('step', 1)(initial)].map(viewOf)
    expect(before?.steps.shown.map(({ number }) => number)).toEqual([0])
    expect(after?.steps.shown.map(({ number }) => number)).toEqual([1])
    // X' moves, so the filter stays where it is.
    const kept = holdingsOf(after!).find(({ tensor }) => tensor.name === 'filter')
    expect(kept?.tiles.every((tile) => tile?.isNew === false)).toBe(true)
  })

  it('leaves out what is too much to draw, and says so', () => {
    const many = viewOf(change.typeField('pes', '65536')(initial))
    expect(many.units.shown).toHaveLength(1024)
    expect(arrayNote(many)).toBe('The first 1,024 of 65,536 units.')
    expect(arrayNote(viewOf(initial))).toBe('')
  })
})
