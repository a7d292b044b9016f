/** A chain of layers that are fused, as plain data. */
import { rethrowIfExhausted } from '../internal/exhausted'
import type { Layer } from '../operator/layer'

/**
 * The treatment of the elements that two tiles share along a tiled dimension: they are kept from the first to the second
 * (`'retain'`), or computed again (`'recompute'`).
 *
 * @since 0.2.0
 * @category fusion
 */
export type Halo = 'retain' | 'recompute'

/**
 * Tiles of dimensions of the last layer, outermost first: an object in the order of its keys, or a list of pairs.
 *
 * @since 0.2.0
 * @category fusion
 */
export type OuterTiles =
  | Readonly<Record<string, number>>
  | readonly (readonly [dimension: string, size: number])[]

/**
 * Layers that run one after the other on tiles of the last one's output, so that the intermediate tensors stay on the chip.
 * `inputs` names, per layer, the input that takes the output of the layer before (null: the first whose axes match); of the
 * first layer, the input whose elements are fetched as they are needed.
 *
 * @since 0.2.0
 * @category fusion
 */
export type Chain = {
  /** The layers, in the order in which they run. */
  readonly layers: readonly Layer[]
  /** The tiles of the last layer's output, outermost dimension first. */
  readonly tile: OuterTiles
  /** The treatment of elements that neighbouring tiles share, for each tiled dimension: they are kept or computed again. */
  readonly halo?: Readonly<Record<string, Halo>>
  /** Per layer, the input that takes the output of the layer before; null for the first whose axes match. */
  readonly inputs?: readonly (string | null)[]
}

/**
 * The tiles of a chain, and the inputs that its layers take from each other. By default, there is one step, everything is
 * retained, and each layer takes the output of the layer before as the first input whose axes match.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FuseOptions = {
  /**
   * The tiles of the last layer's output, outermost dimension first; none by default, so that there is one
   * step.
   */
  readonly tile?: OuterTiles
  /** The treatment of elements that neighbouring tiles share, for each tiled dimension: they are kept (the default) or computed again. */
  readonly halo?: Readonly<Record<string, Halo>>
  /**
   * Per layer, the input that takes the output of the layer before; by default, or null, the first whose axes
   * match. Of the first layer, the input whose elements are fetched as they are needed; by default, or null, its first.
   */
  readonly inputs?: readonly (string | null)[]
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * A chain of layers. It only builds data: `estimateFused` checks whether its layers match.
 *
 * @param layers - The layers to fuse, in the order in which they run.
 * @param options - Tiles, halos and inputs; one step with everything retained by default.
 *
 * @example
 * ```ts
 * import { conv2d } from 'maestro-dataflow'
 * import { fuse } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 30, X: 30 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 28, X: 28 })
 * fuse([first, second], { tile: { "Y'": 2 } }).layers.length // => 2
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const fuse = (layers: readonly Layer[], options: FuseOptions = {}): Chain => {
  // Constructors accept anything; what is no object, or cannot be read, is left for the estimate to refuse.
  if (!isObject(options)) return { layers, tile: options }
  try {
    return { layers, tile: {}, ...options }
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return { layers, tile: options as OuterTiles }
  }
}
