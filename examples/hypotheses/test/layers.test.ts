/**
 * Early layers have few channels and large activations, late layers many channels and small ones. So a dataflow that
 * spreads channels (KC-P, as in NVDLA) should win the late layers, and one that spreads activations (YX-P, as in
 * ShiDianNao) the early ones; then a network is best served by more than one dataflow (MAESTRO, MICRO 2019, section 5).
 */
import { accelerator, type Dataflow, estimateNetwork, type Layer, orThrow } from 'maestro-dataflow'
import { kcPartitioned, paperDataflows, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
import type { Mapping } from 'maestro-dataflow/vitest'
import { describe, expect, test } from 'vitest'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const on =
  (name: string) =>
  (dataflow: Dataflow): Mapping => {
    const layer = vgg16.find((each): each is Layer => each.name === name)
    if (layer === undefined) throw new Error(`VGG16 has no layer ${name}`)
    return { layer, dataflow, hardware }
  }

describe('early: 3 input channels, 224 × 224 outputs', () => {
  const early = on('conv1_1')

  test('spreading activations takes less than a tenth of the time of spreading channels', () => {
    expect(early(yxPartitioned)).toUseLess('runtime', { than: early(kcPartitioned), by: 0.9 })
  })

  test('because only 3 of the 64 PEs of each cluster have a channel to work on', () => {
    expect(early(kcPartitioned)).not.toUseMore('activePes', { than: (256 * 3) / 64 })
    expect(early(kcPartitioned)).toBeBoundBy('compute')
    expect(early(yxPartitioned)).toReach(0.8)
  })
})

describe('late: 512 channels, 14 × 14 outputs', () => {
  const late = on('conv5_3')

  test('spreading channels takes at most 60 % of the time of spreading activations', () => {
    expect(late(kcPartitioned)).toUseLess('runtime', { than: late(yxPartitioned), by: 0.4 })
  })

  test('because 14 rows leave 18 of the 32 clusters without work', () => {
    expect(late(yxPartitioned)).not.toUseMore('activePes', { than: 14 * 8 })
    expect(late(yxPartitioned)).not.toReach(1 / 3)
    expect(late(kcPartitioned)).toReach(1 / 2)
  })

  test('and at less energy: it is better in every respect', () => {
    expect(late(kcPartitioned)).toDominate(late(yxPartitioned), {
      objectives: ['runtime', 'energy', 'utilization'],
    })
  })
})

describe('fully connected: no activations to spread at all', () => {
  const last = on('fc6')

  test('spreading activations leaves one PE with work', () => {
    expect(last(yxPartitioned)).not.toUseMore('activePes', { than: 1 })
    expect(last(kcPartitioned)).toUseLess('runtime', { than: last(yxPartitioned), by: 0.98 })
  })

  test('what spreads channels waits for weights: each is used once', () => {
    expect(last(kcPartitioned)).toBeBoundBy('ingress', { level: 0 })
    expect(last(kcPartitioned)).not.toReuse('filter', { spatial: 'multicast' })
  })
})

describe('the whole network', () => {
  const best = orThrow(estimateNetwork(vgg16, paperDataflows, hardware, { objective: 'runtime' }))

  test('is served in at least 15 % less time by a dataflow of its own for each layer than by any one', () => {
    const each = paperDataflows.map((dataflow) => orThrow(estimateNetwork(vgg16, dataflow, hardware)))
    expect(best).toUseLess('runtime', { than: each, by: 0.15 })
  })

  test('by activations first, by channels last', () => {
    const names = best.layers.map(({ dataflow }) => dataflow)
    expect(names.lastIndexOf('YX-P')).toBeLessThan(names.indexOf('KC-P'))
    expect(names.at(-1)).toBe('KC-P')
  })
})
