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
