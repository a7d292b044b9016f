/** Widths and densities of a layer's tensors, as its constructor takes them (docs/spec.md, sections 10 and 15). */

/**
 * Widths of an output in bits: of partial sums, and of the sums that are complete. An absent width is that of the accelerator,
 * else that of the word.
 *
 * @since 0.2.0
 * @category layers
 */
export type OutputWidths = {
  /** Bits of a partial sum; by default the width of the accelerator, and without one its word. */
  readonly partial?: number
  /** Bits of a complete sum; by default the width of the accelerator, and without one its word. */
  readonly final?: number
}

/**
 * Bits of an element: a number for every tensor, or numbers by the tensors' names or by their roles (`inputs`, `outputs`). A
 * name wins over a role. An output may have {@link OutputWidths}. A width is a positive multiple of 1/32 bit, at most 1,024:
 * shared scales are part of it, as in 4.25 for 4 bits with a scale of 8 bits for every 32 elements.
 *
 * @since 0.2.0
 * @category layers
 */
export type Precision = number | Readonly<Record<string, number | OutputWidths>>

/**
 * The share of the elements of an input that are nonzero: above 0 and at most 1, each with that probability, independently of
 * the others; or exactly `n` in every block of `m` elements along a dimension of the layer.
 *
 * @since 0.2.0
 * @category layers
 */
export type Density =
  | number
  | {
      /** Nonzeros in each block. */
      readonly n: number
      /** Elements in each block. */
      readonly m: number
      /** The dimension along which blocks are formed. */
      readonly along: string
    }

/**
 * Densities by the name of an input, or of all `inputs`. Inputs that are not named are dense.
 *
 * @since 0.2.0
 * @category layers
 */
export type Densities = Readonly<Record<string, Density>>

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const frozenEntries = (value: unknown): unknown =>
  isObject(value)
    ? Object.freeze(
        Object.fromEntries(
          Object.entries(value).map(([key, entry]) => [
            key,
            isObject(entry) ? Object.freeze({ ...entry }) : entry,
          ]),
        ),
      )
    : value

/** The layer, with frozen copies of what is said of its elements, if anything. */
export const withElements = <L extends object>(layer: L, precision: unknown, density: unknown): L =>
  precision === undefined && density === undefined
    ? layer
    : {
        ...layer,
        ...(precision === undefined ? {} : { precision: frozenEntries(precision) }),
        ...(density === undefined ? {} : { density: frozenEntries(density) }),
      }
