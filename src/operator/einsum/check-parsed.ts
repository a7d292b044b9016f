/** Whether an einsum that was read makes an operator (docs/spec.md, section 1), and whether its sizes have its dimensions. */
import { didYouMean, distance } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import { mostDimensions, mostTensors } from '../../internal/limits'
import type { ParsedEinsum, ParsedTensor, ParsedTerm } from './parsed'
import { termsOf } from './parsed'
import { type EinsumFault, faultAt } from './reader'

const nameOf = ({ name }: ParsedTensor): string => shorten(name ?? 'this tensor')

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
        hint: `Leave ${shorten(third.name)} out of this axis, or give it an axis of its own.`,
      }),
    ),
  )

/** The terms whose name stands before them, each name once. */
const repeated = (terms: readonly ParsedTerm[]): readonly ParsedTerm[] => {
  const times = new Map<string, number>()
  return terms.filter(({ name }) => {
    const before = times.get(name) ?? 0
    times.set(name, before + 1)
    return before === 1
  })
}

const repairOfTwice = (tensor: ParsedTensor, term: ParsedTerm): string => {
  const axis = tensor.axes.find((each) => each.includes(term)) ?? []
  const inAxis = axis.filter(({ name }) => name === term.name)
  const sum = inAxis.reduce((total, { coefficient }) => total + coefficient, 0)
  if (inAxis.length > 1) return `Write ${shorten(`${sum}${term.name}`)}.`
  const another = tensor.name === undefined ? ' If another operand starts here, write a comma before it.' : ''
  return `Remove one ${shorten(term.name)}: a diagonal is a tensor with one dimension less.${another}`
}

const repeatedIn = (tensor: ParsedTensor): readonly EinsumFault[] =>
  repeated(termsOf(tensor)).map((term) => {
    const name = shorten(term.name)
    return faultAt(term, {
      tag: 'UnsupportedCoupling',
      message: `${name} is twice in the dimensions of ${nameOf(tensor)}.`,
      expected: 'each dimension at most once in a tensor',
      given: `${name} again`,
      hint: repairOfTwice(tensor, term),
    })
  })

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
const coupledAnyway = (
  coupled: readonly ParsedTerm[],
  uncoupled: readonly ParsedTerm[],
): readonly EinsumFault[] => {
  const before = new Set(coupled.map(({ name }) => name))
  const again: ParsedTerm[] = []
  for (const term of uncoupled) {
    if (before.has(term.name)) again.push(term)
    before.add(term.name)
  }
  return again.map((term) => {
    const name = shorten(term.name)
    return faultAt(term, {
      tag: 'UnsupportedCoupling',
      message: `${name} follows the semicolon, but a tensor before it has it.`,
      expected: 'a dimension of no tensor',
      given: `${name} again`,
      hint: `Remove ${name} here: only dimensions of no tensor follow the semicolon.`,
    })
  })
}

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

/** Names that are suggested are not looked for among more, and no longer name is compared. */
const mostNames = 64
const longestName = 40

/** The letters of a name whose letters all have extents: `ij` may mean `i j`. */
const lettersOf = (name: string, known: readonly string[]): string | undefined => {
  const letters = name.length > longestName ? [] : [...name]
  const areKnown = letters.every((letter, i) => known.includes(letter) && letters.indexOf(letter) === i)
  return letters.length > 1 && areKnown ? letters.join(' ') : undefined
}

const sorted = (name: string): string => [...name].sort().join('')

/** A name with one letter more or less, or with the same letters in another order. */
const isNear = (a: string, b: string): boolean => {
  if (a.length > longestName || Math.abs(a.length - b.length) > 1) return false
  return a.length === b.length ? sorted(a) === sorted(b) : distance(a, b) === 1
}

/** The name that is meant: a similar one, or the only one that is left over. */
const meant = (name: string, known: readonly string[], left: string | undefined): string => {
  const similar = didYouMean(name, known)
  if (similar !== '') return similar
  const found = left ?? known.find((each) => isNear(each, name))
  return found === undefined ? '' : `Did you mean ${shorten(found)}? `
}

const withoutExtent = (first: readonly ParsedTerm[], known: readonly string[]): readonly EinsumFault[] => {
  const extents = new Set(known)
  const unknown = first.filter(({ name }) => !extents.has(name))
  if (unknown.length === 0) return []
  const names = new Set(first.map(({ name }) => name))
  const unused = known.filter((name) => !names.has(name))
  const left = unknown.length === 1 && unused.length === 1 ? unused[0] : undefined
  const candidates = [...unused, ...known].slice(0, mostNames)
  const given = known.length === 0 ? 'sizes without extents' : `sizes of ${listed(known)}`
  return unknown.slice(0, mostNames).map((term) => {
    const name = shorten(term.name)
    const letters = lettersOf(term.name, candidates)
    const suggestion = `${meant(term.name, candidates, left)}Give ${name} an extent in the sizes, or rename it.`
    return faultAt(term, {
      tag: 'UnknownDimension',
      message: `The dimension ${name} has no extent.`,
      expected: `an extent for ${name} in the sizes`,
      given,
      hint:
        letters === undefined ? suggestion : `Write ${letters}: dimensions are words, separated by spaces.`,
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
