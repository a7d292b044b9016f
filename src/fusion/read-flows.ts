/** The dataflow of each layer, as it is given: one for all, a list with one for each, or a function from layers to dataflows. */
import { attempt } from '../error/attempt'
import { fault, type Report } from '../error/error'
import { isRight } from '../internal/either'
import { snapshot } from '../internal/snapshot'

/** A dataflow, and where it stands in the request. */
export type Flow = { readonly dataflow: unknown; readonly place: string }

type ByLayer = (layer: unknown) => unknown

const isFunction = (value: unknown): value is ByLayer => typeof value === 'function'

/** The dataflow that a caller's function gives for a caller's layer. */
const dataflowFor = (choose: ByLayer, layer: unknown, i: number, report: Report): unknown => {
  const chosen = attempt(() => ({ dataflow: snapshot(choose(layer)) }))
  if (isRight(chosen)) return chosen.right.dataflow
  report.push(
    fault('Malformed', `dataflow[${i}]`, {
      expected: 'a function that gives every layer its dataflow',
      given: `one that fails for layer ${i}`,
      hint: 'Call the function with that layer to see why it throws.',
      message: `The function that gives dataflows fails for layer ${i}.`,
    }),
  )
  return undefined
}

/** The dataflow of each layer. A caller's function gets the caller's layers. */
export const readFlows = (value: unknown, originals: readonly unknown[], report: Report): readonly Flow[] => {
  const at = (i: number): string => `dataflow[${i}]`
  if (isFunction(value))
    return originals.map((layer, i) => ({ dataflow: dataflowFor(value, layer, i, report), place: at(i) }))
  if (!Array.isArray(value)) {
    const dataflow = snapshot(value)
    return originals.map(() => ({ dataflow, place: 'dataflow' }))
  }
  if (value.length === originals.length)
    return originals.map((_, i) => ({ dataflow: snapshot(value[i]), place: at(i) }))
  report.push(
    fault('Malformed', 'dataflow', {
      expected: `a dataflow, a function from layers to dataflows, or a list with one for each of the ${originals.length} layers`,
      given: `a list of ${value.length}`,
      hint: 'Give one dataflow for all layers, or one for each.',
    }),
  )
  return []
}
