/** The clock, energy tables and area tables: what they do to the figures, worked out by hand. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  type AreaTable,
  accelerator,
  cluster,
  conv2d,
  dataflow,
  type Estimate,
  estimate,
  maestroEnergy,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'

const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
const flat = dataflow('K', [spatialMap(1, 1, 'K'), temporalMap(2, 2, 'C'), temporalMap(3, 1, 'Y')])
const nested = dataflow('KC', [...flat.directives, cluster(2), spatialMap(1, 1, 'C')])
const on = (more: Partial<Accelerator>, flow = flat): Estimate =>
  orThrow(estimate(layer, flow, accelerator({ pes: 8, ...more })))
describe('clock and energies', () => {
  it('give seconds', () => {
    const { runtime, seconds } = on({ clock: 2e9 })
    expect(seconds).toBe(runtime / 2e9)
  })

  const points = (...list: readonly (readonly [number, number])[]) => ({
    read: { points: list },
    write: { points: list },
  })
  const perL1Access = (capacity: number): number => {
    const table = points([100, 1], [200, 3], [400, 4])
    const plain = on({ l1: { capacity }, energy: { l1: { read: 1, write: 1 } } }).energy.l1.total
    return on({ l1: { capacity }, energy: { l1: table } }).energy.l1.total / plain
  }

  it('are linear between points and constant outside', () => {
    expect(
      [0, 100, 150, 200, 300, 400, 9000].map((bytes) => Math.round(perL1Access(bytes) * 1e9) / 1e9),
    ).toEqual([1, 1, 2, 3, 3.5, 4, 4])
  })

  it('go by the given capacity in bytes, or else by what is required', () => {
    const steep = { energy: { l1: points([0, 0], [1e6, 1e6]) } }
    const { required } = on({}).buffers.l1
    expect(on({ ...steep, elementBytes: 2 }).energy.l1).toEqual(
      on({ ...steep, elementBytes: 2, l1: { capacity: 2 * required.total } }).energy.l1,
    )
  })

  it('add up', () => {
    const { energy, edp, runtime } = on(
      {
        energy: {
          ...maestroEnergy,
          hop: 0.5,
          clusters: maestroEnergy.l1,
          offchip: { read: 200, write: 100 },
        },
      },
      nested,
    )
    const clusters = energy.clusters.reduce((sum, { total }) => sum + total, 0)
    expect(energy.total).toBeCloseTo(
      energy.mac + energy.network + energy.offchip.total + energy.l2.total + clusters + energy.l1.total,
      6,
    )
    for (const part of [energy.offchip, energy.l2, energy.l1, ...energy.clusters])
      expect(Object.values(part.tensors).reduce((sum, tensor) => sum + tensor, 0)).toBeCloseTo(part.total, 6)
    expect(edp).toBe(energy.total * runtime)
  })

  it('are those of each level of clusters', () => {
    const deep = dataflow('KCC', [...nested.directives, cluster(2), spatialMap(1, 1, 'C')])
    const [outer, inner] = [
      { read: 3, write: 5 },
      { read: 70, write: 90 },
    ]
    const energiesAt = (...clusters: readonly [typeof outer, typeof outer]): readonly number[] =>
      on({ energy: { clusters } }, deep).energy.clusters.map(({ total }) => total)
    const [ofOuter] = energiesAt(outer, outer)
    const [, ofInner] = energiesAt(inner, inner)
    expect(energiesAt(outer, inner)).toEqual([ofOuter, ofInner])
    expect(ofInner).not.toBe(energiesAt(outer, outer)[1])
  })
})

describe('the unit of energies', () => {
  it('is the energy of one MAC, unless the table says picojoules', () => {
    expect(on({}).energy.unit).toBe('MAC')
    expect(on({ energy: { mac: 2 } }).energy.unit).toBe('MAC')
    expect(on({ energy: { ...maestroEnergy, unit: 'pJ' } }).energy).toEqual({ ...on({}).energy, unit: 'pJ' })
  })

  it('takes nothing in picojoules from the default table', () => {
    const { energy, macs } = on({ energy: { unit: 'pJ', mac: 0.5 } }, nested)
    expect([energy.total, energy.mac]).toEqual([0.5 * macs, 0.5 * macs])
    expect(energy.uncounted).toEqual(['l1', 'clusters', 'l2', 'network', 'offchip'])
  })

  it('gives the average power with a clock: picojoules over seconds', () => {
    const energy = { ...maestroEnergy, unit: 'pJ' } as const
    const { averagePower, energy: spent, runtime } = on({ energy, clock: 1e9 })
    // At 1 GHz a cycle is a nanosecond, and a picojoule in a nanosecond is a milliwatt.
    expect(averagePower).toBeCloseTo(spent.total / runtime, 9)
    expect([on({ energy }).averagePower, on({ clock: 1e9 }).averagePower]).toEqual([null, null])
  })
})

describe('what is not counted', () => {
  const uncounted = (energy: Accelerator['energy'], flow = nested) =>
    on(energy === undefined ? {} : { energy }, flow).energy.uncounted
  const full = {
    ...maestroEnergy,
    hop: 1,
    clusters: maestroEnergy.l1,
    offchip: { read: 200, write: 200 },
  }
  const free = { read: 0, write: 0 }

  it('is said of the default table', () => {
    expect(uncounted(undefined)).toEqual(['clusters', 'network', 'offchip'])
    expect(uncounted(undefined, flat)).toEqual(['network', 'offchip'])
  })

  it('is nothing in a full table, and any part that is put at 0', () => {
    expect(uncounted(full)).toEqual([])
    expect(uncounted({ ...full, mac: 0 })).toEqual(['mac'])
    expect(uncounted({ ...full, l1: free })).toEqual(['l1'])
    expect(uncounted({ ...full, clusters: free })).toEqual(['clusters'])
    expect(uncounted({ ...full, l2: free })).toEqual(['l2'])
    expect(uncounted({ ...full, hop: 0 })).toEqual(['network'])
    expect(uncounted({ ...full, offchip: free })).toEqual(['offchip'])
  })

  it('takes both reads and writes to be 0, at every capacity', () => {
    const points = (...list: readonly (readonly [number, number])[]) => ({ points: list })
    expect(uncounted({ ...full, l2: { read: 0, write: 1 } })).toEqual([])
    expect(uncounted({ ...full, offchip: { read: 1, write: 0 } })).toEqual([])
    expect(uncounted({ ...full, l1: { read: points([1, 0], [2, 0]), write: 0 } })).toEqual(['l1'])
    expect(uncounted({ ...full, l1: { read: points([1, 0], [2, 1]), write: 0 } })).toEqual([])
  })

  it('is clusters where one of their levels is', () => {
    const deep = dataflow('KCY', [...nested.directives, cluster(1), spatialMap(1, 1, 'K')])
    expect(uncounted({ ...full, clusters: [maestroEnergy.l1, free] }, deep)).toEqual(['clusters'])
    expect(uncounted({ ...full, clusters: [maestroEnergy.l1, free] }, nested)).toEqual([])
  })
})

describe('area and power', () => {
  const table: AreaTable = {
    mac: { area: 10, power: 2 },
    sram: { area: 1, power: 0.5 },
    bus: { area: 3, power: 5, scale: [2, 1] },
    arbiter: { area: 7, power: 11, scale: [1, 1, -3] },
  }
  const sized = { area: table, simd: 2, l1: { capacity: 8 }, l2: { capacity: 100 } }
  const bus = 3 * (2 * 8 + 1) * 2
  const arbiter = 7 * (64 + 8 - 3)

  it('are those of MACs, buffers and networks', () => {
    expect(on({ ...sized, noc: { bandwidth: 2 } }).area).toBe(8 * (2 * 10 + 8) + 100 + bus + arbiter)
    expect(on(sized).area).toBe(8 * (2 * 10 + 8) + 100)
    expect(on(sized).power).toBe(8 * (2 * 2 + 4) + 50)
  })

  it('count the networks and buffers of every cluster', () => {
    const { area } = on({ ...sized, clusters: { capacity: 16 }, noc: [{}, { bandwidth: 2 }] }, nested)
    const each = 3 * (2 * 2 + 1) * 2 + 7 * (4 + 2 - 3)
    expect(area).toBe(8 * (2 * 10 + 8) + 100 + 4 * 16 + 4 * each)
  })

  it('take a buffer without a capacity at what it requires', () => {
    const { buffers, area } = on({ ...sized, l2: {}, elementBytes: 2, l1: { capacity: 8 } })
    expect(area).toBe(8 * (2 * 10 + 8) + 2 * buffers.l2.required.total)
  })

  it('have an arbiter of at least one unit', () => {
    const small = { ...table, arbiter: { area: 7, power: 11, scale: [0, 0, -5] } as const }
    expect(on({ ...sized, area: small, noc: { bandwidth: 2 } }).area).toBe(8 * (2 * 10 + 8) + 100 + bus + 7)
  })

  it('divide the power of the bus by 1000', () => {
    const silent = { ...table, arbiter: { ...table.arbiter, power: 0 } }
    expect(on({ ...sized, area: silent, noc: { bandwidth: 2 } }).power).toBeCloseTo(
      8 * 8 + 50 + (5 * 17 * 2) / 1000,
      9,
    )
  })
})
