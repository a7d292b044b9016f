/** What hardware does to a dataflow that is otherwise fine: the same mapping, on other hardware. */
import { type Accelerator, accelerator, conv2d } from 'maestro-dataflow'
import { kcPartitioned, yrPartitioned } from 'maestro-dataflow/catalog'
import type { Mapping } from 'maestro-dataflow/vitest'
import { describe, expect, test } from 'vitest'

const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })

const kcp = (hardware: Accelerator): Mapping => ({ layer, dataflow: kcPartitioned, hardware })

describe('the network', () => {
  const wide = kcp(accelerator({ pes: 256, noc: { bandwidth: 32 } }))

  test('a bandwidth of 32 elements a cycle keeps the PEs busy; of 1, they wait for data', () => {
    const narrow = kcp(accelerator({ pes: 256, noc: { bandwidth: 1 } }))
    expect(wide).toBeBoundBy('compute')
    expect(narrow).not.toBeBoundBy('compute')
    expect(wide).toDominate(narrow)
  })

  test('without multicast, every cluster fetches its own copy of the input: more energy', () => {
    const copies = kcp(accelerator({ pes: 256, noc: { bandwidth: 32, multicast: false } }))
    expect(wide).toReuse('input', { spatial: 'multicast', level: 0 })
    expect(wide).toUseLess('energy', { than: copies })
  })
})

describe('the buffers', () => {
  test('a PE of KC-P needs less than one of row stationary', () => {
    const hardware = accelerator({ pes: 256 })
    expect(kcp(hardware)).toUseLess('l1', { than: { layer, dataflow: yrPartitioned, hardware } })
  })

  test('64 bytes in each PE are enough, 32 are not', () => {
    expect(kcp(accelerator({ pes: 256, l1: { capacity: 64 } }))).toFit()
    expect(kcp(accelerator({ pes: 256, l1: { capacity: 32 } }))).not.toFit()
  })

  test('a shared buffer that holds the input saves off-chip traffic', () => {
    const large = kcp(accelerator({ pes: 256, l2: { capacity: 2 ** 19 } }))
    const small = kcp(accelerator({ pes: 256, l2: { capacity: 2 ** 16 } }))
    expect(large).toUseLess('offchip', { than: small, by: 0.25 })
  })
})
