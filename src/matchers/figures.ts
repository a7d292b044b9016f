/** The figures that hypotheses compare, by name. */
import { type Either, isRight, left, map, right } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import { type FigureName, figures, type Figure as Registered } from '../figures/figures'
import { estimateIn, type Measured, totalsOf, type Undecidable } from './subject'
import { written } from './words'

/**
 * A figure by its name, or any other that an estimate holds, by a function.
 *
 * @since 0.1.0
 * @category figures
 */
export type Figure = FigureName | ((estimate: Estimate) => number)

/** What is compared: a figure of the registry, or one that a function reads, which may return anything. */
type Compared = Pick<
  Registered,
  'words' | 'better' | 'ofEnergy' | 'ofParts' | 'ofAnyBuffers' | 'ofTotals'
> & {
  readonly of: (estimate: Estimate) => unknown
}

const isKnown = (name: unknown): name is FigureName =>
  typeof name === 'string' && Object.hasOwn(figures, name)

/** What to call a figure, and how to find it. */
export type ReadFigure = Compared & { readonly name: string }

const names: readonly string[] = Object.keys(figures)

/** A figure as a matcher was given it. */
export const readFigure = (figure: unknown): Either<Undecidable, ReadFigure> => {
  if (isKnown(figure)) return right({ name: figure, ...figures[figure] })
  if (typeof figure === 'function')
    return right({
      name: figure.name === '' ? 'The requested figure' : figure.name,
      words: figure.name === '' ? 'requested figure' : `figure ${figure.name}`,
      better: 'less',
      ofEnergy: false,
      ofParts: false,
      ofAnyBuffers: false,
      ofTotals: null,
      of: (estimate): unknown => figure(estimate),
    })
  const hint = typeof figure === 'string' ? didYouMean(figure, names) : ''
  return left(`There is no figure ${written(figure)}. ${hint}The figures are ${listed(names)}.`)
}

/** What the hardware lacks for a figure that is null. */
const lackOf = (name: FigureName): string =>
  name === 'averagePower'
    ? 'the energy table is not in pJ, or the hardware has no clock'
    : 'the hardware has no area table'

/** The value of a figure; a network that is not complete has none. */
export const figureOf = (figure: ReadFigure, subject: Measured): Either<Undecidable, number> => {
  const value = foundIn(figure, subject)
  if (!isRight(value)) return value
  if (typeof value.right === 'number' && Number.isFinite(value.right)) return right(value.right)
  return left(
    value.right === null && isKnown(figure.name)
      ? `There is no ${figure.name}: ${lackOf(figure.name)}.`
      : `${figure.name} is ${written(value.right)}, which is not a finite number.`,
  )
}

const foundIn = ({ name, of, ofTotals }: ReadFigure, subject: Measured): Either<Undecidable, unknown> => {
  if (subject._tag === 'Network' && ofTotals !== null) return map(ofTotals)(totalsOf(subject.network))
  return map(of)(estimateIn(subject, name))
}
