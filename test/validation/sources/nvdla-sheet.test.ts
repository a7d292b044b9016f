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

const asIs = validated('nvdla-sheet')

describe('NVDLA’s sheet', () => {
  it('has the published cycles', () => {
    expect(asIs.rows).toHaveLength(95)
    expect(sumOf(publishedOf(asIs))).toBe(2_066_206.0625)
    expect(asIs.rows[0]).toMatchObject({ layer: 'AlexNet 1', published: 49_617.5625, ours: 1_098_075 })
    expect(asIs.rows.at(-1)).toMatchObject({ layer: 'ResNet50 fc1000', published: 1000, ours: 1024 })
  })

  it('has these errors, which may not be quoted', () => {
    expect(asIs.quotable).toBe(false)
    expect(statisticsOf(asIs)).toEqual({
      n: 53,
      mean: 0.9623730142,
      median: 0,
      worst: 21.1307727481,
      bias: 0.9623730142,
    })
  })

  it('is equal in 70 layers', () => {
    expect(asIs.rows.filter(({ error }) => error === 0)).toHaveLength(70)
  })

  itAsCollected('nvdla-spreadsheet', 'has every figure as collected, and ours of then', (source) => {
    const cycles = columnOf(source, 'publishedMacCycles')
    const isThere = (_: unknown, i: number): boolean => cycles[i] !== null
    expect(publishedOf(asIs)).toEqual(cycles.filter(isThere))
    const gains = columnOf(source, 'winograd').map((winograd) => (winograd === 1 ? 2.25 : 1))
    const ours = columnOf(source, 'oursMacCycles').map((of, i) => Number(of) / (gains[i] ?? 1))
    expect(oursOf(asIs)).toEqual(ours.filter(isThere))
  })
})
