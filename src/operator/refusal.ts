/**
 * What a function that builds layers could not take. Constructors never fail, so the layers carry it until they are
 * estimated: `layer.refused`, plain data as the rest of a layer. `report-refusals.ts` has the
 * words, except those of einsums, which are made where the text is read.
 */
import type { ErrorTag } from '../error/error'
import { mostEntries } from '../internal/limits'
import type { Layer } from './layer'

/** A fault of the text that a layer was made of, in words; `excerpt` shows the place. */
export type EinsumRefusal = {
  readonly _tag: 'Einsum'
  readonly fault: ErrorTag
  readonly message: string
  readonly expected: string
  readonly given: string
  readonly hint: string
  readonly excerpt: string
}

export type Refusal =
  /** An option that the function does not take. */
  | {
      readonly _tag: 'UnknownOption'
      readonly maker: string
      readonly option: string
      readonly known: readonly string[]
    }
  /** An option that is not what the function takes; what was given is in words, because values may be anything. */
  | {
      readonly _tag: 'InvalidOption'
      readonly maker: string
      readonly option: string
      readonly expected: string
      readonly given: string
    }
  /** A batch for a layer whose dimensions do not say which of them is the batch. */
  | { readonly _tag: 'NoBatch' }
  | EinsumRefusal

/** The layer, with more faults that its estimate reports. */
export const refusing = <L extends Layer>(layer: L, refusals: readonly Refusal[]): L => {
  const { refused } = layer as { readonly refused?: unknown } // the type has it not: only a layer that was refused before has one
  const before = Array.isArray(refused) && refused.length <= mostEntries ? refused : []
  const carried = { ...layer, refused: [...before, ...refusals] }
  return carried
}
