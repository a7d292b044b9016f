/** The layer of the page in a chain: what follows fits it, and what is seen is what the library says. */
import { describe, expect, it, test } from 'vitest'
import { readState } from '../../examples/playground/answer'
import { followerOf, followersOf, fusionOf } from '../../examples/playground/chain'
import * as change from '../../examples/playground/change'
import { short } from '../../examples/playground/format'
import { fusedParts } from '../../examples/playground/fused'
import { initial } from '../../examples/playground/initial'
import { kindIds } from '../../examples/playground/kinds'
import { textOf } from '../../examples/playground/markup'
import { withKind } from '../../examples/playground/presets'
import type { State } from '../../examples/playground/state'
import { compareFused, fuse } from '../../src/fusion'
import { conv2d, orThrow } from '../../src/index'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const fusionIn = (state: State) => fusionOf(answerOf(state), state.layer.kind, state.fusion)

const comparedIn = (state: State) => {
  const fusion = fusionIn(state)
  if (fusion._tag === 'None') throw new Error(fusion.message)
  return fusion.compared
}

const seenIn = (state: State): string => fusedParts(fusionIn(state)).map(textOf).join(' ')

const shown = (value: number): string => value.toLocaleString('en-US')

describe('the chain', () => {
  it('is the layer and what follows, tiled as typed, under the dataflow of the page', () => {
    const { layer, dataflow, hardware } = answerOf(initial)
    const after = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'second' })
    const chain = fuse([layer, after], { tile: [["Y'", 7]], halo: { "Y'": 'retain' } })
    expect(comparedIn(initial)).toEqual(orThrow(compareFused(chain, dataflow, hardware)))
  })

  test.each(['conv2d', 'depthwiseConv2d', 'gemm'] as const)('of %s matches, whatever follows', (kind) => {
    const first = kind === 'conv2d' ? initial : withKind(initial, kind)
    for (const { id } of followersOf(kind).slice(1)) {
      const state = change.chooseNext(id)({ ...first, fusion: { ...initial.fusion, tile: '5' } })
      expect(comparedIn(state).fused.layers.length).toBe(1 + id.split(',').length)
    }
  })

  it('follows strides, dilations, paddings and odd shapes', () => {
    for (const [stride, dilation, padding] of [
      ['2', '1', '1'],
      ['2, 1', '1, 2', '0'],
      ['3', '1', '1, 0, 2, 0'],
    ] as const) {
      const layer = { ...initial.layer, stride, dilation, padding }
      const { fused } = comparedIn({ ...initial, layer, fusion: { ...initial.fusion, tile: '2, 3' } })
      expect(fused.steps).toBeGreaterThan(1)
    }
  })

  it('takes rows and columns, and no tile for one step', () => {
    const tiled = (tile: string) => comparedIn(change.typeField('tile', tile)(initial)).fused.steps
    expect([tiled(''), tiled('14'), tiled('14, 7')]).toEqual([1, 2, 8])
  })

  it('computes again what tiles share, if that is chosen', () => {
    const again = comparedIn(change.chooseHalo('recompute')(initial))
    expect(again.fused.recomputed).toBeGreaterThan(0)
    expect(comparedIn(initial).fused.recomputed).toBe(0)
    expect(seenIn(change.chooseHalo('recompute')(initial))).toContain(
      'With everything retained it would take',
    )
  })
})

describe('what is seen', () => {
  it('are the figures of both', () => {
    const { fused, alone } = comparedIn(initial)
    const text = seenIn(initial)
    for (const value of [fused.runtime, alone.runtime, alone.bits, fused.buffers.l2.required.bits])
      expect(text).toContain(shown(value))
    for (const value of [fused.energy.total, alone.energy, fused.offchip.bits, fused.macs])
      expect(text).toContain(short(value))
  })

  it('is why there is no chain', () => {
    expect(seenIn(change.chooseNext('none')(initial))).toContain('nothing to fuse')
    expect(seenIn(change.typeField('tile', 'many')(initial))).toContain("chain.tile.Y' must be")
    expect(seenIn(change.typeField('tile', '1,2,3')(initial))).toContain('no dimension')
  })

  it('is something for every kind', () => {
    for (const kind of kindIds) {
      const state = kind === 'conv2d' ? initial : withKind(initial, kind)
      expect(seenIn(state)).not.toMatch(/undefined|NaN|^$/)
    }
  })
})

test('another kind keeps the number of layers, where it can', () => {
  const three = change.chooseNext('3x3,1x1')(initial)
  expect(followerOf('gemm', three.fusion).id).toBe('product,product')
  expect(followerOf('pool2d', three.fusion).id).toBe('none')
  expect(followerOf('conv2d', change.chooseNext('product')(initial).fusion).id).toBe('3x3')
  expect(change.chooseNext('5x5')(initial)).toBe(initial)
})
