/** An axis without values. */
import { space as small } from './small-space.js'

export const space = { ...small, pes: [] }
