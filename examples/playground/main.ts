/** The page: what people do changes the state, and what is seen is computed from it. */
import { readState, stepsShown, unitsShown } from './answer'
import { modelOptions } from './block-shown'
import * as change from './change'
import { control, isControl } from './controls'
import { byId, keepingFocus, mount } from './dom'
import { mappingLegend } from './draw/mapping'
import { improvementsOf } from './explanation'
import { summaryOf } from './figures'
import { acceleratorOptions, kindOptions, networkOptions } from './form'
import { linkOf, noticeOf, openLink } from './link'
import { summaryOfProblems } from './problem'
import { endSearch, runSearch } from './run-search'
import { begun, idle, isObjective, keyOf, requestOf, type Search, stopped, withMessage } from './search'
import type { Message } from './search-messages'
import { announcementOf, searchParts } from './search-shown'
import { type Shown, showAnswer } from './show-answer'
import { showForm, showProblems } from './show-form'
import type { State } from './state'

let state: State = openLink(location.hash).state
/** The last answer; none before the first. */
let shown: Shown | null = null
let search: Search = idle

const announce = (text: string, isWrong: boolean): void => {
  const status = byId('status')
  status.textContent = text
  status.classList.toggle('wrong', isWrong)
}

const outOfDate = ' · the figures are from before'
const nothingYet = ' · repair what is marked to see the estimate'

/** With problems, the last answer stays where it was, visibly out of date. */
const showResults = (): void => {
  const reading = readState(state)
  const isWrong = reading._tag === 'Problems'
  showProblems(state, isWrong ? reading.problems : [])
  byId('answer').classList.toggle('stale', isWrong)
  byId('answer').inert = isWrong
  if (isWrong)
    announce(`${summaryOfProblems(reading.problems)}${shown === null ? nothingYet : outOfDate}`, true)
  else {
    byId('answer').hidden = false
    shown = showAnswer(state, reading.answer)
    announce(summaryOf(reading.answer.estimate), false)
  }
  byId('answer').hidden = shown === null
}

const showSearch = (): void => {
  mount('search', searchParts(search))
  byId('search').dataset['state'] = search._tag
  byId('find').textContent = search._tag === 'Running' ? 'Stop the search' : 'Find the best dataflow'
  const announcement = announcementOf(search)
  if (byId('search-status').textContent !== announcement) byId('search-status').textContent = announcement
}

/** With another layer or other hardware, a search and its answer are about something else. */
const forgetSearch = (): void => {
  if (search._tag === 'Idle' || search.key === keyOf(state)) return
  endSearch()
  search = idle
}

const show = (): void =>
  keepingFocus('results', () => {
    forgetSearch()
    showForm(state)
    showSearch()
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
  next: change.chooseNext,
  model: change.chooseModel,
  halo: change.chooseHalo,
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
  const mapping = shown?.mapping ?? null
  if (mapping === null) return
  const direction = Number(by)
  if (move === 'unit') chosen(change.lookFrom('unit', change.movedBy(mapping.units, direction, unitsShown)))
  else chosen(change.lookFrom('step', change.movedBy(mapping.steps, direction, stepsShown)))
}

const applyChange = (index: number): void => {
  const explanation = shown?.explanation ?? null
  const improvement = explanation === null ? undefined : improvementsOf(explanation)[index]
  if (improvement !== undefined) chosen(change.apply(improvement.change))
}

// -- the search -------------------------------------------------------------------------------------------------------

/** The answer goes into the editor; Back brings back what was there. */
const takeAnswer = (): void => {
  const best = search._tag === 'Ended' ? search.mapping.best : null
  if (best !== null) chosen(change.take(best.dataflow))
  else show()
}

const onMessage = (message: Message): void => {
  search = withMessage(search, message)
  if (message._tag === 'Ended') takeAnswer()
  else showSearch()
}

const startSearch = (): void => {
  const objective = control('objective').value
  const request = isObjective(objective) ? requestOf(state, objective) : null
  if (request === null) {
    goTo({ goal: 'hardware', from: '0', to: '0' })
    return
  }
  search = begun(state)
  runSearch(request, onMessage)
  showSearch()
}

const stopSearch = (): void => {
  endSearch()
  search = stopped(search)
  takeAnswer()
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
  else if (button.id === 'find') search._tag === 'Running' ? stopSearch() : startSearch()
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
  mount('network', networkOptions)
  mount('kind', kindOptions)
  mount('accelerator', acceleratorOptions)
  mount('model', modelOptions)
  mount('mapping-legend', mappingLegend)
  // Not every browser lets the keyboard reach what scrolls.
  for (const scroller of document.querySelectorAll<HTMLElement>('.scroll')) scroller.tabIndex = 0
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
