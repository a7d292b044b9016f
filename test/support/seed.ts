/** What fast-check draws comes from the seed of the run, too, so that a run can be repeated as a whole. */
import fc from 'fast-check'
import { firstSeed } from './generators/bulk'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: firstSeed })
