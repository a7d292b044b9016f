/** Rules of fused chains that random chains seldom decide. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { type Chain, estimateFused, fuse } from '../../src/fusion'
import { type Choosing, choose, ways } from '../../src/fusion/choose'
import { peakOf } from '../../src/fusion/occupancy'
import { readRequest } from '../../src/fusion/read-request'
import { stepsOf } from '../../src/fusion/steps'
import {
  accelerator,
  conv2d,
  dataflow,
  type EstimateError,
  layer,
  operator,
  temporalMap,
} from '../../src/index'
import { known } from './problem'

const input = (layerOf: number, ...rows: readonly (readonly [number, number, number])[]): Choosing => ({
  layer: layerOf,
  options: rows.map(([traffic, always, own], i) => ({ way: known(ways[i]), traffic, always, own })),
})

const chosen = (inputs: readonly Choosing[], room: number) => {
  const of = choose(inputs, [0, 0], room)
  return [of?.fits, ...(of?.options.map(({ way }) => way) ?? [])]
}

describe('a choice', () => {
  it('keeps the first of two equal inputs, if only one can be kept', () => {
    const rows = [
      [1, 1, 0],
      [3, 1, 0],
      [2, 0, 0],
      [4, 0, 0],
    ] as const
    expect(chosen([input(0, ...rows), input(1, ...rows)], 1)).toEqual([true, 'kept', 'per run'])
  })

  it('does not take the second step without the first', () => {
    const rows = [
      [0, 12, 0],
      [10, 10, 0],
      [100, 0, 0],
      [200, 0, 0],
    ] as const
    expect(chosen([input(0, ...rows)], 5)).toEqual([true, 'per run'])
  })
})

describe('the fullest moment', () => {
  it('is the first step of those with the same need, and there the first layer', () => {
    const of = (first: readonly number[][]) => peakOf({ most: [5, 5], first, retained: 0 }, [0, 0])
    expect(of([[1], [0]])).toEqual({ corners: [0], layer: 1 })
    expect(of([[0], [1]])).toEqual({ corners: [0], layer: 0 })
    expect(of([[1], [1]])).toEqual({ corners: [1], layer: 0 })
  })
})

describe('runs', () => {
  it('touch anew what a loop outside repeats', () => {
    const conv = conv2d({ K: 2, C: 1, R: 3, S: 1, Y: 6, X: 1 })
    const chain = fuse([conv], {
      tile: [
        ['K', 1],
        ["Y'", 2],
      ],
      inputs: ['filter'],
    })
    const report: EstimateError[] = []
    const rows = dataflow('rows', [temporalMap(1, 1, "Y'")])
    const request = known(readRequest(chain, rows, accelerator({ pes: 1 }), report))
    const { others } = known(stepsOf(request.layers, request.loops, report))
    // Rows 0 to 3 and 2 to 5, for each of the two output channels.
    const touched = { union: 6, perRun: 16, changes: 4 + 2 + 2 + 2, largest: 4, largestPair: 6 }
    expect(others.map((other) => other.touched)).toEqual([touched])
  })
})

describe('a layer of a chain', () => {
  it('has its path in messages', () => {
    const conv = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
    const rows = dataflow('rows', [temporalMap(1, 1, "Y'")])
    const messageOf = (chain: Chain): string => {
      const answer = estimateFused(chain, rows, accelerator({ pes: 1 }))
      return isLeft(answer) ? answer.left[0].message : ''
    }
    const tooLarge = ' does not take the output of the layer before: input does not match: '
    expect(messageOf(fuse([conv, conv]))).toContain(`chain.layers[1]${tooLarge}`)
    expect(messageOf(fuse([conv, { ...conv, name: 'last' }]))).toContain(
      `chain.layers[1] ("last")${tooLarge}`,
    )
    expect(messageOf(fuse([conv, conv], { inputs: [null, 'Q'] }))).toContain(
      'the inputs of chain.layers[1] are input and filter',
    )
  })
})

describe('two loops', () => {
  it('that move one axis are both refused', () => {
    const outer = operator({
      name: 'outer sum',
      dimensions: ['A', 'B'],
      tensors: [
        { name: 'in', role: 'input', axes: [[{ dimension: 'A' }, { dimension: 'B' }]] },
        { name: 'out', role: 'output', axes: [[{ dimension: 'A' }], [{ dimension: 'B' }]] },
      ],
    })
    const chain = fuse([layer(outer, { A: 4, B: 4 })], { tile: { A: 2, B: 2 } })
    const answer = estimateFused(chain, dataflow('one', [temporalMap(1, 1, 'A')]), accelerator({ pes: 1 }))
    const errors = isLeft(answer) ? answer.left.map(({ _tag, path }) => `${_tag} at ${path}`) : []
    expect(errors).toEqual(['BrokenChain at chain.tile.A', 'BrokenChain at chain.tile.B'])
  })
})

describe('a tiled dimension that is summed over', () => {
  it('must be an axis of the tensor between the last two layers, which the message names', () => {
    const first = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
    const last = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 6, X: 6 })
    const rows = dataflow('rows', [temporalMap(1, 1, "Y'")])
    const expectedOf = (tile: Readonly<Record<string, number>>): string | null => {
      const answer = estimateFused(fuse([first, last], { tile }), rows, accelerator({ pes: 1 }))
      return isLeft(answer) ? answer.left[0].expected : null
    }
    // R is an axis of the filter alone.
    expect(expectedOf({ R: 1 })).toMatch(/ summed over and is by itself an axis of input$/)
    expect(expectedOf({ C: 2 })).toBeNull()
  })
})
