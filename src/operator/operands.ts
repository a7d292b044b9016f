/** The operands of an elementwise layer: those of the table unless the layer gives others (docs/spec.md, section 1). */
import { fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { mostTensors } from '../internal/limits'
import { readList } from '../internal/read'
import type { Coupling } from './coupling'
import type { Tensor } from './problem'

/** One of the tensors is the output. */
const mostOperands = mostTensors - 1
const names: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

const notOperands = (value: unknown) =>
  fault('Malformed', 'layer.operands', {
    expected: `a number of operands from 1 to ${mostOperands}, or the dimensions of each operand`,
    given: show(value),
    hint: "Write operands: 1, or a list such as [['N', 'C', 'Y', 'X'], ['C']].",
  })

const readDimension = (
  value: unknown,
  path: string,
  dimensions: readonly string[],
  before: readonly number[],
  report: Report,
): number => {
  const dimension = typeof value === 'string' ? dimensions.indexOf(value) : -1
  if (dimension >= 0 && !before.includes(dimension)) return dimension
  report.push(
    fault(typeof value === 'string' && dimension < 0 ? 'UnknownDimension' : 'Malformed', path, {
      expected: `one of ${listed(dimensions, 'or')}, each at most once`,
      given: dimension < 0 ? show(value) : `${show(value)} again`,
      hint: 'List the dimensions along which the operand has an extent; it is broadcast along the others.',
    }),
  )
  return dimension
}

const readOperand = (
  value: unknown,
  path: string,
  dimensions: readonly string[],
  report: Report,
): readonly number[] => {
  const read: number[] = []
  const entries = readList(value, path, dimensions.length, 'Malformed', report) ?? []
  for (let i = 0; i < entries.length; i++)
    read.push(readDimension(entries[i], `${path}[${i}]`, dimensions, read, report))
  return read
}

const readOperands = (value: unknown, dimensions: readonly string[], report: Report) => {
  const whole = dimensions.map((_, dimension) => dimension)
  if (isPositiveInteger(value) && value <= mostOperands) return Array.from({ length: value }, () => whole)
  const entries = Array.isArray(value)
    ? readList(value, 'layer.operands', mostOperands, 'Malformed', report)
    : []
  if (entries === undefined) return []
  if (entries.length === 0) report.push(notOperands(value))
  const operands: (readonly number[])[] = []
  for (let i = 0; i < entries.length; i++)
    operands.push(readOperand(entries[i], `layer.operands[${i}]`, dimensions, report))
  return operands
}

/** The cache is small, because a network has few forms. A sweep over forms rebuilds entries. */
const mostKnown = 32

const known = /* @__PURE__ */ new Map<string, Coupling>()

const couple = ({ dimensions, tensors }: Coupling, operands: readonly (readonly number[])[]): Coupling => {
  const inputs = operands.map(
    (operand, at): Tensor => ({
      name: names[at]!,
      role: 'input',
      axes: operand.map((dimension) => [{ dimension, coefficient: 1 }]),
    }),
  )
  return { dimensions, tensors: [...inputs, ...tensors.filter(({ role }) => role === 'output')] }
}

/** An elementwise operator that reads the given operands; the same ones give the same object. */
export const withOperands = (operator: Coupling, value: unknown, report: Report): Coupling => {
  const before = report.length
  const operands = readOperands(value, operator.dimensions, report)
  if (report.length > before) return operator
  const key = operands.map((operand) => operand.join('')).join()
  const found = known.get(key)
  if (found !== undefined) return found
  const made = couple(operator, operands)
  if (known.size >= mostKnown) known.clear()
  known.set(key, made)
  return made
}
