/** A dataflow for another kind of operator: one fault, however many of its directives name what the layer lacks. */
import { type EstimateError, fault } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import { familyNames, matrixNames } from '../operator/names'

/** The names that a dataflow uses: those that the layer has, and those that it has not. */
export type Used = { readonly known: readonly string[]; readonly unknown: readonly string[] }

/** A layer by its kind and the names that a dataflow may map. */
export type Mapped = { readonly kind: string; readonly names: readonly string[] }

const purposes: readonly (readonly [names: readonly string[], purpose: string])[] = [
  [['N', 'K', 'C'], 'a dataflow for fully connected layers'],
  [familyNames, 'a dataflow for two-axis convolutions'],
  [matrixNames, 'a dataflow for matrix products'],
]

/** What operators all names are of, if there are some other than the layer's own. */
const purposeOf = ({ known, unknown }: Used, layer: Mapped): string | undefined =>
  purposes.find(
    ([names]) =>
      [...known, ...unknown].every((name) => names.includes(name)) &&
      !layer.names.every((name) => names.includes(name)),
  )?.[1]

/** With fewer names, one wrong one says little. */
const fewNames = 3

/**
 * A slip is close to the right name. A dataflow is for something else where several names are no slips, and most, or where
 * all its names are those of other operators.
 */
const isForeign = (used: Used, layer: Mapped): boolean => {
  const all = new Set([...used.known, ...used.unknown]).size
  const wrong = [...new Set(used.unknown)].filter((name) => didYouMean(name, layer.names) === '').length
  if (wrong > 1 && 2 * wrong > all) return true
  return wrong > 0 && all >= fewNames && purposeOf(used, layer) !== undefined
}

const foreignDataflow = (name: string, used: Used, layer: Mapped): EstimateError => {
  const lacking = listed([...new Set(used.unknown)].map((each) => each.slice(0, 40)))
  const names = listed(layer.names)
  const wanted = `a dataflow that maps no dimensions but ${names}`
  const subject = name === '' ? 'The dataflow' : name.slice(0, 60)
  return fault('UnknownDimension', 'dataflow', {
    expected: wanted,
    given: `maps of ${lacking}`,
    hint: `Choose ${wanted}.`,
    message: `${subject} maps ${lacking}, which this layer (${layer.kind}: ${names}) lacks: it is ${purposeOf(used, layer) ?? 'a dataflow for another operator'}.`,
  })
}

/** A dataflow for another kind of operator as one fault, instead of one for each name; undefined if it is none. */
export const foreignFault = (name: string, used: Used, layer: Mapped): EstimateError | undefined =>
  isForeign(used, layer) ? foreignDataflow(name, used, layer) : undefined
