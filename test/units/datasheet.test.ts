import { right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { type Accelerator, estimate, orThrow } from '../../src/index'
import { type Datasheet, datasheet } from '../../src/units'
import { conv, flow, inShort, stumbles } from '../support/errors'
import { errorsOf, junk } from './support'

const area = { area: '1200 um^2', power: '0.4 mW' }

const whole: Datasheet = {
  pes: 168,
  simd: 2,
  l1: '512 B',
  clusters: [{ capacity: '4 KiB' }, '2 KiB'],
  l2: { capacity: '108 KiB' },
  elementBytes: '16 b',
  noc: [{ bandwidth: '1.6 GB/s', latency: '5 ns', multicast: false }, '4 elements/cycle', 2],
  offchip: { bandwidth: '0.8 GB/s' },
  overlap: 'across-runs',
  clock: '200 MHz',
  energy: {
    mac: '0.5 pJ',
    hop: '60 fJ',
    l1: '1.2 pJ',
    clusters: [{ read: '2 pJ', write: 3 }],
    l2: {
      read: {
        points: [
          ['64 KiB', '6 pJ'],
          [131072, '8 pJ'],
        ],
      },
      write: '7 pJ',
    },
    offchip: { read: '0.2 nJ', write: '200 pJ' },
  },
  area: {
    mac: area,
    sram: { area: 2, power: '1 uW' },
    bus: { ...area, scale: [1, 0] },
    arbiter: { area: '1 mm^2', power: 3, scale: [1, 0, 0] },
  },
}

const inNumbers: Accelerator = {
  pes: 168,
  simd: 2,
  l1: { capacity: 512 },
  clusters: [{ capacity: 4096 }, { capacity: 2048 }],
  l2: { capacity: 110592 },
  elementBytes: 2,
  noc: [{ bandwidth: 4, latency: 1, multicast: false }, { bandwidth: 4 }, { bandwidth: 2 }],
  offchip: { bandwidth: 2 },
  overlap: 'across-runs',
  clock: 200e6,
  energy: {
    unit: 'pJ',
    mac: 0.5,
    hop: 0.06,
    l1: { read: 1.2, write: 1.2 },
    clusters: [{ read: 2, write: 3 }],
    l2: {
      read: {
        points: [
          [65536, 6],
          [131072, 8],
        ],
      },
      write: 7,
    },
    offchip: { read: 200, write: 200 },
  },
  area: {
    mac: { area: 1200, power: 0.4 },
    sram: { area: 2, power: 0.001 },
    bus: { area: 1200, power: 0.4, scale: [1, 0] },
    arbiter: { area: 1e6, power: 3, scale: [1, 0, 0] },
  },
}

const machine: Datasheet = {
  pes: 168,
  elementBytes: '16 bit',
  clock: '200 MHz',
  precision: { inputs: '8 bit', outputs: { partial: '4 B', final: 8 } },
  l1: { capacity: '512 B', precision: '16 b' },
  clusters: { precision: { filter: '4.25 bits' } },
  l2: { capacity: '32 KiB', bypass: ['filter'] },
  noc: {
    skew: '5 ns',
    port: 'shared',
    channels: [
      { tensors: ['filter'], bandwidth: '1.6 GB/s', latency: { hops: 12, hopLatency: '5 ns' } },
      { tensors: ['inputs'], latency: '2 cycles' },
    ],
  },
  offchip: { bandwidth: '0.8 GB/s', precision: { inputs: '4 bit' } },
  energy: {
    mac: '1 pJ',
    l1: '1 pJ',
    l2: '6 pJ',
    static: { pe: '0.5 mW', l1: '2 fJ', clusters: ['20 nW', 3], l2: '0.1 uW' },
  },
  sparse: {
    gate: ['inputs'],
    format: { filter: { coordinate: '4 bit' }, inputs: { offchip: 'bitmask', l1: { coordinate: '1 B' } } },
  },
}

const machineInNumbers: Accelerator = {
  pes: 168,
  elementBytes: 2,
  clock: 200e6,
  precision: { inputs: 8, outputs: { partial: 32, final: 8 } },
  l1: { capacity: 512, precision: 16 },
  clusters: { precision: { filter: 4.25 } },
  l2: { capacity: 32768, bypass: ['filter'] },
  noc: {
    skew: 1,
    port: 'shared',
    channels: [
      { tensors: ['filter'], bandwidth: 4, latency: { hops: 12, hopLatency: 1 } },
      { tensors: ['inputs'], latency: 2 },
    ],
  },
  offchip: { bandwidth: 2, precision: { inputs: 4 } },
  energy: {
    unit: 'pJ',
    mac: 1,
    l1: { read: 1, write: 1 },
    l2: { read: 6, write: 6 },
    // Powers over 200 MHz: a cycle takes 5 ns.
    static: { pe: 2.5, l1: 0.002, clusters: [0.0001, 3], l2: 0.0005 },
  },
  sparse: {
    gate: ['inputs'],
    format: { filter: { coordinate: 4 }, inputs: { offchip: 'bitmask', l1: { coordinate: 8 } } },
  },
}

describe('a datasheet', () => {
  it('has widths in bits, channels, static energies or powers, and formats', () => {
    expect(datasheet(machine)).toEqual(right(machineInNumbers))
    expect(datasheet(machineInNumbers)).toEqual(right(machineInNumbers))
    expect(datasheet({ pes: 4, precision: '4 bit' })).toEqual(right({ pes: 4, precision: 4 }))
  })

  it('becomes an accelerator in the units of the model', () =>
    expect(datasheet(whole)).toEqual(right(inNumbers)))

  it('takes numbers as they are: an accelerator is a datasheet', () => {
    expect(datasheet(inNumbers)).toEqual(right(inNumbers))
    expect(datasheet({ pes: 4 })).toEqual(right({ pes: 4 }))
  })

  it('is what estimates take', () => {
    const { seconds, runtime } = orThrow(
      estimate(conv, flow, orThrow(datasheet({ pes: 16, clock: '1 GHz' }))),
    )
    expect(seconds).toBe(runtime / 1e9)
  })

  it('takes latencies per hop', () => {
    const given = { pes: 4, clock: '1 GHz', noc: { latency: { hops: 3, hopLatency: '2 ns' } } }
    expect(orThrow(datasheet(given)).noc).toEqual({ latency: { hops: 3, hopLatency: 2 } })
  })

  it('is read once, without a trace in what was given', () => {
    const given = structuredClone(whole)
    datasheet(given)
    expect(given).toEqual(whole)
  })
})

describe('all faults of a datasheet are reported together', () => {
  const faults = (given: unknown): readonly string[] => {
    const errors = errorsOf(datasheet(junk(given)))
    expect(errors.flatMap(stumbles)).toEqual([])
    return inShort(errors)
  }

  it('each at its place', () => {
    const given = {
      pes: 0,
      l1: '512 B/s',
      clusters: [{ capacity: '1 GHz' }, '1 KB'],
      l2: { capacity: -5 },
      elementBytes: '0 B',
      noc: [{ bandwidth: '32 GB', latency: '1 B' }, { bandwith: '32 GB/s' }],
      offchip: '12 pJ',
      clock: 'fast',
      energy: { mac: '1 W', l1: { read: { points: [['1 B', '1 B']] }, write: '1 pJ' }, l2: '1 J' },
      area: { mac: { area: '1 m', power: '1 J' } },
      speed: 'high',
    }
    expect(faults(given)).toEqual([
      'InvalidHardware hardware.pes',
      'InvalidHardware hardware.l1',
      'InvalidHardware hardware.clusters[0].capacity',
      'InvalidHardware hardware.clusters[1]',
      'InvalidHardware hardware.l2.capacity',
      'InvalidHardware hardware.elementBytes',
      'InvalidHardware hardware.noc[0].bandwidth',
      'InvalidHardware hardware.noc[0].latency',
      'InvalidHardware hardware.noc[1].bandwith',
      'InvalidHardware hardware.offchip',
      'InvalidHardware hardware.clock',
      'InvalidHardware hardware.energy.mac',
      'InvalidHardware hardware.energy.l1.read.points[0][1]',
      'InvalidHardware hardware.area.mac.area',
      'InvalidHardware hardware.area.mac.power',
      'InvalidHardware hardware.area.sram',
      'InvalidHardware hardware.area.bus',
      'InvalidHardware hardware.area.arbiter',
      'InvalidHardware hardware.speed',
    ])
  })

  it('of widths, channels, static energies and formats too', () => {
    const given = {
      pes: 4,
      precision: { A: '8 s', C: { partial: '32 bit', final: '3 pJ' }, B: '0.3 bit' },
      l1: { precision: 'int8' },
      noc: { channels: [{ tensors: ['A'], bandwidth: '3 s' }] },
      energy: { mac: 1, l1: 1, l2: 1, static: { pe: '1 mW', l2: '1 m' } },
      sparse: { format: { A: { l1: { coordinate: '4' } } } },
    }
    expect(faults(given)).toEqual([
      'InvalidHardware hardware.l1.precision',
      'InvalidHardware hardware.precision.A',
      'InvalidHardware hardware.precision.C.final',
      'InvalidHardware hardware.precision.B',
      'InvalidHardware hardware.noc.channels[0].bandwidth',
      'InvalidHardware hardware.energy.static.pe',
      'InvalidHardware hardware.energy.static.l2',
      'InvalidHardware hardware.sparse.format.A.l1.coordinate',
    ])
  })

  it('such as a power without a clock', () => {
    const energy = { mac: '1 pJ', l1: '1 pJ', l2: '1 pJ', static: { pe: '1 mW' } }
    const [error, ...others] = errorsOf(datasheet({ pes: 4, energy }))
    expect(others).toEqual([])
    expect(error?.message).toBe("hardware.energy.static.pe: '1 mW' needs a clock, but none is given.")
    expect(error?.hint).toBe("Give a clock, such as '1 GHz', or write an energy per cycle, such as '0.5 pJ'.")
  })

  it.each([
    ['5 MW', "'MW' in '5 MW' is not a unit;", 'Did you mean mW? '],
    ['0.5 PJ', "'PJ' in '0.5 PJ' is not a unit;", 'Did you mean pJ? '],
    ['1 m', "'1 m' is a length;", ''],
  ])('such as %s in place of a static energy or power', (pe, fault, meant) => {
    const energy = { mac: '1 pJ', l1: '1 pJ', l2: '1 pJ', static: { pe } }
    const [error, ...others] = errorsOf(datasheet({ pes: 4, clock: '1 GHz', energy }))
    expect(others).toEqual([])
    expect(error?.message).toBe(
      `hardware.energy.static.pe: ${fault} an energy or a power is expected, such as '0.5 pJ' or '2 uW'.`,
    )
    expect(error?.hint).toBe(`${meant}Write an energy or a power, such as '0.5 pJ' or '2 uW'.`)
  })

  it.each(['-2 pJ', '-2 mW'])('such as %s, a negative static energy or power', (pe) => {
    const energy = { mac: '1 pJ', l1: '1 pJ', l2: '1 pJ', static: { pe } }
    for (const clock of ['1 GHz', undefined]) {
      const [error] = errorsOf(datasheet({ pes: 4, ...(clock && { clock }), energy }))
      expect(error?.message).toContain(`'${pe}' is negative; an energy or a power is expected`)
    }
  })

  it('such as a width in another unit', () => {
    const [error] = errorsOf(datasheet({ pes: 4, precision: { filter: '4 GHz' } }))
    expect(error?.message).toBe(
      "hardware.precision.filter: '4 GHz' is a frequency; a width is expected, such as '4 bit'.",
    )
  })

  it('with the place in the message', () => {
    const [error] = errorsOf(datasheet({ pes: 4, l2: { capacity: '32 GB/s' } }))
    expect(error?.message).toBe(
      "hardware.l2.capacity: '32 GB/s' is a bandwidth; a capacity is expected, such as '108 KiB'.",
    )
  })

  it('such as the size of an element without a unit', () => {
    const [error] = errorsOf(datasheet({ pes: 4, elementBytes: '2' }))
    expect(error?.hint).toBe("Write a number of bytes without quotes, or the unit as well, as in '2 B'.")
    expect(error?.expected).toBe("the size of an element, such as '2 B'")
    expect(JSON.stringify(errorsOf(datasheet({ pes: 4, elementBytes: '2 s' })))).not.toContain('108 KiB')
  })

  it('such as a clock of less than a cycle per second', () =>
    expect(errorsOf(datasheet({ pes: 4, clock: '200 mHz' })).map(({ path, hint }) => [path, hint])).toEqual([
      ['hardware.clock', "Did you mean MHz? Write a frequency, such as '1 GHz'."],
    ]))

  it('such as a rate without a clock', () => {
    const [error, ...others] = errorsOf(datasheet({ pes: 4, noc: '32 GB/s' }))
    expect(others).toEqual([])
    expect(error?.path).toBe('hardware.noc')
    expect(error?.message).toContain('needs a clock')
  })

  it('such as a clock that cannot be read, and no rate for lack of it', () =>
    expect(faults({ pes: 4, noc: '32 GB/s', clock: '1 Gz' })).toEqual(['InvalidHardware hardware.clock']))

  it('such as energies in joules beside defaults in MACs', () => {
    expect(faults({ pes: 4, energy: { l2: { read: '20 pJ', write: 20 } } })).toEqual([
      'InvalidHardware hardware.energy.mac',
      'InvalidHardware hardware.energy.l1',
    ])
    expect(faults({ pes: 4, energy: { l2: { read: 20, write: 20 } } })).toEqual([])
    const inJoules = { mac: '1 pJ', l1: 2, l2: 20 }
    expect(faults({ pes: 4, energy: { ...inJoules, unit: 'MAC' } })).toEqual([
      'InvalidHardware hardware.energy.unit',
    ])
    expect(faults({ pes: 4, energy: { ...inJoules, unit: 'pJ' } })).toEqual([])
    expect(faults({ pes: 4, energy: { ...inJoules, unit: 'nJ' } as never })).toEqual([
      'InvalidHardware hardware.energy.unit',
    ])
  })

  it('such as numbers in MACs, which stay so', () => {
    const { energy } = orThrow(datasheet({ pes: 4, energy: { l2: 20, unit: 'MAC' } }))
    expect(energy?.unit).toBe('MAC')
    expect(orThrow(datasheet({ pes: 4, energy: { l2: 20 } })).energy?.unit).toBe(undefined)
  })

  it('such as a fraction of a byte, by the rule of estimates', () =>
    expect(faults({ pes: 4, l1: '12 b' })).toEqual(['InvalidHardware hardware.l1.capacity']))

  it('and nothing throws, whatever is given', () => {
    const fail = () => {
      throw new Error('hostile')
    }
    const endless: object = new Proxy({}, { get: () => endless, ownKeys: () => ['pes', 'noc', 'l1'] })
    const cyclic: Record<string, unknown> = { pes: 4 }
    for (const key of ['noc', 'l1', 'clusters', 'energy', 'area', 'offchip']) cyclic[key] = cyclic
    let deep: unknown = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const hostile = [
      undefined,
      null,
      5,
      '32 GB/s',
      [],
      () => 1,
      new Proxy({}, { get: fail, ownKeys: fail }),
      Object.defineProperty({ pes: 4 }, 'noc', { get: fail, enumerable: true }),
      { pes: 4, energy: Object.defineProperty({}, 'l1', { get: fail, enumerable: true }) },
      endless,
      cyclic,
      { pes: 4, noc: deep },
      { pes: 4, energy: { mac: deep, l1: deep, clusters: deep } },
      { pes: 4, clusters: new Array(2 ** 32 - 1) },
      { pes: 4, noc: [] },
      { pes: 4, energy: { l1: { read: { points: new Array(2 ** 32 - 1) }, write: 1 } } },
      JSON.parse('{ "pes": 4, "__proto__": { "noc": "1 B" } }'),
      Object.create({ pes: 4 }),
      { pes: 4, l1: '1'.repeat(1_000_000) },
    ]
    for (const given of hostile) expect(faults(given).length).toBeGreaterThan(0)
  })
})
