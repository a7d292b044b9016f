import { describe, expect, it } from 'vitest'
import { readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { layerOptions } from '../../examples/playground/form'
import { initial } from '../../examples/playground/initial'
import { textOf } from '../../examples/playground/markup'
import { extentsIn, extentsText, openFile } from '../../examples/playground/open-file'
import type { State } from '../../examples/playground/state'
import { wholeOf } from '../../examples/playground/whole-network'
import { wholeParts, wholeRows } from '../../examples/playground/whole-shown'
import { resnet50 } from '../../src/catalog'
import { estimateNetwork, orThrow } from '../../src/index'
import { model } from '../onnx/build'
import { bottleneck, encoder } from '../onnx/models'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const networkOf = (state: State) => {
  const whole = wholeOf(state, answerOf(state))
  if (whole._tag === 'None') throw new Error(whole.message)
  return whole.network
}

const textsOf = (state: State): string =>
  wholeParts(wholeOf(state, answerOf(state)))
    .map(textOf)
    .join('\n')

describe('the whole network', () => {
  it('costs what the library says of it under the dataflow of the page', () => {
    const { dataflow, hardware } = answerOf(initial)
    expect(networkOf(initial)).toEqual(orThrow(estimateNetwork(resnet50, dataflow, hardware)))
  })

  it('is no slower with the fastest for each layer, and each of these is as fast as any on offer', () => {
    const [same, fastest] = [initial, change.chooseTotal('fastest')(initial)].map(networkOf)
    for (const [i, { result }] of (fastest?.layers ?? []).entries()) {
      const under = same?.layers[i]?.result
      if (under?._tag === 'Right' && under.right.buffers.fits && result._tag === 'Right')
        expect(result.right.runtime).toBeLessThanOrEqual(under.right.runtime)
    }
    expect(fastest?.complete).toBe(true)
    expect(fastest?.totals.runtime).toBeLessThan(same?.totals.runtime ?? 0)
  })

  it('has its slowest layers first', () => {
    const [, body] = wholeRows(networkOf(initial))
    const cycles = (body?.children ?? []).map((row) =>
      typeof row === 'string' ? 0 : Number(textOf(row.children[1] ?? '').replaceAll(',', '')),
    )
    expect(cycles).toHaveLength(resnet50.length)
    expect([...cycles].sort((a, b) => b - a)).toEqual(cycles)
  })

  it('has no total where layers have no estimate, and says how many', () => {
    // Tiles of three input rows are for windows of three rows.
    const own = change.typeDataflow('SpatialMap(1, 1) K;\nTemporalMap(3, 1) Y;')(initial)
    const missing = networkOf(own).layers.filter(({ result }) => result._tag === 'Left').length
    expect(missing).toBeGreaterThan(0)
    expect(textsOf(own)).toMatch(
      new RegExp(`^ResNet-50 has no total: ${missing} layers of 54 have no estimate`),
    )
  })

  it('is none without a network', () => {
    expect(textsOf(change.chooseNetwork('')(initial))).toMatch(/^Choose a network under Layer/)
  })
})

describe('an opened file', () => {
  const bytes = model(bottleneck)
  const opened = openFile({ name: 'block.onnx', bytes, extents: '' })
  const network = opened._tag === 'Opened' ? opened.network : { label: '', layers: [] }

  it('is a network of its layers, with 1 for each symbolic dimension', () => {
    expect(opened).toMatchObject({ _tag: 'Opened', extents: 'N: 1' })
    expect(network.layers.map(({ name }) => name)).toContain('spatial')
    const four = openFile({ name: 'block.onnx', bytes, extents: 'N: 4' })
    expect(four._tag === 'Opened' && four.network.layers[0]?.sizes).toMatchObject({ N: 4 })
  })

  it('becomes the network of the page, with its first layer', () => {
    const state = change.openFile(network)(initial)
    expect(state.layer).toMatchObject({ network: 'file', name: network.layers[0]?.name })
    expect(layerOptions(state)).toHaveLength(network.layers.length)
    expect(networkOf(state).layers).toHaveLength(network.layers.length)
    expect(textsOf(state)).toMatch(new RegExp(`^block.onnx, ${network.layers.length} layers: `))
  })

  it('with layers that the page has no fields for counts them, and does not offer them', () => {
    const transformer = openFile({
      name: 'encoder',
      bytes: model(encoder(64, 4, 128)),
      extents: 'batch: 1, sequence: 16',
    })
    if (transformer._tag !== 'Opened') throw new Error(transformer.message)
    const state = change.chooseTotal('fastest')(change.openFile(transformer.network)(initial))
    expect(layerOptions(state)).toHaveLength(transformer.network.layers.length)
    expect(networkOf(state).layers).toHaveLength(transformer.network.layers.length)
  })

  it('that is no model says what is wrong', () => {
    const none = openFile({ name: 'x', bytes: new Uint8Array([1, 2, 3]), extents: '' })
    expect(none).toMatchObject({ _tag: 'Unreadable', message: expect.stringMatching(/^x cannot be read\. /) })
    const wrong = openFile({ name: 'x', bytes, extents: 'batch: 2' })
    expect(wrong).toMatchObject({ _tag: 'Unreadable', message: expect.stringContaining('batch') })
  })
})

it('extents are read as they are written', () => {
  const extents = { batch: 1, 'past length': 20, 'x.y': 3 }
  expect(extentsText(extents)).toBe('batch: 1, "past length": 20, x.y: 3')
  expect(extentsIn(extentsText(extents))).toEqual(extents)
  expect(extentsIn('')).toEqual({})
})
