/** Type names of 0.1 at `/units`. They are removed in 0.4. */
import type { DatasheetInterconnect } from '../units/datasheet-type'

/**
 * The name of {@link DatasheetInterconnect} in 0.1.
 *
 * @deprecated Use DatasheetInterconnect. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export type DatasheetNetwork = DatasheetInterconnect
