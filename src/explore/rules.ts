/** The rules that save work. Each says why it cannot change the answer, and can be switched off to see that it does not. */

/**
 * A rule of pruning:
 *
 * - `units`: units beyond the tiles of level 0's spatial loop stand idle in every step, so all counts of them are analysed
 *   as one. What still depends on them (area, power, utilization) is worked out for each.
 * - `curve`: a run takes no longer with more bandwidth, because every operation on the way (quotient, ceiling, maximum, sum
 *   of non-negative terms) is monotone, rounded or not. So only those bandwidths are timed that are asked for, and between
 *   two of equal runtime all are equal.
 * - `l1`: of the PE buffers that hold what they must, one that is larger and whose accesses take no less energy changes
 *   nothing but area and power, which it does not lower: all designs with it are matched or beaten by those with the
 *   smaller one.
 * - `l2`: the same for the shared buffer, if it lowers neither energy nor off-chip traffic. Of capacities between two that
 *   lead to the same off-chip choice, all do, because the choices that fit are nested.
 * - `bandwidth`: more bandwidth that does not shorten the runtime changes nothing but area and power, which it does not
 *   lower. Where these are no objectives, only the largest bandwidth within budget matters.
 * - `ideal`: if a design that was found earlier is at least as good in every objective as the least runtime, energy, area and
 *   power in a range of bandwidths taken together, it is at least as good as each design of that range; and at equal
 *   points the earlier one counts.
 * - `budget`: area and power do not fall with bandwidth or capacity. So the bandwidths within budget are the lowest ones,
 *   counted by bisection; and where their number is the same at the smallest capacities and at the largest, it is the same
 *   at all between.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Rule = 'units' | 'curve' | 'l1' | 'l2' | 'bandwidth' | 'ideal' | 'budget'

export type Rules = { readonly [R in Rule]: boolean }

export const allRules: readonly Rule[] = ['units', 'curve', 'l1', 'l2', 'bandwidth', 'ideal', 'budget']

export const rulesWithout = (without: readonly Rule[]): Rules => {
  const holds = (rule: Rule) => !without.includes(rule)
  return {
    units: holds('units'),
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
