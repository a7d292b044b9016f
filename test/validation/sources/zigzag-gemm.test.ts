import { describe, expect, it } from 'vitest'
import { oursOf, publishedOf, validated } from '../published-figures'

describe('ZigZag’s matrix product', () => {
  it('takes half the published cycles without ports, and nearly all with them', () => {
    const row = { layer: '128 × 128 × 128', published: 8191 }
    expect(validated('zigzag-gemm').rows).toMatchObject([{ ...row, ours: 16 ** 3 }])
    // Each step writes 64 sums in a cycle, and all but the first of a tile of outputs read 64 before.
    expect(validated('zigzag-gemm', 'as documented').rows).toMatchObject([
      { ...row, ours: 2 * 16 ** 3 - 16 ** 2 },
    ])
  })

  it('has the published accesses', () => {
    const accesses = validated('zigzag-gemm-accesses')
    expect(publishedOf(accesses)).toEqual([16_384, 262_144, 262_144])
    expect(oursOf(accesses)).toEqual(publishedOf(accesses))
  })
})
