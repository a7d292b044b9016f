/** The registry of figures against what estimates, batches, networks and explorations hold under the same names. */
import { describe, expect, it } from 'vitest'
import { int8Energy45nm, kcPartitioned, nvdlaArea28nm } from '../../src/catalog'
import { explore } from '../../src/explore'
import { type FigureName, figures, titleWithUnit } from '../../src/figures/figures'
import { designObjectives, objectives } from '../../src/figures/objectives'
import {
  accelerator,
  conv2d,
  type Estimate,
  estimate,
  estimateAccelerators,
  estimateNetwork,
  orThrow,
} from '../../src/index'

const conv = conv2d({ K: 16, C: 12, R: 3, S: 3, Y: 14, X: 14 })
const hardware = accelerator({
  pes: 64,
  noc: { bandwidth: 3 },
  offchip: { bandwidth: 1 },
  clock: 1e9,
  energy: { ...int8Energy45nm, static: { pe: 0.25, l2: 1e-5 } },
  area: nvdlaArea28nm,
})
const one = orThrow(estimate(conv, kcPartitioned, hardware))

const columns = ['runtime', 'energy', 'edp', 'utilization', 'area', 'power', 'averagePower'] as const
const networkFigures = [
  'runtime',
  'energy',
  'staticEnergy',
  'edp',
  'macs',
  'effectiveMacs',
  'offchip',
  'offchipBits',
] as const
const names = Object.keys(figures) as FigureName[]

describe('the registry of figures', () => {
  it.each(columns)('reads %s of an estimate as batches have it', (name) => {
    const batch = orThrow(estimateAccelerators(conv, kcPartitioned, [hardware]))
    expect(batch[name][0]).toBeGreaterThan(0)
    expect(figures[name].of(one)).toBe(batch[name][0])
  })

  it.each(networkFigures)('reads %s of a network of one layer as of its estimate', (name) => {
    const network = orThrow(estimateNetwork([conv], kcPartitioned, hardware))
    const { of, ofTotals } = figures[name]
    expect(network.complete && ofTotals(network.totals)).toBe(of(one))
  })

  it.each(designObjectives)('reads %s of an estimate as designs have it', (name) => {
    const { front } = orThrow(
      explore({ layer: conv, hardware, dataflow: () => kcPartitioned, objectives: [name] }),
    )
    expect(figures[name].of(one)).toBe(front[0]?.[name])
  })

  it('reads each field under its own name, and sums where a figure is a sum', () => {
    const { l1, l2 } = one.buffers
    expect(figures.throughput.of(one)).toBe(one.throughput)
    expect(figures.activePes.of(one)).toBe(one.activePes)
    expect([figures.l1.of(one), figures.l2.of(one)]).toEqual([l1.required.total, l2.required.total])
    const { a, b } = {
      a: { reads: 1, writes: 2, resident: false, bits: { reads: 8, writes: 16 } },
      b: { reads: 4, writes: 8, resident: true, bits: { reads: 32, writes: 64 } },
    }
    const crossing = { ...one, offchip: { tensors: { a, b }, bits: 120 } } satisfies Estimate
    expect(figures.offchip.of(crossing)).toBe(15)
    expect(figures.offchipBits.of(crossing)).toBe(120)
    expect(figures.effectiveMacs.of({ ...one, effective: { macs: 2.5 } })).toBe(2.5)
    expect(figures.staticEnergy.of({ ...one, energy: { ...one.energy, static: 3 } })).toBe(3)
  })

  it('has no area and no power where there is no area table', () => {
    const bare = orThrow(estimate(conv, kcPartitioned, { pes: 64 }))
    expect([figures.area, figures.power, figures.averagePower].map(({ of }) => of(bare))).toEqual([
      null,
      null,
      null,
    ])
  })

  it.each(['utilization', 'throughput', 'activePes'] as const)('says that more %s is better', (name) => {
    expect(figures[name].better).toBe('more')
  })

  it('says of every other figure that less is better', () => {
    const gains = names.filter((name) => figures[name].better === 'more')
    expect(gains).toEqual(['utilization', 'throughput', 'activePes'])
  })

  it('gives figures of energies the unit that the table has', () => {
    const ofEnergy = names.filter((name) => figures[name].unit('pJ').includes('pJ'))
    expect(ofEnergy).toEqual(['energy', 'edp', 'staticEnergy'])
    expect(titleWithUnit(figures.edp, 'pJ')).toBe('energy-delay product (pJ × cycles)')
    expect(titleWithUnit(figures.utilization, 'pJ')).toBe('utilization')
  })

  it('says that figures are made of energies where they scale with those of the table', () => {
    const { mac, hop, l1, l2, clusters, offchip } = int8Energy45nm
    const twice = (value: unknown): unknown =>
      typeof value === 'number'
        ? 2 * value
        : Array.isArray(value)
          ? value.map((point: readonly [number, number]) => [point[0], 2 * point[1]])
          : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, twice(inner)]))
    const doubled = Object.fromEntries(
      Object.entries({ mac, hop, l1, l2, clusters, offchip, static: hardware.energy?.static }).map(
        ([part, energy]) => [part, twice(energy)],
      ),
    )
    const other = orThrow(estimate(conv, kcPartitioned, { ...hardware, energy: { unit: 'pJ', ...doubled } }))
    const changed = names.filter((name) => figures[name].of(other) !== figures[name].of(one))
    expect(changed).toEqual(names.filter((name) => figures[name].ofEnergy))
  })

  it('has every objective', () => {
    expect(designObjectives.slice(0, objectives.length)).toEqual(objectives)
    for (const name of designObjectives) expect(names).toContain(name)
  })
})
