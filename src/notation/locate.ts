/** From an error of the estimate back to the line that it comes from. */
import type { EstimateError } from '../error/error'
import { readDataflow } from './dataflow-text'
import type { PlacesByPath } from './directives'
import { readHardware } from './hardware'
import type { NotatedLayer, Places } from './network'
import type { LocatedError } from './notation-error'
import { excerptOf, linesOf, type Place } from './place'
import { readerOf } from './reader'

/** A path, then what it is part of, then what that is part of. */
const outwards = (path: string): readonly string[] => {
  const paths = [path]
  for (let at = path; /[.[]/.test(at); ) {
    at = at.replace(/(?:\.[^.[]*|\[[^\]]*\]?|\])$/, '')
    if (at === paths[paths.length - 1]) break
    paths.push(at)
  }
  return paths
}

const placeIn = (places: readonly Places[], path: string): Place | undefined => {
  for (const at of outwards(path)) for (const known of places) if (Object.hasOwn(known, at)) return known[at]
  return undefined
}

/** The places of a text that holds one dataflow, or hardware. */
const placesOfText = (text: string, errors: readonly EstimateError[]): readonly Places[] => {
  const found: (PlacesByPath | undefined)[] = []
  if (errors.some(({ path }) => path.startsWith('dataflow')))
    found.push(readDataflow(readerOf(text, undefined), '')?.places)
  if (errors.some(({ path }) => path.startsWith('hardware')))
    found.push(readHardware(readerOf(text, undefined)).places)
  return found.map((places) => Object.fromEntries(places ?? []))
}

/**
 * Errors of an estimate together with the lines of the text that they come from, for `renderErrors` to show. For a layer
 * of a network its `places` say where its parts stand; without them the text is one dataflow or one hardware description.
 * An error about something that the text does not contain stays as it is.
 *
 * @example
 * ```ts
 * import { estimate, orThrow, renderErrors } from 'maestro-dataflow'
 * import { locateErrors, parseNetwork } from 'maestro-dataflow/notation'
 *
 * const text = `Layer CONV1 {
 *   Type: CONV
 *   Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
 *   Dataflow { TemporalMap(3, 1) C; }
 * }`
 * const [first] = orThrow(parseNetwork(text)).layers
 * const result = estimate(first!.layer, first!.dataflow!, { pes: 16 })
 * const located = result._tag === 'Left' ? locateErrors(result.left, text, first!.places) : []
 * renderErrors(located).includes('4 |   Dataflow { TemporalMap(3, 1) C; }') // => true
 * ```
 * @since 0.1.0
 * @category errors
 */
export const locateErrors = (
  errors: readonly EstimateError[],
  text: string,
  places?: NotatedLayer['places'],
): readonly (EstimateError | LocatedError)[] => {
  const known = places === undefined ? placesOfText(text, errors) : [places.layer, places.dataflow]
  const lines = linesOf(text)
  return errors.map((error) => {
    const place = placeIn(known, error.path)
    if (place === undefined) return error
    return { ...error, line: place.line, column: place.column, excerpt: excerptOf(lines, place) }
  })
}
