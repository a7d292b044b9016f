/** The fused chains of the committed cases, with what they run on. */

import { excerptDirectory, readJson } from '../cases/case-files'
import { chainOf, type FusionCase, flowsOf } from '../cases/check-fusion'
import { givenHardware } from '../cases/public-inputs'

/** Cases of small counts are quick to enumerate. */
export const fusionCases: readonly FusionCase[] =
  // The file's format is that of ../reference/check-fusion.ts; a case of another shape fails its test.
  readJson(excerptDirectory, 'fusion-cases.json') as readonly FusionCase[]

export const inputsOf = (of: FusionCase) => ({
  chain: chainOf(of),
  dataflow: flowsOf(of),
  hardware: givenHardware(of.hardware),
})
