/** Everything there is to see of an answer. */
import { type Explanation, type MappingView, renderMapping } from 'maestro-dataflow/report'
import { type Answer, explanationOf, mappingOf, rivalsOf, stepsShown, unitsShown } from './answer'
import { blockOf } from './block'
import { blockParts } from './block-shown'
import { fusionOf } from './chain'
import { movedBy } from './change'
import { check, setValue } from './controls'
import { byId, mount } from './dom'
import { drawEnergy, energyLegend } from './draw/energy'
import { drawMapping } from './draw/mapping'
import { drawRoofline, roofCaption, rooflineOf } from './draw/roofline'
import { explanationParts } from './explanation'
import { energyParts, figureRows, tiles, trafficTable } from './figures'
import { count } from './format'
import { followerOptions, fusedParts, tileAbout } from './fused'
import { h } from './markup'
import { chosenOffer } from './presets'
import { blockFields, type State } from './state'
import { rivalTable } from './table'

const showEstimate = ({ estimate, hardware }: Answer): void => {
  const energy = energyParts(estimate)
  mount('tiles', tiles(estimate, hardware))
  mount('energy', [drawEnergy(energy)])
  mount('energy-legend', energyLegend(energy))
  mount('figures', figureRows(estimate))
  mount('traffic', trafficTable(estimate))
}

const showExplanation = (answer: Answer): Explanation | null => {
  const explanation = explanationOf(answer)
  mount('explanation', explanation === null ? [] : explanationParts(explanation))
  return explanation
}

const extent = (noun: string, { shown, total }: MappingView['units']): string =>
  `${noun} ${count(shown[0]?.number ?? 0)}–${count(shown.at(-1)?.number ?? 0)} of ${count(total)}`

/** Buttons that have nowhere to go keep the focus, so they are not disabled. */
const showMovers = ({ units, steps }: MappingView): void => {
  byId('units-shown').textContent = extent('units', units)
  byId('steps-shown').textContent = extent('steps', steps)
  const moves = [
    ['units-back', units, -1, unitsShown],
    ['units-on', units, 1, unitsShown],
    ['steps-back', steps, -1, stepsShown],
    ['steps-on', steps, 1, stepsShown],
  ] as const
  for (const [id, along, direction, length] of moves) {
    const stays = movedBy(along, direction, length) === along.shown[0]?.number
    byId(id).setAttribute('aria-disabled', String(stays))
  }
}

const showLevels = ({ level, levels }: MappingView): void => {
  const nameOf = (each: number): string => {
    if (levels === 1) return 'PEs'
    return `${each}: ${each === levels - 1 ? 'PEs' : 'clusters'}`
  }
  const options = Array.from({ length: levels }, (_, i) => h('option', { value: i }, nameOf(i)))
  mount('level', options)
  setValue('level', String(level))
}

const showMapping = (answer: Answer, { sight }: State): MappingView | null => {
  const found = mappingOf(answer, sight)
  const isView = found._tag === 'View'
  mount('mapping', isView ? drawMapping(found.view) : [h('p', { class: 'note' }, found.message)])
  byId('mapping-text').textContent = isView ? renderMapping(found.view) : ''
  if (!isView) return null
  showMovers(found.view)
  showLevels(found.view)
  return found.view
}

const widest = 640

const showRoofline = (answer: Answer, state: State): void => {
  const rivals = rivalsOf(state, answer)
  const named = rivals.flatMap(({ offer, estimate }) =>
    estimate === null ? [] : { name: offer.name, estimate },
  )
  const { roof } = state.sight
  const roofline = rooflineOf(answer.estimate, named, answer.hardware, roof)
  const width = Math.min(widest, Math.max(280, byId('roofline').clientWidth))
  mount('roofline', [drawRoofline(roofline, roof, width)])
  byId('roof-caption').textContent = roofCaption(roofline, roof)
  check(`roof-${roof}`, true)
  mount('rivals', rivalTable(rivals, chosenOffer(state.layer.kind, state.dataflow)?.name))
}

const showFusion = (answer: Answer, { layer: { kind }, fusion }: State): void => {
  mount('next', followerOptions(kind, fusion))
  byId('tile-about').textContent = tileAbout(kind)
  setValue('tile', fusion.tile)
  setValue('halo', fusion.halo)
  mount('fused', fusedParts(fusionOf(answer, kind, fusion)))
}

const showBlock = ({ hardware }: Answer, { block }: State): void => {
  setValue('model', block.model)
  for (const field of blockFields) setValue(field, block[field])
  mount('block', blockParts(blockOf(block, hardware), block.model))
}

/** What buttons refer to: the changes that are proposed, and the window that is moved. */
export type Shown = { readonly explanation: Explanation | null; readonly mapping: MappingView | null }

export const showAnswer = (state: State, answer: Answer): Shown => {
  showEstimate(answer)
  showRoofline(answer, state)
  showFusion(answer, state)
  showBlock(answer, state)
  return { explanation: showExplanation(answer), mapping: showMapping(answer, state) }
}
