/** What the tests of the notation share. */
import { type Either, isLeft } from 'fp-ts/Either'
import { orThrow } from '../../src/index'
import { type NotatedLayer, type NotationError, type NotationErrors, parseNetwork } from '../../src/notation'

/** The only layer of a text. */
export const onlyLayer = (text: string): NotatedLayer => {
  const { layers } = orThrow(parseNetwork(text))
  if (layers.length !== 1) throw new Error(`there are ${layers.length} layers`)
  return layers[0]!
}

/** A layer from the inside of its braces. */
export const layerOf = (body: string) => onlyLayer(`Network { Layer L { ${body} } }`).layer

export const errorsIn = (result: Either<NotationErrors, unknown>): readonly NotationError[] =>
  isLeft(result) ? result.left : []

/** Errors as `Tag line:column`. */
export const placed = (result: Either<NotationErrors, unknown>): readonly string[] =>
  errorsIn(result).map(({ _tag, line, column }) => `${_tag} ${line}:${column}`)
