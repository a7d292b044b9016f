/** Errors of many figures in a few numbers. */

/**
 * The errors of a source over its distinct shapes. Of rows with one shape the mean error counts, once.
 *
 * @since 0.2.0
 * @category validation
 */
export type ValidationStatistics = {
  /** Distinct shapes. */
  readonly n: number
  /** The mean of the absolute errors. */
  readonly mean: number
  /** The median of the absolute errors. */
  readonly median: number
  /** The largest absolute error. */
  readonly worst: number
  /** The mean of the errors with their signs: negative where the model's figures are too low. */
  readonly bias: number
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Of an even number of values the mean of the two in the middle. */
const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return meanOf(sorted.slice(Math.floor(half), Math.ceil(half) + 1))
}

/** Of rows with one shape the mean error, once. */
export const errorsByShape = (
  errors: readonly { readonly shape: string; readonly error: number }[],
): readonly number[] => {
  const groups = new Map<string, number[]>()
  for (const { shape, error } of errors) {
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [error])
    else group.push(error)
  }
  return [...groups.values()].map(meanOf)
}

/** There must be a row at least. */
export const statisticsOf = (
  rows: readonly { readonly shape: string; readonly error: number }[],
): ValidationStatistics => {
  const errors = errorsByShape(rows)
  const sizes = errors.map(Math.abs)
  return {
    n: errors.length,
    mean: meanOf(sizes),
    median: medianOf(sizes),
    worst: sizes.reduce((worst, size) => Math.max(worst, size), 0),
    bias: meanOf(errors),
  }
}
