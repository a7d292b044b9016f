/** A layer as Timeloop's `problem`. */
import type { Axis, Problem, Tensor } from '../../operator/problem'
import { quoted, timeloopName } from './print-names'

/** A coefficient has a name: each value has its own. */
const coefficientName = (value: number): string => `times${value}`

const coefficientsOf = ({ tensors }: Problem): readonly number[] => {
  const values = tensors.flatMap(({ axes }) => axes.flatMap((axis) => axis.map((term) => term.coefficient)))
  return [...new Set(values)].filter((value) => value !== 1).sort((a, b) => a - b)
}

const axisText = (axis: Axis, { dimensions }: Problem): string => {
  const terms = axis.map(({ dimension, coefficient }) => {
    const name = timeloopName(dimensions[dimension] ?? '')
    return coefficient === 1 ? `[${name}]` : `[${name}, ${coefficientName(coefficient)}]`
  })
  return `[${terms.join(', ')}]`
}

const spaceText = ({ name, role, axes }: Tensor, problem: Problem): string => {
  const projection = axes.map((axis) => axisText(axis, problem)).join(', ')
  const written = role === 'output' ? ', read_write: true' : ''
  return `    - { name: ${quoted(name)}, projection: [${projection}]${written} }`
}

/** A comment that names the properties of the layer which Timeloop's problem cannot state. */
const leftOut = ({ precision, density }: Problem): readonly string[] => {
  const parts = [precision === null ? '' : 'widths', density === null ? '' : 'densities'].filter(
    (part) => part !== '',
  )
  return parts.length === 0 ? [] : [`# This file does not have the ${parts.join(' and ')} of the layer.`]
}

export const problemText = (problem: Problem): string => {
  const { name, dimensions, extents, tensors } = problem
  const coefficients = coefficientsOf(problem)
  return [
    ...leftOut(problem),
    'problem:',
    '  version: 0.4',
    '  shape:',
    `    name: ${quoted(name === '' ? problem.kind : name)}`,
    `    dimensions: [${dimensions.map(timeloopName).join(', ')}]`,
    ...(coefficients.length === 0 ? [] : ['    coefficients:']),
    ...coefficients.map((value) => `    - { name: ${coefficientName(value)}, default: ${value} }`),
    '    data_spaces:',
    ...tensors.map((tensor) => spaceText(tensor, problem)),
    '  instance:',
    ...dimensions.map((dimension, i) => `    ${timeloopName(dimension)}: ${extents[i] ?? 1}`),
    '',
  ].join('\n')
}
