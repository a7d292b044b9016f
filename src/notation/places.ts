/** Where the parts of inputs stand in their texts. */
import type { Place } from '../error/place'

/**
 * The places of an input's parts in its text, by the paths that errors have (`layer.sizes.K`, `dataflow.directives[3].size`).
 *
 * @since 0.1.0
 * @category notation
 */
export type Places = Readonly<Record<string, Place>>

/**
 * The places of an estimate's inputs in a text, as far as the text has them; `file` is its name, if it was given.
 *
 * @since 0.2.0
 * @category notation
 */
export type TextPlaces = {
  /** The place of the layer. */
  readonly layer?: Places
  /** The place of the dataflow. */
  readonly dataflow?: Places
  /** The place of the hardware. */
  readonly hardware?: Places
  /** The name of the file, if it was given. */
  readonly file?: string
}

/** Places while a text is read. Every path starts with what it is a path of, so that none is a name of JavaScript's own. */
export type FoundPlaces = Record<string, Place>

export const placeIn = (places: Places | undefined, path: string): Place | undefined =>
  places !== undefined && Object.hasOwn(places, path) ? places[path] : undefined
