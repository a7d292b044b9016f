/** Average power: energy over time (docs/spec.md, section 7, has the energy; section 5 the time). */
import type { ResolvedHardware } from '../hardware/resolve'

/** A picojoule in millijoules. */
const picojoule = 1e-9

/** Whether energy and time are known in units that give a power. */
export const hasAveragePower = ({ energy, clock }: Pick<ResolvedHardware, 'energy' | 'clock'>): boolean =>
  energy.unit === 'pJ' && clock !== null

/** Milliwatts, from picojoules and seconds. */
export const averagePower = (picojoules: number, seconds: number): number =>
  (picojoules * picojoule) / seconds
