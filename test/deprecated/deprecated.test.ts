/** Every value under a name of 0.1 is the value of its new name. */
import { describe, expect, it } from 'vitest'
import * as codec from '../../src/codec'
import * as root from '../../src/index'

describe('a deprecated name', () => {
  it.each([
    ['document', codec.document, codec.jsonDocument],
    ['report', codec.report, codec.toEstimateErrors],
    ['resultOf', codec.resultOf, codec.eitherCodec],
    ['estimateEach', root.estimateEach, root.estimateDataflows],
    ['estimateMany', root.estimateMany, root.estimateAccelerators],
  ])('%s is the value of the new name', (_, old, renamed) => {
    expect(old).toBe(renamed)
  })
})
