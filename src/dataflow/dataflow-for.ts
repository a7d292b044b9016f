/** A dataflow where the layer that it maps is known: the compiler compares the names of both. */
import type { DimensionOf } from '../operator/dimension-of'
import type { Layer } from '../operator/layer'
import type { Dataflow } from './directive'

/**
 * A dataflow for a layer of this type: the compiler rejects one that maps a dimension which the layer lacks. A dataflow whose
 * names the compiler does not know, such as one from a file, is accepted and checked when it is used.
 *
 * @since 0.2.0
 * @category dataflows
 */
export type DataflowFor<L extends Layer, Dimension extends string> = Dataflow<Dimension> &
  (string extends Dimension
    ? unknown
    : [Dimension] extends [DimensionOf<L>]
      ? unknown
      : Dataflow<DimensionOf<L>>)
