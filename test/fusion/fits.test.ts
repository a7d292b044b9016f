/** Whether a chain fits, where no input can be brought in otherwise. */
import { expect, it } from 'vitest'
import { estimateFused, fuse } from '../../src/fusion'
import { accelerator, dataflow, orThrow, pool2d, temporalMap } from '../../src/index'

const rows = dataflow('rows', [temporalMap(1, 1, "Y'")])
const first = pool2d({ C: 1, R: 2, S: 1, Y: 8, X: 4 })
const second = pool2d({ C: 1, R: 2, S: 1, Y: 7, X: 4 })

const required = (capacity: number | undefined) => {
  const l2 = capacity === undefined ? {} : { l2: { capacity } }
  const of = estimateFused(fuse([first, second], { tile: { "Y'": 1 } }), rows, accelerator({ pes: 1, ...l2 }))
  return orThrow(of).buffers.l2
}

it('does not fit in less than it requires, though there is nothing to choose', () => {
  // While the first layer runs in the first step: three rows of T₀, which count twice, and two of T₁.
  const bytes = required(undefined).required.bits / 8
  expect(bytes).toBe(32)
  expect(required(bytes).fits).toBe(true)
  expect(required(bytes - 1).fits).toBe(false)
})
