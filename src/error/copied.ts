/** Copies of what is read more than once. */
import { isRight } from '../internal/either'
import { snapshot } from '../internal/snapshot'
import { attempt } from './attempt'

/** A copy, so that all readings see the same; what cannot be copied is left for its check to refuse. */
export const copied = (value: unknown): unknown => {
  const copy = attempt(() => ({ value: snapshot(value) }))
  return isRight(copy) ? copy.right.value : value
}
