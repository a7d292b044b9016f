import { describe, expect, it } from 'vitest'
import { itAsCollected, oursOf, publishedOf, statisticsOf, validated } from '../published-figures'

const asIs = validated('yolov2-zynq')
const asDocumented = validated('yolov2-zynq', 'as documented')

type Layer = {
  readonly name: string
  readonly published: { readonly cycles: number }
  readonly ours: { readonly cycles: number; readonly cyclesBusPerTensor: number }
}

describe('YOLOv2 on Zynq', () => {
  it('has the published cycles', () => {
    expect(publishedOf(asIs)).toEqual([451_000_000, 342_190_000, 90_250_000, 89_110_000])
  })

  it('has these errors', () => {
    expect(oursOf(asIs)).toEqual([432_841_727, 328_875_665, 83_529_319, 83_161_596])
    expect(statisticsOf(asIs)).toEqual({
      n: 4,
      mean: 0.0550980773,
      median: 0.0535078709,
      worst: 0.0744673795,
      bias: -0.0550980773,
    })
    expect(statisticsOf(asDocumented)).toEqual({
      n: 4,
      mean: 0.0502310855,
      median: 0.0515250399,
      worst: 0.0744673795,
      bias: -0.0502310855,
    })
  })

  itAsCollected('yolov2-zynq', 'has every figure as collected, and ours of then', ({ layers = [] }) => {
    const collected = layers as readonly unknown[] as readonly Layer[] // as collected
    expect(asIs.rows.map(({ layer }) => layer)).toEqual(collected.map(({ name }) => name))
    expect(publishedOf(asIs)).toEqual(collected.map(({ published }) => published.cycles))
    expect(oursOf(asIs)).toEqual(collected.map(({ ours }) => ours.cycles))
    expect(oursOf(asDocumented)).toEqual(collected.map(({ ours }) => ours.cyclesBusPerTensor))
  })
})
