/** Matchers on layers and accelerators with widths, zeros and static energy. */
import { describe, expect, test } from 'vitest'
import {
  accelerator,
  dataflow,
  estimate,
  estimateNetwork,
  gemm,
  type Layer,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import '../../src/vitest'
import { messageOf } from './support'

// The example that docs/spec.md works by hand in section 10.
const precision = { A: 8, B: 4, C: { partial: 32, final: 8 } }
const layer = gemm({ M: 4, N: 4, K: 4, name: 'small', precision })
const partial = dataflow('partial', [temporalMap(2, 2, 'K'), temporalMap(1, 1, 'M'), spatialMap(2, 2, 'N')])
const on = (other: object = {}) =>
  accelerator({ pes: 2, noc: { bandwidth: 4, latency: 1 }, offchip: { bandwidth: 4 }, ...other })
const mapping = (hardware = on()) => ({ layer, dataflow: partial, hardware })

describe('toFit', () => {
  // Twice A 1×2, B 2×2 and C 1×2: 192 bits in 16 elements.
  const tooSmall = on({ l1: { capacity: 23 } })

  test('counts bits where elements have different widths', () => {
    expect(mapping(on({ l1: { capacity: 24 } }))).toFit()
    const message = messageOf(() => expect(mapping(tooSmall)).toFit())
    expect(message).toContain(
      'lacks:  the buffer of each PE (L1) must hold 192 bits (A 4, B 8 and C 4 elements) and can hold 184',
    )
    expect(message).toContain(
      'It would fit with 192 bits in the buffer of each PE (L1), or with smaller tiles.',
    )
  })

  test('and so for networks', () => {
    const network = orThrow(
      estimateNetwork([layer, gemm({ M: 4, N: 4, K: 4, name: 'words' })], partial, tooSmall),
    )
    const message = messageOf(() => expect(network).toFit())
    expect(message).toContain('small: the buffer of each PE (L1) must hold 192 bits and can hold 184')
    expect(message).toContain(
      'It would fit with 192 bits in the buffer of each PE (L1), or with smaller tiles.',
    )
  })
})

describe('figures', () => {
  const leaky = on({ energy: { static: { pe: 1 } } })
  const more = on({ energy: { static: { pe: 2 } } })

  test('have bits that cross, effective MACs and static energy', () => {
    const words = { ...mapping(), layer: gemm({ M: 4, N: 4, K: 4 }) }
    expect(mapping()).toUseLess('offchipBits', { than: words })
    expect(mapping()).not.toUseLess('offchip', { than: words })
    const half = gemm({ M: 4, N: 4, K: 4, density: { A: 0.5 } })
    const gating = { layer: half, dataflow: partial, hardware: on({ sparse: { gate: ['A'] } }) }
    expect(gating).toUseLess('effectiveMacs', { than: words, by: 0.5 })
    const network = (...layers: readonly Layer[]) =>
      orThrow(estimateNetwork(layers, partial, on({ sparse: { gate: ['A'] } })))
    expect(network(layer, half)).toUseLess('offchipBits', { than: network(words.layer, half) })
    expect(network(layer, half)).toUseLess('effectiveMacs', { than: network(layer, layer), by: 0.25 })
    expect(mapping(leaky)).toUseLess('staticEnergy', { than: mapping(more), by: 0.5 })
  })

  test('of static energy leave no part out', () => {
    const message = (figure: 'staticEnergy' | 'energy') =>
      messageOf(() => expect(mapping(more)).toUseLess(figure, { than: mapping(leaky) }))
    expect(message('staticEnergy')).not.toContain('Not counted in the energy')
    expect(message('energy')).toContain('Not counted in the energy: networks, off-chip.')
    const { energy, runtime } = orThrow(estimate(layer, partial, leaky))
    expect(energy.static).toBe(2 * runtime)
  })

  test('that fail come with what zeros save', () => {
    const half = gemm({ M: 4, N: 4, K: 4, density: { A: 0.5 } })
    const skipping = { layer: half, dataflow: partial, hardware: on({ sparse: { skip: ['A'] } }) }
    expect(messageOf(() => expect(skipping).toRunWithin(1))).toContain(
      'those of A are skipped: of 64 MACs, 32',
    )
  })
})
