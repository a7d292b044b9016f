/** Hardware: defaults, forms for one level and for many, and what networks and capacities do to the figures. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  type BottleneckCause,
  cluster,
  conv2d,
  dataflow,
  type Estimate,
  estimate,
  gemm,
  maestroEnergy,
  type Overlap,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'

const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
const flat = dataflow('K', [spatialMap(1, 1, 'K'), temporalMap(2, 2, 'C'), temporalMap(3, 1, 'Y')])
const nested = dataflow('KC', [...flat.directives, cluster(2), spatialMap(1, 1, 'C')])
const on = (more: Partial<Accelerator>, flow = flat): Estimate =>
  orThrow(estimate(layer, flow, accelerator({ pes: 8, ...more })))
const totals = ({ energy }: Estimate) => ({
  l1: energy.l1.total,
  l2: energy.l2.total,
  mac: energy.mac,
  network: energy.network,
})
const warned = ({ warnings }: Estimate): readonly string[] =>
  warnings.map(({ _tag, path }) => `${_tag} ${path}`)

describe('defaults', () => {
  it('are as documented', () => {
    const spelt = on({
      simd: 1,
      elementBytes: 1,
      overlap: 'within-runs',
      noc: { latency: 1, multicast: true, reduction: true },
      l1: {},
      l2: {},
      clusters: {},
      offchip: {},
      energy: maestroEnergy,
    })
    expect(spelt).toEqual(on({}))
  })

  it('are unlimited bandwidths and capacities', () => {
    const { offChipTime, buffers, seconds, area, power, averagePower } = on({}, nested)
    expect([offChipTime, seconds, area, power, averagePower]).toEqual([0, null, null, null, null])
    expect([buffers.l1.capacity, buffers.l2.capacity, buffers.clusters[0]?.capacity, buffers.fits]).toEqual([
      null,
      null,
      null,
      true,
    ])
    expect(on({ noc: { bandwidth: 2 ** 53 } }).runtime).toBe(on({}).runtime)
    expect(on({ l2: { capacity: Number.MAX_SAFE_INTEGER } }).offchip).toEqual(on({}).offchip)
  })

  it('are MAESTRO’s energies, relative to a MAC', () => {
    const buffer = (energy: number) => ({ read: energy, write: energy })
    expect(maestroEnergy).toEqual({
      mac: 1,
      hop: 0,
      l1: buffer(1.68),
      clusters: buffer(0),
      l2: buffer(18.61),
      offchip: buffer(0),
    })
    const { energy, pe, macs } = on({})
    const accesses = Object.values(pe.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)
    expect(energy.mac).toBe(macs)
    expect(energy.l1.total).toBeCloseTo(1.68 * accesses, 6)
    expect([energy.network, energy.offchip.total]).toEqual([0, 0])
  })

  it('complete an energy table in part', () => {
    expect(totals(on({ energy: { mac: 2 } }))).toEqual({ ...totals(on({})), mac: 2 * on({}).macs })
  })

  it('build only data', () => {
    const given = { pes: 8, noc: [{ bandwidth: 2 }] }
    expect(accelerator(given)).toEqual(given)
    expect(estimate(layer, flat, JSON.parse(JSON.stringify(accelerator(given))))).toEqual(
      estimate(layer, flat, given),
    )
  })
})

describe('one entry for all levels, or a list', () => {
  const slow = { bandwidth: 1, latency: 2 }

  it('repeats the last entry', () => {
    expect(on({ noc: [slow] }, nested)).toEqual(on({ noc: slow }, nested))
    expect(on({ noc: [slow, slow] }, nested)).toEqual(on({ noc: slow }, nested))
    expect(on({ clusters: [{ capacity: 64 }] }, nested)).toEqual(on({ clusters: { capacity: 64 } }, nested))
  })

  it('gives each level its own, outermost first', () => {
    const { levels } = on({ noc: [slow, {}] }, nested)
    expect(
      [levels[0]?.delay.ingress.max, levels[1]?.delay.ingress.max].map((cycles) => (cycles ?? 0) > 2),
    ).toEqual([true, false])
  })

  it('warns of entries that no level uses', () => {
    expect(warned(on({ noc: [slow, slow, {}] }, nested))).toEqual(['UnusedEntry hardware.noc[2]'])
    expect(warned(on({ clusters: [{}, {}] }, nested))).toEqual(['UnusedEntry hardware.clusters[1]'])
    expect(warned(on({ clusters: [{}] }))).toEqual(['UnusedEntry hardware.clusters[0]'])
    expect(warned(on({ energy: { clusters: [maestroEnergy.l1, maestroEnergy.l1] } }, nested))).toEqual([
      'UnusedEntry hardware.energy.clusters[1]',
    ])
    expect(warned(on({ clusters: {}, noc: {} }))).toEqual([])
  })
})

describe('networks', () => {
  // One step on one PE: 6 inputs arrive, 3 MACs run, 1 output leaves. Shapes are small enough to count by hand.
  const dot = gemm({ M: 1, N: 1, K: 3 })
  const once = dataflow('once', [temporalMap(3, 3, 'K')])
  const runtime = (noc: Accelerator['noc'], more: Partial<Accelerator> = {}): number =>
    orThrow(estimate(dot, once, accelerator({ pes: 1, ...more, ...(noc === undefined ? {} : { noc }) })))
      .runtime

  it('take latency and volume over bandwidth, less one cycle', () => {
    expect(runtime({ bandwidth: 2, latency: 5 })).toBe(5 + 3 - 1 + 3 + (5 + 1 - 1))
    expect(runtime({ bandwidth: 1, latency: 0 })).toBe(5 + 3 + 0)
    expect(runtime(undefined)).toBe(1 + 3 + 1)
  })

  it('may have fractional bandwidths', () => {
    expect(runtime({ bandwidth: 2.5, latency: 1 })).toBe(1 + 3 - 1 + 3 + 1)
    expect(runtime({ bandwidth: 0.5, latency: 1 })).toBe(12 + 3 + 2)
  })

  it('may have their latency in hops', () => {
    expect(runtime({ latency: { hops: 3, hopLatency: 2 } })).toBe(runtime({ latency: 6 }))
    const hop = (latency: number | { hops: number; hopLatency: number }): number =>
      on({ noc: { latency }, energy: { hop: 1 } }).energy.network
    expect(hop({ hops: 3, hopLatency: 2 })).toBe(3 * hop(6))
    expect(hop({ hops: 0, hopLatency: 2 })).toBe(0)
  })

  it('wait for every MAC of every lane', () => {
    expect(runtime(undefined, { simd: 2 })).toBe(1 + 2 + 1)
    expect(runtime(undefined, { overlap: 'none' })).toBe(1 + 3 + 0 + 1)
  })

  it('multicast and reduce unless told otherwise', () => {
    const { levels: shared } = on({})
    const { levels: apart } = on({ noc: { multicast: false } })
    expect(shared[0]?.tensors['input']?.ingress).toBeLessThan(shared[0]?.tensors['input']?.fills ?? 0)
    expect(apart[0]?.tensors['input']?.ingress).toBe(apart[0]?.tensors['input']?.fills)
    const overC = dataflow('C', [spatialMap(1, 1, 'C')])
    expect(on({}, overC).levels[0]?.tensors['output']?.egress).toBe(144)
    expect(on({ noc: { reduction: false } }, overC).levels[0]?.tensors['output']?.egress).toBe(4 * 144)
  })

  it('off the chip bound the runtime', () => {
    const { runtime: cycles, offChipTime, bound, offchip } = on({ offchip: { bandwidth: 0.25 } })
    const moved = Object.values(offchip.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)
    expect([cycles, offChipTime]).toEqual([4 * moved, 4 * moved])
    expect(bound).toMatchObject({ by: 'offchip', level: null, cycles: { offchip: cycles, compute: 0 } })
  })
})

describe('the bound', () => {
  // One step: 8 inputs arrive, 16 MACs run, 16 outputs drain at the end.
  const outer = gemm({ M: 4, N: 4, K: 1 })
  const whole = dataflow('whole', [temporalMap(4, 4, 'M')])
  const bound = (more: Partial<Accelerator>, flow = whole) =>
    orThrow(estimate(outer, flow, accelerator({ pes: 4, ...more }))).bound

  const charged = (cycles: Partial<Record<BottleneckCause, number>>) => ({
    compute: 0,
    fill: 0,
    ingress: 0,
    egress: 0,
    offchip: 0,
    ...cycles,
  })

  it('is the cause that most cycles are charged to', () => {
    const at = (more: Partial<Accelerator>) => bound(more)
    const cycles = charged({ compute: 16, fill: 4, egress: 8 })
    expect(at({ noc: { bandwidth: 2 } })).toEqual({ by: 'compute', level: 0, cycles })
    expect(at({ noc: { bandwidth: 0.75 }, simd: 2 })).toEqual({
      by: 'egress',
      level: 0,
      cycles: charged({ compute: 8, fill: 11, egress: 22 }),
    })
    expect(at({ simd: 16, noc: { bandwidth: 1, latency: 9 } })).toEqual({
      by: 'egress',
      level: 0,
      cycles: charged({ compute: 1, fill: 16, egress: 24 }),
    })
  })

  it('is the first of causes that are charged as many', () => {
    expect(bound({ noc: { bandwidth: 1 } })).toEqual({
      by: 'compute',
      level: 0,
      cycles: charged({ compute: 16, fill: 8, egress: 16 }),
    })
  })

  it('is fill where the first inputs of a run cannot be hidden, and ingress where nothing is', () => {
    // 6 inputs in 3 cycles, 3 MACs in 3 cycles, 1 output in 1.
    const dot = gemm({ M: 1, N: 1, K: 3 })
    const once = dataflow('once', [temporalMap(3, 3, 'K')])
    const boundAt = (bandwidth: number, overlap: Overlap = 'within-runs') =>
      orThrow(estimate(dot, once, accelerator({ pes: 1, overlap, noc: { bandwidth } }))).bound
    expect(boundAt(2)).toEqual({
      by: 'compute',
      level: 0,
      cycles: charged({ compute: 3, fill: 3, egress: 1 }),
    })
    expect(boundAt(1.9)).toEqual({
      by: 'fill',
      level: 0,
      cycles: charged({ compute: 3, fill: 4, egress: 1 }),
    })
    expect(boundAt(1.9, 'none')).toEqual({
      by: 'ingress',
      level: 0,
      cycles: charged({ compute: 3, ingress: 4, egress: 1 }),
    })
  })

  it('is at the level that is charged most', () => {
    const inside = dataflow('inside', [temporalMap(4, 4, 'M'), cluster(4), spatialMap(1, 1, 'M')])
    expect(bound({}, inside)).toEqual({
      by: 'compute',
      level: 1,
      cycles: charged({ compute: 4, fill: 2, egress: 2 }),
    })
    expect(bound({ simd: 16, noc: [{}, { bandwidth: 0.25 }] }, inside)).toEqual({
      by: 'egress',
      level: 1,
      cycles: charged({ compute: 1, fill: 33, egress: 65 }),
    })
  })

  it('is off the chip only where that takes longer', () => {
    const cycles = charged({ offchip: 48 })
    expect(bound({ offchip: { bandwidth: 0.5 } })).toEqual({ by: 'offchip', level: null, cycles })
    expect(bound({ offchip: { bandwidth: 100 } })).toMatchObject({ by: 'compute', level: 0 })
  })
})

describe('capacities', () => {
  it('are bytes, reported in whole elements', () => {
    const { buffers } = on(
      { elementBytes: 4, l1: { capacity: 1023 }, l2: { capacity: 0 }, clusters: { capacity: 7 } },
      nested,
    )
    expect([buffers.l1.capacity, buffers.l2.capacity, buffers.clusters[0]?.capacity]).toEqual([255, 0, 1])
  })

  it('fit when they are just enough', () => {
    const need = on({}).buffers.l1.required.total
    expect(on({ l1: { capacity: need } }).buffers.l1.fits).toBe(true)
    expect(on({ l1: { capacity: 2 * need }, elementBytes: 2 }).buffers.fits).toBe(true)
    const short = on({ l1: { capacity: need - 1 } })
    expect([short.buffers.l1.fits, short.buffers.fits]).toEqual([false, false])
    expect(warned(short)).toEqual(['DoesNotFit hardware.l1'])
  })

  it('are missed where all cluster buffers of a level hold more than the shared buffer', () => {
    const { buffers, levels, warnings } = on({ l2: { capacity: 300 } }, nested)
    const together = (levels[0]?.units ?? 0) * (buffers.clusters[0]?.required.total ?? 0)
    const at = (elements: number, more: Partial<Accelerator> = {}): readonly string[] =>
      warned(on({ l2: { capacity: elements }, ...more }, nested))
    expect(warnings.map(({ message }) => message)).toContain(
      `Cluster buffers without a capacity are unlimited: the 4 of level 0 must hold ${together} elements, but the shared buffer has room for 300. Give hardware.clusters a capacity.`,
    )
    expect(at(together - 1)).toEqual(['UnlimitedBuffer hardware.clusters'])
    expect(at(together)).toEqual([])
    expect(at(2 * together - 1, { elementBytes: 2 })).toEqual(['UnlimitedBuffer hardware.clusters'])
    expect(at(together - 1, { clusters: { capacity: together } })).toEqual([])
    expect(warned(on({}, nested))).toEqual([])
    expect(warned(on({ l2: { capacity: 300 } }))).toEqual([])
  })

  it('are needed once without overlap, twice with it', () => {
    expect(on({}).buffers.l1.required.total).toBe(2 * on({ overlap: 'none' }).buffers.l1.required.total)
  })
})
