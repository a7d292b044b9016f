/** The search of the page: begun, stopped and forgotten, and what is seen of it. */
import type { Dataflow } from 'maestro-dataflow'
import { control } from './controls'
import { byId, mount } from './dom'
import { endSearch, runSearch } from './run-worker'
import { begun, idle, isObjective, keyOf, requestOf, type Search, stopped, withMessage } from './search'
import { announcementOf, searchParts } from './search-shown'
import type { State } from './state'

let search: Search = idle

export const showSearch = (): void => {
  mount('search', searchParts(search))
  byId('search').dataset['state'] = search._tag
  byId('find').textContent = search._tag === 'Running' ? 'Stop the search' : 'Find the best dataflow'
  const announcement = announcementOf(search)
  if (byId('search-status').textContent !== announcement) byId('search-status').textContent = announcement
}

/** With another layer or other hardware, a search and its answer are about something else. */
export const forgetSearch = (state: State): void => {
  if (search._tag === 'Idle' || search.key === keyOf(state)) return
  endSearch()
  search = idle
}

const start = (state: State, onUnreadable: () => void): void => {
  const objective = control('objective').value
  const request = isObjective(objective) ? requestOf(state, objective) : null
  if (request === null) {
    onUnreadable()
    return
  }
  search = begun(state)
  runSearch(request, (message) => {
    search = withMessage(search, message)
    showSearch()
  })
}

/** Begins a search, or stops the one that runs. */
export const toggleSearch = (state: State, onUnreadable: () => void): void => {
  if (search._tag === 'Running') {
    endSearch()
    search = stopped(search)
  } else start(state, onUnreadable)
  showSearch()
}

/** The best dataflow of a search that has ended. */
export const foundDataflow = (): Dataflow | null =>
  search._tag === 'Ended' ? (search.mapping.best?.dataflow ?? null) : null
