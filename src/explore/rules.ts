/**
 * The rules that save work. Each follows from what the stages of the cost model declare (`cost/declarations.ts`): where it does
 * not, because a stage reads more or is not monotone, it is not used, and designs are looked at one by one. Each can also be
 * switched off, to see that it does not change the answer.
 */
import { type Declarations, type Declared, trendIn, trendOf } from '../cost/declarations'
import type { SweptAxis, Trend } from '../cost/stage'
import { isMaximized } from '../figures/figures'
import type { ResolvedHardware } from '../hardware/resolve'
import type { DesignObjective } from './space'

/**
 * A rule of pruning:
 *
 * - `units`: units beyond the tiles of level 0's spatial loop are idle in every step, so all counts of them are analysed
 *   as one. Figures that still depend on them (area, power, utilization) are worked out for each.
 * - `pes`: of numbers of PEs that give as many busy units, a larger one changes nothing but area, power and utilization,
 *   which do not get better. Its designs are matched or beaten by those of an earlier, smaller number, and only counted.
 * - `simd`: a run takes no longer with more lanes, so between two numbers of them that take as long at every bandwidth, all
 *   do; of these, more lanes are like more PEs.
 * - `curve`: a run takes no longer with more bandwidth, because every operation on the way (quotient, ceiling, maximum, sum
 *   of non-negative terms) is monotone, rounded or not. So only those bandwidths are timed that are asked for, and between
 *   two of equal runtime all are equal.
 * - `l1`: of the PE buffers that hold what they must, one that is larger and whose accesses take no less energy changes
 *   nothing but area and power, which it does not lower: all designs with it are matched or beaten by those with the
 *   smaller one.
 * - `l2`: the same for the shared buffer, if it lowers neither energy nor off-chip traffic. Of capacities between two that
 *   lead to the same off-chip choice, all do, because the choices that fit are nested.
 * - `bandwidth`: more bandwidth that does not shorten the runtime changes nothing but area and power, which it does not
 *   lower. Where no objective counts it, only the largest bandwidth within budget matters.
 * - `ideal`: if a design that was found earlier is at least as good in every objective as the least runtime, energy, area and
 *   power in a range of bandwidths taken together, it is at least as good as each design of that range; and at equal
 *   points the earlier one counts.
 * - `budget`: area and power do not fall with bandwidth or capacity, nor does the average power with bandwidth. So the
 *   bandwidths within budget are the lowest ones, and at each of them so are the capacities: only their border is looked at.
 *
 * With static energies, energy follows the runtime, and only `units` and `curve` apply.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Rule = 'units' | 'pes' | 'simd' | 'curve' | 'l1' | 'l2' | 'bandwidth' | 'ideal' | 'budget'

export type Rules = { readonly [R in Rule]: boolean }

export const allRules: readonly [Rule, ...Rule[]] = [
  'units',
  'pes',
  'simd',
  'curve',
  'l1',
  'l2',
  'bandwidth',
  'ideal',
  'budget',
]

/** What the answer depends on: the objectives, the figures that a budget limits, and what the stages declare. */
export type Asked = {
  readonly hardware: ResolvedHardware
  readonly objectives: readonly DesignObjective[]
  readonly limited: readonly ('area' | 'power' | 'averagePower')[]
  readonly declared: Declarations
}

type Figures = readonly Declared[]

/** What a profile holds, at each bandwidth and capacity; what is the same in all designs of a cell besides. */
const profiled = ['onChip', 'offChip', 'pesEnergy', 'otherEnergy'] as const
const buffers = ['l1Fits', 'clustersFit', 'l2Fits', 'l1Bytes', 'clusterBytes', 'l2Bytes'] as const

/** How a figure follows an axis, while some others are held. */
const trend = (
  { hardware, declared }: Asked,
  figure: Declared,
  axis: SweptAxis,
  held: Figures = [],
): Trend | undefined => trendIn(figure, axis, hardware, held, declared)

/** Whether figures do not read an axis. */
const ignore = (asked: Asked, figures: Figures, axis: SweptAxis, held: Figures = []): boolean =>
  figures.every((figure) => trend(asked, figure, axis, held) === undefined)

/** Whether a design that is compared or limited by a figure is no better for it. */
const isNoBetter = (figure: Declared, followed: Trend | undefined): boolean =>
  followed === undefined || followed === (isMaximized(figure) ? 'falls' : 'rises')

/** Whether designs get no better, and come within no limit, as an axis goes up and what a profile holds stays. */
const areNoBetter = (asked: Asked, axis: SweptAxis): boolean =>
  [...asked.objectives, ...asked.limited].every((figure) =>
    isNoBetter(figure, trend(asked, figure, axis, profiled)),
  )

/** Whether figures get no better as one goes up that they are made of. */
const followDown = ({ declared }: Asked, figures: Figures, cause: Declared): boolean =>
  figures.every((figure) => isNoBetter(figure, trendOf(figure, cause, [], declared)))

/** Whether no more estimates are exact as an axis goes up: area and power, where they are counted, do not fall. */
const areSoundFewer = (asked: Asked, axis: SweptAxis): boolean =>
  (['area', 'power'] as const).every((figure) => {
    const followed = trend(asked, figure, axis, profiled)
    return followed === undefined || followed === 'rises'
  })

/** Whether the designs within a limit are those of the lowest bandwidths, and of the smallest capacities or of all alike. */
const isBordered = (asked: Asked, figure: Asked['limited'][number]): boolean => {
  const along = trend(asked, figure, 'bandwidth')
  if (along !== undefined && along !== 'rises') return false
  if (figure === 'averagePower')
    return ignore(asked, [figure], 'l1', profiled) && ignore(asked, [figure], 'l2', profiled)
  return trend(asked, figure, 'l1') === 'rises' && trend(asked, figure, 'l2') === 'rises'
}

/**
 * Whether energy is the sum of what the groups of L1 and of L2 take, at any bandwidth: what the search within a cell relies
 * on. With static energies it follows the runtime, and every design is looked at.
 */
const isSeparable = ({ declared }: Asked): boolean => trendOf('energy', 'runtime', [], declared) === undefined

/** When each rule follows from what is declared. */
const follows: { readonly [R in Rule]: (asked: Asked) => boolean } = {
  units: (asked) => ignore(asked, [...profiled, ...buffers], 'pes'),
  pes: (asked) => isSeparable(asked) && areNoBetter(asked, 'pes') && areSoundFewer(asked, 'pes'),
  simd: (asked) =>
    isSeparable(asked) &&
    trend(asked, 'onChip', 'simd') === 'falls' &&
    ignore(asked, ['offChip', 'pesEnergy', 'otherEnergy', ...buffers], 'simd') &&
    areNoBetter(asked, 'simd') &&
    areSoundFewer(asked, 'simd'),
  curve: (asked) => trend(asked, 'onChip', 'bandwidth') === 'falls',
  l1: (asked) =>
    isSeparable(asked) &&
    ignore(asked, ['onChip', 'offChip', 'otherEnergy', 'l2Fits'], 'l1') &&
    areNoBetter(asked, 'l1') &&
    followDown(asked, [...asked.objectives, ...asked.limited], 'pesEnergy'),
  l2: (asked) =>
    isSeparable(asked) &&
    ignore(asked, ['onChip', 'pesEnergy', 'l1Fits'], 'l2') &&
    trend(asked, 'offChip', 'l2') === 'falls' &&
    areNoBetter(asked, 'l2') &&
    followDown(asked, [...asked.objectives, ...asked.limited], 'otherEnergy') &&
    followDown(asked, asked.objectives, 'offChip'),
  bandwidth: (asked) =>
    isSeparable(asked) &&
    trend(asked, 'onChip', 'bandwidth') === 'falls' &&
    ignore(asked, ['offChip', 'pesEnergy', 'otherEnergy', ...buffers], 'bandwidth') &&
    areNoBetter(asked, 'bandwidth') &&
    followDown(asked, asked.objectives, 'onChip'),
  ideal: (asked) =>
    isSeparable(asked) &&
    areNoBetter(asked, 'bandwidth') &&
    profiled.every((cause) => followDown(asked, asked.objectives, cause)),
  budget: (asked) => isSeparable(asked) && asked.limited.every((figure) => isBordered(asked, figure)),
}

/** The rules that follow for a question, but for those that are named. */
export const rulesFor = (asked: Asked, without: readonly Rule[]): Rules => {
  const holds = (rule: Rule) => !without.includes(rule) && follows[rule](asked)
  return {
    units: holds('units'),
    pes: holds('pes'),
    simd: holds('simd'),
    curve: holds('curve'),
    l1: holds('l1'),
    l2: holds('l2'),
    bandwidth: holds('bandwidth'),
    ideal: holds('ideal'),
    budget: holds('budget'),
  }
}

/** Whether every design is looked at by itself. */
export const isUnpruned = ({ l1, l2, bandwidth, ideal, budget }: Rules): boolean =>
  !(l1 || l2 || bandwidth || ideal || budget)

/** Whether energy reads the capacity of L1, and that of L2 besides the off-chip choice that it leads to. */
export const energyReads = (asked: Asked): { readonly l1: boolean; readonly l2: boolean } => ({
  l1: !ignore(asked, ['pesEnergy'], 'l1'),
  l2: !ignore(asked, ['otherEnergy'], 'l2', ['residency', 'offChipTraffic']),
})

/** Whether an objective counts bandwidth itself, besides the time that it saves. */
export const countsBandwidth = (asked: Asked): boolean =>
  !ignore(asked, asked.objectives, 'bandwidth', profiled)

/** Whether the answer depends on the PEs, or the SIMD lanes, besides what a profile holds. */
export const countsAxis = (asked: Asked, axis: 'pes' | 'simd'): boolean =>
  !ignore(asked, [...asked.objectives, ...asked.limited], axis, profiled)
