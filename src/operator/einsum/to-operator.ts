/** From an einsum without faults to its operator. */
import type { AxisTerm, Operator, TensorCoupling } from '../operator'
import type { ParsedEinsum, ParsedTensor, ParsedTerm } from './parsed'
import { termsOf } from './parsed'

const letters = 'ABCDEFGH'

/** The name itself, or with the first number from 2 on that makes it another. */
const freeName = (name: string, taken: readonly string[]): string => {
  if (!taken.includes(name)) return name
  const stem = name.replace(/'$/, '')
  let number = 2
  while (taken.includes(`${stem}_${number}`)) number += 1
  return `${stem}_${number}`
}

/** Names for all tensors: one that stands twice is two tensors, of which the second gets a number. */
const namesOf = (tensors: readonly ParsedTensor[], unnamed: (i: number) => string): readonly string[] => {
  const given = tensors.flatMap(({ name }) => name ?? [])
  const names: string[] = []
  tensors.forEach(({ name = unnamed(names.length) }) => {
    names.push(names.includes(name) ? freeName(name, [...given, ...names]) : name)
  })
  return names
}

const termOf = ({ name, coefficient }: ParsedTerm): AxisTerm =>
  coefficient === 1 ? { dimension: name } : { dimension: name, coefficient }

const couplingOf = (role: TensorCoupling['role'], name: string, { axes }: ParsedTensor): TensorCoupling => ({
  name,
  role,
  axes: axes.map((axis) => axis.map(termOf)),
})

/** The dimensions of the output come first, then those that are summed. */
const dimensionsOf = ({ outputs, operands, uncoupled }: ParsedEinsum): readonly string[] => [
  ...new Set([...[...outputs, ...operands].flatMap(termsOf), ...uncoupled].map(({ name }) => name)),
]

export const operatorOf = (name: string, parsed: ParsedEinsum): Operator => {
  const { operands, outputs } = parsed
  const names = namesOf([...operands, ...outputs], (i) => (i < operands.length ? letters[i]! : 'output'))
  return {
    name,
    dimensions: dimensionsOf(parsed),
    tensors: [
      ...operands.map((tensor, i) => couplingOf('input', names[i]!, tensor)),
      ...outputs.map((tensor, i) => couplingOf('output', names[operands.length + i]!, tensor)),
    ],
  }
}
