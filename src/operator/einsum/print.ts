/** From the coupling of an operator to an einsum in either form. */
import type { AxisTerm, Operator, TensorCoupling } from '../operator'
import type { Form } from './parsed'

const printTerm = ({ dimension, coefficient = 1 }: AxisTerm): string =>
  coefficient === 1 ? dimension : `${coefficient}${dimension}`

const printAxis = (axis: readonly AxisTerm[]): string => axis.map(printTerm).join('+')

type Tensors = readonly TensorCoupling[]

const printArrow = (operands: Tensors, outputs: Tensors): string => {
  const print = (tensors: Tensors): string =>
    tensors.map(({ axes }) => (axes.length === 0 ? '()' : axes.map(printAxis).join(' '))).join(', ')
  return `${operands.length === 0 ? '0' : print(operands)} -> ${print(outputs)}`
}

const printNamed = (operands: Tensors, outputs: Tensors): string => {
  const print = ({ name, axes }: TensorCoupling): string => `${name}[${axes.map(printAxis).join(', ')}]`
  const product = operands.length === 0 ? '0' : operands.map(print).join(' * ')
  return `${outputs.map(print).join(', ')} = ${product}`
}

/** The dimensions of no tensor follow a semicolon. */
const printUncoupled = ({ dimensions, tensors }: Omit<Operator, 'name'>, form: Form): string => {
  const coupled = new Set(tensors.flatMap(({ axes }) => axes.flat().map(({ dimension }) => dimension)))
  const uncoupled = dimensions.filter((dimension) => !coupled.has(dimension))
  return uncoupled.length === 0 ? '' : `; ${uncoupled.join(form === 'arrow' ? ' ' : ', ')}`
}

/** An operator without faults as an einsum. */
export const printEinsum = (operator: Omit<Operator, 'name'>, form: Form): string => {
  const operands = operator.tensors.filter(({ role }) => role === 'input')
  const outputs = operator.tensors.filter(({ role }) => role === 'output')
  const product = form === 'arrow' ? printArrow(operands, outputs) : printNamed(operands, outputs)
  return `${product}${printUncoupled(operator, form)}`
}
