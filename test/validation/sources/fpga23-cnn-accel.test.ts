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

const asIs = validated('fpga23-cnn-accel')
const asDocumented = validated('fpga23-cnn-accel', 'as documented')

describe('the FPGA arrays of Chen and Wu', () => {
  it('have the published cycles', () => {
    expect(asIs.rows).toHaveLength(1040)
    expect(sumOf(publishedOf(asIs))).toBe(171_411_749)
    expect(asIs.rows[0]).toMatchObject({
      layer: 'M32P32 alexnet Conv_0',
      shape: 'M32P32: 64 × 3 × 55 × 55, 11 × 11 stride 4',
      published: 93_032,
      ours: 68_970,
    })
    expect(asIs.rows.at(-1)?.layer).toBe('M64P64 zfnet Conv_10')
  })

  it('have these errors, each shape of a design once', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 424,
      mean: 0.2220754352,
      median: 0.0607245558,
      worst: 0.8870588235,
      bias: -0.2220754352,
    })
    expect(statisticsOf(asDocumented)).toEqual({
      n: 424,
      mean: 0.2093997227,
      median: 0.0375708313,
      worst: 0.8870588235,
      bias: -0.2093997227,
    })
  })

  it('are always slower than estimated: the model lacks what they take besides', () => {
    expect(asIs.rows.filter(({ error }) => error >= 0)).toEqual([])
  })

  itAsCollected('fpga23-cnn-accel', 'have every figure as collected, and ours of then', (source) => {
    const [nets, designs, layers, types, published, ours, padded] = [
      'net',
      'design',
      'layer',
      'type',
      'publishedCycles',
      'oursAsIs',
      'oursPad4',
    ].map((name) => columnOf(source, name))
    const collected = new Map(
      types!.flatMap((type, i) =>
        type === 'Conv'
          ? [
              [
                `${String(designs![i]).toUpperCase()} ${nets![i]} ${layers![i]}`,
                [published![i], ours![i], padded![i]],
              ] as const,
            ]
          : [],
      ),
    )
    const here = new Map(
      asIs.rows.map(({ layer, published, ours }, i) => [layer, [published, ours, oursOf(asDocumented)[i]]]),
    )
    expect(here).toEqual(collected)
  })
})
