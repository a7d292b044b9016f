/** Einsum: an equation over named axes, read as a matrix product where it is one. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, shapesOf, textOf } from '../shape/call'
import { elementsOf, type Shape, showShape } from '../shape/shape'
import { multiply, type Work, type WorkRule } from './work'

type Equation = { readonly operands: readonly (readonly string[])[]; readonly result: readonly string[] }

const labelsOf = (term: string): readonly string[] => [...term]

/** Without an arrow, the result has the labels that occur once, in alphabetical order. */
const impliedResult = (operands: readonly (readonly string[])[]): readonly string[] => {
  const all = operands.flat()
  return all.filter((label) => all.indexOf(label) === all.lastIndexOf(label)).sort()
}

const readEquation = (text: string): Either<string, Equation> => {
  const [terms = '', result] = text.replace(/ /g, '').split('->')
  if (!/^[A-Za-z]*(,[A-Za-z]*)*$/.test(terms) || !/^[A-Za-z]*$/.test(result ?? ''))
    return left('Its equation has an ellipsis or signs that are no labels.')
  const operands = terms.split(',').map(labelsOf)
  const labels = result === undefined ? impliedResult(operands) : labelsOf(result)
  const repeats = [...operands, labels].some((each) => new Set(each).size !== each.length)
  return repeats ? left('Its equation takes a diagonal.') : right({ operands, result: labels })
}

const extentsOf = (
  { operands, result }: Equation,
  shapes: readonly Shape[],
): Either<string, ReadonlyMap<string, number>> => {
  const extents = new Map<string, number>()
  for (const [i, labels] of operands.entries()) {
    const shape = shapes[i] ?? []
    if (shape.length !== labels.length) return left(`Its equation does not fit ${showShape(shape)}.`)
    for (const [at, label] of labels.entries()) {
      const extent = shape[at]!
      if ((extents.get(label) ?? extent) !== extent) return left(`Its label ${label} has two extents.`)
      extents.set(label, extent)
    }
  }
  return result.every((label) => extents.has(label))
    ? right(extents)
    : left('Its result has a label that no operand has.')
}

/** The product of the extents of some labels. */
const productOf = (extents: ReadonlyMap<string, number>, labels: readonly string[]): number =>
  elementsOf(labels.map((label) => extents.get(label) ?? 1))

/** The labels of two operands, sorted by who has them, are the four extents of a product. */
const productsOf = (
  { operands, result }: Equation,
  extents: ReadonlyMap<string, number>,
): Either<string, Work> => {
  const [a = [], b = []] = operands
  const output = result.map((label) => extents.get(label) ?? 1)
  if (operands.length === 1)
    return result.length === a.length
      ? right({ steps: [], outputs: [output] })
      : left('Its equation adds up one operand, which is not a product.')
  if (operands.length !== 2) return left('Its equation has more than two operands.')
  if ([...a, ...b].some((label) => !result.includes(label) && !(a.includes(label) && b.includes(label))))
    return left('Its equation adds up an axis of one operand alone, which is not a product.')
  const groups = result.filter((label) => a.includes(label) && b.includes(label))
  const product = {
    groups: productOf(extents, groups),
    rows: productOf(
      extents,
      a.filter((label) => !b.includes(label)),
    ),
    columns: productOf(
      extents,
      b.filter((label) => !a.includes(label)),
    ),
    depth: productOf(
      extents,
      a.filter((label) => b.includes(label) && !result.includes(label)),
    ),
  }
  return right({ steps: [multiply('0', product)], outputs: [output] })
}

type Sized = { readonly equation: Equation; readonly extents: ReadonlyMap<string, number> }

const sizedEquation = (call: Call): Either<string, Sized> =>
  pipe(
    readEquation(textOf(call, 'equation', '')),
    chain((equation) =>
      pipe(
        shapesOf(call),
        chain((shapes) => extentsOf(equation, shapes)),
        map((extents) => ({ equation, extents })),
      ),
    ),
  )

export const einsumWork: WorkRule = (call) =>
  pipe(
    sizedEquation(call),
    chain(({ equation, extents }) => productsOf(equation, extents)),
  )

/** The shape of the result, whether it is a product or not. */
export const einsumShape = (call: Call): Either<string, readonly Shape[]> =>
  pipe(
    sizedEquation(call),
    map(({ equation, extents }) => [equation.result.map((label) => extents.get(label) ?? 1)]),
  )
