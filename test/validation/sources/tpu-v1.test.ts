import { describe, expect, it } from 'vitest'
import { itAsCollected, publishedOf, statisticsOf, validated } from '../published-figures'

const asIs = validated('tpu-v1')

type Layer = {
  readonly name: string
  readonly published: { readonly teraOps: number }
  readonly ours: { readonly teraOps: number }
}

describe('TPU v1', () => {
  it('may not be quoted', () => {
    expect(asIs.quotable).toBe(false)
    expect(asIs.reason).toMatch(/not published/)
  })

  it('has the published rates, and these errors', () => {
    expect(publishedOf(asIs)).toEqual([12.3, 9.7, 3.7, 2.8])
    expect(statisticsOf(asIs)).toEqual({
      n: 4,
      mean: 0.4477467308,
      median: 0.1769581247,
      worst: 1.3313804067,
      bias: 0.4477467308,
    })
  })

  // A layer takes whole cycles here; the figures as collected were the bandwidth over the weights.
  itAsCollected(
    'tpu-v1',
    'has every figure as collected, and ours of then to four digits',
    ({ layers = [] }) => {
      const collected = layers as readonly unknown[] as readonly Layer[] // as collected
      expect(asIs.rows.map(({ layer }) => layer)).toEqual(collected.map(({ name }) => name))
      collected.forEach(({ published, ours }, i) => {
        expect(asIs.rows[i]?.published).toBe(published.teraOps)
        expect(asIs.rows[i]?.ours).toBeCloseTo(ours.teraOps, 3)
      })
    },
  )
})
