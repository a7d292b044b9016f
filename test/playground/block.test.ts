/** A block of a language model on the page: what is seen is what the library says. */
import { describe, expect, it, test } from 'vitest'
import { hardwareOf } from '../../examples/playground/answer'
import { type Block, blockOf, blocksOf, models } from '../../examples/playground/block'
import { blockParts } from '../../examples/playground/block-shown'
import * as change from '../../examples/playground/change'
import { short } from '../../examples/playground/format'
import { initial } from '../../examples/playground/initial'
import { linkOf, openLink } from '../../examples/playground/link'
import { textOf } from '../../examples/playground/markup'
import type { State } from '../../examples/playground/state'
import { exynos2400Like, languageModels, transformerBlock } from '../../src/catalog'
import { orThrow } from '../../src/index'

const onPhone = change.chooseAccelerator('exynos2400')(initial)

const blockIn = (state: State): Block => blockOf(state.block, hardwareOf(state) ?? { pes: 0 })

const shownIn = (state: State): Extract<Block, { _tag: 'Block' }> => {
  const block = blockIn(state)
  if (block._tag === 'None') throw new Error(block.message)
  return block
}

const seenIn = (state: State): string => blockParts(blockIn(state), state.block.model).map(textOf).join(' ')

const counted = (value: number): string => value.toLocaleString('en-US')

describe('the block', () => {
  it('is that of the model, with the tokens, cache and widths that were typed', () => {
    const typed = Object.entries({ batch: '4', tokens: '16', cached: '100', bits: '8' })
    const state = typed.reduce((so, [field, value]) => change.typeField(field, value)(so), onPhone)
    const precision = { weights: 8, activations: 16, cache: 16, partial: 32 }
    const options = { batch: 4, tokens: 16, cached: 100, precision }
    expect(shownIn(change.chooseModel('qwen3-8b')(state)).layers).toEqual(
      transformerBlock({ model: 'qwen3-8b', ...options }),
    )
  })

  it('fits, and its weights cross once for one token', () => {
    const { network, costs } = shownIn(onPhone)
    expect(network.fits).toBe(true)
    const { clock = 1 } = exynos2400Like
    expect(costs?.seconds).toBeCloseTo((costs?.cycles ?? 0) / clock, 12)
    // 4.25 bits of each weight of the block cross once.
    const { width } = languageModels['llama-3-8b']
    const weights = width * (width + 2 * 1024 + width + 3 * 14_336)
    expect(costs?.offchip.contents['weights']).toBeCloseTo(4.25 * weights + 2 * 4.25 * width, -4)
  })

  test.each(models.map(({ id }) => id))('of %s can be estimated, in both phases', (id) => {
    for (const [tokens, cached] of [
      ['1', '1023'],
      ['256', '0'],
    ] as const) {
      const phase = change.typeField('tokens', tokens)(change.typeField('cached', cached)(onPhone))
      const state = change.chooseModel(id)(phase)
      expect(shownIn(state).costs?.cycles).toBeGreaterThan(0)
      expect(seenIn(state)).not.toMatch(/undefined|NaN|null/)
    }
    expect(blocksOf(id).all).toBeGreaterThanOrEqual(blocksOf(id).alike)
  })

  it('offers every model of the catalogue', () => {
    expect(models.map(({ id }) => id)).toEqual(Object.keys(languageModels))
    expect(blocksOf('deepseek-v3')).toEqual({ all: 61, alike: 58 })
  })
})

describe('what is seen', () => {
  it('are the cycles, the energy and the off-chip bytes of each layer and of the block', () => {
    const { network, costs } = shownIn(onPhone)
    const text = seenIn(onPhone)
    for (const { layer, result } of network.layers) {
      const { runtime, energy } = orThrow(result)
      expect(text).toContain(layer)
      expect(text).toContain(counted(runtime))
      expect(text).toContain(short(energy.total))
    }
    expect(text).toContain(`The block takes ${counted(costs!.cycles)} cycles, `)
    expect(text).toContain('The model has 32 blocks like this one.')
    expect(text).toContain(`${short(costs!.offchip.contents['weights']! / 8)}B of weights`)
    expect(seenIn(change.chooseModel('deepseek-v3')(onPhone))).toContain(
      'The model has 61 blocks, 58 of them like this one.',
    )
  })

  it('is no time where the hardware has no clock', () => {
    expect(seenIn(initial)).not.toContain('time')
    expect(seenIn(onPhone)).toContain('time')
  })

  it('is what is wrong with what was typed', () => {
    const wrong = (field: string, value: string) => seenIn(change.typeField(field, value)(onPhone))
    expect(wrong('tokens', '')).toContain('tokens of transformerBlock must be a positive integer')
    expect(wrong('batch', 'many')).toContain("it is the text 'many'")
    expect(wrong('cached', '-1')).toContain('cached of transformerBlock must be a non-negative integer')
    expect(wrong('bits', 'wide')).toContain('precision.weights of transformerBlock')
    expect(seenIn(change.typeField('pes', '16')(initial))).toContain(
      'hold 64 PEs, but the accelerator has 16',
    )
    expect(seenIn(change.typeField('pes', '0')(initial))).toContain('hardware.pes')
  })

  it('says what does not fit', () => {
    const tiny = seenIn(change.typeField('l1', '1')(initial))
    expect(tiny).toMatch(/layers of the block do not fit the buffers/)
    expect(tiny).toContain('(does not fit)')
  })
})

test('a link holds the block, and no model that there is not', () => {
  const state = change.chooseModel('mamba-2-2.7b')(change.typeField('bits', '2')(initial))
  expect(openLink(`#${linkOf(state)}`)).toEqual({ state, misread: [] })
  expect(openLink('#v=1&model=gpt-9&tokens=7')).toMatchObject({
    misread: ['model'],
    state: { block: { model: 'llama-3-8b', tokens: '7' } },
  })
  expect(change.chooseModel('gpt-9')(initial)).toBe(initial)
})
