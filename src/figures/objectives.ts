/** The figures by which mappings, networks and designs are chosen. */

/**
 * The figure that the choice of candidates minimizes: the runtime or the energy of each layer, or the energy-delay product of
 * the whole network.
 *
 * @since 0.1.0
 * @category networks
 */
export type Objective = 'runtime' | 'energy' | 'edp'

/**
 * A figure by which designs are compared. `utilization` is maximised, the rest minimised; `area` and `power` (the peak
 * dynamic power) need an area table.
 *
 * @since 0.2.0
 * @category exploration
 */
export type DesignObjective = Objective | 'area' | 'power' | 'utilization'

/** The default first. */
export const objectives: readonly [Objective, ...Objective[]] = ['runtime', 'energy', 'edp']

/** In the order in which an exploration lists them. */
export const designObjectives: readonly [DesignObjective, ...DesignObjective[]] = [
  ...objectives,
  'area',
  'power',
  'utilization',
]
