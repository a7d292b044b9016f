/** The registry of figures: what each is called, its unit, which values are better, and how it is read. */
import type { Estimate } from '../cost/estimate-type'
import type { EnergyUnit } from '../hardware/energy'
import type { NetworkTotals } from '../network/network-estimate'
import type { Objective } from './objectives'

/**
 * A figure by its name:
 *
 * - `runtime` (cycles), `energy` (as the energy table says), `edp`, `macs`: also of networks
 * - `staticEnergy`: the part of the energy that every cycle takes: also of networks
 * - `offchip`: elements that cross to and from the outside: also of networks
 * - `offchipBits`: the same traffic in bits: also of networks
 * - `effectiveMacs`: MACs that take energy, fewer than all where zeros are gated or skipped: also of networks
 * - `utilization` (0 to 1), `throughput` (MACs per cycle), `activePes`
 * - `l1`, `l2`: elements that a PE's buffer and the shared buffer must hold
 * - `area` (µm²), `power` (peak dynamic power, mW): of hardware with an area table
 * - `averagePower` (mW): of hardware with an energy table in pJ and a clock
 *
 * @since 0.1.0
 * @category figures
 */
export type FigureName =
  | 'runtime'
  | 'energy'
  | 'edp'
  | 'staticEnergy'
  | 'macs'
  | 'effectiveMacs'
  | 'utilization'
  | 'throughput'
  | 'activePes'
  | 'l1'
  | 'l2'
  | 'offchip'
  | 'offchipBits'
  | 'area'
  | 'power'
  | 'averagePower'

export type Figure = {
  /** Its name in tables and along axes. */
  readonly title: string
  /** Its name in sentences, as in `the runtime of KC-P`. */
  readonly words: string
  /** Its unit, given what energies are counted in; empty for a share of 1. */
  readonly unit: (energies: string) => string
  readonly better: 'less' | 'more'
  /** How tables show it: in full, with three digits, or as a share. */
  readonly format: 'count' | 'short' | 'percent'
  /** Whether it is made of energies, which have a unit. */
  readonly ofEnergy: boolean
  /** Whether it adds up parts of the energy, some of which a table may leave out. */
  readonly ofParts: boolean
  /** Whether it means the same for a mapping that does not fit the buffers. */
  readonly ofAnyBuffers: boolean
  /** Null where the hardware lacks what the figure needs. */
  readonly of: (estimate: Estimate) => number | null
  /** Null for a figure that networks as a whole do not have. */
  readonly ofTotals: ((totals: NetworkTotals) => number) | null
}

/** A figure that every estimate has, and every network as a whole. */
export type NetworkFigure = Omit<Figure, 'of' | 'ofTotals'> & {
  readonly of: (estimate: Estimate) => number
  readonly ofTotals: (totals: NetworkTotals) => number
}

type Given = Pick<Figure, 'title' | 'unit' | 'of'> & Partial<Figure>

/** Less is better, and the figure is shown in full, unless the description says otherwise. */
const figure = (given: Given): Figure => ({
  words: given.title,
  better: 'less',
  format: 'count',
  ofEnergy: false,
  ofParts: given.ofEnergy === true,
  ofAnyBuffers: false,
  ofTotals: null,
  ...given,
})

const networkFigure = (given: Given & Pick<NetworkFigure, 'of' | 'ofTotals'>): NetworkFigure => ({
  ...figure(given),
  of: given.of,
  ofTotals: given.ofTotals,
})

const inUnit = (unit: string) => (): string => unit

type OfNetworks = Objective | 'staticEnergy' | 'macs' | 'effectiveMacs' | 'offchip' | 'offchipBits'

type Figures = { readonly [N in FigureName]: N extends OfNetworks ? NetworkFigure : Figure }

/** Elements that cross to and from the outside. */
export const offchipElements = ({ offchip }: Pick<Estimate, 'offchip'>): number =>
  Object.values(offchip.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)

const listed = (): Figures => ({
  runtime: networkFigure({
    title: 'runtime',
    unit: inUnit('cycles'),
    of: ({ runtime }) => runtime,
    ofTotals: ({ runtime }) => runtime,
  }),
  energy: networkFigure({
    title: 'energy',
    unit: (energies) => energies,
    format: 'short',
    ofEnergy: true,
    of: ({ energy }) => energy.total,
    ofTotals: ({ energy }) => energy.total,
  }),
  edp: networkFigure({
    title: 'energy-delay product',
    unit: (energies) => `${energies} × cycles`,
    format: 'short',
    ofEnergy: true,
    of: ({ edp }) => edp,
    ofTotals: ({ edp }) => edp,
  }),
  staticEnergy: networkFigure({
    title: 'static energy',
    unit: (energies) => energies,
    format: 'short',
    ofEnergy: true,
    ofParts: false,
    of: ({ energy }) => energy.static,
    ofTotals: ({ energy }) => energy.static,
  }),
  macs: networkFigure({
    title: 'MACs',
    words: 'number of MACs',
    unit: inUnit('MACs'),
    ofAnyBuffers: true,
    of: ({ macs }) => macs,
    ofTotals: ({ macs }) => macs,
  }),
  effectiveMacs: networkFigure({
    title: 'effective MACs',
    words: 'number of effective MACs',
    unit: inUnit('MACs'),
    ofAnyBuffers: true,
    of: ({ effective }) => effective.macs,
    ofTotals: ({ effective }) => effective.macs,
  }),
  utilization: figure({
    title: 'utilization',
    unit: inUnit(''),
    better: 'more',
    format: 'percent',
    of: ({ utilization }) => utilization,
  }),
  throughput: figure({
    title: 'throughput',
    unit: inUnit('MACs/cycle'),
    better: 'more',
    of: ({ throughput }) => throughput,
  }),
  activePes: figure({
    title: 'active PEs',
    words: 'number of active PEs',
    unit: inUnit('PEs'),
    better: 'more',
    of: ({ activePes }) => activePes,
  }),
  l1: figure({
    title: 'L1 required',
    words: 'L1 requirement',
    unit: inUnit('elements'),
    ofAnyBuffers: true,
    of: ({ buffers }) => buffers.l1.required.total,
  }),
  l2: figure({
    title: 'L2 required',
    words: 'L2 requirement',
    unit: inUnit('elements'),
    ofAnyBuffers: true,
    of: ({ buffers }) => buffers.l2.required.total,
  }),
  offchip: networkFigure({
    title: 'off-chip traffic',
    unit: inUnit('elements'),
    of: offchipElements,
    ofTotals: ({ offchip: { reads, writes } }) => reads + writes,
  }),
  offchipBits: networkFigure({
    title: 'off-chip traffic in bits',
    unit: inUnit('bits'),
    of: ({ offchip }) => offchip.bits,
    ofTotals: ({ offchip }) => offchip.bits,
  }),
  area: figure({ title: 'area', unit: inUnit('µm²'), format: 'short', of: ({ area }) => area }),
  power: figure({
    title: 'peak dynamic power',
    unit: inUnit('mW'),
    format: 'short',
    of: ({ power }) => power,
  }),
  averagePower: figure({
    title: 'average power',
    unit: inUnit('mW'),
    format: 'short',
    ofEnergy: true,
    of: ({ averagePower }) => averagePower,
  }),
})

export const figures = /* @__PURE__ */ listed()

/** Whether a figure is better where it is larger. False for names that are not in the registry. */
export const isMaximized = (name: string): boolean =>
  Object.hasOwn(figures, name) && figures[name as FigureName].better === 'more' // its own property, so a name

/** What energies are counted in, in words. */
export const energyUnitName = (unit: EnergyUnit): string => (unit === 'MAC' ? 'MAC energies' : 'pJ')

/** A figure's title with its unit, as in `runtime (cycles)`. */
export const titleWithUnit = ({ title, unit }: Figure, energies: string): string => {
  const shown = unit(energies)
  return shown === '' ? title : `${title} (${shown})`
}
