/** Einsums and operators are two notations of one thing: printed and read again, every operator is the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { einsum, estimate, type Layer, orThrow, toEinsum } from '../../../src/index'
import { unlessEqual } from '../../support/checks/answers'
import { type Check, failuresOf, runsOr, scaled } from '../../support/generators/bulk'
import { canonicalDataflow } from '../../support/generators/directives'
import { randomLayer } from '../../support/generators/layers'
import { simulable } from '../../support/generators/problems'
import type { Random } from '../../support/generators/random'
import { couplingOf, operatorOf, outputsLast, printedAgain } from './support'

const numRuns = scaled(5000)

/** A layer of any kind, custom ones more often than others. */
const anyLayer: fc.Arbitrary<Layer> = fc.gen().map((draw) => {
  const random: Random = (min, max) => draw(fc.integer, { min, max })
  return randomLayer(random, simulable).layer
})

describe(`of ${numRuns} random layers`, () => {
  it('the form that names tensors keeps the coupling', () => {
    fc.assert(
      fc.property(anyLayer, (layer) => {
        const { operator } = printedAgain(layer, 'tensors')
        expect(couplingOf(operator)).toEqual(couplingOf(operatorOf(layer).operator))
      }),
      { numRuns },
    )
  })

  it('both forms are the same text when they are printed again', () => {
    fc.assert(
      fc.property(anyLayer, fc.constantFrom('arrow' as const, 'tensors' as const), (layer, form) => {
        const text = orThrow(toEinsum(layer, { form }))
        const again = printedAgain(layer, form)
        expect(orThrow(toEinsum(again, { form }))).toBe(text)
        expect(printedAgain(again, form)).toEqual(again)
        expect(again.operator.name).toBe(text)
      }),
      { numRuns },
    )
  })
})

/** The layer with its inputs before its outputs: energies are sums over tensors, and their last digits follow the order. */
const inputsFirst = (layer: Layer): Layer =>
  layer.kind === 'custom'
    ? { ...layer, operator: { ...layer.operator, tensors: outputsLast(layer.operator.tensors) } }
    : layer

const runs = runsOr(2000)

const sameEstimate: Check = ({ subject, canonical, hardware }) => {
  const flow = canonicalDataflow({ subject, canonical })
  const text = orThrow(toEinsum(subject.layer))
  const made = einsum(text, subject.extents, subject.layer.name)
  const written = estimate(inputsFirst(subject.layer), flow, hardware)
  return unlessEqual(orThrow(written), orThrow(estimate(made, flow, hardware)), text)
}

it(`the estimate of a layer is that of its einsum (${runs} problems)`, () => {
  expect(failuresOf(runs, simulable, sameEstimate)).toBe('')
})
