import { describe, expect, it } from 'vitest'
import { itAsCollected, oursOf, publishedOf, statisticsOf, validated } from '../published-figures'

const asIs = validated('eyeriss-alexnet')
const asDocumented = validated('eyeriss-alexnet', 'as documented')
const maestro = validated('eyeriss-alexnet-maestro')
const vgg16 = validated('eyeriss-vgg16')
const vgg16Documented = validated('eyeriss-vgg16', 'as documented')

type Layer = {
  readonly name: string
  readonly published: { readonly cycles: number }
  readonly ours: { readonly cyclesBusPerTensor: number; readonly cycles: number }
}

/** Without the mapping of CONV3 that was looked for after the fact. */
const layersOf = (layers: readonly unknown[] = []): readonly Layer[] =>
  (layers as readonly Layer[]).filter(({ name }) => !name.includes('(')) // as collected

describe('Eyeriss on AlexNet, under the chip’s own mappings', () => {
  it('has the published cycles', () => {
    expect(publishedOf(asIs)).toEqual([3_300_000, 7_840_000, 4_360_000, 3_200_000, 2_000_000])
  })

  it('has these errors on a network of 4 words', () => {
    expect(oursOf(asIs)).toEqual([3_060_420, 6_878_316, 4_385_872, 3_039_848, 2_026_600])
    expect(statisticsOf(asIs)).toEqual({
      n: 5,
      mean: 0.0529090441,
      median: 0.0500475,
      worst: 0.1226637755,
      bias: -0.0452154661,
    })
  })

  it('has these errors on three buses', () => {
    expect(statisticsOf(asDocumented)).toEqual({
      n: 5,
      mean: 0.0530275969,
      median: 0.05298,
      worst: 0.1163943878,
      bias: -0.03104734,
    })
  })

  itAsCollected('eyeriss-alexnet', 'has every figure as collected, and ours of then', ({ layers }) => {
    const collected = layersOf(layers)
    expect(publishedOf(asIs)).toEqual(collected.map(({ published }) => published.cycles))
    expect(oursOf(asDocumented)).toEqual(collected.map(({ ours }) => ours.cyclesBusPerTensor))
  })
})

describe('Eyeriss on AlexNet, under MAESTRO’s mappings', () => {
  it('has the same published cycles, and these errors', () => {
    expect(publishedOf(maestro)).toEqual(publishedOf(asIs))
    expect(statisticsOf(maestro)).toEqual({
      n: 5,
      mean: 0.0452611945,
      median: 0.0538396875,
      worst: 0.0851536697,
      bias: -0.0352714211,
    })
  })

  itAsCollected(
    'eyeriss-alexnet-published-maestro-mapping',
    'has every figure as collected, and ours of then',
    ({ layers }) => {
      const collected = layersOf(layers)
      expect(publishedOf(maestro)).toEqual(collected.map(({ published }) => published.cycles))
      expect(oursOf(maestro)).toEqual(collected.map(({ ours }) => ours.cycles))
    },
  )
})

describe('Eyeriss on VGG16', () => {
  it('may not be quoted', () => {
    expect([vgg16, vgg16Documented].map(({ quotable }) => quotable)).toEqual([false, false])
    expect(vgg16.reason).toMatch(/not published/)
  })

  it('has the published cycles, and these errors', () => {
    expect(publishedOf(vgg16)).toHaveLength(13)
    expect(vgg16.rows[0]).toMatchObject({ layer: 'CONV1-1', published: 7_600_000 })
    expect(vgg16.rows.at(-1)).toMatchObject({ layer: 'CONV5-3', published: 9_700_000 })
    expect(statisticsOf(vgg16)).toEqual({
      n: 13,
      mean: 0.0555224222,
      median: 0.049376591,
      worst: 0.0967571134,
      bias: -0.0555224222,
    })
    expect(statisticsOf(vgg16Documented)).toEqual({
      n: 13,
      mean: 0.0491850498,
      median: 0.0493892452,
      worst: 0.0663538144,
      bias: -0.0491850498,
    })
  })

  itAsCollected('eyeriss-vgg16', 'has every figure as collected, and ours of then', ({ layers }) => {
    const collected = layersOf(layers)
    expect(vgg16.rows.map(({ layer }) => layer)).toEqual(collected.map(({ name }) => name))
    expect(publishedOf(vgg16)).toEqual(collected.map(({ published }) => published.cycles))
    expect(oursOf(vgg16Documented)).toEqual(collected.map(({ ours }) => ours.cyclesBusPerTensor))
  })
})
