/** Accelerators and tables: whole descriptions, and figures that follow from what their sources say. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  cactiEnergy45nm,
  ckPartitioned,
  dramPicojoulesPerBit,
  exynos2400Like,
  eyeriss,
  eyerissAlexnet,
  eyerissEnergy,
  fp16Energy7nm,
  horowitzEnergy45nm,
  int8Energy7nm,
  int8Energy45nm,
  kcPartitioned,
  maeriLike,
  maestroReproductionArea2019,
  maestroReproductionArea2021,
  matrixDataflows,
  nvdlaArea28nm,
  nvdlaLike,
  offchipEnergy,
  paperDataflows,
  resnet50,
  shiDianNaoLike,
  toolDataflows,
  tpuV1Like,
  tpuV4iEnergy,
  vgg16,
  virtualNeurons,
  yrPartitioned,
  yxPartitioned,
} from '../../src/catalog'
import { networkAreaPower } from '../../src/hardware/area'
import { energyAt, type ReadWrite } from '../../src/hardware/energy'
import {
  type Accelerator,
  type Dataflow,
  dataflow,
  type EnergyTable,
  type Estimate,
  estimate,
  gemm,
  type Layer,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'

/** Every accelerator with the dataflows that its description names for convolutions. */
const accelerators: readonly (readonly [name: string, Accelerator, readonly Dataflow[]])[] = [
  ['eyeriss', eyeriss, [ckPartitioned, yrPartitioned]],
  ['nvdlaLike', nvdlaLike, [kcPartitioned]],
  ['shiDianNaoLike', shiDianNaoLike, [yxPartitioned]],
  ['tpuV1Like', tpuV1Like, [kcPartitioned, ckPartitioned]],
  ['maeriLike', maeriLike, [virtualNeurons, ckPartitioned]],
]

const networks = [vgg16, resnet50]

/** The fastest of the estimates that fit, for each layer. */
const bestThatFit = (layers: readonly Layer[], flows: readonly Dataflow[], hardware: Accelerator) =>
  layers.map((layer) => {
    const fitting = flows
      .flatMap((flow) => {
        const result = estimate(layer, flow, hardware)
        return result._tag === 'Right' ? [result.right] : []
      })
      .filter(({ buffers }) => buffers.fits)
    return fitting.reduce<Estimate | undefined>(
      (best, each) => (best === undefined || each.runtime < best.runtime ? each : best),
      undefined,
    )
  })

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe.each(accelerators)('%s', (_, hardware, flows) => {
  test('is plain data, with a capacity for every buffer and an energy for every part', () => {
    expect(JSON.parse(JSON.stringify(hardware))).toEqual(hardware)
    for (const buffer of [hardware.l1, hardware.clusters, hardware.l2])
      expect(buffer).toEqual({ capacity: expect.any(Number) })
    for (const layer of networks.flat())
      for (const flow of flows) {
        const { energy, warnings } = orThrow(estimate(layer, flow, hardware))
        expect(energy.uncounted).toEqual([])
        expect(warnings.map(({ _tag }) => _tag)).not.toContain('UnlimitedBuffer')
        expect(warnings.map(({ _tag }) => _tag)).not.toContain('UnusedEntry')
      }
  })

  test('fits every layer of VGG16 and ResNet-50 under a dataflow that it names', () => {
    for (const layers of networks) expect(bestThatFit(layers, flows, hardware)).not.toContain(undefined)
  })

  test('is used well by the dataflows that it names: they take at most 2.5 times the floor of VGG16', () => {
    const best = bestThatFit(vgg16, flows, hardware).flatMap((each) => (each ? [each] : []))
    const floors = sum(best.map(({ floor }) => floor))
    expect(sum(best.map(({ runtime }) => runtime)) / floors).toBeLessThan(2.5)
  })
})

test.each([
  ['67.2 GOPS of Eyeriss (Chen et al., JSSC 2017)', eyeriss, 67.2, 1e9, 1],
  ['92 TOPS of the TPU (Jouppi et al., ISCA 2017)', tpuV1Like, 92, 1e12, 0],
  ['41.6 TOPS of all MACs of the Exynos 2400 (Park et al., ISSCC 2025)', exynos2400Like, 41.6, 1e12, 1],
] as const)('the peak in the source: %s', (_, { pes, clock = 0 }, published, unit, digits) => {
  expect(Number(((2 * pes * clock) / unit).toFixed(digits))).toBe(published)
})

test('exynos2400Like is plain data that nobody can change, and its memory delivers 68.3 GB/s', () => {
  expect(JSON.parse(JSON.stringify(exynos2400Like))).toEqual(exynos2400Like)
  expect(Object.isFrozen(exynos2400Like) && Object.isFrozen(exynos2400Like.offchip)).toBe(true)
  const { offchip, clock = 0, elementBytes = 1 } = exynos2400Like
  expect((((offchip?.bandwidth ?? 0) * elementBytes * clock) / 1e9).toFixed(1)).toBe('68.3')
})

test('YR-P takes four times as long as the chip for CONV3 to CONV5 of AlexNet, as its description says', () => {
  for (const { layer, cycles } of eyerissAlexnet.slice(2)) {
    const { runtime } = orThrow(estimate(layer, yrPartitioned, eyeriss))
    expect(runtime / cycles).toBeGreaterThan(4)
    expect(runtime / cycles).toBeLessThan(5)
  }
})

describe('energy tables', () => {
  const tables: readonly (readonly [string, EnergyTable])[] = [
    ['eyerissEnergy', eyerissEnergy],
    ['cactiEnergy45nm', cactiEnergy45nm],
    ['horowitzEnergy45nm', horowitzEnergy45nm],
    ['int8Energy7nm', int8Energy7nm],
    ['int8Energy45nm', int8Energy45nm],
    ['tpuV4iEnergy', tpuV4iEnergy],
  ]

  test.each(tables)('%s is whole, plain data, and taken by estimates', (_, energy) => {
    expect(Object.keys(energy).sort()).toEqual(['clusters', 'hop', 'l1', 'l2', 'mac', 'offchip', 'unit'])
    expect(JSON.parse(JSON.stringify(energy))).toEqual(energy)
    for (const layer of alexnet)
      expect(orThrow(estimate(layer, kcPartitioned, { pes: 256, energy })).energy.total).toBeGreaterThan(0)
  })

  test.each(tables)('in %s what is farther away costs more', (_, energy) => {
    const hardware = { pes: 1, l1: { capacity: 512 }, l2: { capacity: 131_072 }, energy }
    const {
      pe,
      offchip,
      energy: spent,
      levels,
    } = orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow('M', [temporalMap(1, 1, 'M')]), hardware))
    const reads = (of: typeof pe.tensors) => of['A']!.reads
    const perElement = {
      l1: spent.l1.tensors['A']! / (reads(pe.tensors) + levels[0]!.tensors['A']!.fills!),
      l2: spent.l2.tensors['A']! / (levels[0]!.tensors['A']!.ingress! + reads(offchip.tensors)),
      offchip: spent.offchip.tensors['A']! / reads(offchip.tensors),
    }
    expect(perElement.l1).toBeLessThan(perElement.l2)
    expect(perElement.l2).toBeLessThan(perElement.offchip)
  })

  test.each([
    [0, 1],
    [512, 1],
    [10 * 1024, 1 + (5 / 99.5) * (10 - 0.5)],
    [50 * 1024, 1 + (5 / 99.5) * (50 - 0.5)],
    [100 * 1024, 6],
    [108 * 1024, 6],
  ])("Eyeriss's buffer of %i bytes costs %d", (capacity, energy) => {
    const product = gemm({ M: 1, N: 1, K: 1 })
    const hardware = { pes: 1, l2: { capacity }, energy: eyerissEnergy }
    const { l2 } = orThrow(estimate(product, dataflow('M', [temporalMap(1, 1, 'M')]), hardware)).energy
    // A comes in and goes down once each.
    expect(l2.tensors['A']).toBeCloseTo(2 * energy, 9)
  })

  test('DRAM of every kind, per element', () => {
    expect(offchipEnergy(dramPicojoulesPerBit.LPDDR4, 8)).toEqual(cactiEnergy45nm.offchip)
    expect(offchipEnergy(dramPicojoulesPerBit.HBM2, 16)).toEqual({ read: 62.4, write: 62.4 })
  })

  test('at 7 nm, buffers cost the same for each bit of int8 and fp16', () => {
    const at = ({ l2 }: EnergyTable, capacity: number) => energyAt((l2 as ReadWrite).read, capacity) // constants there
    for (const capacity of [8192, 100_000, 6 * 2 ** 20])
      expect(2 * at(int8Energy7nm, capacity)).toBeCloseTo(at(fp16Energy7nm, capacity), 12)
    expect(at(int8Energy7nm, 2 ** 20)).toBe(14 / 8)
    expect(int8Energy7nm.mac).toBeCloseTo(0.07 + 0.03, 12)
  })
})

/** NVDLA Primer, "Example Area and Performance": MACs, KiB of convolution buffer, mm² at 28 nm. */
const nvdlaAreas = [
  [2048, 512, 5.5],
  [1024, 256, 3.0],
  [512, 256, 2.3],
  [256, 256, 1.7],
  [128, 256, 1.4],
  [64, 128, 0.91],
  [32, 128, 0.85],
] as const

describe('the area of NVDLA at 28 nm', () => {
  test.each(nvdlaAreas)('%i MACs and %i KiB take %f mm², within 8 %', (pes, kib, published) => {
    const buffers = { l1: { capacity: 0 }, l2: { capacity: kib * 1024 } }
    const hardware = { pes, ...buffers, noc: { bandwidth: 8 }, area: nvdlaArea28nm }
    const flow = dataflow('M', [spatialMap(1, 1, 'M')])
    const { area } = orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), flow, hardware))
    expect(Math.abs((area! / 1e6 + 0.44) / published - 1)).toBeLessThan(0.08)
  })

  test('is the fit with the least squares: any other is worse', () => {
    const misses = (mac: number, byte: number, fixed: number): number =>
      sum(nvdlaAreas.map(([macs, kib, mm2]) => (macs * mac + kib * 1024 * byte + fixed - mm2 * 1e6) ** 2))
    const { mac, sram } = nvdlaArea28nm
    const least = misses(mac.area, sram.area, 0.4363e6)
    for (const by of [0.99, 1.01]) {
      expect(misses(mac.area * by, sram.area, 0.4363e6)).toBeGreaterThan(least)
      expect(misses(mac.area, sram.area * by, 0.4363e6)).toBeGreaterThan(least)
      expect(misses(mac.area, sram.area, 0.4363e6 * by)).toBeGreaterThan(least)
    }
  })

  test('a byte of SRAM takes more than eight bare cells of 0.127 µm²; the reproduced table takes less than one', () => {
    expect(nvdlaArea28nm.sram.area).toBeGreaterThan(8 * 0.127)
    expect(maestroReproductionArea2021.sram.area).toBeLessThan(0.127)
  })

  test('its powers are energies of the int8 table at 1 GHz', () => {
    const { mac, hop, l1 } = int8Energy45nm
    // One MAC a cycle: two operands and a partial sum read, one written, of the smallest L1.
    const read = energyAt((l1 as ReadWrite).read, 384) // constants in this table
    const write = energyAt((l1 as ReadWrite).write, 384)
    expect(nvdlaArea28nm.mac.power).toBeCloseTo(mac + 3 * read + write, 9)
    // A bank of 8 KiB delivers 8 elements in every cycle.
    expect(nvdlaArea28nm.sram.power * 8192).toBeCloseTo(8 * energyAt((l1 as ReadWrite).read, 8192), 9)
    const wired = (bandwidth: number) => networkAreaPower(nvdlaArea28nm, 16, bandwidth)
    expect(wired(32).power).toBeCloseTo(32 * hop, 9)
    expect(wired(32).area).toBe(0)
  })

  /** Average power without off-chip over peak power, the largest over the layers of ResNet-50. */
  const largestShare = (hardware: Accelerator, flow: Dataflow): number => {
    const priced = { ...hardware, energy: int8Energy45nm, clock: 1e9, area: nvdlaArea28nm }
    const shares = resnet50.map((layer) => {
      const result = estimate(layer, flow, priced)
      // Virtual neurons need clusters of more PEs than some accelerators have.
      if (result._tag === 'Left') return 0
      const { energy, averagePower, power } = result.right
      return (averagePower! * (1 - energy.offchip.total / energy.total)) / power!
    })
    return Math.max(...shares)
  }

  const catalogFlows = [...paperDataflows, ...toolDataflows, ...matrixDataflows, virtualNeurons]

  test.each(accelerators)(
    'on-chip, %s draws no more than its peak power on ResNet-50',
    (_, hardware, own) => {
      // The peak leaves out an unlimited network, whatever moves over it: only the accelerator's own dataflow is claimed.
      const flows = hardware.noc === undefined ? own : catalogFlows
      const shares = flows.map((flow) => largestShare(hardware, flow))
      expect(Math.max(...shares)).toBeLessThanOrEqual(1)
      expect(Math.max(...shares)).toBeGreaterThan(0.1)
    },
  )

  test('off-chip accesses are not part of the peak power', () => {
    const hardware = { ...nvdlaLike, area: nvdlaArea28nm }
    const { power, averagePower, energy } = orThrow(estimate(resnet50[2]!, kcPartitioned, hardware))
    const unchanged = { ...hardware, energy: { ...int8Energy45nm, offchip: { read: 1e6, write: 1e6 } } }
    const costly = orThrow(estimate(resnet50[2]!, kcPartitioned, unchanged))
    expect(costly.power).toBe(power)
    expect(costly.averagePower).toBeGreaterThan(costly.power!)
    expect(averagePower! * (1 - energy.offchip.total / energy.total)).toBeLessThan(power!)
  })
})

describe('area tables', () => {
  const product = gemm({ M: 4, N: 4, K: 4 })
  const rows = dataflow('M', [spatialMap(1, 1, 'M')])
  const sizes = { pes: 4, l1: { capacity: 64 }, l2: { capacity: 1000 } }

  test('2021: 283 µm² a MAC and 0.104 µm² a byte', () => {
    const { area, power } = orThrow(estimate(product, rows, { ...sizes, area: maestroReproductionArea2021 }))
    const bytes = 4 * 64 + 1000
    expect(area).toBeCloseTo(4 * 283 + bytes * 0.104, 6)
    expect(power).toBeCloseTo(4 * 1.2223 + bytes * 0.00345, 9)
  })

  test('2019: a PE is a MAC of 4470.9 µm² and a macro of 64 bytes of 4505.2 µm²', () => {
    const bare = { ...sizes, l2: { capacity: 0 }, area: maestroReproductionArea2019 }
    const { area, power } = orThrow(estimate(product, rows, bare))
    expect(area).toBeCloseTo(4 * (4470.9014 + 4505.1889), 6)
    expect(power).toBeCloseTo(4 * (1.2223 + 0.2208), 9)
  })

  test('both: a bus of 16 units and 32 elements per cycle, and its arbiter', () => {
    const bus = 14.662 * 16 + 28.895
    const arbiter = 1.2886 * 16 ** 2 + 5.5814 * 16 - 23.711
    for (const area of [maestroReproductionArea2019, maestroReproductionArea2021]) {
      const with16 = (noc: Accelerator['noc']) =>
        orThrow(estimate(product, rows, { ...sizes, pes: 16, area, ...(noc && { noc }) }))
      const [wired, unlimited] = [with16({ bandwidth: 32 }), with16(undefined)]
      expect(wired.area! - unlimited.area!).toBeCloseTo(101.7938 * bus * 32 + 395.473 * arbiter, 4)
      expect(wired.power! - unlimited.power!).toBeCloseTo(
        (0.8 * bus * 32) / 1000 + 0.34 * Math.max(1, arbiter / 1000),
        9,
      )
    }
  })
})

test('MAERI’s virtual neurons need as many PEs as the filter has elements', () => {
  const first = estimate(alexnet[0]!, virtualNeurons, maeriLike)
  expect(first._tag === 'Left' && first.left.map(({ _tag }) => _tag)).toEqual(['ClustersExceedPes'])
})

test('every dataflow of the tool runs on every accelerator that has the PEs', () => {
  for (const [, hardware] of accelerators)
    for (const flow of toolDataflows) expect(estimate(vgg16[0]!, flow, hardware)._tag).toBe('Right')
})
