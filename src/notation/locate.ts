/** From an error of the estimate back to the line that it comes from. */

import { repairedAs } from '../dataflow/unbound-parameter'
import { attempt } from '../error/attempt'
import type { EstimateError } from '../error/error'
import { excerptOf, type Lines, linesOf, type Place, placeBefore, showPlace } from '../error/place'
import { isRight } from '../internal/either'
import { mostEntries } from '../internal/limits'
import { readDataflow } from './dataflow-text'
import { optionOf, type TextOptions } from './input'
import { placeOfPart } from './locate-path'
import type { LocatedError } from './notation-error'
import { placeIn, type TextPlaces } from './places'
import { readAccelerators } from './read-hardware'
import { readerOf } from './reader'

type PlaceOf = (path: string) => Place | undefined

/** The places of a text that holds one dataflow, or hardware. */
const placesOfText = (text: string, errors: readonly EstimateError[]): PlaceOf => {
  const concerns = (input: string) => errors.some(({ path }) => path.startsWith(input))
  const dataflow = concerns('dataflow') ? readDataflow(readerOf(text, undefined), '')?.places : undefined
  const hardware = concerns('hardware') ? readAccelerators(readerOf(text, undefined))[0]?.places : undefined
  return (path) => placeIn(dataflow, path) ?? placeIn(hardware, path)
}

const placesIn =
  ({ layer = {}, dataflow = {}, hardware = {} }: TextPlaces): PlaceOf =>
  (path) =>
    placeIn(layer, path) ?? placeIn(dataflow, path) ?? placeIn(hardware, path)

const bindAsText = (name: string): string =>
  `Write Constant ${name} 8; before it, or Sz(${name}) if the size of a dimension is meant.`

/** The layer that a dataflow before it was judged for: the fault may be in either. */
const layerOf = (path: string, place: Place, placeOf: PlaceOf): Place | undefined => {
  const layer = path.startsWith('dataflow') ? placeOf('layer') : undefined
  return layer !== undefined && placeBefore(place, layer) ? layer : undefined
}

type Shown = { readonly place: Place; readonly layer: Place | undefined }

const located = (
  error: EstimateError,
  lines: Lines,
  { place, layer }: Shown,
  file: string | undefined,
): LocatedError => {
  const excerpt = [place, ...(layer === undefined ? [] : [layer])]
    .map((shown) => excerptOf(lines, shown))
    .join('\n')
  return {
    ...repairedAs(error, bindAsText),
    line: place.line,
    column: place.column,
    excerpt: file === undefined ? excerpt : `  ${showPlace(place, file)}\n${excerpt}`.trimEnd(),
  }
}

/**
 * Errors of an estimate together with the lines of the text that they come from, for `renderErrors` to show. For a layer
 * of a network, or one of several dataflows or accelerators, its `places` give the places of its parts; without them the text is
 * one dataflow or one hardware description.
 * An error in a dataflow that a layer inherits also shows the layer, which may be what is wrong.
 * The name of the file is the one given to `parseNetwork`, or `file`. An error about something that the text does not
 * contain stays as it is.
 *
 * @param errors - The errors of an estimate.
 * @param text - The text that its inputs were read from.
 * @param places - The places of the inputs in the text, as the reader of the text returned them.
 * @param options - The name of the file, for the places in errors.
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
 *
 * const named = result._tag === 'Left' ? locateErrors(result.left, text, first!.places, { file: 'small.m' }) : []
 * renderErrors(named).includes('small.m:4:') // => true
 * ```
 * @since 0.1.0
 * @category errors
 */
export const locateErrors = (
  errors: readonly EstimateError[],
  text: string,
  places?: TextPlaces,
  options: TextOptions = {},
): readonly (EstimateError | LocatedError)[] => {
  // Of what is no error, or no text, no place can be found: it stays as it is.
  const found = attempt(() => placed(errors.slice(0, mostEntries), text, places, options))
  if (isRight(found)) return found.right
  return Array.isArray(errors) ? errors : []
}

const placed = (
  errors: readonly EstimateError[],
  text: string,
  places: TextPlaces | undefined,
  options: TextOptions,
): readonly (EstimateError | LocatedError)[] => {
  const placeOf = places === undefined ? placesOfText(text, errors) : placesIn(places)
  const file = optionOf(options, 'file') ?? places?.file
  const lines = linesOf(text)
  return errors.map((error) => {
    const place = placeOfPart(placeOf, error.path)
    return place === undefined
      ? error
      : located(error, lines, { place, layer: layerOf(error.path, place, placeOf) }, file)
  })
}
