/** What a front is: designs with their measures, what energies are counted in, and the objectives. */
import { energyUnitName, figures, titleWithUnit } from '../../figures/figures'
import { type DesignObjective, objectives } from '../../figures/objectives'
import { isRecord, isUnopened } from '../../internal/read'
import { type EnergyBasis, energyBasis } from '../energy-words'

/**
 * The figures over which a front can be drawn.
 *
 * @since 0.1.0
 * @category pictures
 */
export type ParetoMeasure = DesignObjective | 'averagePower'

/** In the order of columns. */
export const measures: readonly [ParetoMeasure, ...ParetoMeasure[]] = [
  ...objectives,
  'utilization',
  'area',
  'power',
  'averagePower',
]

/**
 * A design of a front, as in an exploration's `front`: its figures, and anything else that its tooltip shows.
 *
 * @since 0.1.0
 * @category pictures
 */
export type ParetoPoint = {
  /** Cycles. */
  readonly runtime: number
  /** Energy in the unit of the energy table. */
  readonly energy: number
  /** The number of the design in its space. */
  readonly index?: number
  /** Processing elements (PEs). */
  readonly pes?: number
  /** MACs per PE and cycle. */
  readonly simd?: number
  /** Elements per cycle of the network of level 0; null where it is unlimited. */
  readonly bandwidth?: number | null
  /** Capacity of a PE's buffer, in bytes; null where it is unlimited. */
  readonly l1?: number | null
  /** Capacity of the shared buffer, in bytes; null where it is unlimited. */
  readonly l2?: number | null
  /** The value of each parameter of the dataflow, by name. */
  readonly parameters?: Readonly<Record<string, number>>
  /** Energy-delay product: energy times runtime. */
  readonly edp?: number
  /** The share of the PEs' peak throughput that is used, 0 to 1. */
  readonly utilization?: number
  /** Area in µm²; null without an area table. */
  readonly area?: number | null
  /** Peak dynamic power in mW; null without an area table. */
  readonly power?: number | null
  /** Energy over time in mW; null without energies in pJ and a clock. */
  readonly averagePower?: number | null
  /** True if the design fits the buffers; true by default. A design that does not fit is drawn as a cross, and the line leaves it out. */
  readonly fits?: boolean
}

/**
 * A front with what its energies are counted in: an exploration is one.
 *
 * @since 0.2.0
 * @category pictures
 */
export type ParetoFront = {
  /** The designs of the front. */
  readonly front: readonly ParetoPoint[]
  /** The unit of the energies, and the parts that they leave out. */
  readonly energy?: EnergyBasis | null
  /** The best design of each objective, by its name: the objectives that the front is of. */
  readonly best?: Readonly<Partial<Record<ParetoMeasure, unknown>>>
}

export const isFront = (given: readonly ParetoPoint[] | ParetoFront): given is ParetoFront =>
  isRecord(given) && !isUnopened(given) && 'front' in given

/** The designs themselves; what is neither a list nor a front stays as it is, and is refused. */
export const designsOf = (given: readonly ParetoPoint[] | ParetoFront): readonly ParetoPoint[] =>
  isFront(given) ? given.front : given

/** What the energies of a front are counted in, where it says so. */
export const basisOfFront = (given: readonly ParetoPoint[] | ParetoFront): EnergyBasis | undefined =>
  isFront(given) ? (given.energy ?? undefined) : undefined

export type Titles = { readonly [M in ParetoMeasure]: string }

/** Only energies in pJ have an average power. */
const isInPicojoules = (points: readonly ParetoPoint[]): boolean =>
  points.some(({ averagePower }) => typeof averagePower === 'number')

/** What measures are called, with their units; the unit of energies is known from an estimate, or from average powers. */
export const measureTitles = (points: readonly ParetoPoint[], energy?: EnergyBasis): Titles => {
  const known = energy ?? (isInPicojoules(points) ? ({ unit: 'pJ', uncounted: [] } as const) : undefined)
  const unit = known === undefined ? 'units of the energy table' : energyUnitName(known.unit)
  const titleOf = (measure: ParetoMeasure) =>
    titleWithUnit(figures[measure], measure === 'energy' && known !== undefined ? energyBasis(known) : unit)
  return Object.fromEntries(measures.map((measure) => [measure, titleOf(measure)])) as Titles // one for each
}
