/** How far a mapping is from the best one, which a search finds or bounds. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import type { Dataflow, Directive } from '../dataflow/directive'
import { printMap } from '../dataflow/print'
import { renderErrors } from '../error/render'
import { listed } from '../error/show'
import { isRecord } from '../internal/read'
import { mapInChunks } from '../map/map'
import type { MappedDataflow, Mapping } from '../map/mapping-type'
import type { MapLimits, MapRestrictions } from '../map/request'
import { printExpression } from '../notation/print-expression'
import { atMost } from '../report/numbers'
import { noMappingWords } from '../report/search/no-mapping'
import { leftOut } from './energy'
import { explained, sections } from './explanation'
import { figureOf, readFigure } from './figures'
import { misfitOf } from './misfits'
import { measureParts, nameOf, partsOf, type Undecidable, wholeMapping } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { indented, percent, percentsOfBound, shown, written } from './words'

/**
 * The optimum that a mapping is compared with: the least runtime, energy or energy-delay product of all mappings of one or two
 * levels, or of those that restrictions and limits leave (`MapRestrictions` and `MapLimits` of `maestro-dataflow/map`).
 *
 * @since 0.2.0
 * @category matchers
 */
export type Optimum = {
  /** The figure whose least value the mapping is compared with. */
  readonly ofOptimum: 'runtime' | 'energy' | 'edp'
  /** Restrictions of the mappings of the search; none by default. */
  readonly space?: MapRestrictions
  /** Upper limits of the cost of a mapping of the search; none by default. */
  readonly limits?: MapLimits
  /** Boxes of mappings that the search works on at most: 5,000 when absent, which takes a second or two. */
  readonly nodes?: number
}

const objectives = ['runtime', 'energy', 'edp'] as const
const optionNames = ['ofOptimum', 'space', 'limits', 'nodes']
const form = 'toComeWithin(share, { ofOptimum, space, limits, nodes })'

const defaultNodes = 5_000
/** A verdict is looked for so often. */
const chunk = 250

/** Sums of doubles differ by rounding. */
const tolerance = 2e-9

const optionFault = (share: unknown, given: unknown): Undecidable | undefined => {
  if (typeof share !== 'number' || !(share >= 0 && share < Infinity))
    return `${form} takes a share of the optimum, such as 0.05 for 5 %, not ${written(share)}.`
  if (!isRecord(given) || given['ofOptimum'] === undefined)
    return `Name the objective of the optimum: ${form}, where ofOptimum is ${listed(objectives, 'or')}.`
  const unknown = Object.keys(given).find((key) => !optionNames.includes(key))
  if (unknown !== undefined) return `${form} has no option ${written(unknown)}.`
  const { ofOptimum } = given
  return objectives.some((each) => each === ofOptimum)
    ? undefined
    : `There is no optimum of ${written(ofOptimum)}: ofOptimum is ${listed(objectives, 'or')}.`
}

/** What is asked, and what a search has found about it. */
type Question = { readonly cost: number; readonly share: number; readonly objective: Optimum['ofOptimum'] }
type Finding = { readonly best: MappedDataflow | null; readonly lower: number; readonly mapping: Mapping }

/** True or false where it is proven, whatever the search would find next. */
const decided = ({ cost, share, objective }: Question, { best, lower }: Finding): boolean | undefined => {
  if (cost <= lower * (1 + share) * (1 + tolerance)) return true
  return best !== null && cost > best[objective] * (1 + share) * (1 + tolerance) ? false : undefined
}

/** Searches until the bound proves that the mapping is near enough, or to the end. */
const search = (
  parts: Parameters<typeof mapInChunks>[0],
  question: Question,
  nodes: number,
): Either<Undecidable, Finding> => {
  let latest: Finding | undefined
  for (const piece of mapInChunks(parts, { nodes, chunk, gap: 0 })) {
    if (!isRight(piece)) return left(`There is no optimum:\n\n${renderErrors(piece.left)}`)
    const { mapping } = piece.right
    // Where nothing is feasible there is no bound, and 0 decides nothing.
    const lower = typeof mapping.lower === 'number' ? mapping.lower : 0
    latest = { best: mapping.best, lower, mapping }
    if (decided(question, latest) === true) break
  }
  return latest === undefined ? left('There is no optimum: nothing was searched.') : right(latest)
}

const printed = (directive: Directive): string =>
  directive._tag === 'Cluster'
    ? `Cluster(${printExpression(directive.size)})`
    : printMap({
        kind: directive._tag,
        size: printExpression(directive.size),
        offset: printExpression(directive.offset),
        name: directive.dimension,
      })

const linesOf = ({ directives }: Dataflow): string => directives.map(printed).join('\n')

/** What is known of the optimum: it itself, or between what it is. */
const optimumLine = ({ objective }: Question, { best, lower, mapping }: Finding): string => {
  if (best === null) return `No mapping of the space costs less than ${shown(lower)}.`
  if (best[objective] <= lower) return 'The best found is the optimum: no mapping of the space costs less.'
  const above =
    lower > 0
      ? `the best found is ${atMost(best[objective] / lower - 1, 2)} above the optimum`
      : 'it is not bounded how far the best found is above the optimum'
  const { nodes } = mapping.counts
  return `No mapping of the space costs less than ${shown(lower)}: ${above}. The search was stopped after ${shown(nodes)} ${nodes === 1 ? 'box' : 'boxes'} of mappings; give more { nodes } to come nearer.`
}

const tableOf = (name: string, question: Question, { best, lower }: Finding): string => {
  const rows = [
    { what: name, value: question.cost },
    ...(best === null ? [] : [{ what: 'the best found', value: best[question.objective] }]),
    { what: 'the lower bound', value: lower },
  ]
  const width = Math.max(...rows.map(({ what }) => what.length))
  const digits = Math.max(...rows.map(({ value }) => shown(value).length))
  return rows.map(({ what, value }) => `${what.padEnd(width)}  ${shown(value).padStart(digits)}`).join('\n')
}

/** Whether it is so, where that is known; why not, where it is not. */
const verdictFor = (name: string, question: Question, finding: Finding): Either<Undecidable, boolean> => {
  const known = decided(question, finding)
  if (known !== undefined) return right(known)
  const { best, mapping } = finding
  if (best === null && mapping.proven) return left(`There is no optimum: ${noMappingWords(mapping)}.`)
  if (mapping.proven) return right(true)
  return left(
    sections([
      `It is not decided whether ${name} comes within ${percent(question.share)} of the optimum.`,
      indented(tableOf(name, question, finding)),
      optimumLine(question, finding),
    ]),
  )
}

const judge = (
  subject: unknown,
  share: number,
  { ofOptimum: objective, space, limits, nodes = defaultNodes }: Optimum,
): Either<Undecidable, Judgement> => {
  const parts = partsOf(subject)
  if (!isRight(parts)) return parts
  const whole = wholeMapping(parts.right)
  if (!isRight(whole)) return whole
  const figure = readFigure(objective)
  const measured = measureParts(parts)
  if (!isRight(figure)) return figure
  if (!isRight(measured)) return measured
  const cost = figureOf(figure.right, measured.right)
  if (!isRight(cost)) return cost
  const name = nameOf(measured.right)
  const side = { name, measured: measured.right }
  const misfit = misfitOf(side)
  if (misfit !== undefined) return left(misfit)
  const question = { cost: cost.right, share, objective }
  const { layer, hardware } = whole.right
  const request = {
    layer,
    hardware,
    objective,
    ...(space === undefined ? {} : { space }),
    ...(limits === undefined ? {} : { limits }),
  }
  const found = search(request, question, nodes)
  if (!isRight(found)) return found
  const pass = verdictFor(name, question, found.right)
  if (!isRight(pass)) return pass
  const { best, lower, mapping } = found.right
  const least = best === null ? lower : Math.min(best[objective], cost.right)
  const above = percentsOfBound(
    share,
    cost.right / (pass.right ? lower : least) - 1,
    pass.right ? 'up' : 'down',
  )
  return right({
    pass: pass.right,
    subject: `the ${figure.right.words} of ${name}`,
    claim: `to come within ${above[0]} of the optimum`,
    finding: () =>
      sections([
        `It is at ${pass.right ? 'most' : 'least'} ${above[1]} above the optimum.`,
        indented(tableOf(name, question, found.right)),
        optimumLine(question, found.right),
        figure.right.ofParts ? leftOut([side]) : '',
        best === null || pass.right ? '' : `The best found:\n${indented(linesOf(best.dataflow))}`,
        ...mapping.warnings.map(({ message }) => message),
        explained(measured.right, name),
      ]),
  })
}

/** See `MaestroMatchers.toComeWithin`. */
export function toComeWithin(this: Context, subject: unknown, share: number, optimum: Optimum): Verdict {
  return verdictOf(this, () => {
    const fault = optionFault(share, optimum)
    return fault === undefined ? judge(subject, share, optimum) : left(fault)
  })
}
