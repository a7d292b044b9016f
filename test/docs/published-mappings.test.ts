/** Mappings of other tools, written as dataflows: their traffic is what those tools count, where they say it. */
import { describe, expect, it, test } from 'vitest'
import {
  bertHardware,
  bertMappings,
  gammaHardware,
  gammaMappings,
  roomFor,
} from '../../examples/published-mappings'
import { estimate, orThrow } from '../../src/index'

describe('published mappings', () => {
  test.each(gammaMappings)('$name of $layer.name is legal where it was found', ({ layer, dataflow }) => {
    expect(orThrow(estimate(layer, dataflow, gammaHardware)).runtime).toBeGreaterThan(0)
  })

  test.each(bertMappings)('$name of $layer.name fits the room that it needs, and no less', (published) => {
    const { layer, dataflow } = published
    const room = roomFor(published)
    expect(orThrow(estimate(layer, dataflow, bertHardware(room))).buffers.fits).toBe(true)
    expect(orThrow(estimate(layer, dataflow, bertHardware(room - 1))).buffers.fits).toBe(false)
  })

  // `correct_mops` of test.py of FactorFlow: reads of weights and inputs and writes of outputs of its memory.
  it.each([
    ['Timeloop', 50_331_648, 67_108_864, 12_582_912],
    ['FactorFlow', 50_331_648, 33_554_432, 12_582_912],
  ])('of %s read and write the memory as often as its source says', (name, weights, inputs, outputs) => {
    const published = bertMappings.find((each) => each.name === name)
    if (published === undefined) throw new Error(`there is a mapping of ${name}`)
    const { offchip } = orThrow(
      estimate(published.layer, published.dataflow, bertHardware(roomFor(published))),
    )
    expect(offchip.tensors).toMatchObject({
      A: { reads: weights, writes: 0 },
      B: { reads: inputs, writes: 0 },
      C: { reads: 0, writes: outputs },
    })
  })
})
