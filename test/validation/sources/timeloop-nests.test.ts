import { describe, expect, it } from 'vitest'
import { itAsCollected, oursOf, publishedOf, statisticsOf, sumOf, validated } from '../published-figures'

const accesses = validated('timeloop-nests')
const cycles = validated('timeloop-nests-cycles')

/** Words of input that a tile of rows × columns of output reads: a filter of 3 × 3 with a stride of 2, 3 channels. */
const inputsOf = (rows: number, columns: number): number => 3 * (2 * rows + 1) * (2 * columns + 1)

describe('Timeloop’s example designs', () => {
  it('have the published accesses', () => {
    expect(accesses.rows).toHaveLength(21)
    expect(accesses.rows[0]).toMatchObject({ published: 3_612_672 })
    expect(accesses.rows.at(-1)).toMatchObject({ published: 774_144 })
    expect(sumOf(publishedOf(accesses))).toBe(24_415_014)
  })

  it('have 19 of 21 accesses as ours', () => {
    expect(accesses.rows.filter(({ error }) => error === 0)).toHaveLength(19)
    expect(statisticsOf(accesses)).toEqual({
      n: 21,
      mean: 0.0016538428,
      median: 0,
      worst: 0.0301724138,
      bias: -0.0016538428,
    })
  })

  it('load whole tiles again, where ours keep what neighbouring tiles share', () => {
    const unequal = accesses.rows.filter(({ error }) => error !== 0)
    expect(unequal.map(({ layer }) => layer)).toEqual([
      'eyeriss_like: inputs written into the shared buffer',
      'simple_output_stationary: inputs read from DRAM',
    ])
    const whole = 16 * inputsOf(14, 56)
    expect(unequal.map(({ published }) => published)).toEqual([whole, whole])
    // Two tiles of columns share a column of 29 rows; from one row of tiles to the next, a corner is shared.
    const shared = 8 * 3 * 29 + 7 * 3
    // Eight tiles of columns share seven columns of 113 rows, in each of two rows of tiles.
    const columns = 2 * 7 * 3 * 113
    expect(unequal.map(({ ours }) => ours)).toEqual([whole - shared, whole - columns])
  })

  it('take as many cycles as ours', () => {
    expect(publishedOf(cycles)).toEqual([86_016, 903_168, 225_792, 677_376])
    expect(oursOf(cycles)).toEqual(publishedOf(cycles))
  })

  itAsCollected(
    'timeloop-exercises',
    'have every figure as collected, and ours of then',
    ({ layers = [] }) => {
      expect(publishedOf(accesses)).toEqual(layers.map(({ published }) => published))
      expect(oursOf(accesses)).toEqual(layers.map(({ ours }) => ours))
    },
  )
})
