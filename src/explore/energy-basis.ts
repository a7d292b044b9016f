/** What the energies of an exploration are counted in, and leave out. */
import { type EnergyBasis, uncountedOf, uncountedParts } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'

/** For designs whose dataflows have up to this number of levels: each level but the last has cluster buffers. 0: no design. */
export const basisAt = ({ energy }: ResolvedHardware, levels: number): EnergyBasis | null =>
  levels === 0
    ? null
    : {
        unit: energy.unit,
        uncounted: uncountedOf({ ...energy, clusters: energy.clusters.slice(0, levels - 1) }).filter(
          // The shared buffer may not be used at all.
          (part) => part !== 'l2' || energy.uncounted.includes(part),
        ),
      }

/** Of two sets of designs of one space together, whose unit is the same. Associative and commutative; null is its identity. */
export const joinedBasis = (a: EnergyBasis | null, b: EnergyBasis | null): EnergyBasis | null => {
  if (a === null || b === null) return a ?? b
  return {
    unit: a.unit === 'MAC' ? a.unit : b.unit,
    uncounted: uncountedParts.filter((part) => a.uncounted.includes(part) || b.uncounted.includes(part)),
  }
}
