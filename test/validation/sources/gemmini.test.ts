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
const asDocumented = validated('gemmini', 'as documented')

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

  it('has these errors with tiles that are loaded again', () => {
    expect(statisticsOf(asDocumented)).toEqual({
      n: 193,
      mean: 0.195888655,
      median: 0.1434513058,
      worst: 0.8182253122,
      bias: -0.1667431545,
    })
  })

  it('has these mean errors over all rows, repeated ones as well', () => {
    const meanOf = ({ rows }: typeof asIs): number =>
      sumOf(rows.map(({ error }) => Math.abs(error))) / rows.length
    expect([meanOf(asIs), meanOf(asDocumented)].map((mean) => mean.toFixed(4))).toEqual(['0.2200', '0.1918'])
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
    expect(oursOf(asDocumented)).toEqual(columnOf(source, 'refetch'))
  })
})
