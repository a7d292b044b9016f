import { describe, expect, it } from 'vitest'
import { initial } from '../../examples/playground/initial'
import { linkOf, noticeOf, openLink } from '../../examples/playground/link'

describe('a link', () => {
  it('holds the state', () => {
    expect(openLink(`#${linkOf(initial)}`)).toEqual({ state: initial, misread: [] })
  })

  it('can be written by hand: what it leaves out is as in the example', () => {
    const { state, misread } = openLink('#v=1&layer=gemm&M=64&dataflow=SpatialMap(1, 1) M;&pes=16')
    expect(misread).toEqual([])
    expect(state.layer).toMatchObject({
      kind: 'gemm',
      name: '',
      network: '',
      sizes: { M: '64', N: '1024', K: '768' },
    })
    expect(state.dataflow).toBe('SpatialMap(1, 1) M;')
    expect(state.hardware).toMatchObject({ fields: { pes: '16', bandwidth: '32' } })
  })

  it('reads lines as a text field does', () => {
    expect(openLink('#v=1&dataflow=a%0D%0Ab%0Dc').state.dataflow).toBe('a\nb\nc')
  })

  it('names what it does not understand, and keeps the rest', () => {
    const { state, misread } = openLink(
      '#v=1&layer=conv9d&overlap=maybe&unit=-1&step=7&roof=flat&level=x&network=__proto__&next=5x5&halo=keep',
    )
    expect(misread).toEqual(['layer', 'network', 'overlap', 'level', 'roof', 'unit', 'halo', 'next'])
    expect(state.sight).toEqual({ level: null, unit: 0, step: 7, roof: 'auto' })
    expect(noticeOf(misread)).toContain('layer, network, overlap')
  })

  it('keeps what is compared and swept, and no file', () => {
    const file = { label: 'mine.onnx', layers: [] }
    const state = {
      ...initial,
      layer: { ...initial.layer, network: 'file' },
      pinned: 'SpatialMap(1, 1) K;',
      sweep: 'l2',
      total: 'fastest',
      file,
    } as const
    const { state: again, misread } = openLink(`#${linkOf(state)}`)
    expect(misread).toEqual([])
    expect(again).toEqual({ ...state, layer: { ...initial.layer, network: '' }, file: null })
  })

  it('of another version is told and not guessed at', () => {
    for (const link of ['#v=2&pes=1', '#pes=1', '#nonsense'])
      expect(openLink(link)).toEqual({ state: initial, misread: ['v'] })
    expect(noticeOf(['v'])).toContain('another version')
  })

  it('without anything is the example', () => {
    for (const link of ['', '#']) expect(openLink(link)).toEqual({ state: initial, misread: [] })
    expect(noticeOf([])).toBe('')
  })

  it('does not make the page swallow a book', () => {
    const { state, misread } = openLink(`#v=1&dataflow=${'a'.repeat(20_001)}&pes=${'1'.repeat(61)}`)
    expect(misread).toEqual(['dataflow', 'pes'])
    expect(state).toEqual(openLink('#v=1').state)
  })
})
