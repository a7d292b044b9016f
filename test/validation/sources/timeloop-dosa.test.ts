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

const asIs = validated('timeloop-dosa')
const asDocumented = validated('timeloop-dosa', 'as documented')

const within = (share: number, rows: typeof asIs.rows): number =>
  rows.filter(({ error }) => Math.abs(error) < share).length

describe('Timeloop on the data set of DOSA', () => {
  it('has the published cycles', () => {
    expect(asIs.rows).toHaveLength(1212)
    expect(asIs.rows[0]).toMatchObject({
      layer: '3 → 64, 7 × 7, 112 × 112, stride 2, on 32 × 32 PEs',
      published: 10_436_608,
    })
    expect(asIs.rows.at(-1)).toMatchObject({
      layer: '3 → 64, 6 × 6, 112 × 112, stride 2, on 2 × 2 PEs',
      published: 87_506_944,
    })
    expect(sumOf(publishedOf(asIs))).toBe(125_209_043_156)
  })

  it('has these errors', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 1144,
      mean: 0.0453619881,
      median: 0.00502024,
      worst: 0.5,
      bias: -0.0453619881,
    })
    expect(statisticsOf(asDocumented)).toEqual({
      n: 1144,
      mean: 0.0000864972,
      median: 0,
      worst: 0.0724738676,
      bias: -0.0000864972,
    })
  })

  it('equals nearly all cycles as documented, and is one below in most others', () => {
    const missing = asDocumented.rows.map(({ published, ours }) => published - ours)
    expect(missing.filter((cycles) => cycles === 0)).toHaveLength(1116)
    expect(missing.filter((cycles) => cycles === 1)).toHaveLength(87)
    expect([within(0.01, asIs.rows), within(0.01, asDocumented.rows)]).toEqual([689, 1211])
  })

  it('keeps a row of input that two loops come back to, which Timeloop loads again', () => {
    const [row, ...more] = asDocumented.rows.filter(({ error }) => Math.abs(error) > 0.01)
    expect(more).toEqual([])
    // Tiles of 64 channels and 3 columns; 13 of 14 rows of output start with the row that the one before ended with.
    const again = (64 * 3 * 13 * (7 * 4 * 32)) / 8
    expect(row).toMatchObject({ published: 3_857_280, ours: 3_857_280 - again })
  })

  itAsCollected('timeloop-dosa-dataset', 'has every figure as collected, and ours of then', (source) => {
    expect(publishedOf(asIs)).toEqual(columnOf(source, 'timeloopCycles'))
    const [compute, dram] = [columnOf(source, 'oursCompute'), columnOf(source, 'oursDram')]
    expect(oursOf(asIs)).toEqual(compute.map((cycles, i) => Math.max(Number(cycles), Number(dram[i]))))
  })
})
