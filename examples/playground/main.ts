/** The page: what people do changes the state, and what is seen is computed from it. */
import type { Explanation, MappingView } from 'maestro-dataflow/report'
import { renderMapping } from 'maestro-dataflow/report'
import {
  type Answer,
  explanationOf,
  mappingOf,
  readState,
  rivalsOf,
  stepsShown,
  unitsShown,
} from './answer'
import * as change from './change'
import { byId, keepingFocus, mount } from './dom'
import { drawEnergy, energyLegend } from './draw/energy'
import { drawMapping, mappingLegend } from './draw/mapping'
import { drawRoofline, roofCaption, rooflineOf } from './draw/roofline'
import { changeList, findingList, improvementsOf } from './explanation'
import { energyParts, figureRows, summaryOf, tiles, trafficTable } from './figures'
import * as form from './form'
import { count, counted } from './format'
import { linkOf, noticeOf, openLink } from './link'
import { h } from './markup'
import { chosenOffer } from './presets'
import type { Part, Problem } from './problem'
import type { State } from './state'
import { rivalTable } from './table'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isControl = (element: unknown): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement

const control = (id: string): Control => {
  const element = byId(id)
  if (isControl(element)) return element
  throw new Error(`#${id} takes no value`) // a fault of the page, for its tests
}

/** What the page is about, and the last answer: buttons that apply or move refer to it. */
let state: State = openLink(location.hash).state
let explanation: Explanation | null = null
let mapping: MappingView | null = null

// -- the form ---------------------------------------------------------------------------------------------------------

const setValue = (id: string, value: string): void => {
  const element = control(id)
  if (element.value !== value) element.value = value
}

const check = (id: string, checked: boolean): void => {
  const element = control(id)
  if (element instanceof HTMLInputElement) element.checked = checked
}

const showHardware = ({ hardware }: State): void => {
  const isForm = hardware._tag === 'Form'
  byId('hardware-form').hidden = !isForm
  byId('hardware-text').hidden = isForm
  check('as-form', isForm)
  check('as-text', !isForm)
  setValue('accelerator', change.chosenAccelerator(state))
  if (isForm) for (const [field, value] of Object.entries(hardware.fields)) setValue(field, value)
  else setValue('hardware', hardware.text)
}

const showLayer = ({ layer }: State): void => {
  mount('sizes', form.sizeFields(layer.kind))
  mount('picked', form.layerOptions(layer))
  setValue('network', layer.network)
  setValue('kind', layer.kind)
  for (const [dimension, value] of Object.entries(layer.sizes)) setValue(`size-${dimension}`, value)
  for (const field of ['stride', 'dilation', 'padding'] as const)
    if (document.getElementById(field) !== null) setValue(field, layer[field])
}

const showForm = (): void => {
  showLayer(state)
  showHardware(state)
  mount('offers', form.offerButtons(state))
  byId('about-offer').textContent = form.offerAbout(state)
  setValue('dataflow', state.dataflow)
}

// -- problems ---------------------------------------------------------------------------------------------------------

const parts: readonly Part[] = ['dataflow', 'layer', 'hardware']

const markFields = (problems: readonly Problem[]): void => {
  const wrong = new Map(problems.map(({ field, part }) => [field ?? part, part]))
  for (const element of byId('inputs').querySelectorAll('input[data-field], select[data-field], textarea')) {
    const part = wrong.get(element.id)
    if (part === undefined) {
      element.removeAttribute('aria-invalid')
      element.removeAttribute('aria-errormessage')
    } else {
      element.setAttribute('aria-invalid', 'true')
      element.setAttribute('aria-errormessage', `${part}-problems`)
    }
  }
}

const showProblems = (problems: readonly Problem[]): void => {
  for (const part of parts) mount(`${part}-problems`, form.problemList(part, problems))
  const inText = (part: Part) => problems.filter((problem) => problem.part === part)
  mount('dataflow-marks', form.markedText(state.dataflow, inText('dataflow')))
  if (state.hardware._tag === 'Text')
    mount('hardware-marks', form.markedText(state.hardware.text, inText('hardware')))
  markFields(problems)
}

// -- the answer -------------------------------------------------------------------------------------------------------

const showEstimate = ({ estimate, hardware }: Answer): void => {
  const energy = energyParts(estimate)
  mount('tiles', tiles(estimate, hardware))
  mount('energy', [drawEnergy(energy)])
  mount('energy-legend', energyLegend(energy))
  mount('figures', figureRows(estimate))
  mount('traffic', trafficTable(estimate))
}

const showExplanation = (answer: Answer): void => {
  explanation = explanationOf(answer)
  mount('changes', explanation === null ? [] : changeList(explanation))
  mount('findings', explanation === null ? [] : findingList(explanation))
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
    const stays = change.movedBy(along, direction, length) === along.shown[0]?.number
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

const showMapping = (answer: Answer): void => {
  const found = mappingOf(answer, state.sight)
  mapping = found._tag === 'View' ? found.view : null
  if (found._tag === 'None') {
    mount('mapping', [h('p', { class: 'note' }, found.message)])
    byId('mapping-text').textContent = ''
    return
  }
  mount('mapping', drawMapping(found.view))
  showMovers(found.view)
  showLevels(found.view)
  byId('mapping-text').textContent = renderMapping(found.view)
}

const widest = 640

const showRoofline = (answer: Answer): void => {
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

const showAnswer = (answer: Answer): void => {
  showEstimate(answer)
  showExplanation(answer)
  showMapping(answer)
  showRoofline(answer)
}

const summaryOfProblems = (problems: readonly Problem[]): string =>
  parts
    .flatMap((part) => {
      const { length } = problems.filter((problem) => problem.part === part)
      return length === 0 ? [] : `${counted(length, 'error')} in the ${part}`
    })
    .join(', ')

const announce = (text: string, isWrong: boolean): void => {
  const status = byId('status')
  status.textContent = text
  status.classList.toggle('wrong', isWrong)
}

let hasAnswer = false

/** With problems, the last answer stays where it was, visibly out of date. */
const showResults = (): void => {
  const reading = readState(state)
  const isWrong = reading._tag === 'Problems'
  showProblems(isWrong ? reading.problems : [])
  if (!isWrong) showAnswer(reading.answer)
  hasAnswer ||= !isWrong
  const text = isWrong ? summaryOfProblems(reading.problems) : summaryOf(reading.answer.estimate)
  announce(text, isWrong)
  byId('answer').classList.toggle('stale', isWrong)
  byId('answer').inert = isWrong
  byId('answer').hidden = !hasAnswer
  byId('waiting').hidden = !isWrong
}

const show = (): void =>
  keepingFocus('results', () => {
    showForm()
    showResults()
  })

// -- the address ------------------------------------------------------------------------------------------------------

/** Some browsers refuse more than a hundred changes of the address in half a minute: typing waits for a pause. */
const pause = 300
let pending: ReturnType<typeof setTimeout> | undefined

const writeAddress = (): void => {
  clearTimeout(pending)
  pending = undefined
  history.replaceState(null, '', `#${linkOf(state)}`)
}

const typed = (move: change.Move): void => {
  state = move(state)
  show()
  clearTimeout(pending)
  pending = setTimeout(writeAddress, pause)
}

/** What is chosen, in contrast to what is typed, can be undone with the browser's Back. */
const chosen = (move: change.Move): void => {
  const next = move(state)
  if (pending !== undefined) writeAddress()
  if (linkOf(next) !== linkOf(state)) history.pushState(null, '', `#${linkOf(next)}`)
  state = next
  show()
}

const open = (): void => {
  clearTimeout(pending)
  pending = undefined
  const opened = openLink(location.hash)
  const notice = noticeOf(opened.misread)
  state = opened.state
  byId('notice').textContent = notice
  byId('notice').hidden = notice === ''
  show()
}

// -- what people do ---------------------------------------------------------------------------------------------------

const onInput = ({ target }: Event): void => {
  if (!isControl(target)) return
  const { id, value } = target
  if (id === 'dataflow') typed(change.typeDataflow(value))
  else if (id === 'hardware') typed(change.typeHardware(value))
  else if (target.dataset['field'] !== undefined) typed(change.typeField(id, value))
}

const choices: Readonly<Record<string, (value: string) => change.Move>> = {
  network: change.chooseNetwork,
  picked: (value) => change.chooseLayer(Number(value)),
  kind: change.chooseKind,
  accelerator: change.chooseAccelerator,
  level: (value) => change.lookAtLevel(Number(value)),
  offer: change.chooseOffer,
  'hardware-as': change.writeHardwareAs,
  roof: change.lookAtRoof,
}

const onChange = ({ target }: Event): void => {
  if (!isControl(target)) return
  const choose = choices[target.name] ?? choices[target.id]
  if (choose !== undefined) chosen(choose(target.value))
}

const goTo = ({ goal = '', from, to }: DOMStringMap): void => {
  const element = control(goal)
  element.focus()
  if (element instanceof HTMLTextAreaElement) element.setSelectionRange(Number(from), Number(to))
}

const moveSight = ({ move, by }: DOMStringMap): void => {
  if (mapping === null) return
  const direction = Number(by)
  if (move === 'unit') chosen(change.lookFrom('unit', change.movedBy(mapping.units, direction, unitsShown)))
  else chosen(change.lookFrom('step', change.movedBy(mapping.steps, direction, stepsShown)))
}

const applyChange = (index: number): void => {
  const improvement = explanation === null ? undefined : improvementsOf(explanation)[index]
  if (improvement !== undefined) chosen(change.apply(improvement.change))
}

const copyLink = async (button: Element): Promise<void> => {
  writeAddress()
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  )
  button.textContent = copied === true ? 'Copied' : 'Copy the address of this page'
  setTimeout(() => {
    button.textContent = 'Copy link'
  }, 2500)
}

const onClick = ({ target }: Event): void => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button === null) return
  const { goal, move, apply } = button.dataset
  if (goal !== undefined) goTo(button.dataset)
  else if (move !== undefined) moveSight(button.dataset)
  else if (apply !== undefined) applyChange(Number(apply))
  else if (button.id === 'copy') void copyLink(button)
  else if (button.id === 'skip') byId('results').focus()
}

/** The underlined copy behind a text field scrolls with it. */
const onScroll = ({ target }: Event): void => {
  if (!(target instanceof HTMLTextAreaElement)) return
  const marks = byId(`${target.id}-marks`)
  marks.scrollTop = target.scrollTop
  marks.scrollLeft = target.scrollLeft
}

const start = (): void => {
  mount('network', form.networkOptions)
  mount('kind', form.kindOptions)
  mount('accelerator', form.acceleratorOptions)
  mount('mapping-legend', mappingLegend)
  document.addEventListener('input', onInput)
  document.addEventListener('change', onChange)
  document.addEventListener('click', onClick)
  document.addEventListener('scroll', onScroll, true)
  document.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('popstate', open)
  let width = innerWidth
  addEventListener('resize', () => {
    if (innerWidth !== width) show()
    width = innerWidth
  })
  open()
}

start()
