/** What energies are counted in, what they leave out, and what their parts are called. */
import { energyUnitName } from '../figures/figures'
import { type EnergyBasis, type EnergyUnit, type UncountedPart, uncountedParts } from '../hardware/energy'
import { short } from './numbers'

export type { EnergyBasis } from '../hardware/energy'

/** A part of the energy, or a buffer, by its short name. */
export const shortPartName = (part: string): string => {
  if (part === 'mac') return 'MACs'
  if (part === 'l1') return 'L1'
  if (part === 'l2') return 'L2'
  if (part === 'network') return 'networks'
  if (part === 'offchip') return 'off-chip'
  return part.replace(/clusters(\[(\d+)\])?/, 'cluster buffers$1').replace(/\[(\d+)\]/, ' of level $1')
}

/** The title of a part of the energy: `energy of L1`, `static energy`. */
export const partTitle = (part: string): string =>
  part === 'static' ? 'static energy' : `energy of ${shortPartName(part)}`

/** `not counted: networks, off-chip`; empty where everything is counted. */
export const notCounted = (uncounted: readonly UncountedPart[]): string =>
  uncounted.length === 0 ? '' : `not counted: ${uncounted.map(shortPartName).join(', ')}`

/**
 * The unit of an estimate's energy and the parts that its total leaves out, for the place next to the total.
 *
 * @param given - The `energy` of an estimate, of the totals of a network, or of an exploration.
 *
 * @example
 * ```ts
 * import { dataflow, estimate, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { energyBasis } from 'maestro-dataflow/report'
 *
 * const rows = dataflow('rows', [spatialMap('M')])
 * const { energy } = orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), rows, { pes: 4 }))
 * energyBasis(energy) // => 'MAC energies; not counted: networks, off-chip'
 * ```
 * @since 0.2.0
 * @category tables
 */
export const energyBasis = ({ unit, uncounted }: EnergyBasis): string =>
  [energyUnitName(unit), notCounted(uncounted)].filter((part) => part !== '').join('; ')

const joules = ['pJ', 'nJ', 'µJ', 'mJ', 'J', 'kJ', 'MJ', 'GJ']

/** What an energy is in a sentence: `1.17 G MAC energies`, or `1.17 mJ`. */
export const energyText = (energy: number, unit: EnergyUnit): string => {
  if (unit === 'MAC') return `${short(energy)} MAC energies`
  const rounded = Number(energy.toPrecision(3))
  const power = rounded < 1000 ? 0 : Math.min(joules.length - 1, Math.floor(Math.log10(rounded) / 3 + 1e-9))
  return `${short(rounded / 1000 ** power)} ${joules[power]}`
}

/** Whether a part of an estimate's energy (`clusters[0]` is one) is in its total. */
export const isCounted = ({ uncounted }: EnergyBasis, part: string, energy: number): boolean =>
  energy > 0 || !uncounted.some((free) => part === free || part.startsWith(`${free}[`))

/** What several energies are counted in (null: in different units) and leave out together. */
export const commonBasis = (
  energies: readonly EnergyBasis[],
): { readonly unit: EnergyUnit | null; readonly uncounted: readonly UncountedPart[] } => {
  const [first] = energies
  return {
    unit: first !== undefined && energies.every(({ unit }) => unit === first.unit) ? first.unit : null,
    uncounted: uncountedParts.filter((part) => energies.some(({ uncounted }) => uncounted.includes(part))),
  }
}
