/** Comparisons of a subject with others. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import { listed, show } from '../error/show'
import { isRecord } from '../internal/read'
import { explained, sections } from './explanation'
import { type Figure, type FigureName, figureOf, type ReadFigure, readFigure } from './figures'
import { type Measured, measure, nameOf, type Subject, type Unclear } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { indented, percent, shown } from './words'

/**
 * What a figure is compared with: another subject or a number, or each of a list of them.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Others = Subject | number | readonly (Subject | number)[]

/**
 * What a figure is compared with, and by how much it must differ: `by: 0.3` asks for at least 30 % of the other's figure.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Comparison = { readonly than: Others; readonly by?: number }

type Side = { readonly name: string; readonly value: number; readonly measured: Measured | null }

const all = <A, B>(
  items: readonly A[],
  read: (item: A) => Either<Unclear, B>,
): Either<Unclear, readonly B[]> => {
  const values: B[] = []
  for (const item of items) {
    const value = read(item)
    if (!isRight(value)) return value
    values.push(value.right)
  }
  return right(values)
}

const listOf = (others: unknown): readonly unknown[] => (Array.isArray(others) ? others : [others])

const sideOf = (figure: ReadFigure, subject: Measured): Either<Unclear, Side> => {
  const value = figureOf(figure, subject)
  return isRight(value) ? right({ name: nameOf(subject), value: value.right, measured: subject }) : value
}

const otherSide =
  (figure: ReadFigure) =>
  (other: unknown): Either<Unclear, Side> => {
    if (typeof other === 'number')
      return Number.isFinite(other)
        ? right({ name: 'the number given', value: other, measured: null })
        : left(`A figure is compared with a finite number, not ${show(other)}.`)
    const measured = measure(other)
    return isRight(measured) ? sideOf(figure, measured.right) : measured
  }

const difference = (value: number, other: number): string => {
  if (value === other) return 'the same'
  if (other === 0) return 'where the other has none'
  return `${percent(Math.abs(value - other) / Math.abs(other))} ${value < other ? 'less' : 'more'}`
}

const table = (subject: Side, others: readonly Side[]): string => {
  const width = Math.max(...[subject, ...others].map(({ name }) => name.length))
  const line = ({ name, value }: Side): string => `${name.padEnd(width)}  ${shown(value)}`
  return [
    line(subject),
    ...others.map((other) => `${line(other)}  (the first: ${difference(subject.value, other.value)})`),
  ].join('\n')
}

type Direction = 'less' | 'more'

const isBeyond = (direction: Direction, value: number, other: number, by: number): boolean => {
  const differs = direction === 'less' ? value < other : value > other
  const far = Math.abs(value - other) >= by * Math.abs(other)
  return differs && far
}

const comparisonFault = (comparison: unknown, direction: Direction): Unclear | undefined => {
  const form = `toUse${direction === 'less' ? 'Less' : 'More'}(figure, { than, by })`
  if (!isRecord(comparison) || comparison['than'] === undefined)
    return `A comparison says what it compares with: ${form}.`
  const unknown = Object.keys(comparison).find((key) => key !== 'than' && key !== 'by')
  if (unknown !== undefined) return `${form} knows no ${show(unknown)}.`
  if (Array.isArray(comparison['than']) && comparison['than'].length === 0)
    return 'There is nothing to compare with: the list is empty.'
  const by = comparison['by']
  const most = direction === 'less' ? 1 : Number.MAX_VALUE
  if (by === undefined || (typeof by === 'number' && by >= 0 && by <= most)) return undefined
  return `by is a share of the other's figure, such as 0.3 for 30 %, not ${show(by)}.`
}

const claimOf = (
  direction: Direction,
  { words }: ReadFigure,
  others: readonly Side[],
  by: number,
): string => {
  const than = listed(others.map(({ name, value, measured }) => (measured === null ? shown(value) : name)))
  return `to use ${by > 0 ? `at least ${percent(by)} ` : ''}${direction} ${words} than ${than}`
}

/** Why each of the subjects compared has its figures. */
const reasons = (sides: readonly Side[]): readonly string[] =>
  sides.flatMap(({ measured }) => (measured === null ? [] : [explained(measured)]))

/** Explaining every one of many would hide what matters. */
const mostExplained = 3

const compared = (direction: Direction, subject: unknown, name: unknown, given: Comparison) => {
  const fault = comparisonFault(given, direction)
  if (fault !== undefined) return left(fault)
  const figure = readFigure(name)
  if (!isRight(figure)) return figure
  const measured = measure(subject)
  if (!isRight(measured)) return measured
  const side = sideOf(figure.right, measured.right)
  if (!isRight(side)) return side
  const others = all(listOf(given.than), otherSide(figure.right))
  if (!isRight(others)) return others
  return right({ figure: figure.right, side: side.right, others: others.right, by: given.by ?? 0 })
}

const judge = (
  direction: Direction,
  subject: unknown,
  name: unknown,
  given: Comparison,
): Either<Unclear, Judgement> => {
  const sides = compared(direction, subject, name, given)
  if (!isRight(sides)) return sides
  const { figure, side, others, by } = sides.right
  const sided = [side, ...others].slice(0, mostExplained)
  return right({
    pass: others.every(({ value }) => isBeyond(direction, side.value, value, by)),
    subject: side.name,
    claim: claimOf(direction, figure, others, by),
    finding: () => sections([indented(table(side, others)), ...reasons(sided)]),
  })
}

/** See `MaestroMatchers.toUseLess`. */
export function toUseLess(this: Context, subject: unknown, figure: Figure, comparison: Comparison): Verdict {
  return verdictOf(this, judge('less', subject, figure, comparison))
}

/** See `MaestroMatchers.toUseMore`. */
export function toUseMore(this: Context, subject: unknown, figure: Figure, comparison: Comparison): Verdict {
  return verdictOf(this, judge('more', subject, figure, comparison))
}

/**
 * What a subject is no worse in than those it dominates; runtime and energy unless given.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Objectives = { readonly objectives?: readonly FigureName[] }

type Objective = { readonly figure: ReadFigure; readonly side: Side; readonly other: Side }

/** Positive if the first is better, negative if it is worse. */
const advantage = ({ figure, side, other }: Objective): number => {
  const gain = figure.better === 'less' ? other.value - side.value : side.value - other.value
  return Math.sign(gain)
}

const objective =
  (subject: Measured, other: Measured) =>
  (name: FigureName): Either<Unclear, Objective> => {
    const figure = readFigure(name)
    if (!isRight(figure)) return figure
    const side = sideOf(figure.right, subject)
    if (!isRight(side)) return side
    const against = sideOf(figure.right, other)
    return isRight(against)
      ? right({ figure: figure.right, side: side.right, other: against.right })
      : against
  }

const standing = ['is worse', 'is equal', 'is better'] as const

const objectiveLine = (given: Objective): string =>
  `${given.figure.name}: ${shown(given.side.value)}, the other ${shown(given.other.value)}: it ${standing[advantage(given) + 1]}`

const dominance = (
  subject: unknown,
  other: unknown,
  names: readonly FigureName[],
): Either<Unclear, Judgement> => {
  const measured = all([subject, other], measure)
  if (!isRight(measured)) return measured
  const [first, second] = measured.right
  if (first === undefined || second === undefined) return left('There is nothing to compare with.')
  const objectives = all(names, objective(first, second))
  if (!isRight(objectives)) return objectives
  const signs = objectives.right.map(advantage)
  return right({
    pass: signs.every((sign) => sign >= 0) && signs.some((sign) => sign > 0),
    subject: nameOf(first),
    claim: `to dominate ${nameOf(second)} in ${listed(names)}`,
    finding: () =>
      sections([
        indented(objectives.right.map(objectiveLine).join('\n')),
        explained(first),
        explained(second),
      ]),
  })
}

/** See `MaestroMatchers.toDominate`. */
export function toDominate(
  this: Context,
  subject: unknown,
  other: Subject,
  { objectives = ['runtime', 'energy'] }: Objectives = {},
): Verdict {
  if (objectives.length === 0) return verdictOf(this, left('To dominate takes at least one objective.'))
  return verdictOf(this, dominance(subject, other, objectives))
}
