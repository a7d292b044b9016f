/** What a node costs: layers (and perhaps something beside them), nothing, or what cannot be said. */
import type { Layer } from '../../operator/layer'

/**
 * Why a node costs no operation.
 *
 * @since 0.1.0
 * @category onnx
 */
export type FreeReason = 'no arithmetic' | 'constant' | 'empty'

export type Outcome =
  | { readonly _tag: 'Layers'; readonly layers: readonly Layer[]; readonly beside?: string }
  | { readonly _tag: 'Free'; readonly reason: FreeReason }
  | { readonly _tag: 'Uncosted'; readonly reason: string }

export const layers = (made: readonly Layer[]): Outcome => ({ _tag: 'Layers', layers: made })
export const free = (reason: FreeReason): Outcome => ({ _tag: 'Free', reason })
export const uncosted = (reason: string): Outcome => ({ _tag: 'Uncosted', reason })
