/** What a node costs: layers, nothing, or what cannot be said. */
import type { Layer } from '../../operator/layer'
import type { Work } from '../../operator/work'

/**
 * The reason why a node costs no operation: it names, moves or makes data (`no arithmetic`); it depends on nothing but the
 * model, so that it is computed once (`constant`); an extent of it is 0 (`empty`); the nodes of its body are listed themselves
 * (`followed`); or it is in a body that is not run (`not run`).
 *
 * @since 0.1.0
 * @category onnx
 */
export type FreeReason = 'no arithmetic' | 'constant' | 'empty' | 'followed' | 'not run'

/** A layer that runs a number of times, and what one run of it does. */
export type Costed = {
  readonly layer: Layer
  readonly times: number
  readonly work: Work
  readonly operations: number
}

export type Outcome =
  | { readonly _tag: 'Layers'; readonly layers: readonly Costed[]; readonly assumed?: string }
  | { readonly _tag: 'Free'; readonly reason: FreeReason }
  | { readonly _tag: 'Uncosted'; readonly reason: string }

export const free = (reason: FreeReason): Outcome => ({ _tag: 'Free', reason })
export const uncosted = (reason: string): Outcome => ({ _tag: 'Uncosted', reason })
