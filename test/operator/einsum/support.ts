/** Einsums in tests: their operators, and operators in a form that does not depend on the order of dimensions. */
import { type CustomLayer, einsum, type Layer, type Operator, orThrow, toEinsum } from '../../../src/index'
import { checkLayer } from '../../../src/operator/check-layer'

export const outputsLast = (tensors: Operator['tensors']): Operator['tensors'] => [
  ...tensors.filter(({ role }) => role === 'input'),
  ...tensors.filter(({ role }) => role === 'output'),
]

/** The tensors of an operator with all coefficients, inputs before outputs. */
const tensorsOf = ({ tensors }: Operator): readonly unknown[] =>
  outputsLast(tensors).map(({ name, role, axes }) => ({
    name,
    role,
    axes: axes.map((axis) => axis.map(({ dimension, coefficient = 1 }) => `${coefficient} ${dimension}`)),
  }))

export const couplingOf = (operator: Operator): unknown => ({
  dimensions: [...operator.dimensions].sort(),
  tensors: tensorsOf(operator),
})

/** The operator of any layer, as its check reads it. */
export const operatorOf = (layer: Layer): { readonly operator: Operator; readonly extents: object } => {
  const problem = checkLayer(layer, [])
  if (problem === undefined) throw new Error('the layer has faults')
  const { dimensions, tensors, extents } = problem
  const named = tensors.map(({ name, role, axes }) => ({
    name,
    role,
    axes: axes.map((axis) =>
      axis.map(({ dimension, coefficient }) => ({ dimension: dimensions[dimension]!, coefficient })),
    ),
  }))
  const sizes = Object.fromEntries(dimensions.map((dimension, i) => [dimension, extents[i]!]))
  return { operator: { name: '', dimensions, tensors: named }, extents: sizes }
}

/** The layer of the einsum that a layer prints as. */
export const printedAgain = (layer: Layer, form: 'arrow' | 'tensors'): CustomLayer =>
  einsum(orThrow(toEinsum(layer, { form })), operatorOf(layer).extents as Readonly<Record<string, number>>)
