/**
 * What a function that builds a network could not take. Constructors never fail, so the layers carry it until they are
 * estimated: `layer.refused`, plain data as the rest of a layer. `report-refusals.ts` has the words.
 */
import { mostEntries } from '../internal/limits'
import type { Layer } from './layer'

export type Refusal =
  /** An option that the function does not take. */
  | {
      readonly _tag: 'UnknownOption'
      readonly maker: string
      readonly option: string
      readonly known: readonly string[]
    }
  /** A batch for a layer whose dimensions do not say which of them is the batch. */
  | { readonly _tag: 'NoBatch' }

/** The layer, with more faults that its estimate reports. */
export const refusing = (layer: Layer, refusals: readonly Refusal[]): Layer => {
  const { refused } = layer as { readonly refused?: unknown } // only a layer that was refused before has it
  const before = Array.isArray(refused) && refused.length <= mostEntries ? refused : []
  const carried = { ...layer, refused: [...before, ...refusals] }
  return carried
}
