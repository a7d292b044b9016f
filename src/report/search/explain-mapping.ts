/** Explanations of mapping searches: how good the best is, which bounds are tight, and what other kinds of mapping cost. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../../error/attempt'
import type { EstimateErrors, Report } from '../../error/error'
import { isRight } from '../../internal/either'
import { readRecord } from '../../internal/read'
import { integer } from '../../internal/readers'
import { snapshot } from '../../internal/snapshot'
import { visible } from '../../internal/visible'
import type { MappedDataflow, Mapping } from '../../map/mapping-type'
import { emptyMapping } from '../../map/merge'
import { isBounded } from '../../map/ranking'
import type { MapRequest } from '../../map/request'
import { energyText } from '../energy-words'
import { sentence } from '../explain/words'
import { atMost, count, nameOr, plural, short } from '../numbers'
import { costOfKind, kindOf, otherKinds } from './kinds'
import type { KindCost, MappingFinding, MappingFindingOf, MappingKind } from './mapping-finding'
import { noMappingWords } from './no-mapping'
import { estimateBest, readMapping } from './read-mapping'
import { atLeast, compared, floorFinding, partFindings } from './tight'

/**
 * The answer of a mapping search in words: the findings, the costs of other kinds of mapping (the lowest first), and all of it
 * as text, one sentence a line.
 *
 * @since 0.2.0
 * @category explanations
 */
export type MappingExplanation = {
  /** The findings, each with its figures. */
  readonly findings: readonly MappingFinding[]
  /** The best mapping found of every other kind and a lower bound of their cost, the lowest first. */
  readonly kinds: readonly KindCost[]
  /** All findings as text, one sentence a line. */
  readonly text: string
}

type Objective = 'runtime' | 'energy' | 'edp'

const costWords: { readonly [O in Objective]: string } = {
  runtime: 'fewer cycles',
  energy: 'less energy',
  edp: 'a smaller energy-delay product',
}

const infeasibleFinding = (mapping: Mapping): MappingFindingOf<'Infeasible'> => ({
  _tag: 'Infeasible',
  why: mapping.why,
  sentence: sentence(noMappingWords(mapping)),
})

/** `2.13 × 10^26` for what has more digits than can be read. */
const many = (digits: string): string => {
  if (digits.length <= 12) return count(Number(digits))
  const [first = '', ...rest] = Number(digits.slice(0, 4)).toExponential(2).slice(0, 4)
  return `${first}${rest.join('')} × 10^${digits.length - 1}`
}

const kindWords = ({ levels, spatial }: MappingKind): string => {
  if (spatial === undefined) return `with ${levels === 1 ? 'one level' : 'two levels'}`
  const units = levels === 1 ? 'PEs' : 'clusters'
  return spatial === null ? `with no dimension spread over the ${units}` : `with ${spatial} over the ${units}`
}

const bestFinding = (
  { layer }: MapRequest,
  { dataflow, runtime, energy, edp }: MappedDataflow,
  unit: Parameters<typeof energyText>[1],
): MappingFindingOf<'Best'> => ({
  _tag: 'Best',
  sentence: sentence(
    `the best mapping found of ${nameOr(layer.name, 'the layer')}, ${kindWords(kindOf(dataflow))}, takes ${plural(runtime, 'cycle')} and an energy of ${energyText(energy, unit)}; its energy-delay product is ${short(edp)}`,
  ),
  numbers: { runtime, energy, edp },
})

/** What no mapping has, after "none of the mappings". */
const costsLess = (objective: Objective, lower: number, unit: Parameters<typeof energyText>[1]): string => {
  if (objective === 'runtime') return `takes fewer than ${plural(lower, 'cycle')}`
  return objective === 'energy'
    ? `takes less energy than ${energyText(lower, unit)}`
    : `has an energy-delay product below ${short(lower)}`
}

const proofFinding = (
  mapping: Mapping,
  objective: Objective,
  best: MappedDataflow,
  unit: Parameters<typeof energyText>[1],
): MappingFindingOf<'Proof'> => {
  const { lower: found, gap: left, counts } = mapping
  const lower = typeof found === 'number' ? found : best[objective]
  const gap = left ?? 0
  const space = `the ${many(counts.mappings)} mappings of the space`
  const nodes = plural(counts.nodes, 'node')
  return {
    _tag: 'Proof',
    mappings: counts.mappings,
    sentence: sentence(
      gap === 0
        ? `that is the optimum: none of ${space} has ${costWords[objective]}`
        : !isBounded(gap)
          ? `a search of ${nodes} has no proven bound for ${space}: continue the search with more nodes`
          : `that is ${atMost(gap)} above the optimum: none of ${space} ${costsLess(objective, lower, unit)}, as a search of ${nodes} proves`,
    ),
    numbers: { lower, gap, nodes: counts.nodes },
  }
}

const frontFindings = (
  { front, gap, proven }: Mapping,
  unit: Parameters<typeof energyText>[1],
): readonly MappingFindingOf<'Front'>[] => {
  const [fastest] = front
  const thriftiest = front.at(-1)
  if (fastest === undefined || thriftiest === undefined) return []
  const most = gap ?? 0
  return [
    {
      _tag: 'Front',
      fastest,
      thriftiest,
      sentence: sentence(
        `the front has ${plural(front.length, 'point')}, from ${plural(fastest.runtime, 'cycle')} at an energy of ${energyText(fastest.energy, unit)} to ${plural(thriftiest.runtime, 'cycle')} at ${energyText(thriftiest.energy, unit)};`,
        most === 0
          ? 'it is complete'
          : `every mapping has a point on it that is ${atMost(most)} worse in both${proven ? '' : ': continue the search to reduce this'}`,
      ),
      numbers: { points: front.length, gap: most },
    },
  ]
}

const kindFinding = (cost: KindCost, objective: Objective, best: number): MappingFindingOf<'OtherKind'> => {
  const { kind, best: found, lower } = cost
  const value = found?.[objective]
  const least = lower === null ? '' : atLeast(lower, best)
  const bound = least === '' ? '' : `${least}, `
  const words =
    lower === null
      ? 'no mapping is feasible'
      : value === undefined
        ? `${bound}no mapping was found`
        : value === lower
          ? `the optimum costs ${compared(value, best)}`
          : `${bound}the best found costs ${compared(value, best)}`
  return { _tag: 'OtherKind', cost, sentence: sentence(`${kindWords(kind)}: ${words}`), numbers: { best } }
}

/** The order of kinds: the best found first, then what has only a bound, then what is infeasible. */
const byCost =
  (objective: Objective) =>
  (a: KindCost, b: KindCost): number => {
    const value = ({ best, lower }: KindCost): readonly number[] => [
      best?.[objective] ?? Number.MAX_VALUE,
      lower ?? Number.MAX_VALUE,
    ]
    const [first, second] = [value(a), value(b)]
    return first[0]! - second[0]! || first[1]! - second[1]!
  }

/** What is said where a mapping was found. */
const foundFindings = (
  mapping: Mapping,
  best: MappedDataflow,
  request: MapRequest,
  nodes: number,
  report: Report,
): Omit<MappingExplanation, 'text'> | undefined => {
  const estimate = estimateBest(best, request, report)
  if (estimate === undefined) return undefined
  const isFront = mapping.objective === 'pareto'
  const objective: Objective = mapping.objective === 'pareto' ? 'edp' : mapping.objective
  const kinds = otherKinds(request, kindOf(best.dataflow), report)
    .map((kind) => costOfKind(request, objective, kind, nodes))
    .toSorted(byCost(objective))
  return {
    kinds,
    findings: [
      ...(isFront ? frontFindings(mapping, estimate.energy.unit) : []),
      bestFinding(request, best, estimate.energy.unit),
      ...(isFront ? [] : [proofFinding(mapping, objective, best, estimate.energy.unit)]),
      ...(objective === 'energy' ? [] : [floorFinding(request, estimate, best.dataflow)]),
      ...(objective === 'runtime' ? [] : partFindings(request, estimate, nodes)),
      ...kinds.map((kind) => kindFinding(kind, objective, best[objective])),
    ],
  }
}

const remarksOf = ({ warnings }: Mapping): readonly MappingFindingOf<'Remark'>[] =>
  warnings.map(({ path, message }) => ({ _tag: 'Remark', path, sentence: message }))

/** Names of layers may hold anything. */
const readable = <F extends MappingFinding>(finding: F): F => ({
  ...finding,
  sentence: visible(finding.sentence),
})

const readNodes = /* @__PURE__ */ integer(1, 'Malformed', 'Give a number of boxes, 1 or more.', 500)

/**
 * Explains the quality of the best mapping of a search and its limits: the proof or the front, the floor of the runtime and its
 * cause, the larger parts of the energy, each next to a lower bound over all mappings, and the best mapping found of every other
 * kind: with another dimension, or none, spread over the units of level 0, and with the other number of levels. Each part of
 * the energy and each kind has a separate search of at most `nodes` nodes (500 by default). Where the search of a kind was
 * stopped, the text has its bound next to the best that it found.
 *
 * The result is a Left if the request is invalid, or if the answer is not the answer of it.
 *
 * @param mapping - The answer of a mapping search.
 * @param request - The request that was searched.
 * @param options - The limits of the searches of other kinds of mapping.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { map } from 'maestro-dataflow/map'
 * import { explainMapping } from 'maestro-dataflow/report'
 *
 * const request = {
 *   layer: gemm({ M: 8, N: 6, K: 10, name: 'product' }),
 *   hardware: accelerator({ pes: 4, clusters: [{ capacity: 64 }], noc: { bandwidth: 4 } }),
 *   objective: 'runtime',
 * } as const
 * const { findings, kinds } = orThrow(explainMapping(orThrow(map(request, { gap: 0 })), request))
 * findings.map(({ _tag }) => _tag).slice(0, 3) // => ['Best', 'Proof', 'Floor']
 * kinds.length // => 4
 * ```
 * @since 0.2.0
 * @category explanations
 */
export const explainMapping = (
  mapping: Mapping,
  request: MapRequest,
  options: {
    /** Boxes of mappings to work on at most, for each part of the energy and each other kind; 500 by default. */
    readonly nodes?: number
  } = {},
): Either<EstimateErrors, MappingExplanation> =>
  attempt((report) => {
    const record = readRecord(options, 'options', ['nodes'], 'Malformed', report) ?? {}
    const nodes = readNodes(record['nodes'], 'options', '.nodes', report)
    const given = { mapping: snapshot(mapping), request: snapshot(request) }
    const asked = emptyMapping(given.request as MapRequest)
    if (!isRight(asked)) report.push(...asked.left)
    const answer = readMapping(given.mapping, report)
    if (answer === undefined || report.length > 0) return undefined
    const { request: of } = given
    const found =
      answer.best === null
        ? { kinds: [], findings: [infeasibleFinding(answer)] }
        : foundFindings(answer, answer.best, of as MapRequest, nodes, report) // emptyMapping has checked it
    if (found === undefined) return undefined
    const findings = [...found.findings, ...remarksOf(answer)].map(readable)
    return { ...found, findings, text: findings.map((finding) => finding.sentence).join('\n') }
  })
