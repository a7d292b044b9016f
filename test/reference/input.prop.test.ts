/** Data and texts of any kind end in figures or in a failure that helps. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMappingFile, referenceFile } from '../../src/reference'
import { scaled } from '../support/generators/bulk'
import { failureOf, small } from './support'

describe('an input', () => {
  it('never throws, whatever it is', () => {
    const hostile = new Proxy({}, { get: () => fc.stringify(hostile), ownKeys: () => ['a'] })
    expect(failureOf(hostile)).toMatch('MALFORMED')
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true })
    const shaped = fc.record(
      {
        layers: fc.array(
          fc.record({
            type: fc.constantFrom('CONV', 'GEMM', 'toString', 7),
            dims: fc.dictionary(
              fc.constantFrom('M', 'N', 'K', 'X', "X'", '__proto__'),
              fc.oneof(fc.nat(), anything),
            ),
            stride: fc.oneof(fc.constant({}), anything),
            directives: fc.array(
              fc.oneof(
                anything,
                fc.record({
                  _tag: fc.constantFrom('SpatialMap', 'TemporalMap', 'Cluster'),
                  size: fc.oneof(fc.nat(9), anything),
                  offset: fc.oneof(fc.nat(9), anything),
                  dimension: fc.oneof(fc.constantFrom('M', 'N', 'K', 'X', "X'"), anything),
                }),
              ),
            ),
          }),
        ),
        hardware: fc.oneof(fc.constant(small), anything),
      },
      { requiredKeys: [] },
    )
    const isAnswer = (input: unknown): boolean => typeof failureOf(input) === 'string'
    fc.assert(fc.property(fc.oneof(anything, shaped), isAnswer), { numRuns: scaled(2000) })
    fc.assert(
      fc.property(anything, (text) => {
        expect(referenceFile(text as string, small)._tag).toMatch(/Left|Right/) // the types forbid what is tried here
        expect(readMappingFile(text as string)._tag).toMatch(/Left|Right/)
      }),
    )
  })
})

describe('a mutilated file', () => {
  const text = `Network n { Layer A { Type: CONV Stride { X: 2, Y: 2 } Dimensions { K: 4, C: 3, R: 3, S: 3, Y: 9, X: 9 }
    Dataflow { SpatialMap(1,1) K; TemporalMap(3,3) R; TemporalMap(3,1) Y; Cluster(2, P); SpatialMap(1,1) C; } } }`

  it('is read to an end', () => {
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(9),
        fc.constantFrom('', '{', '}', ' ', '0', 'Sz(', 'Layer'),
        (at, cut, put) => {
          const result = referenceFile(text.slice(0, at) + put + text.slice(at + cut), small)
          expect(result._tag === 'Right' || result.left.message.length > 0).toBe(true)
        },
      ),
      { numRuns: scaled(2000) },
    )
  })
})
