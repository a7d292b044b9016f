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
      mean: 0.0011005991,
      median: 0,
      worst: 0.3511161559,
      bias: -0.0011005991,
    })
  })

  it('equals most of the cycles with the ports, and is one below in others', () => {
    const missing = asDocumented.rows.map(({ published, ours }) => published - ours)
    expect(missing.filter((cycles) => cycles === 0)).toHaveLength(1109)
    expect(missing.filter((cycles) => cycles === 1)).toHaveLength(87)
    expect([within(0.01, asIs.rows), within(0.01, asDocumented.rows)]).toEqual([689, 1204])
  })

  itAsCollected('timeloop-dosa-dataset', 'has every figure as collected, and ours of then', (source) => {
    expect(publishedOf(asIs)).toEqual(columnOf(source, 'timeloopCycles'))
    const [compute, dram] = [columnOf(source, 'oursCompute'), columnOf(source, 'oursDram')]
    expect(oursOf(asIs)).toEqual(compute.map((cycles, i) => Math.max(Number(cycles), Number(dram[i]))))
  })
})
