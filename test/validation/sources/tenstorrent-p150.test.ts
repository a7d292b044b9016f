import { describe, expect, it } from 'vitest'
import {
  columnOf,
  itAsCollected,
  oursOf,
  publishedOf,
  statisticsOf,
  sumOf,
  validated,
} from '../published-figures'

const asIs = validated('tenstorrent-p150')

describe('the Blackhole P150', () => {
  it('has the published cycles', () => {
    expect(asIs.rows).toHaveLength(47)
    expect(sumOf(publishedOf(asIs))).toBe(495_344_876)
    expect(asIs.rows[0]).toMatchObject({
      layer: 'BFLOAT16 HiFi4 640 × 832 × 832',
      published: 15_354,
      ours: 6656,
    })
    expect(asIs.rows.at(-1)).toMatchObject({
      layer: 'BFLOAT8_B LoFi 20480 × 26624 × 26624',
      published: 63_247_827,
      ours: 54_525_952,
    })
  })

  it('has these errors', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 47,
      mean: 0.2158064384,
      median: 0.1408995572,
      worst: 0.8580002928,
      bias: -0.2158064384,
    })
  })

  it('waits for weights where MACs are cheap and products small', () => {
    // 832 × 832 weights of 17 / 16 bytes at 512 GB/s and 1.35 GHz
    expect(asIs.rows.find(({ layer }) => layer === 'BFLOAT8_B LoFi 640 × 832 × 832')?.ours).toBe(
      Math.ceil((832 * 832 * 17) / 16 / (512 / 1.35)),
    )
  })

  itAsCollected('tenstorrent-p150', 'has every figure as collected, and ours of then', (source) => {
    expect(publishedOf(asIs)).toEqual(columnOf(source, 'publishedCycles'))
    expect(oursOf(asIs)).toEqual(columnOf(source, 'ours'))
  })
})
