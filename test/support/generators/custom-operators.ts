/** Random operators of users' own: any coupling that the cost model (section 1) allows. */
import type { AxisTerm, Operator } from '../../../src/index'
import type { SimAxis, SimTensor } from '../simulator/types'
import { chance, pick, type Random, shuffled, some } from './random'

// X and Y' are just names here: nothing of the convolution family applies to them.
const dimensionNames = ['A', 'b', 'X', "Y'", 'dim_5', '_z']
const tensorNames = ['left', 'right', 'out', 'input']

/** Coefficients of a window: with common divisors, with none, equal ones, and large ones beside them. */
const coefficientOf = (random: Random): number => pick(random, [1, 1, 1, 2, 2, 3, 4, 5, 7, 9])

/** The dimensions of a tensor in axes of one or two. */
const axesOver = (random: Random, dimensions: readonly string[]): readonly SimAxis[] => {
  const axes: SimAxis[] = []
  const rest = [...dimensions]
  while (rest.length > 0) {
    const along = rest.splice(0, chance(random, 40) ? 2 : 1)
    const plain = along.length === 1 && chance(random, 80)
    axes.push(along.map((dimension) => ({ dimension, coefficient: plain ? 1 : coefficientOf(random) })))
  }
  return axes
}

const tensorOf = (random: Random, name: string, dimensions: readonly string[]): SimTensor => ({
  name,
  role: chance(random, 65) ? 'input' : 'output',
  // About one in eight is a scalar.
  axes: chance(random, 12) ? [] : axesOver(random, shuffled(random, some(random, dimensions, 65))),
})

/** The axis as users write it: a coefficient of 1 may be left out. */
const written = (random: Random, axis: SimAxis): readonly AxisTerm[] =>
  axis.map(({ dimension, coefficient }) =>
    coefficient === 1 && chance(random, 70) ? { dimension } : { dimension, coefficient },
  )

export const customOperator = (
  random: Random,
): { readonly operator: Operator; readonly tensors: readonly SimTensor[] } => {
  const dimensions = shuffled(random, dimensionNames).slice(0, random(1, 5))
  const names = shuffled(random, tensorNames).slice(0, random(1, 4))
  const drawn = names.map((name) => tensorOf(random, name, dimensions))
  const isOutput = random(0, drawn.length - 1)
  const hasOutput = drawn.some(({ role }) => role === 'output')
  const tensors = drawn.map(
    (tensor, i): SimTensor => (hasOutput || i !== isOutput ? tensor : { ...tensor, role: 'output' }),
  )
  const coupled = tensors.map(({ name, role, axes }) => ({
    name,
    role,
    axes: axes.map((axis) => written(random, axis)),
  }))
  return { operator: { name: 'own', dimensions, tensors: coupled }, tensors }
}
