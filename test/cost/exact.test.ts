/** Counts that a number cannot hold exactly are refused, one more than the largest that are not. */
import {
  type Accelerator,
  type Directive,
  dataflow,
  estimate,
  layer,
  operator,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { describe, expect, it } from 'vitest'

/** Adds up a list: as many MACs as elements. */
const sum = operator({
  name: 'sum',
  dimensions: ['I'],
  tensors: [
    { name: 'list', role: 'input', axes: [[{ dimension: 'I' }]] },
    { name: 'total', role: 'output', axes: [] },
  ],
})

/** Where the counts of a list of so many elements are refused. */
const overflow = (elements: number, map: Directive, hardware: Accelerator): readonly string[] => {
  const result = estimate(layer(sum, { I: elements }), dataflow('sum', [map]), hardware)
  return result._tag === 'Right' ? [] : result.left.map(({ _tag, path }) => `${_tag} ${path}`)
}

describe('what is just too large', () => {
  // 2^20 PEs of 2^32 elements hold the whole list, twice: 2 · I + 2 elements, and no other count is as large.
  it('is the space of streamed tiles', () => {
    const tiles = spatialMap(2 ** 32, 2 ** 32, 'I')
    expect(overflow(2 ** 52 - 2, tiles, { pes: 2 ** 20 })).toEqual([])
    expect(overflow(2 ** 52 - 1, tiles, { pes: 2 ** 20 })).toEqual(['CountOverflow layer.sizes'])
  })

  // A PE reads an element and the total for each MAC.
  it('is the accesses of a buffer for all tensors together', () => {
    expect(overflow(2 ** 52 - 1, temporalMap(1, 1, 'I'), { pes: 1 })).toEqual([])
    expect(overflow(2 ** 52, temporalMap(1, 1, 'I'), { pes: 1 })).toEqual(['CountOverflow layer.sizes'])
  })

  // A step takes two cycles, one to receive and one to compute; then the total leaves: 2 · I + 1 cycles.
  it('is the runtime', () => {
    const hardware: Accelerator = { pes: 1, overlap: 'none' }
    expect(overflow(2 ** 52 - 1, temporalMap(1, 1, 'I'), hardware)).toEqual([])
    const slow: Accelerator = { ...hardware, noc: { latency: 2 } }
    expect(overflow(2 ** 52 - 1, temporalMap(1, 1, 'I'), slow)).toEqual(['CountOverflow hardware'])
  })
})
