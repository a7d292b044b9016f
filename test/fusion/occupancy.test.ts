/** What fills the shared buffer step by step: a chain by hand, long chains, and what is refused. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { type Chain, estimateFused, fuse, occupancyOf } from '../../src/fusion'
import { accelerator, conv2d, dataflow, orThrow, spatialMap } from '../../src/index'
import { inShort, junk } from '../support/errors'
import { errorsOf } from '../units/support'
import { fusionCases, inputsOf } from './cases'

const rows = dataflow('rows', [spatialMap(1, 1, "Y'")])
const chip = accelerator({ pes: 4 })

/** Two convolutions along one axis: 12 elements, 10, 8. */
const along = (tile: number, halo: 'retain' | 'recompute' = 'retain'): Chain =>
  fuse(
    [
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 12, X: 1, name: 'first' }),
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 10, X: 1, name: 'second' }),
    ],
    { tile: { "Y'": tile }, halo: { "Y'": halo } },
  )

/** Elements of 8 bits in a moment: of the two inputs and outputs, of the two filters. */
const inElements = (chain: Chain, hardware = chip) =>
  orThrow(occupancyOf(chain, rows, hardware)).moments.map(({ step, layer, tensors, bits }) => {
    const of = (wanted: number, name: string) =>
      (tensors.find((each) => each.layer === wanted && each.tensor === name)?.bits ?? 0) / 8
    const parts = [of(0, 'input'), of(0, 'output'), of(1, 'output'), of(0, 'filter'), of(1, 'filter')]
    expect(bits / 8).toBe(parts.reduce((a, b) => a + b, 0))
    return { at: [step, layer], parts }
  })

describe('moments by hand', () => {
  it('of what is retained', () => {
    expect(inElements(along(4))).toEqual([
      { at: [0, 0], parts: [16, 6, 0, 3, 3] },
      { at: [0, 1], parts: [2, 6, 8, 3, 3] },
      { at: [1, 0], parts: [10, 6, 0, 3, 3] },
      { at: [1, 1], parts: [0, 6, 8, 3, 3] },
    ])
  })

  it('of what is computed again', () => {
    expect(inElements(along(4, 'recompute'))).toEqual([
      { at: [0, 0], parts: [16, 6, 0, 3, 3] },
      { at: [0, 1], parts: [0, 6, 8, 3, 3] },
      { at: [1, 0], parts: [16, 6, 0, 3, 3] },
      { at: [1, 1], parts: [0, 6, 8, 3, 3] },
    ])
  })

  it('of one step, and without a second copy of what moves', () => {
    // The second filter comes for its own run, because then less is needed; the first is kept, as that needs no more.
    expect(inElements(along(8))).toEqual([
      { at: [0, 0], parts: [12, 10, 0, 3, 0] },
      { at: [0, 1], parts: [0, 10, 8, 3, 3] },
    ])
    expect(inElements(along(4), accelerator({ pes: 4, overlap: 'none' }))[0]).toEqual({
      at: [0, 0],
      parts: [8, 6, 0, 3, 3],
    })
  })
})

it('has no moment of a layer that does not run in a step', () => {
  const layers = [
    conv2d({ K: 2, C: 1, R: 3, S: 1, Y: 6, X: 1 }),
    conv2d({ K: 2, C: 2, R: 1, S: 1, Y: 4, X: 1 }),
  ]
  const { moments } = orThrow(occupancyOf(fuse(layers, { tile: { K: 1 } }), rows, chip))
  expect(moments.map(({ step, layer }) => [step, layer])).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
  ])
})

it('says where it is, what the buffer holds, and what the layers are called', () => {
  const chain = fuse([conv2d({ K: 2, C: 2, R: 1, S: 1, Y: 4, X: 6, name: 'only' })], {
    tile: { "Y'": 2, "X'": 2 },
  })
  const { moments, ...others } = orThrow(
    occupancyOf(chain, rows, accelerator({ pes: 4, l2: { capacity: 64 } })),
  )
  expect(others).toEqual({ steps: 6, complete: true, capacity: 512, layers: ['only'] })
  expect(moments.map(({ step, tiles }) => [step, tiles["Y'"], tiles["X'"]])).toEqual([
    [0, 0, 0],
    [1, 0, 1],
    [2, 0, 2],
    [3, 1, 0],
    [4, 1, 1],
    [5, 1, 2],
  ])
})

it('has the peak of the estimate as its fullest moment, also where it shows some of the steps', () => {
  for (const each of fusionCases) {
    const { chain, dataflow: flows, hardware } = inputsOf(each)
    const { l2 } = orThrow(estimateFused(chain, flows, hardware)).buffers
    for (const steps of [256, 7, 1]) {
      const { moments, complete, ...of } = orThrow(occupancyOf(chain, flows, hardware, { steps }))
      const listed = new Set(moments.map(({ step }) => step))
      expect(listed.size).toBeLessThanOrEqual(steps)
      expect(complete).toBe(listed.size === of.steps)
      const most = moments.reduce((fullest, moment) => (moment.bits > fullest.bits ? moment : fullest))
      expect(most.bits).toBe(l2.required.bits)
      if (complete) expect({ layer: most.layer, tensors: most.tensors }).toEqual(l2.peak)
    }
  }
})

it('shows a long chain where something changes, from the first step to the last', () => {
  const layers = [
    conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 10_004, X: 1, padding: { top: 1, bottom: 1, left: 0, right: 0 } }),
    conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 10_004, X: 1 }),
  ]
  const { steps, moments, complete } = orThrow(occupancyOf(fuse(layers, { tile: { "Y'": 4 } }), rows, chip))
  expect([steps, complete]).toEqual([2501, false])
  const listed = [...new Set(moments.map(({ step }) => step))]
  expect(listed.length).toBeLessThan(10)
  expect([listed[0], listed.at(-1)]).toEqual([0, 2500])
  const all = orThrow(occupancyOf(fuse(layers, { tile: { "Y'": 4 } }), rows, chip, { steps: 2501 }))
  expect(moments).toEqual(all.moments.filter(({ step }) => listed.includes(step)))
})

describe('what is refused', () => {
  it('is what the estimate refuses', () => {
    const broken = fuse([...along(4).layers].reverse(), { tile: { "Y'": 4, Q: 1 } })
    expect(occupancyOf(broken, rows, chip)).toEqual(estimateFused(broken, rows, chip))
    const idle = accelerator({ pes: 0 })
    expect(isLeft(occupancyOf(along(4), rows, idle))).toBe(true)
    expect(occupancyOf(along(4), rows, idle)).toEqual(estimateFused(along(4), rows, idle))
  })

  it('and numbers of steps that are none', () => {
    for (const steps of [0, -1, 1.5, 4097, '4'])
      expect(inShort(errorsOf(occupancyOf(along(4), rows, chip, junk({ steps }))))).toEqual([
        'Malformed options.steps',
      ])
    expect(inShort(errorsOf(occupancyOf(along(4), rows, chip, junk({ step: 1 }))))).toEqual([
      'Malformed options.step',
    ])
    expect(inShort(errorsOf(occupancyOf(along(4), rows, chip, junk(null))))).toEqual(['Malformed options'])
  })
})
