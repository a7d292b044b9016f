/** The search for the best dataflow of what is on the page: what is asked, and how far it has come. */
import type { EstimateErrors } from 'maestro-dataflow'
import type { MapObjective, Mapping, MapRequest } from 'maestro-dataflow/map'
import { hardwareOf } from './answer'
import { layerOf } from './layer'
import type { Message } from './search-messages'
import type { State } from './state'

export type Objective = Exclude<MapObjective, 'pareto'>

export const isObjective = (value: string): value is Objective =>
  value === 'edp' || value === 'runtime' || value === 'energy'

/** How far the best found is above the bound of the optimum at most, as a share, after some milliseconds. */
export type Traced = { readonly elapsed: number; readonly gap: number }

export type Search =
  | { readonly _tag: 'Idle' }
  | {
      readonly _tag: 'Running'
      readonly key: string
      readonly done: number
      /** Null before the first answer. */
      readonly mapping: Mapping | null
      readonly trace: readonly Traced[]
    }
  | {
      readonly _tag: 'Ended'
      readonly key: string
      readonly mapping: Mapping
      readonly isStopped: boolean
      /** Sentences; none before they have come. */
      readonly why: readonly string[]
      readonly trace: readonly Traced[]
    }
  | { readonly _tag: 'Refused'; readonly key: string; readonly errors: EstimateErrors }

export const idle: Search = { _tag: 'Idle' }

/** The question on the page; null where the hardware cannot be read. What else is wrong with it, the search says. */
export const requestOf = (state: State, objective: Objective): MapRequest | null => {
  const hardware = hardwareOf(state)
  return hardware === null ? null : { layer: layerOf(state.layer), hardware, objective }
}

/** What a search is about: with another layer or other hardware its answer is out of date. */
export const keyOf = ({ layer, hardware }: State): string => JSON.stringify([layer, hardware])

export const begun = (state: State): Search => ({
  _tag: 'Running',
  key: keyOf(state),
  done: 0,
  mapping: null,
  trace: [],
})

const tracedIn = ({
  elapsed,
  mapping: { gap },
}: Extract<Message, { _tag: 'Progress' }>): readonly Traced[] => (gap === null ? [] : [{ elapsed, gap }])

/** A search after a message; one that has ended takes only the explanation. */
export const withMessage = (search: Search, message: Message): Search => {
  if (search._tag === 'Ended' && message._tag === 'Explained') return { ...search, why: message.sentences }
  if (search._tag !== 'Running') return search
  switch (message._tag) {
    case 'Progress':
      return {
        ...search,
        done: message.done,
        mapping: message.mapping,
        trace: [...search.trace, ...tracedIn(message)],
      }
    case 'Ended':
      return {
        _tag: 'Ended',
        key: search.key,
        mapping: message.mapping,
        isStopped: false,
        why: [],
        trace: search.trace,
      }
    case 'Refused':
      return { _tag: 'Refused', key: search.key, errors: message.errors }
    case 'Explained':
      return search
  }
}

/** A search that is stopped keeps what it has found. */
export const stopped = (search: Search): Search => {
  if (search._tag !== 'Running') return search
  const { key, mapping, trace } = search
  return mapping === null ? idle : { _tag: 'Ended', key, mapping, isStopped: true, why: [], trace }
}
