/** The least energy-delay product of a network, against every combination of its layers' candidates. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperDataflows } from '../../src/catalog'
import { conv2d, estimateDataflows, estimateNetwork, type Layer, orThrow } from '../../src/index'
import { leastProduct, lowerHull, type Point } from '../../src/network/hull'
import { scaled } from '../support/generators/bulk'

type Cost = Omit<Point, 'candidate'>

/** Every choice of one candidate for each layer, in the order in which the first layer changes last. */
const everyChoice = ([first, ...others]: readonly number[]): readonly (readonly number[])[] =>
  first === undefined
    ? [[]]
    : Array.from({ length: first }, (_, i) => i).flatMap((i) =>
        everyChoice(others).map((rest) => [i, ...rest]),
      )

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const productOf = (layers: readonly (readonly Cost[])[], choice: readonly number[]): number => {
  const costs = choice.map((i, layer) => layers[layer]![i]!)
  return sum(costs.map(({ energy }) => energy)) * sum(costs.map(({ runtime }) => runtime))
}

/** The definition: the first of all choices that have the least product. */
const enumerated = (layers: readonly (readonly Cost[])[]): readonly number[] => {
  const choices = everyChoice(layers.map(({ length }) => length))
  return choices.reduce((best, choice) =>
    productOf(layers, choice) < productOf(layers, best) ? choice : best,
  )
}

/** What the library does: the hull of each layer, and the sweep over all. */
const swept = (layers: readonly (readonly Cost[])[]): readonly number[] => {
  const hulls = layers.map((costs) => lowerHull(costs.map((cost, candidate) => ({ ...cost, candidate }))))
  return leastProduct(hulls).map((position, layer) => hulls[layer]![position]!.candidate)
}

const networkOf = (runtime: fc.Arbitrary<number>, energy: fc.Arbitrary<number>) =>
  fc.array(fc.array(fc.record({ runtime, energy }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  })

describe('the least Σ energies · Σ runtimes is that of all combinations', () => {
  it('with small whole numbers, where ties abound: the first of equals', () => {
    const small = fc.integer({ min: 1, max: 6 })
    const larger = fc.integer({ min: 1, max: 40 })
    for (const [runtime, energy] of [
      [small, small],
      [larger, small],
      [larger, larger],
    ] as const)
      fc.assert(
        fc.property(networkOf(runtime, energy), (layers) => {
          expect(swept(layers)).toEqual(enumerated(layers))
        }),
        { numRuns: scaled(3000) },
      )
  })

  it('with products that are equal though the choices differ', () => {
    // 2 · 6 = 3 · 4 = 4 · 3 = 6 · 2: the corners of one hull, in every order of the candidates.
    const corners = [
      { runtime: 2, energy: 6 },
      { runtime: 3, energy: 4 },
      { runtime: 4, energy: 3 },
      { runtime: 6, energy: 2 },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(corners, { minLength: 1 }), (costs) => {
        expect(swept([costs])).toEqual([0])
      }),
    )
  })

  it('with fractions: none has less than rounding would explain', () => {
    const energy = fc.double({ min: 1e-3, max: 1e12, noNaN: true })
    const runtime = fc.integer({ min: 1, max: 1e9 })
    fc.assert(
      fc.property(networkOf(runtime, energy), (layers) => {
        const least = productOf(layers, enumerated(layers))
        expect(productOf(layers, swept(layers)) / least).toBeLessThanOrEqual(1 + 1e-14)
      }),
      { numRuns: scaled(3000) },
    )
  })

  it('of networks of convolutions under the dataflows of the paper', () => {
    const size = fc.integer({ min: 1, max: 40 })
    const layer = fc
      .record({ K: size, C: size, R: fc.constantFrom(1, 3), Y: fc.integer({ min: 3, max: 20 }) })
      .map(({ K, C, R, Y }): Layer => conv2d({ K, C, R, S: R, Y, X: Y }))
    const bandwidth = fc.integer({ min: 1, max: 32 })
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), bandwidth, (layers, given) => {
        const hardware = { pes: 64, noc: { bandwidth: given } }
        const network = orThrow(estimateNetwork(layers, paperDataflows, hardware, { objective: 'edp' }))
        const costs = layers.map((each) => {
          const { runtime, energy } = orThrow(estimateDataflows(each, paperDataflows, hardware))
          return paperDataflows.map((_, i) => ({ runtime: runtime[i]!, energy: energy[i]! }))
        })
        expect(network.totals.edp).toBe(productOf(costs, enumerated(costs)))
      }),
      { numRuns: scaled(150) },
    )
  })
})
