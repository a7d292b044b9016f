/** Comparisons of a subject with others. */
import { type Either, isRight, left, map, right } from 'fp-ts/Either'
import { listed } from '../error/show'
import type { FigureName } from '../figures/figures'
import { isRecord, type UnknownRecord } from '../internal/read'
import type { Misfits } from '../network/network-estimate'
import type { Comparison } from './comparison'
import { leftOut, unitFault } from './energy'
import { explained, sections } from './explanation'
import { type Figure, figureOf, type ReadFigure, readFigure } from './figures'
import { misfitFault, readMisfits } from './misfits'
import { type Measured, measure, nameOf, type Subject, type Undecidable } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { beside, indented, percent, shown, written } from './words'

/** One of those compared; a number has no name and no mapping. */
type Side = { readonly name: string; readonly value: number; readonly measured: Measured | null }

const all = <A, B>(
  items: readonly A[],
  read: (item: A, i: number) => Either<Undecidable, B>,
): Either<Undecidable, readonly B[]> => {
  const values: B[] = []
  for (const [i, item] of items.entries()) {
    const value = read(item, i)
    if (!isRight(value)) return value
    values.push(value.right)
  }
  return right(values)
}

const listOf = (others: unknown): readonly unknown[] => (Array.isArray(others) ? others : [others])

const sideOf = (figure: ReadFigure, subject: Measured): Either<Undecidable, Side> =>
  map((value: number): Side => ({ name: nameOf(subject), value, measured: subject }))(
    figureOf(figure, subject),
  )

/** The other in messages: by its place if there are several, and by its name if it has one. */
const ofOther = (other: unknown, place: string): string => {
  const dataflow = isRecord(other) && isRecord(other['dataflow']) ? other['dataflow'] : other
  const name = isRecord(dataflow) ? dataflow['name'] : undefined
  return ` of the other subject${place}${typeof name === 'string' && name !== '' ? ` (${name})` : ''}`
}

const otherSide =
  (figure: ReadFigure, count: number) =>
  (other: unknown, i: number): Either<Undecidable, Side> => {
    if (typeof other === 'number')
      return Number.isFinite(other)
        ? right({ name: 'the number given', value: other, measured: null })
        : left(`A figure is compared with a finite number, not ${written(other)}.`)
    const measured = measure(other, ofOther(other, count === 1 ? '' : `, than[${i}]`))
    return isRight(measured) ? sideOf(figure, measured.right) : measured
  }

/** The same mapping on other hardware has the same name: then it is called the other. */
const otherThan = (subject: string, other: string): string =>
  other === subject ? `${other} (the other)` : other

const table = (subject: Side, others: readonly Side[]): string => {
  const sides = [subject, ...others]
  const width = Math.max(...sides.map(({ name }) => name.length))
  const digits = Math.max(...sides.map(({ value }) => shown(value).length))
  const line = ({ name, value }: Side): string => `${name.padEnd(width)}  ${shown(value).padStart(digits)}`
  return [
    line(subject),
    ...others.map((other) => `${line(other)}  (the first is ${beside(subject.value, other.value)})`),
  ].join('\n')
}

type Direction = 'less' | 'more'

const isBeyond = (direction: Direction, value: number, other: number, by: number): boolean => {
  const differs = direction === 'less' ? value < other : value > other
  const far = Math.abs(value - other) >= by * Math.abs(other)
  return differs && far
}

const comparisonFault = (comparison: unknown, direction: Direction): Undecidable | undefined => {
  const form = `toUse${direction === 'less' ? 'Less' : 'More'}(figure, { than, by, misfits })`
  if (!isRecord(comparison) || comparison['than'] === undefined)
    return `A comparison needs another subject: ${form}.`
  const unknown = Object.keys(comparison).find((key) => key !== 'than' && key !== 'by' && key !== 'misfits')
  if (unknown !== undefined) return `${form} has no option ${written(unknown)}.`
  if (Array.isArray(comparison['than']) && comparison['than'].length === 0)
    return 'There is nothing to compare with: the list is empty.'
  const by = comparison['by']
  const most = direction === 'less' ? 1 : Number.MAX_VALUE
  if (by === undefined || (typeof by === 'number' && by >= 0 && by <= most)) return undefined
  return `by is a share of the other's figure, such as 0.3 for 30 %, not ${written(by)}.`
}

const claimOf = (direction: Direction, others: readonly Side[], by: number): string => {
  const than = others.map(({ name, value, measured }) =>
    measured === null ? shown(value) : `that of ${name}`,
  )
  return `to be ${by > 0 ? `at least ${percent(by)} ` : ''}${direction} than ${listed(than)}`
}

/** Why each of those compared has its figures. */
const reasons = (sides: readonly Side[]): readonly string[] =>
  sides.flatMap(({ measured, name }) => (measured === null ? [] : [explained(measured, name)]))

/** Explaining every one of many would hide what matters. */
const mostExplained = 3

const compared = (direction: Direction, subject: unknown, name: unknown, given: Comparison) => {
  const unclear = comparisonFault(given, direction)
  if (unclear !== undefined) return left(unclear)
  const figure = readFigure(name)
  if (!isRight(figure)) return figure
  const measured = measure(subject)
  if (!isRight(measured)) return measured
  const side = sideOf(figure.right, measured.right)
  if (!isRight(side)) return side
  const than = listOf(given.than)
  const others = all(than, otherSide(figure.right, than.length))
  if (!isRight(others)) return others
  const named = others.right.map((other) => ({ ...other, name: otherThan(side.right.name, other.name) }))
  const misfits = readMisfits(given.misfits)
  if (!isRight(misfits)) return misfits
  const sides = [side.right, ...named]
  const fault = unitFault(figure.right, sides) ?? misfitFault([figure.right], sides, misfits.right)
  if (fault !== undefined) return left(fault)
  return right({ figure: figure.right, side: side.right, others: named, by: given.by ?? 0 })
}

const judge = (
  direction: Direction,
  subject: unknown,
  name: unknown,
  given: Comparison,
): Either<Undecidable, Judgement> => {
  const sides = compared(direction, subject, name, given)
  if (!isRight(sides)) return sides
  const { figure, side, others, by } = sides.right
  const explainable = [side, ...others].slice(0, mostExplained)
  return right({
    pass: others.every(({ value }) => isBeyond(direction, side.value, value, by)),
    subject: `the ${figure.words} of ${side.name}`,
    claim: claimOf(direction, others, by),
    finding: () =>
      sections([
        indented(table(side, others)),
        figure.ofParts ? indented(leftOut([side, ...others])) : '',
        ...reasons(explainable),
      ]),
  })
}

/** See `MaestroMatchers.toUseLess`. */
export function toUseLess(this: Context, subject: unknown, figure: Figure, comparison: Comparison): Verdict {
  return verdictOf(this, () => judge('less', subject, figure, comparison))
}

/** See `MaestroMatchers.toUseMore`. */
export function toUseMore(this: Context, subject: unknown, figure: Figure, comparison: Comparison): Verdict {
  return verdictOf(this, () => judge('more', subject, figure, comparison))
}

/**
 * The objectives in which a subject is no worse than those it dominates; runtime and energy by default. Mappings that do not
 * fit the buffers are not compared unless `misfits` is `'allow'`.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Objectives = {
  /** The figures to compare; runtime and energy by default. */
  readonly objectives?: readonly FigureName[]
  /** The treatment of mappings that do not fit the buffers: `'refuse'` rejects them (the default), `'allow'` compares them. */
  readonly misfits?: Misfits
}

type Objective = { readonly figure: ReadFigure; readonly side: Side; readonly other: Side }

/** Positive if the first is better, negative if it is worse. */
const advantage = ({ figure, side, other }: Objective): number => {
  const gain = figure.better === 'less' ? other.value - side.value : side.value - other.value
  return Math.sign(gain)
}

const objective =
  (subject: Measured, other: Measured) =>
  (name: FigureName): Either<Undecidable, Objective> => {
    const figure = readFigure(name)
    if (!isRight(figure)) return figure
    const side = sideOf(figure.right, subject)
    if (!isRight(side)) return side
    const against = sideOf(figure.right, other)
    return isRight(against)
      ? right({ figure: figure.right, side: side.right, other: against.right })
      : against
  }

const standing = ['worse', 'equal', 'better'] as const

const objectiveTable = (name: string, other: string, objectives: readonly Objective[]): string => {
  const rows = [
    ['', name, other, ''],
    ...objectives.map((each) => [
      each.figure.words,
      shown(each.side.value),
      shown(each.other.value),
      standing[advantage(each) + 1] ?? '',
    ]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

const dominance = (
  subject: unknown,
  other: unknown,
  { names, misfits }: ReadObjectives,
): Either<Undecidable, Judgement> => {
  const first = measure(subject)
  if (!isRight(first)) return first
  const second = measure(other, ofOther(other, ''))
  if (!isRight(second)) return second
  const objectives = all(names, objective(first.right, second.right))
  if (!isRight(objectives)) return objectives
  const signs = objectives.right.map(advantage)
  const name = nameOf(first.right)
  const otherName = otherThan(name, nameOf(second.right))
  const sides = [
    { name, measured: first.right },
    { name: otherName, measured: second.right },
  ]
  const ofEnergy = objectives.right.find(({ figure }) => figure.ofEnergy)?.figure
  const figures = objectives.right.map(({ figure }) => figure)
  const fault = (ofEnergy && unitFault(ofEnergy, sides)) ?? misfitFault(figures, sides, misfits)
  if (fault !== undefined) return left(fault)
  return right({
    pass: signs.every((sign) => sign >= 0) && signs.some((sign) => sign > 0),
    subject: name,
    claim: `to dominate ${otherName} in ${listed(objectives.right.map(({ figure }) => figure.words))}`,
    finding: () =>
      sections([
        indented(objectiveTable(name, otherName, objectives.right)),
        figures.some(({ ofParts }) => ofParts) ? indented(leftOut(sides)) : '',
        explained(first.right, name),
        explained(second.right, otherName),
      ]),
  })
}

const defaultObjectives: readonly FigureName[] = ['runtime', 'energy']

type ReadObjectives = { readonly names: readonly FigureName[]; readonly misfits: Misfits }

const readObjectives = (options: unknown): Either<Undecidable, ReadObjectives> => {
  const record: UnknownRecord = isRecord(options) ? options : { objectives: options }
  const unknown = Object.keys(record).find((key) => key !== 'objectives' && key !== 'misfits')
  if (unknown !== undefined)
    return left(`toDominate(other, { objectives, misfits }) has no option ${written(unknown)}.`)
  const misfits = readMisfits(record['misfits'])
  if (!isRight(misfits)) return misfits
  return map((names: readonly FigureName[]) => ({ names, misfits: misfits.right }))(
    namesIn(record['objectives']),
  )
}

const namesIn = (given: unknown): Either<Undecidable, readonly FigureName[]> => {
  if (given === undefined) return right(defaultObjectives)
  if (!Array.isArray(given) || given.length === 0)
    return left(
      `To dominate takes a list of at least one objective, such as ['runtime', 'l1'], not ${written(given)}.`,
    )
  return right(given) // each is read as a figure
}

/** See `MaestroMatchers.toDominate`. */
export function toDominate(this: Context, subject: unknown, other: Subject, options?: Objectives): Verdict {
  return verdictOf(this, () => {
    const objectives = readObjectives(options)
    return isRight(objectives) ? dominance(subject, other, objectives.right) : objectives
  })
}
