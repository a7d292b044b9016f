/** What a search for the best dataflow sends back, one message after another. */
import type { EstimateErrors } from 'maestro-dataflow'
import { type Mapping, type MapRequest, mapInChunks } from 'maestro-dataflow/map'
import { explainMapping } from 'maestro-dataflow/report'

/** Boxes of mappings that a search works on at most. */
export const mostNodes = 100_000
/** And between two answers, so that the first comes soon. */
const chunk = 100
/** For each kind of mapping that the explanation compares. */
const nodesOfKind = 100

/** `elapsed`: milliseconds since the search began. In this order: answers so far, the whole answer, and why it is the best; or what is wrong with the request. */
export type Message =
  | { readonly _tag: 'Progress'; readonly done: number; readonly mapping: Mapping; readonly elapsed: number }
  | { readonly _tag: 'Ended'; readonly mapping: Mapping }
  | { readonly _tag: 'Explained'; readonly sentences: readonly string[] }
  | { readonly _tag: 'Refused'; readonly errors: EstimateErrors }

/** The page says in its own words how good the answer is. */
const saidElsewhere: readonly string[] = ['Proof', 'Remark', 'Infeasible']

/** `now` is a clock in milliseconds. */
export function* answersTo(request: MapRequest, now: () => number): Generator<Message, void, undefined> {
  const begun = now()
  let last: Mapping | null = null
  for (const piece of mapInChunks(request, { nodes: mostNodes, chunk })) {
    if (piece._tag === 'Left') {
      yield { _tag: 'Refused', errors: piece.left }
      return
    }
    last = piece.right.mapping
    yield { _tag: 'Progress', ...piece.right, elapsed: now() - begun }
  }
  if (last === null) return
  yield { _tag: 'Ended', mapping: last }
  const explained = explainMapping(last, request, { nodes: nodesOfKind })
  if (explained._tag === 'Left') return
  const findings = explained.right.findings.filter(({ _tag }) => !saidElsewhere.includes(_tag))
  yield { _tag: 'Explained', sentences: findings.map(({ sentence }) => sentence) }
}
