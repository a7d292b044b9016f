/** Everything there is to see of an answer. */
import { type MappingView, renderMapping } from 'maestro-dataflow/report'
import { type Answer, arrayOf, explanationOf, mappingOf, rivalsOf, stepsShown, unitsShown } from './answer'
import { blockOf } from './block'
import { blockParts } from './block-shown'
import { fusionOf } from './chain'
import { chosenAccelerator, movedBy } from './change'
import { comparedParts, pinOptions } from './compared'
import { check, setValue } from './controls'
import { byId, mount } from './dom'
import { arrayNote, drawArray } from './draw/array'
import { drawEnergy, energyLegend, energyNote } from './draw/energy'
import { drawMapping } from './draw/mapping'
import { bindingOf, drawRoofline, machineText, roofCaption, rooflineOf } from './draw/roofline'
import { drawSweep, valueText } from './draw/sweep'
import { drawTraffic, trafficLegend } from './draw/traffic'
import { leadPart, moreParts } from './explanation'
import { energyParts, figureRows, tiles, trafficTable } from './figures'
import { count } from './format'
import { followerOptions, fusedParts, tileAbout } from './fused'
import { h } from './markup'
import { accelerators, chosenOffer, fileNetwork } from './presets'
import { blockFields, type State } from './state'
import { placeOf, sweepOf } from './sweep'
import { rivalTable } from './table'
import { wholeOf } from './whole-network'
import { wholeParts, wholeRows } from './whole-shown'

const widest = 720

/** How wide a picture in an element may be. */
const widthIn = (id: string): number => Math.min(widest, Math.max(280, byId(id).clientWidth))

const showEstimate = ({ estimate }: Answer): void => {
  const energy = energyParts(estimate)
  byId('energy-note').textContent = energyNote(energy)
  mount('energy-bar', [drawEnergy(energy)])
  mount('energy-legend', energyLegend(energy))
  mount('traffic-legend', trafficLegend(estimate))
  mount('traffic-bars', [drawTraffic(estimate, widthIn('traffic-bars'))])
  mount('figures', figureRows(estimate))
  mount('traffic', trafficTable(estimate))
}

/** What is read first. */
export const showTiles = ({ estimate, hardware }: Answer): void => {
  mount('tiles', tiles(estimate, hardware))
}

const showExplanation = (answer: Answer): void => {
  const explanation = explanationOf(answer)
  mount('explanation', explanation === null ? [] : [leadPart(explanation)])
  mount('more-why', explanation === null ? [] : moreParts(explanation))
}

const showCompared = (answer: Answer, state: State): void => {
  const rivals = rivalsOf(state, answer)
  mount('pinned', pinOptions(state))
  mount('compared', comparedParts(state, answer))
  mount('rivals', rivalTable(rivals, chosenOffer(state.layer.kind, state.dataflow)?.name))
}

const showSweep = (answer: Answer, { sweep: field }: State): void => {
  const sweep = sweepOf(answer, field)
  setValue('sweep', field)
  const slider = byId('sweep-at')
  slider.setAttribute('max', String(sweep.points.length - 1))
  setValue('sweep-at', String(placeOf(sweep)))
  slider.setAttribute('aria-valuetext', valueText(sweep))
  byId('sweep-text').textContent = valueText(sweep)
  mount('sweep-plot', [drawSweep(sweep, widthIn('sweep-plot'))])
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

const showStep = ({ steps }: MappingView): void => {
  const first = steps.shown[0]
  const slider = byId('step')
  slider.setAttribute('max', String(steps.total - 1))
  setValue('step', String(first?.number ?? 0))
  const text = `${count(first?.number ?? 0)} of ${count(steps.total)}, at ${first?.at.join('.') ?? ''}`
  slider.setAttribute('aria-valuetext', text)
  byId('step-text').textContent = text
}

const showArray = (answer: Answer, view: MappingView): void => {
  const array = arrayOf(answer, view)
  mount('array', array === null ? [] : drawArray(array, widthIn('array')))
  byId('array-note').textContent = array === null ? '' : arrayNote(array)
}

const showMapping = (answer: Answer, { sight }: State): void => {
  const found = mappingOf(answer, sight)
  const isView = found._tag === 'View'
  mount('mapping', isView ? drawMapping(found.view) : [h('p', { class: 'note' }, found.message)])
  byId('mapping-text').textContent = isView ? renderMapping(found.view) : ''
  if (!isView) {
    mount('array', [])
    return
  }
  showMovers(found.view)
  showLevels(found.view)
  showStep(found.view)
  showArray(answer, found.view)
}

const showRoofline = (answer: Answer, state: State): void => {
  const named = rivalsOf(state, answer).flatMap(({ offer, estimate }) =>
    estimate === null ? [] : { name: offer.name, estimate },
  )
  const { roof } = state.sight
  const of = roof === 'auto' ? bindingOf(answer.estimate, answer.hardware) : roof
  const roofline = rooflineOf(answer.estimate, named, answer.hardware, of)
  mount('roofline', [drawRoofline(roofline, of, widthIn('roofline'))])
  byId('machine').textContent = machineText(
    answer.hardware,
    accelerators[chosenAccelerator(state)]?.label ?? '',
  )
  byId('roof-caption').textContent = roofCaption(roofline, of)
  check(`roof-${of}`, true)
}

const showWhole = (answer: Answer, state: State): void => {
  const whole = wholeOf(state, answer)
  setValue('total', state.total)
  mount('whole', wholeParts(whole))
  mount('whole-figures', whole._tag === 'Whole' ? wholeRows(whole.network) : [])
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

type Card = {
  readonly show: (answer: Answer, state: State) => void
  /** All that it shows depends on this. */
  readonly on: (answer: Answer, state: State) => readonly unknown[]
}

const subject = ({ layer, dataflow, hardware }: Answer): readonly unknown[] => [layer, dataflow, hardware]

const network = ({ layer, file, total }: State): readonly unknown[] => [
  total,
  layer.network === fileNetwork ? file : layer.network,
]

/** In the order of the page. Pictures depend on the width of the screen too. */
const cards: readonly Card[] = [
  { show: showExplanation, on: subject },
  { show: showEstimate, on: (answer) => [...subject(answer), innerWidth] },
  { show: showCompared, on: (answer, state) => [...subject(answer), state.dataflow, state.pinned] },
  { show: showSweep, on: (answer, state) => [...subject(answer), state.sweep, innerWidth] },
  {
    show: showMapping,
    on: ({ layer, dataflow, hardware: { pes } }, { sight }) => [layer, dataflow, pes, sight, innerWidth],
  },
  { show: showRoofline, on: (answer, { sight }) => [...subject(answer), sight.roof, innerWidth] },
  {
    show: showWhole,
    on: ({ dataflow, hardware }, state) => [dataflow, hardware, ...network(state)],
  },
  { show: showFusion, on: (answer, { fusion }) => [...subject(answer), fusion] },
  { show: showBlock, on: ({ hardware }, { block }) => [hardware, block] },
]

/** What each card showed last. */
const shown = new Map<Card, string>()

/** A piece of work for each card that shows something else now. */
export const piecesOf = (answer: Answer, state: State): readonly (() => void)[] =>
  cards.flatMap((card) => {
    const key = JSON.stringify(card.on(answer, state))
    if (shown.get(card) === key) return []
    return () => {
      card.show(answer, state)
      shown.set(card, key)
    }
  })
