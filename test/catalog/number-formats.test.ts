/** Widths and energies by number format, against what their sources say. */
import { describe, expect, test } from 'vitest'
import {
  formatBits,
  fp16Energy7nm,
  fullyConnectedWeightStationary,
  horowitzEnergy45nm,
  horowitzOperations45nm,
  macEnergy,
  nvdlaLike,
  nvdlaPrecision,
  tpuV1Like,
  tpuV1Precision,
  tpuV4iEnergy,
  tpuV4iOperations7nm,
} from '../../src/catalog'
import { energyAt, type ReadWrite } from '../../src/hardware/energy'
import { estimate, fullyConnected, orThrow } from '../../src/index'
import { junk } from '../support/errors'

const layerOf = { N: 16, K: 64, C: 128 }

describe('number formats', () => {
  test.each(Object.entries(formatBits))('%s: %d bits are a width', (_, bits) => {
    const layer = fullyConnected({ ...layerOf, precision: { filter: bits } })
    const { offchip } = orThrow(estimate(layer, fullyConnectedWeightStationary, { pes: 64 }))
    expect(offchip.tensors['filter']?.bits.reads).toBe(64 * 128 * bits)
  })

  /** 4096 elements, and a scale for each block of 32, 16 or 128 of them. */
  test.each([
    ['mxfp4', 2048 + 128],
    ['mxfp6', 3072 + 128],
    ['mxfp8', 4096 + 128],
    ['mxint8', 4096 + 128],
    ['nvfp4', 2048 + 256],
    ['int4g128', 2048 + 64],
  ] as const)('%s: 4096 elements take %i bytes with their scales', (format, bytes) => {
    expect((4096 * formatBits[format]) / 8).toBe(bytes)
  })

  /** Bits of partial sums in the source: accumulators of 32 bits, and the NVDLA's table of CACC precision. */
  test.each([
    ['tpuV1Like', tpuV1Like, tpuV1Precision, 32],
    ['nvdlaLike', nvdlaLike, nvdlaPrecision, 34],
  ] as const)(
    'the widths of %s: sums are wide while they are partial, and cross off-chip in 8 bits',
    (_, hardware, precision, sums) => {
      // Two turns of input channels for each PE, so that sums return to be added to.
      const layer = fullyConnected({ N: 4, K: 64, C: 2 * 64 * 48 })
      const { offchip, levels, buffers } = orThrow(
        estimate(layer, fullyConnectedWeightStationary, { ...hardware, precision }),
      )
      const plain = orThrow(estimate(layer, fullyConnectedWeightStationary, hardware))
      const { accumulations, egress } = levels[0]!.tensors['output']!
      expect(accumulations).toBeGreaterThan(0)
      expect(egress).toBeGreaterThan(4 * 64)
      expect(offchip.tensors['output']?.bits).toEqual({ reads: 0, writes: 4 * 64 * 8 })
      const held = plain.buffers.l2.required.tensors['output']!
      expect(buffers.l2.bits.required - plain.buffers.l2.bits.required).toBe(held * (sums - 8))
    },
  )
})

describe('energies of operations', () => {
  test('a MAC of 8 bits that is added up in 32: Horowitz’s table, and the one that was there before', () => {
    expect(horowitzEnergy45nm.mac).toBe(0.2 + 0.1)
    expect(macEnergy(horowitzOperations45nm, { multiply: 'int8', add: 'int32' })).toBe(0.2 + 0.1)
    expect(macEnergy(tpuV4iOperations7nm, { multiply: 'int8', add: 'int32' })).toBeCloseTo(0.1, 12)
    expect(macEnergy(tpuV4iOperations7nm, { multiply: 'bf16', add: 'fp32' })).toBeCloseTo(0.59, 12)
  })

  /** The ratios that the paper prints beside the two columns (45 nm over 7 nm), to their one decimal. */
  test.each([
    ['int8', 'add', 4.3],
    ['int32', 'add', 3.3],
    ['fp16', 'add', 2.5],
    ['fp32', 'add', 2.4],
    ['int8', 'multiply', 2.9],
    ['int32', 'multiply', 2.1],
    ['fp16', 'multiply', 3.2],
    ['fp32', 'multiply', 2.8],
  ] as const)('%s %s takes %d times as much at 45 nm as at 7 nm', (format, operation, ratio) => {
    const times = horowitzOperations45nm[format][operation] / tpuV4iOperations7nm[format][operation]
    expect(Math.round(10 * times) / 10).toBe(ratio)
  })

  test('what is not in a table is refused by the estimate, and never throws', () => {
    for (const formats of [{ multiply: 'int4', add: 'int32' }, {}, null, undefined, 3]) {
      const mac = macEnergy(horowitzOperations45nm, junk(formats))
      expect(mac).toBeNaN()
      const result = estimate(fullyConnected(layerOf), fullyConnectedWeightStationary, {
        pes: 64,
        energy: { mac },
      })
      expect(result._tag === 'Left' && result.left.map(({ path }) => path)).toEqual(['hardware.energy.mac'])
    }
    expect(macEnergy(junk<typeof horowitzOperations45nm>(null), { multiply: 'int8', add: 'int8' })).toBeNaN()
  })
})

describe('fp16Energy7nm', () => {
  const { read, write } = fp16Energy7nm.l2 as ReadWrite

  test.each([
    [0, 7.5 / 4],
    [8 * 1024, 7.5 / 4],
    [32 * 1024, 8.5 / 4],
    [1024 * 1024, 14 / 4],
    [4 * 1024 * 1024, 0.249 * 16],
    [128 * 1024 * 1024, 1.88 * 16],
    [1024 * 1024 * 1024, 1.88 * 16],
  ])('a buffer of %i bytes takes %d pJ to read 16 bits', (capacity, energy) => {
    expect(energyAt(read, capacity)).toBeCloseTo(energy, 9)
  })

  /** The ratios that the paper prints beside its two columns for 64 bits of SRAM (45 nm over 7 nm), to their one decimal. */
  test.each([
    [8 * 1024, 1.3],
    [32 * 1024, 2.4],
    [1024 * 1024, 7.1],
  ])('SRAM of %i bytes takes %d times as much at 45 nm as at 7 nm', (capacity, ratio) => {
    const at45nm = 8 * energyAt((horowitzEnergy45nm.l2 as ReadWrite).read, capacity)
    const at7nm = 4 * energyAt(read, capacity)
    expect(Math.round((10 * at45nm) / at7nm) / 10).toBe(ratio)
  })

  test('costs as much as tpuV4iEnergy per bit where both have a memory', () => {
    const bytes = tpuV4iEnergy.l2 as ReadWrite
    for (const capacity of [4, 40, 128].map((mib) => mib * 2 ** 20)) {
      expect(energyAt(read, capacity)).toBeCloseTo(2 * energyAt(bytes.read, capacity), 9)
      expect(energyAt(write, capacity)).toBeCloseTo(2 * energyAt(bytes.write, capacity), 9)
    }
  })
})
