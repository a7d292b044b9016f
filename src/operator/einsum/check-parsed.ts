/** Whether an einsum that was read makes an operator (docs/spec.md, section 1), and whether its sizes have its dimensions. */
import { didYouMean, distance } from '../../error/nearest'
import { listed } from '../../error/show'
import { mostDimensions, mostTensors } from '../../internal/limits'
import type { ParsedEinsum, ParsedTensor, ParsedTerm } from './parsed'
import { termsOf } from './parsed'
import { type EinsumFault, faultAt } from './reader'

const nameOf = ({ name }: ParsedTensor): string => name ?? 'this tensor'

const tooManyTensors = (tensors: readonly ParsedTensor[]): readonly EinsumFault[] =>
  tensors.slice(mostTensors, mostTensors + 1).map((tensor) =>
    faultAt(tensor, {
      tag: 'TooComplex',
      message: `A product has at most ${mostTensors} tensors, its outputs among them, but this one has ${tensors.length}.`,
      expected: `at most ${mostTensors} tensors`,
      given: `${tensors.length} tensors`,
      hint: 'Split the product into layers: the output of one is an operand of the next.',
    }),
  )

const tooManyTerms = (tensor: ParsedTensor): readonly EinsumFault[] =>
  tensor.axes.flatMap((axis) =>
    axis.slice(2, 3).map((third) =>
      faultAt(third, {
        tag: 'UnsupportedCoupling',
        message: `An axis is a sum of at most two dimensions, but this one has ${axis.length}.`,
        expected: 'one or two dimensions',
        given: `${axis.length} dimensions`,
        hint: `Leave ${third.name} out of this axis, or give it an axis of its own.`,
      }),
    ),
  )

const repeatedIn = (tensor: ParsedTensor): readonly EinsumFault[] => {
  const another = tensor.name === undefined ? ' If another operand starts here, write a comma before it.' : ''
  const seen = new Set<string>()
  return tensor.axes.flatMap((axis) =>
    axis.flatMap((term) => {
      if (!seen.has(term.name)) {
        seen.add(term.name)
        return []
      }
      const inAxis = axis.filter(({ name }) => name === term.name)
      const sum = inAxis.reduce((total, { coefficient }) => total + coefficient, 0)
      return [
        faultAt(term, {
          tag: 'UnsupportedCoupling',
          message: `${term.name} is twice in the dimensions of ${nameOf(tensor)}.`,
          expected: 'each dimension at most once in a tensor',
          given: `${term.name} again`,
          hint:
            inAxis.length > 1
              ? `Write ${sum}${term.name}.`
              : `Remove one ${term.name}: a diagonal is a tensor with one dimension less.${another}`,
        }),
      ]
    }),
  )
}

/** Outputs are told apart by their names, and none is an operand. */
const nameTwice = ({ outputs, operands }: ParsedEinsum): readonly EinsumFault[] => {
  const fault = (tensor: ParsedTensor, message: string, hint: string): EinsumFault =>
    faultAt(tensor, {
      tag: 'UnsupportedCoupling',
      message,
      expected: 'a name of its own for each output',
      given: `${nameOf(tensor)} again`,
      hint,
    })
  const before = (tensor: ParsedTensor, tensors: readonly ParsedTensor[]): boolean =>
    tensor.name !== undefined && tensors.some(({ name }) => name === tensor.name)
  return [
    ...outputs
      .filter((output, i) => before(output, outputs.slice(0, i)))
      .map((output) =>
        fault(output, `Two outputs have the name ${nameOf(output)}.`, `Rename one ${nameOf(output)}.`),
      ),
    ...operands
      .filter((operand) => before(operand, outputs))
      .map((operand) =>
        fault(
          operand,
          `${nameOf(operand)} is the output, and cannot be an operand too.`,
          `Rename the operand if it is another tensor. Remove it if the sum itself is meant: adding to it needs no operand.`,
        ),
      ),
  ]
}

/** After the semicolon stand only dimensions of no tensor, each once. */
const coupledAnyway = (coupled: readonly ParsedTerm[], uncoupled: readonly ParsedTerm[]) =>
  uncoupled.flatMap((term, i) => {
    const before = [...coupled, ...uncoupled.slice(0, i)]
    return before.every(({ name }) => name !== term.name)
      ? []
      : [
          faultAt(term, {
            tag: 'UnsupportedCoupling',
            message: `${term.name} stands after the semicolon, but it is there before.`,
            expected: 'a dimension of no tensor',
            given: `${term.name} again`,
            hint: `Remove ${term.name} here: only dimensions of no tensor follow the semicolon.`,
          }),
        ]
  })

const tooManyDimensions = (first: readonly ParsedTerm[]): readonly EinsumFault[] =>
  first.slice(mostDimensions, mostDimensions + 1).map((term) =>
    faultAt(term, {
      tag: 'TooComplex',
      message: `A product has at most ${mostDimensions} dimensions, but this one has ${first.length}.`,
      expected: `at most ${mostDimensions} dimensions`,
      given: `${first.length} dimensions`,
      hint: 'Join dimensions that all tensors have next to each other, or split the product.',
    }),
  )

/** The letters of a name whose letters all have extents: `ij` may mean `i j`. */
const lettersOf = (name: string, known: readonly string[]): string | undefined => {
  const letters = [...name]
  const areKnown = letters.every((letter, i) => known.includes(letter) && letters.indexOf(letter) === i)
  return letters.length > 1 && areKnown ? letters.join(' ') : undefined
}

const sorted = (name: string): string => [...name].sort().join('')

/** A name with one letter more or less, or with the same letters in another order. */
const isNear = (a: string, b: string): boolean =>
  a.length === b.length ? sorted(a) === sorted(b) : distance(a, b) === 1

/** The name that is meant: a similar one, or the only one that is left over. */
const meant = (
  name: string,
  known: readonly string[],
  unused: readonly string[],
  isOnly: boolean,
): string => {
  const similar = didYouMean(name, [...unused, ...known])
  if (similar !== '') return similar
  const left = isOnly && unused.length === 1 ? unused[0] : undefined
  const found = left ?? known.find((each) => isNear(each, name))
  return found === undefined ? '' : `Did you mean ${found}? `
}

const withoutExtent = (first: readonly ParsedTerm[], known: readonly string[]): readonly EinsumFault[] => {
  const names = first.map(({ name }) => name)
  const unused = known.filter((name) => !names.includes(name))
  const unknown = first.filter(({ name }) => !known.includes(name))
  return unknown.map((term) => {
    const { name } = term
    const letters = lettersOf(name, known)
    return faultAt(term, {
      tag: 'UnknownDimension',
      message: `The dimension ${name} has no extent.`,
      expected: `an extent for ${name} in the sizes`,
      given: known.length === 0 ? 'sizes without extents' : `sizes of ${listed(known)}`,
      hint:
        letters === undefined
          ? `${meant(name, known, unused, unknown.length === 1)}Give ${name} an extent in the sizes, or rename it.`
          : `Write ${letters}: dimensions are words, separated by spaces.`,
    })
  })
}

/** The faults of an einsum; `known` are the names that the sizes have, undefined if they cannot be read. */
export const checkParsed = (
  parsed: ParsedEinsum,
  known: readonly string[] | undefined,
): readonly EinsumFault[] => {
  const tensors = [...parsed.operands, ...parsed.outputs]
  const coupled = tensors.flatMap(termsOf)
  const all = [...coupled, ...parsed.uncoupled]
  const seen = new Set<string>()
  const first = all.filter(({ name }) => !seen.has(name) && seen.add(name) !== undefined)
  return [
    ...tooManyTensors(tensors),
    ...tooManyDimensions(first),
    ...tensors.flatMap(tooManyTerms),
    ...tensors.flatMap(repeatedIn),
    ...nameTwice(parsed),
    ...coupledAnyway(coupled, parsed.uncoupled),
    ...(known === undefined ? [] : withoutExtent(first, known)),
  ].sort((a, b) => a.start - b.start)
}
