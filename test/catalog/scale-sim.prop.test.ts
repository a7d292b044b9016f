/** Systolic arrays: SCALE-Sim's published formula (ISPASS 2020), on arrays and products of all sizes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ScaleSimDataflow, scaleSimArray } from '../../src/catalog'
import { estimate, gemm, orThrow } from '../../src/index'

/** Rows, columns and what passes by, as the tool lays them out for its inputs of M × K and weights of K × N. */
const arranged = { os: ['M', 'N', 'K'], ws: ['K', 'N', 'M'], is: ['K', 'M', 'N'] } as const

type Sizes = { readonly M: number; readonly N: number; readonly K: number }

const formula = (kind: ScaleSimDataflow, R: number, C: number, sizes: Sizes): number => {
  const [row, column, streamed] = arranged[kind]
  const folds = Math.ceil(sizes[row] / R) * Math.ceil(sizes[column] / C)
  return folds * ((kind === 'os' ? R : 2 * R) + C + sizes[streamed] - 2)
}

const runtimeOf = (kind: ScaleSimDataflow, rows: number, columns: number, sizes: Sizes): number => {
  const { accelerator, dataflow } = scaleSimArray({ rows, columns, dataflow: kind })
  return orThrow(estimate(gemm(sizes), dataflow, accelerator)).runtime
}

describe('SCALE-Sim’s arrays', () => {
  test.each(['os', 'ws', 'is'] as const)('%s: the runtime is the formula', (kind) => {
    const size = fc.integer({ min: 1, max: 300 })
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(side, side, fc.record({ M: size, N: size, K: size }), (rows, columns, sizes) => {
        expect(runtimeOf(kind, rows, columns, sizes)).toBe(formula(kind, rows, columns, sizes))
      }),
    )
  })

  /** What the tool counts from 0 for products that fill an array of 4 × 4 once, by hand: one cycle less than these. */
  test.each([
    ['os', 4 + 4 + 6 - 2],
    ['ws', 2 * 4 + 4 + 6 - 2],
    ['is', 2 * 4 + 4 + 6 - 2],
  ] as const)('%s: one fold of 4 × 4, 6 values by', (kind, cycles) => {
    const [row, column, streamed] = arranged[kind]
    const sizes: Record<keyof Sizes, number> = { M: 0, N: 0, K: 0 }
    sizes[row] = 4
    sizes[column] = 4
    sizes[streamed] = 6
    expect(runtimeOf(kind, 4, 4, sizes)).toBe(cycles)
  })

  test('fill is what is not compute: skew of rows and columns, and the load of what stays', () => {
    const { accelerator, dataflow } = scaleSimArray({ rows: 5, columns: 7, dataflow: 'is' })
    const { bound } = orThrow(estimate(gemm({ M: 14, N: 9, K: 5 }), dataflow, accelerator))
    expect(bound.cycles).toEqual({ compute: 2 * 9, fill: 2 * (5 + 4 + 6), ingress: 0, egress: 0, offchip: 0 })
  })
})
