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

const asIs = validated('gemmini')

describe('Gemmini’s RTL', () => {
  it('has the published cycles', () => {
    expect(asIs.rows).toHaveLength(222)
    expect(asIs.rows[0]).toMatchObject({ layer: '768 → 768, 1 × 1, 128 × 1', published: 566_626 })
    expect(asIs.rows.at(-1)).toMatchObject({ layer: '64 → 2, 1 × 1, 388 × 388', published: 3_843_297 })
    expect(sumOf(publishedOf(asIs))).toBe(3_024_028_590)
  })

  it('has these errors', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 193,
      mean: 0.2264294433,
      median: 0.1684826249,
      worst: 0.8182253122,
      bias: -0.2191882379,
    })
  })

  it('has Timeloop’s errors against the same cycles', () => {
    expect(asIs.other?.name).toBe('Timeloop')
    expect(asIs.other && statisticsOf(asIs.other)).toEqual({
      n: 193,
      mean: 0.2576736782,
      median: 0.2066561459,
      worst: 0.8184190228,
      bias: -0.2375272316,
    })
  })

  it('estimates less on average than Timeloop is off', () => {
    expect(asIs.mean).toBeLessThan(asIs.other?.mean ?? 0)
  })

  itAsCollected('gemmini-firesim', 'has every figure as collected, and ours of then', (source) => {
    expect(publishedOf(asIs)).toEqual(columnOf(source, 'rtlCycles'))
    expect(oursOf(asIs)).toEqual(columnOf(source, 'asIs'))
  })
})
