/** An einsum that cannot be read, and what its author is told, as it is printed; of the heading only the kind of error. */
export type Malformed = {
  readonly what: string
  readonly text: string
  /** The names that the sizes have; m, k and n if absent. */
  readonly names?: string
  readonly told: string
}
