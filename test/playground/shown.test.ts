/** All that is shown of a layer on an accelerator, as markup. */
import { describe, expect, test } from 'vitest'
import { arrayOf, explanationOf, mappingOf, readState, rivalsOf } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { comparedParts, pinOptions } from '../../examples/playground/compared'
import { drawArray } from '../../examples/playground/draw/array'
import { drawEnergy, energyLegend } from '../../examples/playground/draw/energy'
import { drawMapping } from '../../examples/playground/draw/mapping'
import { bindingOf, drawRoofline, rooflineOf } from '../../examples/playground/draw/roofline'
import { drawSweep } from '../../examples/playground/draw/sweep'
import { drawTraffic, trafficLegend } from '../../examples/playground/draw/traffic'
import { leadPart, moreParts } from '../../examples/playground/explanation'
import { energyParts, figureRows, tiles, trafficTable } from '../../examples/playground/figures'
import { initial } from '../../examples/playground/initial'
import { kindIds } from '../../examples/playground/kinds'
import { type Child, textOf } from '../../examples/playground/markup'
import { accelerators } from '../../examples/playground/presets'
import { type State, sweepFields } from '../../examples/playground/state'
import { sweepOf } from '../../examples/playground/sweep'
import { rivalTable } from '../../examples/playground/table'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

/** Everything on the page that depends on the answer alone. */
const shownOf = (state: State): readonly Child[] => {
  const answer = answerOf(state)
  const { estimate, hardware } = answer
  const rivals = rivalsOf(state, answer)
  const named = rivals.flatMap(({ offer, estimate: of }) =>
    of === null ? [] : { name: offer.name, estimate: of },
  )
  const of = bindingOf(estimate, hardware)
  const explanation = explanationOf(answer)
  const mapping = mappingOf(answer, state.sight)
  const array = mapping._tag === 'View' ? arrayOf(answer, mapping.view) : null
  const energy = energyParts(estimate)
  return [
    ...tiles(estimate, hardware),
    ...figureRows(estimate),
    ...trafficTable(estimate),
    drawTraffic(estimate, 600),
    ...trafficLegend(estimate),
    drawEnergy(energy),
    ...energyLegend(energy),
    drawRoofline(rooflineOf(estimate, named, hardware, of), of, 600),
    ...rivalTable(rivals, undefined),
    ...sweepFields.map((field) => drawSweep(sweepOf(answer, field), 600)),
    ...comparedParts(change.pinThis(state), answer),
    ...pinOptions(state),
    ...(explanation === null ? [] : [leadPart(explanation), ...moreParts(explanation)]),
    ...(mapping._tag === 'View' ? drawMapping(mapping.view) : []),
    ...(array === null ? [] : drawArray(array, 600)),
  ]
}

/** Every value of every attribute. */
const valuesIn = (node: Child): readonly string[] =>
  typeof node === 'string'
    ? []
    : [...Object.values(node.attributes).map(String), ...node.children.flatMap(valuesIn)]

const nonsense = /NaN|Infinity|\[object|undefined \w|null/

const states: readonly (readonly [string, State])[] = [
  ...kindIds.map((kind) => [kind, change.chooseKind(kind)(initial)] as const),
  ...Object.keys(accelerators).map((id) => [id, change.chooseAccelerator(id)(initial)] as const),
  ['no limits', { ...initial, hardware: { _tag: 'Text', text: 'pes: 64' } }],
  ['one PE', change.typeDataflow('TemporalMap(1, 1) K;')(change.typeField('pes', '1')(initial))],
]

describe.each(states)('%s', (_, state) => {
  const shown = shownOf(state)

  test('is shown without a figure that is none', () => {
    for (const text of shown.map(textOf)) expect(text).not.toMatch(nonsense)
  })

  test('is drawn with numbers', () => {
    for (const value of shown.flatMap(valuesIn)) expect(value).not.toMatch(/NaN|Infinity|\[object/)
  })
})
