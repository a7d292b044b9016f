/** What a point of an operator is: a MAC or an operation, by its coupling alone. */
import { describe, expect, it } from 'vitest'
import { type LayerKind, layer, type TensorCoupling } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { couplingOf } from '../../src/operator/coupling'
import { kindNames } from '../../src/operator/layer-kinds'
import { workOf } from '../../src/operator/work'

const geometry = { strideY: 2, strideX: 2, dilationY: 1, dilationX: 1 }

/** The work of an operator of one's own, its tensors written as their axes: 'query H Q E'. */
const workOfOwn = (dimensions: string, inputs: readonly string[], outputs: readonly string[]) => {
  const tensor =
    (role: 'input' | 'output') =>
    (axes: string, i: number): TensorCoupling => ({
      name: `${role}${i}`,
      role,
      axes: axes
        .split(' ')
        .filter((axis) => axis !== '')
        .map((axis) => axis.split('+').map((dimension) => ({ dimension }))),
    })
  const names = dimensions.split(' ')
  const own = {
    name: 'own',
    dimensions: names,
    tensors: [...inputs.map(tensor('input')), ...outputs.map(tensor('output'))],
  }
  const report: Parameters<typeof checkLayer>[1] = []
  const sizes = Object.fromEntries(names.map((name) => [name, 4]))
  const problem = checkLayer(layer(own, sizes), report)
  return problem === undefined ? report : workOf(problem)
}

describe('of the built-in operators', () => {
  const alu: readonly LayerKind[] = ['pool2d', 'elementwise']
  for (const kind of kindNames) {
    const work = alu.includes(kind) ? 'operations' : 'macs'
    it(`${kind} does ${work}`, () => expect(workOf(couplingOf(kind, geometry))).toBe(work))
  }
})

describe('of operators of one’s own', () => {
  it('does MACs where two inputs meet and a dimension is summed over', () => {
    expect(workOfOwn('H Q L E', ['H Q E', 'H L E'], ['H Q L'])).toBe('macs')
    expect(workOfOwn('A B', ['A B', 'B', 'A'], ['A'])).toBe('macs')
    expect(workOfOwn('A', ['A', 'A'], [''])).toBe('macs')
  })

  it('does operations with one input, or without a sum', () => {
    expect(workOfOwn('A B', ['A B'], ['A'])).toBe('operations')
    expect(workOfOwn('A B', ['A', 'B'], ['A B'])).toBe('operations')
    expect(workOfOwn('A B', ['A B', 'A B', 'B'], ['A B'])).toBe('operations')
  })

  it('counts overlapping windows of an output as a sum, as in a depthwise transposed convolution', () => {
    expect(workOfOwn('C Y R', ['C Y', 'C R'], ['C Y+R'])).toBe('macs')
    expect(workOfOwn('C Y R', ['C Y'], ['C Y+R'])).toBe('operations')
  })

  it('takes every output into account', () => {
    expect(workOfOwn('A B C', ['A C', 'B C'], ['A B', 'A'])).toBe('macs')
    expect(workOfOwn('A B', ['A', 'B'], ['A', 'A B'])).toBe('operations')
  })
})
