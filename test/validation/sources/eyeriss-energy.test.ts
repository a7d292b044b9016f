import { describe, expect, it } from 'vitest'
import { eyerissAlexnet, eyerissAlexnetHardware } from '../../../src/catalog'
import { estimate, orThrow } from '../../../src/index'
import { eyerissAlexnetFigures } from '../../../src/validation/figures/eyeriss'
import { itAsCollected, oursOf, publishedOf, statisticsOf, validated } from '../published-figures'

const accesses = validated('eyeriss-alexnet-accesses')
const asIs = validated('eyeriss-alexnet-power')
const gated = validated('eyeriss-alexnet-power', 'as documented')

const isOfTable3 = ({ name }: { readonly name: string }): boolean => !name.includes('(')

describe('accesses of Eyeriss’ global buffer', () => {
  it('are equal to the printed digits on four layers, and not on CONV3', () => {
    expect(publishedOf(accesses)).toEqual([18.5, 77.6, 50.2, 37.4, 24.9])
    expect(oursOf(accesses).map((megabytes) => Math.round(10 * megabytes) / 10)).toEqual([
      18.5, 77.6, 69.2, 37.4, 24.9,
    ])
  })

  it('have these errors', () => {
    expect(statisticsOf(accesses)).toEqual({
      n: 5,
      mean: 0.0766591446,
      median: 0.0006964706,
      worst: 0.3788506773,
      bias: 0.0751376404,
    })
  })

  type Layer = {
    readonly name: string
    readonly published: { readonly glbMB: number }
    readonly ours: { readonly glbMB: number }
  }

  itAsCollected('eyeriss-alexnet', 'are as collected, and ours as then', ({ layers = [] }) => {
    const collected = (layers as readonly Layer[]).filter(isOfTable3) // as collected
    expect(publishedOf(accesses)).toEqual(collected.map(({ published }) => published.glbMB))
    oursOf(accesses).map((megabytes, i) => expect(megabytes).toBeCloseTo(collected[i]?.ours.glbMB ?? 0, 4))
  })
})

describe('energy per MAC of Eyeriss, relative to CONV1', () => {
  it('is of four layers', () => {
    expect(asIs.rows.map(({ layer }) => layer)).toEqual(['CONV2', 'CONV3', 'CONV4', 'CONV5'])
  })

  it('has these errors, without zeros and with them', () => {
    expect(statisticsOf(asIs)).toEqual({
      n: 4,
      mean: 0.4330721592,
      median: 0.492510413,
      worst: 0.6883698764,
      bias: 0.4330721592,
    })
    expect(statisticsOf(gated)).toEqual({
      n: 4,
      mean: 0.0800118029,
      median: 0.0813703066,
      worst: 0.1221865049,
      bias: 0.0035051283,
    })
  })

  type Layer = {
    readonly name: string
    readonly published: number
    readonly ours: number
    readonly oursZeroGated: number
  }

  const free = { read: 0, write: 0 }
  const energy = { mac: 1, hop: 0, l1: { read: 1, write: 1 }, clusters: free, l2: free, offchip: free }

  /** As it was collected: with the published accesses of the buffer, and CONV3 under the mapping of CONV4. */
  const energiesOfThen = (share: number): readonly number[] =>
    eyerissAlexnet.map(({ layer, dataflow: own }, i) => {
      const dataflow = layer.name === 'CONV3' ? (eyerissAlexnet[3]?.dataflow ?? own) : own
      const { energy: array, macs } = orThrow(
        estimate(layer, dataflow, { ...eyerissAlexnetHardware, energy }),
      )
      const [, , megabytes = 0, , zeros = 0] = eyerissAlexnetFigures[i] ?? []
      return (array.total * (1 - share * zeros) + (6 * megabytes * 1e6) / 2) / macs
    })

  itAsCollected(
    'eyeriss-energy',
    'is as collected, but for the buffer’s accesses and the mapping of CONV3',
    ({ layers = [] }) => {
      const collected = (layers as readonly Layer[]).slice(0, 5) // as collected
      const [dense, sparse] = [energiesOfThen(0), energiesOfThen(0.45)]
      collected.forEach(({ published, ours, oursZeroGated }, i) => {
        expect(i === 0 ? 1 : asIs.rows[i - 1]?.published).toBeCloseTo(published, 4)
        expect((dense[i] ?? 0) / (dense[0] ?? 0)).toBeCloseTo(ours, 4)
        expect((sparse[i] ?? 0) / (sparse[0] ?? 0)).toBeCloseTo(oursZeroGated, 4)
      })
    },
  )
})
