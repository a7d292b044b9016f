/** The page: what people do changes the state, and what is seen is computed from it. */
import { type Answer, explanationOf, mappingOf, readState, stepsShown, unitsShown } from './answer'
import { modelOptions } from './block-shown'
import * as change from './change'
import { copyText } from './clipboard'
import { control, isControl } from './controls'
import { asHardware, asMapping, asTypeScript } from './copied'
import { byId, keepingFocus, markScroll, markScrolls, mount } from './dom'
import { arrayLegend } from './draw/array'
import { mappingLegend } from './draw/mapping'
import { improvementsOf } from './explanation'
import { summaryOf } from './figures'
import { listenForFiles } from './files'
import {
  acceleratorOptions,
  areaOptions,
  elementFields,
  energyOptions,
  kindOptions,
  sweepOptions,
} from './form'
import { giveUp, oneByOne } from './later'
import { linkOf, noticeOf, openLink } from './link'
import { summaryOfProblems } from './problem'
import { forgetSearch, foundDataflow, showSearch, toggleSearch } from './searching'
import { piecesOf, showTiles } from './show-answer'
import { showForm, showProblems } from './show-form'
import type { State } from './state'
import { gridOf, withValue } from './sweep'
import { beginning, redone, stepTo, type Timeline, undone } from './timeline'

let timeline: Timeline = beginning(openLink(location.hash).state)
/** The last answer; none before the first. */
let shown: Answer | null = null

/** Who hears the page hears what came of typing, and not of every key. */
const untilSpoken = 600
let speaking: ReturnType<typeof setTimeout> | undefined

const announce = (text: string, isWrong: boolean): void => {
  clearTimeout(speaking)
  speaking = setTimeout(() => {
    byId('spoken').textContent = text
  }, untilSpoken)
  const status = byId('status')
  status.textContent = text
  status.classList.toggle('wrong', isWrong)
  byId('bar').classList.toggle('stale', isWrong)
}

const outOfDate = ' · the figures are from before'
const nothingYet = ' · repair the marked input to see the estimate'

const showCards = (state: State, answer: Answer): void => {
  byId('answer').dataset['state'] = 'busy'
  const pieces = piecesOf(answer, state).map((piece) => () => keepingFocus('results', piece))
  oneByOne(pieces, () => {
    markScrolls()
    byId('answer').dataset['state'] = 'settled'
  })
}

/** With problems, the last answer stays where it was, visibly out of date. */
const showResults = (): void => {
  const state = timeline.now
  const reading = readState(state)
  const isWrong = reading._tag === 'Problems'
  showProblems(state, isWrong ? reading.problems : [])
  byId('answer').classList.toggle('stale', isWrong)
  byId('answer').inert = isWrong
  if (isWrong) {
    giveUp()
    byId('answer').dataset['state'] = 'settled'
    announce(`${summaryOfProblems(reading.problems)}${shown === null ? nothingYet : outOfDate}`, true)
  } else {
    byId('answer').hidden = false // before it is measured
    shown = reading.answer
    showTiles(shown)
    showCards(state, shown)
    announce(summaryOf(reading.answer.estimate), false)
  }
  byId('answer').hidden = shown === null
  for (const button of document.querySelectorAll('[data-copy]:not([data-copy="link"])'))
    button.setAttribute('aria-disabled', String(isWrong))
}

const show = (): void =>
  keepingFocus('results', () => {
    forgetSearch(timeline.now)
    showForm(timeline.now)
    showSearch()
    showResults()
    byId('undo').setAttribute('aria-disabled', String(timeline.past.length === 0))
    byId('redo').setAttribute('aria-disabled', String(timeline.future.length === 0))
  })

// -- the address ------------------------------------------------------------------------------------------------------

/** Some browsers allow no more than a hundred changes of the address in half a minute: typing waits for a pause. */
const pause = 300
let pending: ReturnType<typeof setTimeout> | undefined

const writeAddress = (): void => {
  clearTimeout(pending)
  pending = undefined
  history.replaceState(null, '', `#${linkOf(timeline.now)}`)
}

/** Typing in one field, or moving one slider, is undone as a whole. */
const typed = (field: string, move: change.Move): void => {
  timeline = stepTo(timeline, move(timeline.now), field)
  show()
  clearTimeout(pending)
  pending = setTimeout(writeAddress, pause)
}

/** What is chosen, in contrast to what is typed, can be undone with the browser's Back as well. */
const chosen = (move: change.Move): void => {
  const next = move(timeline.now)
  if (pending !== undefined) writeAddress()
  if (linkOf(next) !== linkOf(timeline.now)) history.pushState(null, '', `#${linkOf(next)}`)
  timeline = stepTo(timeline, next, null)
  show()
}

const travel = (to: Timeline): void => {
  timeline = to
  writeAddress()
  show()
}

/** What no link holds stays: the opened file. */
const open = (): void => {
  clearTimeout(pending)
  pending = undefined
  const opened = openLink(location.hash)
  const notice = noticeOf(opened.misread)
  timeline = stepTo(timeline, { ...opened.state, file: timeline.now.file }, null)
  byId('notice').textContent = notice
  byId('notice').hidden = notice === ''
  show()
}

// -- what people do ---------------------------------------------------------------------------------------------------

const setSwept = (place: number): void => {
  const { sweep } = timeline.now
  const value = gridOf(sweep)[place]
  if (shown !== null && value !== undefined)
    typed('sweep-at', change.takeHardware(withValue(shown.hardware, sweep, value)))
}

const onInput = ({ target }: Event): void => {
  if (!isControl(target)) return
  const { id, value } = target
  if (id === 'dataflow') typed(id, change.typeDataflow(value))
  else if (id === 'hardware') typed(id, change.typeHardware(value))
  else if (id === 'step') typed(id, change.lookFrom('step', Number(value)))
  else if (id === 'sweep-at') setSwept(Number(value))
  else if (target.dataset['field'] !== undefined) typed(id, change.typeField(id, value))
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
  next: change.chooseNext,
  model: change.chooseModel,
  halo: change.chooseHalo,
  pinned: change.pin,
  sweep: change.chooseSweep,
  total: change.chooseTotal,
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

const goToPart = (part: string): void => {
  const place = byId(part)
  place.focus({ preventScroll: true })
  place.scrollIntoView({ block: 'start' })
}

const moveSight = ({ move, by }: DOMStringMap): void => {
  const found = shown === null ? null : mappingOf(shown, timeline.now.sight)
  if (found?._tag !== 'View') return
  const { view: mapping } = found
  const direction = Number(by)
  if (move === 'unit') chosen(change.lookFrom('unit', change.movedBy(mapping.units, direction, unitsShown)))
  else chosen(change.lookFrom('step', change.movedBy(mapping.steps, direction, stepsShown)))
}

const applyChange = (index: number): void => {
  const explanation = shown === null ? null : explanationOf(shown)
  const improvement = explanation === null ? undefined : improvementsOf(explanation)[index]
  if (improvement !== undefined) chosen(change.apply(improvement.change))
}

/** The dataflow found goes into the editor. */
const takeFound = (): void => {
  const found = foundDataflow()
  if (found !== null) chosen(change.take(found))
}

// -- buttons ----------------------------------------------------------------------------------------------------------

/** What a button copies; nothing while there are errors. */
const copied = (what: string): string | null => {
  const { layer } = timeline.now
  if (what === 'link') return location.href
  const reading = readState(timeline.now)
  if (reading._tag === 'Problems') return null
  if (what === 'typescript') return asTypeScript(reading.answer, layer.kind)
  return what === 'mapping' ? asMapping(reading.answer, layer.kind) : asHardware(reading.answer)
}

const copy = (what: string, button: Element): void => {
  writeAddress()
  const text = copied(what)
  if (text !== null) void copyText(text, button)
}

/** By the id of the button. */
const actions: Readonly<Record<string, () => void>> = {
  find: () => toggleSearch(timeline.now, () => goTo({ goal: 'hardware', from: '0', to: '0' })),
  use: takeFound,
  pin: () => chosen(change.pinThis),
  undo: () => travel(undone(timeline)),
  redo: () => travel(redone(timeline)),
  reset: () => chosen(() => openLink('').state),
  skip: () => byId('results').focus(),
}

const onClick = ({ target }: Event): void => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button === null) return
  const { goal, move, apply, copy: what, part } = button.dataset
  if (goal !== undefined) goTo(button.dataset)
  else if (move !== undefined) moveSight(button.dataset)
  else if (apply !== undefined) applyChange(Number(apply))
  else if (what !== undefined) copy(what, button)
  else if (part !== undefined) goToPart(part)
  else actions[button.id]?.()
}

/** The underlined copy behind a text field scrolls with it. */
const onScroll = ({ target }: Event): void => {
  if (target instanceof Element && target.classList.contains('scroll')) markScroll(target)
  if (!(target instanceof HTMLTextAreaElement)) return
  const marks = byId(`${target.id}-marks`)
  marks.scrollTop = target.scrollTop
  marks.scrollLeft = target.scrollLeft
}

const start = (): void => {
  mount('kind', kindOptions)
  mount('accelerator', acceleratorOptions)
  mount('model', modelOptions)
  mount('energy', energyOptions)
  mount('area', areaOptions)
  mount('sweep', sweepOptions)
  mount('element-fields', elementFields)
  mount('mapping-legend', mappingLegend)
  mount('array-legend', arrayLegend)
  // Not every browser lets the keyboard reach what scrolls.
  for (const scroller of document.querySelectorAll<HTMLElement>('.scroll:not(:has(button))'))
    scroller.tabIndex = 0
  document.addEventListener('input', onInput)
  document.addEventListener('change', onChange)
  document.addEventListener('click', onClick)
  document.addEventListener('scroll', onScroll, true)
  document.addEventListener('toggle', markScrolls, true)
  document.addEventListener('submit', (event) => event.preventDefault())
  listenForFiles((network) => chosen(change.openFile(network)))
  addEventListener('popstate', open)
  let width = innerWidth
  addEventListener('resize', () => {
    if (innerWidth !== width) show()
    width = innerWidth
  })
  open()
  timeline = beginning(timeline.now)
  show()
}

start()
