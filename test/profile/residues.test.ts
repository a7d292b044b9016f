import { describe, expect, test } from 'vitest'
import { accelerator, conv2d, dataflow, type EstimateError, estimate, spatialMap } from '../../src/index'

/** Rows of filters that lie `y` rows apart: neighbouring units' rows start in `y` different residues. */
const dilated = (y: number) => conv2d({ K: 1, C: 1, R: 3, S: 1, "Y'": 4 * y, "X'": 1, dilation: { y, x: 1 } })

const errorsOn = (dilation: number, pes: number): readonly EstimateError[] => {
  const rows = dataflow('rows', [spatialMap(1, 1, "Y'")])
  const result = estimate(dilated(dilation), rows, accelerator({ pes }))
  return result._tag === 'Left' ? result.left : []
}

const tagsOn = (dilation: number, pes: number): readonly string[] =>
  errorsOn(dilation, pes).map(({ _tag }) => _tag)

describe('units whose windows all lie differently', () => {
  test('64 residues are told apart, on any number of units', () => expect(tagsOn(64, 256)).toEqual([]))
  test('64 units are told apart, whatever their residues', () => expect(tagsOn(101, 64)).toEqual([]))
  test('more of both are too complex', () => expect(tagsOn(65, 65)).toEqual(['TooComplex']))
  test('the error names this limit', () =>
    expect(errorsOn(65, 65)[0]?.expected).toBe(
      'at most 64 different remainders of the positions of spatial tiles along a window',
    ))
})
