/** What a subject is compared with, as it is written in a test. */
import type { Misfits } from '../network/network-estimate'
import type { Subject } from './subject'

/**
 * The other side of a comparison: a subject or a number, or a list of them.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Others = Subject | number | readonly (Subject | number)[]

/**
 * The other side of a comparison, and the required difference: `by: 0.3` requires at least 30 % of the other's figure. Mappings
 * that do not fit the buffers are not compared, except in MACs and in required capacities, unless `misfits` is
 * `'allow'`.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Comparison = {
  /** The mapping or mappings to compare with, or a number. */
  readonly than: Others
  /** The least difference, as a share of the other's figure: 0.3 for 30 %; any difference by default. */
  readonly by?: number
  /** The treatment of mappings that do not fit the buffers: `'refuse'` rejects them (the default), `'allow'` compares them. */
  readonly misfits?: Misfits
}
