import { expect, it } from 'vitest'
import { dataflow, estimate, layer, operator, orThrow, temporalMap } from '../../src/index'

const pairs = operator({
  name: 'pairs',
  dimensions: ['I', 'J'],
  tensors: [
    { name: 'first', role: 'input', axes: [[{ dimension: 'J' }]] },
    { name: 'second', role: 'input', axes: [[{ dimension: 'J' }]] },
    { name: 'sum', role: 'output', axes: [[{ dimension: 'I' }]] },
  ],
})

// Both inputs are streamed once for each I, 64 elements, or stay in 16: with room for one, it is the first (section 6).
it('keeps the first of two equal tensors in a buffer that has room for one', () => {
  const flow = dataflow('J inside', [temporalMap(1, 1, 'I'), temporalMap(2, 2, 'J')])
  const hardware = { pes: 1, l2: { capacity: 16 + 4 + 2 } }
  const { offchip, buffers } = orThrow(estimate(layer(pairs, { I: 4, J: 16 }), flow, hardware))
  expect(offchip.tensors).toEqual({
    first: { reads: 16, writes: 0, resident: true, bits: { reads: 128, writes: 0 } },
    second: { reads: 64, writes: 0, resident: false, bits: { reads: 512, writes: 0 } },
    sum: { reads: 0, writes: 4, resident: false, bits: { reads: 0, writes: 32 } },
  })
  expect(buffers.l2).toMatchObject({ required: { total: 22 }, fits: true })
})

const column = operator({
  name: 'column sums',
  dimensions: ['I', 'J'],
  tensors: [
    { name: 'matrix', role: 'input', axes: [[{ dimension: 'I' }], [{ dimension: 'J' }]] },
    { name: 'sum', role: 'output', axes: [[{ dimension: 'I' }]] },
  ],
})

// Every element of the matrix comes in, and every sum goes out and comes back for each J: 3 · I · J in all, where no buffer has
// more than 2 · I · J accesses.
it('refuses a layer of which more crosses the border of the chip than can be counted', () => {
  const flow = dataflow('J outside', [temporalMap(1, 1, 'J'), temporalMap(1, 1, 'I')])
  const hardware = { pes: 1, l2: { bypass: ['inputs', 'outputs'] } }
  const crossing = (part: number) => {
    const I = 2 ** 20
    const J = Math.round((part * 2 ** 53) / I)
    return estimate(layer(column, { I, J }), flow, hardware)
  }
  expect(crossing(0.32)).toMatchObject({ right: { offchip: { tensors: { sum: { resident: false } } } } })
  expect(crossing(0.4)).toMatchObject({ left: [{ _tag: 'CountOverflow', path: 'layer.sizes' }] })
})
