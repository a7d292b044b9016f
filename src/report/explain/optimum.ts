/** What a mapping search found for the layer that is explained: its best mapping beside the present one, and how far that is proven. */
import type { Estimate } from '../../cost/estimate-type'
import type { Report } from '../../error/error'
import { figures } from '../../figures/figures'
import type { Objective } from '../../figures/objectives'
import type { Mapping } from '../../map/mapping-type'
import { energyText } from '../energy-words'
import { atMost, percent, plural, short } from '../numbers'
import { estimateBest, readMapping } from '../search/read-mapping'
import type { Proposal, Subject } from './change'
import type { FindingOf } from './finding'
import { sentence } from './words'

/** The answer of a search, with the estimate of its best mapping; null where it found none. */
export type Searched = { readonly mapping: Mapping; readonly best: Estimate | null }

/** Undefined where no answer was given; the report says what is wrong with one. */
export const readSearched = (
  given: unknown,
  subject: Pick<Subject, 'layer' | 'hardware'>,
  report: Report,
): Searched | undefined => {
  const mapping = given === undefined ? undefined : readMapping(given, report)
  if (mapping === undefined) return undefined
  const best = mapping.best === null ? null : estimateBest(mapping.best, subject, report)
  return best === undefined ? undefined : { mapping, best }
}

/** The best mapping as a change to try. */
export const searchedProposals = (searched: Searched | undefined): readonly Proposal[] =>
  searched === undefined || searched.mapping.best === null
    ? []
    : [
        {
          _tag: 'Mapping',
          path: 'dataflow',
          action: 'take the best mapping of the search',
          dataflow: searched.mapping.best.dataflow,
        },
      ]

/** `takes 903,168 cycles`, `takes an energy of 5.11 mJ`. */
const costWords = (objective: Objective, estimate: Estimate): string => {
  if (objective === 'runtime') return `takes ${plural(estimate.runtime, 'cycle')}`
  if (objective === 'energy')
    return `takes an energy of ${energyText(estimate.energy.total, estimate.energy.unit)}`
  return `has an energy-delay product of ${short(estimate.edp)}`
}

const besideWords = (objective: Objective, cost: number, best: number): string => {
  const less = objective === 'runtime' ? 'fewer' : 'less'
  return best < cost ? `${percent(1 - best / cost)} ${less}` : `${percent(best / cost - 1)} more`
}

/** A search for something else, and a front, prove nothing of this objective. */
const proofOf = (mapping: Mapping, objective: Objective) => {
  const { lower, gap } = mapping
  const isProof = mapping.objective === objective && typeof lower === 'number' && typeof gap === 'number'
  // A search that has hardly begun knows no more than that costs are positive.
  return isProof && (lower > 0 || gap === 0) ? { lower, gap } : { lower: null, gap: null }
}

/** How far above the optimum a mapping is, after what it costs. */
const proofWords = (gap: number | null): string => {
  if (gap === null) return ''
  return gap === 0
    ? ', which is the optimum of the searched space'
    : `, ${atMost(gap)} above the optimum of the searched space`
}

/** Where the present mapping costs what the best one does. */
const sameWords = (gap: number | null): string => {
  if (gap === 0) return 'no mapping of the searched space is better'
  return gap === null
    ? 'the search found no better mapping'
    : `the search found no better mapping, and this one is ${atMost(gap)} above the optimum of the searched space`
}

const nothingWords = ({ proven, counts }: Mapping): string =>
  proven
    ? 'no mapping of the searched space is feasible'
    : `the search found no mapping in ${plural(counts.nodes, 'node')}`

/** What the best mapping costs, how that compares, and what is proven of it; in the middle of a sentence. */
const optimumWords = ({ mapping, best }: Searched, present: Estimate, objective: Objective): string => {
  if (best === null) return nothingWords(mapping)
  const [cost, least] = [figures[objective].of(present), figures[objective].of(best)]
  const { gap } = proofOf(mapping, objective)
  return least === cost
    ? sameWords(gap)
    : `the best mapping that the search found ${costWords(objective, best)}, ${besideWords(objective, cost, least)}${proofWords(gap)}`
}

/** The optimum as a clause after another one; empty where nothing was searched. */
export const optimumClause = (
  searched: Searched | undefined,
  present: Estimate,
  objective: Objective,
): string => (searched === undefined ? '' : optimumWords(searched, present, objective))

export const optimumFindings = (
  searched: Searched | undefined,
  present: Estimate,
  objective: Objective,
): readonly FindingOf<'Optimum'>[] => {
  if (searched === undefined) return []
  const { mapping, best } = searched
  const costOf = figures[objective].of
  return [
    {
      _tag: 'Optimum',
      objective,
      sentence: sentence(optimumWords(searched, present, objective)),
      numbers: {
        present: costOf(present),
        best: best === null ? null : costOf(best),
        ...proofOf(mapping, objective),
        nodes: mapping.counts.nodes,
      },
    },
  ]
}
