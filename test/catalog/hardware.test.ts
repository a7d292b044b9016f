/** Accelerators and tables: whole descriptions, and figures that follow from what their sources say. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  cactiEnergy45nm,
  ckPartitioned,
  dramPicojoulesPerBit,
  eyeriss,
  eyerissEnergy,
  horowitzEnergy45nm,
  kcPartitioned,
  maeriLike,
  maestroArea2019,
  maestroArea2021,
  nvdlaLike,
  offchipEnergy,
  paperDataflows,
  shiDianNaoLike,
  toolDataflows,
  tpuV1Like,
  tpuV4iEnergy,
  vgg16,
  virtualNeurons,
  yxPartitioned,
} from '../../src/catalog'
import {
  type Accelerator,
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  type EnergyTable,
  estimate,
  gemm,
  orThrow,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'

const accelerators: readonly (readonly [name: string, Accelerator, Dataflow])[] = [
  ['eyeriss', eyeriss, paperDataflows[3]!],
  ['nvdlaLike', nvdlaLike, kcPartitioned],
  ['shiDianNaoLike', shiDianNaoLike, yxPartitioned],
  ['tpuV1Like', tpuV1Like, ckPartitioned],
  ['maeriLike', maeriLike, virtualNeurons],
]

describe.each(accelerators)('%s', (_, hardware, flow) => {
  test('is a description that estimates take, and plain data', () => {
    for (const layer of vgg16) expect(estimate(layer, flow, hardware)._tag).toBe('Right')
    expect(JSON.parse(JSON.stringify(hardware))).toEqual(hardware)
  })

  test('has no entry without a use', () => {
    const tags = vgg16.flatMap((layer) =>
      orThrow(estimate(layer, flow, hardware)).warnings.map(({ _tag }) => _tag),
    )
    expect(tags).not.toContain('UnusedEntry')
  })
})

test.each([
  ['67.2 GOPS of Eyeriss (Chen et al., JSSC 2017)', eyeriss, 67.2, 1e9, 1],
  ['92 TOPS of the TPU (Jouppi et al., ISCA 2017)', tpuV1Like, 92, 1e12, 0],
] as const)('the peak in the source: %s', (_, { pes, clock = 0 }, published, unit, digits) => {
  expect(Number(((2 * pes * clock) / unit).toFixed(digits))).toBe(published)
})

test('Eyeriss takes as long for AlexNet as the description that its validation uses', () => {
  const conv2 = conv2d({ N: 4, K: 256, C: 48, R: 5, S: 5, Y: 31, X: 31 })
  const mapping = dataflow('CONV2', [
    spatialMap(1, 1, "Y'"),
    temporalMap(1, 1, "X'"),
    temporalMap(1, 1, 'N'),
    temporalMap(2, 2, 'C'),
    temporalMap(16, 16, 'K'),
    cluster(sz('R')),
    temporalMap(1, 1, 'C'),
    spatialMap(1, 1, 'Y'),
    spatialMap(1, 1, 'R'),
  ])
  const bare = accelerator({ pes: 168, noc: { bandwidth: 14, latency: 1 } })
  const { runtime, seconds } = orThrow(estimate(conv2, mapping, eyeriss))
  expect(runtime).toBe(orThrow(estimate(conv2, mapping, bare)).runtime)
  // The chip took 39.2 ms; the model errs by 1.0 %.
  expect(Math.abs(seconds! / 39.2e-3 - 1)).toBeLessThan(0.02)
})

describe('energy tables', () => {
  const tables: readonly (readonly [string, EnergyTable])[] = [
    ['eyerissEnergy', eyerissEnergy],
    ['cactiEnergy45nm', cactiEnergy45nm],
    ['horowitzEnergy45nm', horowitzEnergy45nm],
    ['tpuV4iEnergy', tpuV4iEnergy],
  ]

  test.each(tables)('%s is whole, plain data, and taken by estimates', (_, energy) => {
    expect(Object.keys(energy).sort()).toEqual(['clusters', 'hop', 'l1', 'l2', 'mac', 'offchip'])
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
    expect(offchipEnergy(dramPicojoulesPerBit.HBM3, 16)).toEqual({ read: 64.8, write: 64.8 })
  })
})

describe('area tables', () => {
  const product = gemm({ M: 4, N: 4, K: 4 })
  const rows = dataflow('M', [spatialMap(1, 1, 'M')])
  const sizes = { pes: 4, l1: { capacity: 64 }, l2: { capacity: 1000 } }

  test('2021: 283 µm² a MAC and 0.104 µm² a byte', () => {
    const { area, power } = orThrow(estimate(product, rows, { ...sizes, area: maestroArea2021 }))
    const bytes = 4 * 64 + 1000
    expect(area).toBeCloseTo(4 * 283 + bytes * 0.104, 6)
    expect(power).toBeCloseTo(4 * 1.2223 + bytes * 0.00345, 9)
  })

  test('2019: a PE is a MAC of 4470.9 µm² and a macro of 64 bytes of 4505.2 µm²', () => {
    const bare = { ...sizes, l2: { capacity: 0 }, area: maestroArea2019 }
    const { area, power } = orThrow(estimate(product, rows, bare))
    expect(area).toBeCloseTo(4 * (4470.9014 + 4505.1889), 6)
    expect(power).toBeCloseTo(4 * (1.2223 + 0.2208), 9)
  })

  test('both: a bus of 16 units and 32 elements per cycle, and its arbiter', () => {
    const bus = 14.662 * 16 + 28.895
    const arbiter = 1.2886 * 16 ** 2 + 5.5814 * 16 - 23.711
    for (const area of [maestroArea2019, maestroArea2021]) {
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
