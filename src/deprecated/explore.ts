/** Type names of 0.1 at `/explore`. They are removed in 0.4. */
import type { DesignObjective } from '../explore/space'

/**
 * The name of {@link DesignObjective} in 0.1.
 *
 * @deprecated Use DesignObjective. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type Objective = DesignObjective
