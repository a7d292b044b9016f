import { describe, expect, it } from 'vitest'
import { itAsCollected, oursOf, publishedOf, statisticsOf, sumOf, validated } from '../published-figures'

const asIs = validated('scale-sim')
const asDocumented = validated('scale-sim', 'as documented')
const accesses = validated('scale-sim-accesses')

type Layer = {
  readonly published: { readonly cycles: number; readonly counts: Readonly<Record<string, number>> | null }
  readonly ours: { readonly cycles: number; readonly counts: Readonly<Record<string, number>> }
}

const layersOf = (layers: readonly unknown[] = []): readonly Layer[] => layers as readonly Layer[] // as collected

describe('SCALE-Sim', () => {
  it('has the published cycles', () => {
    expect(asIs.rows).toHaveLength(22)
    expect(asIs.rows[0]).toMatchObject({ layer: '4 × 4 × 4, os, 4 × 4 PEs', published: 9, ours: 7 })
    expect(asIs.rows.at(-1)).toMatchObject({
      layer: '256 × 128 × 256, is, 32 × 32 PEs',
      published: 14_207,
      ours: 9281,
    })
    expect(sumOf(publishedOf(asIs))).toBe(834_504)
  })

  it('has these errors as is', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 22,
      mean: 0.3143485003,
      median: 0.2343424372,
      worst: 0.9381443299,
      bias: -0.3143485003,
    })
  })

  it('is equal as documented', () => {
    expect(oursOf(asDocumented)).toEqual(publishedOf(asDocumented))
  })

  itAsCollected('scale-sim', 'has every figure as collected, and ours of then', ({ layers }) => {
    const collected = layersOf(layers)
    expect(publishedOf(asIs)).toEqual(collected.map(({ published }) => published.cycles))
    expect(oursOf(asIs)).toEqual(collected.map(({ ours }) => ours.cycles))
  })
})

describe('the traces of SCALE-Sim', () => {
  it('equal ours but for the outputs of the output-stationary array', () => {
    expect(accesses.rows).toHaveLength(12)
    expect(accesses.rows.filter(({ error }) => error !== 0)).toMatchObject([
      { layer: '256 × 128 × 256, os, 32 × 32 PEs: C', published: 34_816, ours: 256 * 128 },
    ])
    expect(statisticsOf(accesses)).toEqual({
      n: 12,
      mean: 0.0049019608,
      median: 0,
      worst: 0.0588235294,
      bias: -0.0049019608,
    })
    expect(sumOf(publishedOf(accesses))).toBe(8_519_857)
  })

  itAsCollected('scale-sim', 'have every figure as collected, and ours of then', ({ layers }) => {
    const collected = layersOf(layers).filter(({ published }) => published.counts !== null)
    expect(publishedOf(accesses)).toEqual(
      collected.flatMap(({ published }) => Object.values(published.counts ?? {})),
    )
    expect(oursOf(accesses)).toEqual(collected.flatMap(({ ours }) => Object.values(ours.counts)))
  })
})
