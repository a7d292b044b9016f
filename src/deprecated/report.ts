/** Type names of 0.1 at `/report`. They are removed in 0.4. */
import type { DirectiveRef } from '../report/explain/annotated-schedule'
import type { TensorTile } from '../report/mapping/tensor-tile'

/**
 * The name of {@link DirectiveRef} in 0.1.
 *
 * @deprecated Use DirectiveRef. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type DirectiveAt = DirectiveRef

/**
 * The name of {@link TensorTile} in 0.1.
 *
 * @deprecated Use TensorTile. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Holding = TensorTile
