/** The only class of the library: what `orThrow` throws must be an Error. */
import type { DescribedError } from './error'

/** Where Node looks for how a value is printed; other runtimes ignore it. */
const inspected: unique symbol = /* @__PURE__ */ Symbol.for('nodejs.util.inspect.custom')

/**
 * The error that {@link orThrow} throws. Its message is the report that {@link renderErrors} prints, and `errors` holds the
 * faults as data. Test `error.name === 'EstimateFailure'` where two copies of the package may be loaded, `instanceof`
 * elsewhere.
 *
 * @example
 * ```ts
 * import { dataflow, EstimateFailure, estimate, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 *
 * const tagsOf = (run: () => unknown): readonly string[] => {
 *   try {
 *     run()
 *     return []
 *   } catch (failure) {
 *     return failure instanceof EstimateFailure ? failure.errors.map(({ _tag }) => _tag) : []
 *   }
 * }
 * const product = gemm({ M: 4, N: 4, K: 0 })
 * tagsOf(() => orThrow(estimate(product, dataflow('M', [spatialMap('M')]), { pes: 4 }))) // => ['InvalidExtent']
 * ```
 * @since 0.2.0
 * @category errors
 */
export class EstimateFailure extends Error {
  /** Always `'EstimateFailure'`. */
  override readonly name = 'EstimateFailure'

  /** The faults, in the order of the input. The list is empty if `orThrow` was not given an Either with errors. */
  readonly errors: readonly DescribedError[]

  /**
   * Makes the error that {@link orThrow} throws.
   *
   * @param message - The report for people, as {@link renderErrors} prints it.
   * @param errors - The faults as data.
   */
  constructor(message: string, errors: readonly DescribedError[]) {
    super(message)
    this.errors = errors
    // The message has said everything that is in `errors`, so the console need not print it again.
    Object.defineProperty(this, inspected, { value: () => this.stack })
  }
}
