/** What einsums say: the operators that they make, and spellings that mean the same. */
import { describe, expect, it } from 'vitest'
import {
  dataflow,
  type EinsumOptions,
  einsum,
  estimate,
  gemm,
  layer,
  operator,
  orThrow,
  spatialMap,
  temporalMap,
  toEinsum,
} from '../../../src/index'
import { checkOperator } from '../../../src/operator/check-operator'
import { workOf } from '../../../src/operator/work'

/** Extents of all dimensions that the tests use. */
const extents: Readonly<Record<string, number>> = {
  ...{ b: 1, h: 2, q: 3, k: 4, e: 5, m: 6, n: 7, i: 8, j: 9, t: 2 },
  ...{ y: 4, r: 3, x: 5, s: 2, "Y'": 2 },
}

/** The layer of a text, with the extents of its dimensions alone. */
const read = (text: string) => {
  const { dimensions } = einsum(text, extents).operator
  return einsum(text, Object.fromEntries(dimensions.map((name) => [name, extents[name] ?? 0])))
}

const operatorOf = (text: string) => {
  const made = read(text)
  expect(made).not.toHaveProperty('refused')
  return made.operator
}

const again = (text: string, options?: EinsumOptions): string => orThrow(toEinsum(read(text), options))

describe('an einsum', () => {
  it('of dimensions alone is an operator with names for its tensors', () => {
    expect(operatorOf('b h q e, b h k e -> b h q k')).toEqual({
      name: 'b h q e, b h k e -> b h q k',
      dimensions: ['b', 'h', 'q', 'k', 'e'],
      tensors: [
        {
          name: 'A',
          role: 'input',
          axes: [[{ dimension: 'b' }], [{ dimension: 'h' }], [{ dimension: 'q' }], [{ dimension: 'e' }]],
        },
        {
          name: 'B',
          role: 'input',
          axes: [[{ dimension: 'b' }], [{ dimension: 'h' }], [{ dimension: 'k' }], [{ dimension: 'e' }]],
        },
        {
          name: 'output',
          role: 'output',
          axes: [[{ dimension: 'b' }], [{ dimension: 'h' }], [{ dimension: 'q' }], [{ dimension: 'k' }]],
        },
      ],
    })
  })

  it('of named tensors keeps the names', () => {
    const { tensors } = operatorOf('QK[b, h, q, k] = Q[b, h, q, e] * K[b, h, k, e]')
    expect(tensors.map(({ name, role }) => [name, role])).toEqual([
      ['Q', 'input'],
      ['K', 'input'],
      ['QK', 'output'],
    ])
  })

  it('has windows with strides and dilations', () => {
    const { tensors } = operatorOf('2y+3r x+s, r s -> y x')
    expect(tensors[0]?.axes).toEqual([
      [
        { dimension: 'y', coefficient: 2 },
        { dimension: 'r', coefficient: 3 },
      ],
      [{ dimension: 'x' }, { dimension: 's' }],
    ])
  })

  it('has a window on its output', () => {
    expect(again('O[2y+r] = I[y] * F[r]')).toBe('O[2y+r] = I[y] * F[r]')
  })

  it('may read a tensor twice: the second is a tensor of its own', () => {
    expect(again('G[i, j] = A[i, k] * A[j, k]')).toBe('G[i, j] = A[i, k] * A_2[j, k]')
    expect(again('G[i] = A[i, k] * A[k] * A_2[k]')).toBe('G[i] = A[i, k] * A_3[k] * A_2[k]')
    expect(again("G[i] = A'[i, k] * A'[k]")).toBe("G[i] = A'[i, k] * A_2[k]")
  })

  it('may have one operand, or more than two', () => {
    expect(again('m k -> m', { form: 'arrow' })).toBe('m k -> m')
    expect(operatorOf('i j k, j m, k m -> i m').tensors.map(({ name }) => name)).toEqual([
      'A',
      'B',
      'C',
      'output',
    ])
    expect(
      operatorOf('i, i, i, i, i, i, i -> i')
        .tensors.map(({ name }) => name)
        .join(''),
    ).toBe('ABCDEFGoutput')
  })

  it('may have several outputs', () => {
    expect(again('S[i], T[j] = A[i, j]')).toBe('S[i], T[j] = A[i, j]')
    expect(again('i j -> i, j')).toBe('output[i], output_2[j] = A[i, j]')
  })

  it('may repeat a value along a dimension that only the output has', () => {
    expect(again('m -> m n')).toBe('output[m, n] = A[m]')
    const { macs } = orThrow(estimate(read('m -> m n'), dataflow('m', [temporalMap(1, 1, 'm')]), { pes: 1 }))
    expect(macs).toBe(6 * 7)
  })

  it('may have scalars, no operand, and dimensions of no tensor', () => {
    expect(again('m, () -> ()')).toBe('output[] = A[m] * B[]')
    expect(again('m, m ->')).toBe('output[] = A[m] * B[m]')
    expect(again('S[] = A[m] * scale[]', { form: 'arrow' })).toBe('m, () -> ()')
    expect(again('0 -> m')).toBe('output[m] = 0')
    expect(again('C[m] = 0', { form: 'arrow' })).toBe('0 -> m')
    expect(again('m -> m; t i')).toBe('output[m] = A[m]; t, i')
    expect(again('C[m] = A[m]; t, i', { form: 'arrow' })).toBe('m -> m; t i')
    expect(again('C[m] = 0; t', { form: 'arrow' })).toBe('0 -> m; t')
  })

  it('counts MACs where it sums a product, and operations elsewhere', () => {
    const work = (text: string) => workOf(checkOperator(operatorOf(text), '', []))
    expect(work('m k, k n -> m n')).toBe('macs')
    expect(work('m n, m n -> m n')).toBe('operations')
    expect(work('m k -> m')).toBe('operations')
  })
})

describe('spellings', () => {
  it.each([
    ['m k, k n -> m n', 'm k,k n->m n'],
    ['m k, k n -> m n', '  m\tk ,\n k n → m  n\n'],
    ['m k, k n -> m n', 'm k, 1k n -> m n'],
    ['y+2r, r -> y', 'y + 2*r, r -> y'],
    ['y+2r, r -> y', 'y+ 2 r, 1 r -> y'],
    ["Y'+r, r -> Y'", 'Y’+r, r -> Y′'],
    ['C[m, n] = A[m, k] * B[k, n]', 'C[m,n]+=A[m,k]·B[k,n]'],
    ['C[m, n] = A[m, k] * B[k, n]', 'C [m n] = A[m k] × B[ k  n ]'],
    ['O[y] = I[3y+2r] * F[r]', 'O[y] = I[3*y + 2·r] ⋅ F[r]'],
  ])('%s is also %j', (plain, other) => {
    expect(read(other)).toEqual(read(plain))
    expect(read(other).name).toBe(plain)
  })
})

describe('the layer of an einsum', () => {
  const sizes = { m: 2, k: 3, n: 4 }
  const made = einsum('m k, k n -> m n', sizes)

  it('is frozen, and keeps a copy of the sizes', () => {
    expect(Object.isFrozen(made)).toBe(true)
    expect(Object.isFrozen(made.operator.tensors[0]?.axes[0]?.[0])).toBe(true)
    expect(made.sizes).toEqual(sizes)
    expect(made.sizes).not.toBe(sizes)
  })

  it('has the einsum as its name, unless it is given one', () => {
    expect(made.name).toBe('m k, k n -> m n')
    expect(einsum('m k, k n -> m n', sizes, 'scores').name).toBe('scores')
    expect(einsum('m k, k n -> m n', sizes, { name: 'scores' }).name).toBe('scores')
    expect(einsum('m k,', sizes).name).toBe('m k,')
  })

  it('may say of its elements what any layer says', () => {
    const said = { precision: { A: 8, outputs: { partial: 32, final: 8 } }, density: { A: 0.5 } }
    const of = einsum('m k, k n -> m n', sizes, said)
    expect(of).toMatchObject(said)
    expect(orThrow(estimate(of, dataflow('m', [spatialMap(1, 1, 'm')]), { pes: 2 })).macs).toBe(24)
  })

  it('is the layer of the same operator written by hand', () => {
    const hand = operator({
      name: 'm k, k n -> m n',
      dimensions: ['m', 'n', 'k'],
      tensors: [
        { name: 'A', role: 'input', axes: [[{ dimension: 'm' }], [{ dimension: 'k' }]] },
        { name: 'B', role: 'input', axes: [[{ dimension: 'k' }], [{ dimension: 'n' }]] },
        { name: 'output', role: 'output', axes: [[{ dimension: 'm' }], [{ dimension: 'n' }]] },
      ],
    })
    expect(layer(hand, sizes, 'm k, k n -> m n')).toEqual(made)
  })
})

describe('an operator alone', () => {
  it('is printed as its layers are', () => {
    const { operator: own } = read('C[m, n] = A[m, k] * B[k, n]')
    expect(orThrow(toEinsum(own))).toBe('C[m, n] = A[m, k] * B[k, n]')
    expect(orThrow(toEinsum(own, { form: 'arrow' }))).toBe('m k, k n -> m n')
  })

  it('has errors with its own place', () => {
    const result = toEinsum({ ...read('m -> m').operator, tensors: [] })
    expect(result).toMatchObject({ left: [{ _tag: 'UnsupportedCoupling', path: 'operator.tensors' }] })
  })

  it('is no layer with a fault', () => {
    const result = toEinsum({ ...gemm({ M: 2, N: 2, K: 0 }) })
    expect(result).toMatchObject({ left: [{ _tag: 'InvalidExtent', path: 'layer.sizes.K' }] })
  })
})
