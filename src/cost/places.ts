/** The numbers of buffers: 0 is the shared one, 1 + level that of each unit of a level (the last is L1); what is off-chip comes after all. */
import { mostLevels } from '../profile/steps'

export const SHARED = 0
export const OFF_CHIP = mostLevels + 1
