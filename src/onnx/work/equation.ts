/** The equation of an Einsum: labels of axes, for the shapes that it is given. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, shapesOf, textOf } from '../shape/call'
import { type Shape, showShape } from '../shape/shape'
import type { Contraction } from './work'

/** Labels before an ellipsis, and those behind it; undefined where there is none. */
type Term = { readonly before: readonly string[]; readonly behind: readonly string[] | undefined }

type Equation = { readonly operands: readonly Term[]; readonly result: Term | undefined }

const ellipsis = '...'

const termOf = (text: string): Term => {
  const [before = '', behind] = text.split(ellipsis)
  return { before: [...before], behind: behind === undefined ? undefined : [...behind] }
}

const labelsOf = ({ before, behind = [] }: Term): readonly string[] => [...before, ...behind]

const term = '[A-Za-z]*(?:\\.\\.\\.[A-Za-z]*)?'
const isTerms = new RegExp(`^${term}(?:,${term})*$`)
const isTerm = new RegExp(`^${term}$`)

const readEquation = (text: string): Either<string, Equation> => {
  const [terms = '', result, ...more] = text.replace(/ /g, '').split('->')
  if (!isTerms.test(terms) || !isTerm.test(result ?? '') || more.length > 0)
    return left('Its equation has signs that are not labels.')
  const operands = terms.split(',').map(termOf)
  const made = result === undefined ? undefined : termOf(result)
  const repeats = [...operands, ...(made === undefined ? [] : [made])]
    .map(labelsOf)
    .some((labels) => new Set(labels).size !== labels.length)
  return repeats
    ? left('Its equation takes a diagonal: a label is twice in one operand.')
    : right({ operands, result: made })
}

/** Axes of an ellipsis are counted from the last, as they are broadcast. */
const unnamed = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `e${count - i}`)

/** All labels of an operand, as many for its ellipsis as the shape has axes left. */
const namedAxes = ({ before, behind }: Term, shape: Shape): Either<string, readonly string[]> => {
  const open = shape.length - before.length - (behind?.length ?? 0)
  const fits = behind === undefined ? open === 0 : open >= 0
  return fits
    ? right([...before, ...unnamed(open), ...(behind ?? [])])
    : left(`Its equation does not fit ${showShape(shape)}.`)
}

/** Without an arrow, the result has the ellipsis and the labels that occur once, in alphabetical order. */
const impliedResult = (operands: readonly Term[], open: readonly string[]): readonly string[] => {
  const all = operands.flatMap(labelsOf)
  return [...open, ...all.filter((label) => all.indexOf(label) === all.lastIndexOf(label)).sort()]
}

const resultOf = (
  { operands, result }: Equation,
  extents: ReadonlyMap<string, number>,
): Either<string, readonly string[]> => {
  const open = [...extents.keys()].filter((label) => label.length > 1)
  const inOrder = unnamed(open.length)
  if (result === undefined) return right(impliedResult(operands, inOrder))
  const labels = [...result.before, ...(result.behind === undefined ? [] : inOrder), ...(result.behind ?? [])]
  return labels.every((label) => extents.has(label))
    ? right(labels)
    : left('Its result has a label that no operand has.')
}

/** Axes of an ellipsis stretch to the longest; an operand in which such an axis is 1 lacks it. */
const extentsOf = (
  operands: readonly (readonly string[])[],
  shapes: readonly Shape[],
): Either<string, ReadonlyMap<string, number>> => {
  const extents = new Map<string, number>()
  for (const [i, labels] of operands.entries())
    for (const [at, label] of labels.entries()) {
      const extent = shapes[i]?.[at] ?? 1
      const before = extents.get(label) ?? extent
      const stretches = label.length > 1 && (before === 1 || extent === 1)
      if (before !== extent && !stretches) return left(`Its label ${label} has two extents.`)
      extents.set(label, stretches && extent === 1 ? before : extent)
    }
  return right(extents)
}

const isStretched = (label: string, extent: number | undefined, whole: number | undefined): boolean =>
  label.length > 1 && extent === 1 && whole !== 1

const allNamed = (
  terms: readonly Term[],
  shapes: readonly Shape[],
): Either<string, readonly (readonly string[])[]> => {
  const named: (readonly string[])[] = []
  for (const [i, each] of terms.entries()) {
    const labels = namedAxes(each, shapes[i] ?? [])
    if (labels._tag === 'Left') return labels
    named.push(labels.right)
  }
  return right(named)
}

const sized = (equation: Equation, shapes: readonly Shape[]): Either<string, Contraction> =>
  pipe(
    allNamed(equation.operands, shapes),
    chain((named) =>
      pipe(
        extentsOf(named, shapes),
        chain((extents) =>
          pipe(
            resultOf(equation, extents),
            map((result) => ({
              operands: named.map((labels, i) =>
                labels.filter((label, at) => !isStretched(label, shapes[i]?.[at], extents.get(label))),
              ),
              result,
              extents,
            })),
          ),
        ),
      ),
    ),
  )

/** The equation of a node with the extent of each label. */
export const contractionOf = (call: Call): Either<string, Contraction> =>
  pipe(
    readEquation(textOf(call, 'equation', '')),
    chain((equation) =>
      pipe(
        shapesOf(call),
        chain((shapes) => sized(equation, shapes)),
      ),
    ),
  )
