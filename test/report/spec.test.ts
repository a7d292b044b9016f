/** Pictures: golden specifications, which Vega-Lite compiles without a warning and Vega draws. */

import { describe, expect, it } from 'vitest'
import { estimate, estimateNetwork, orThrow } from '../../src/index'
import {
  comparisonSpec,
  energySpec,
  paretoSpec,
  rooflineSpec,
  trafficSpec,
  type VegaLiteSpec,
} from '../../src/report'
import { drawn } from './drawn'
import { hardware, partial, pictures } from './pictured'
import { product, rows } from './subjects'

describe.each(Object.entries(pictures))('%s', (name, spec) => {
  it('is the golden specification', async () => {
    await expect(`${JSON.stringify(spec, null, 2)}\n`).toMatchFileSnapshot(`../fixtures/report/${name}.json`)
  })

  it('is plain JSON', () => expect(JSON.parse(JSON.stringify(spec))).toEqual(spec))

  it('is drawn without a warning', async () => {
    const { svg, logged } = await drawn(spec)
    expect(logged).toEqual([])
    expect(/NaN|undefined|Infinity/.exec(svg)?.[0]).toBeUndefined()
  })

  it('has a title, and a title on every axis that shows numbers', () => {
    const { text, subtitle } = spec['title'] as { text: string; subtitle: string | readonly string[] }
    for (const line of [text, ...[subtitle].flat()]) expect(line).toMatch(/\S/)
    for (const channel of JSON.stringify(spec).matchAll(
      /"(?:x|y)":(\{"field":"\w+","type":"quantitative",[^}]*)/g,
    ))
      expect(channel[1]).toMatch(/"title":"\w/)
  })
})

const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)<\/(?:text|tspan)>/g)].map(([, text = '']) => text)

describe('pictures of what does not fit the buffers', () => {
  const tiny = { ...hardware, l1: { capacity: 1 } }
  const misfit = orThrow(estimate(product, rows, tiny))
  const network = orThrow(estimateNetwork([product], rows, tiny))
  const faint = 'a faint mark'

  it('say so', () => {
    const note = 'does not fit the buffers: the counts and cycles are those of larger ones'
    expect(misfit.buffers.fits).toBe(false)
    for (const spec of [energySpec, trafficSpec]) {
      expect(JSON.stringify(spec(misfit)['title'])).toContain(note)
      expect(JSON.stringify(spec(network)['title'])).toContain(`1 layer ${note}`)
    }
    expect(JSON.stringify(rooflineSpec([misfit], tiny)['title'])).toContain(faint)
  })

  it('have no ring around it', () => {
    const fitting = orThrow(estimateNetwork([product], rows, { ...hardware, noc: { bandwidth: 1 } }))
    const both = [
      { name: 'misfit', network },
      { name: 'fitting', network: fitting },
    ]
    const spec = JSON.stringify(comparisonSpec(both))
    expect(spec).toContain(faint)
    expect(spec).toMatch(/"name":"fitting","value":\d+,"fits":true,"best":true/)
    expect(spec).not.toMatch(/"fits":false,"best":true/)
    expect(JSON.stringify(comparisonSpec(both.slice(1)))).not.toContain(faint)
  })

  it('is drawn', async () => {
    for (const spec of [rooflineSpec([misfit], tiny), comparisonSpec([{ name: 'misfit', network }])])
      expect((await drawn(spec)).logged).toEqual([])
  })
})

describe('pictures of what they cannot show', () => {
  const said = (spec: VegaLiteSpec): unknown => {
    const { text, subtitle } = spec['title'] as { text: string; subtitle: string }
    expect(text).toBe('No picture')
    return subtitle
  }
  const answer = { _tag: 'Right', right: orThrow(estimate(product, rows, hardware)) } as never

  it('say that an Either was passed on unopened', () => {
    const pictured = [
      energySpec(answer),
      trafficSpec(answer),
      rooflineSpec([answer], hardware),
      rooflineSpec(answer, hardware),
      rooflineSpec([], answer),
      comparisonSpec([{ name: 'x', network: answer }]),
      paretoSpec(answer),
    ]
    for (const spec of pictured) expect(said(spec)).toContain('This is an Either: pass orThrow(…) of it.')
  })

  it('say which option there is not', () => {
    expect(said(paretoSpec([], { x: 'cycles' } as never))).toContain("options.x must be 'runtime'")
    expect(said(comparisonSpec([], { by: 'energy' } as never))).toContain('options has no property "by"')
    expect(said(rooflineSpec([], hardware, { of: 'dram' } as never))).toContain("'offchip' or 'network'")
  })

  it('are drawn', async () => {
    const { svg, logged } = await drawn(energySpec(answer))
    expect(logged).toEqual([])
    expect(texts(svg)).toContain('No picture')
  })
})

describe('pictures of a network', () => {
  const ofNetwork = (name: string) => JSON.stringify(pictures[name])

  it('have its energy by part, or say why there is none', () => {
    expect(ofNetwork('energy-of-network')).toContain('"part":"cluster buffers"')
    expect(ofNetwork('energy-of-part')).toContain('no totals: 1 layer without an estimate')
  })

  it('have the layers that have an estimate', async () => {
    const shown = texts((await drawn(pictures['traffic-of-network'])).svg)
    expect(shown).toEqual(expect.arrayContaining(['conv3_2 (1)', 'product', 'again', 'input', 'filter']))
    const estimates = partial.layers.flatMap(({ result }) => (result._tag === 'Right' ? [result.right] : []))
    const title = 'the same title'
    expect(rooflineSpec(partial, hardware, { title })).toEqual(rooflineSpec(estimates, hardware, { title }))
  })
})

describe('pictures', () => {
  it('show every layer, tensor, level and dataflow by name', async () => {
    const shown = async (name: string) => texts((await drawn(pictures[name])).svg)
    expect(await shown('comparison')).toEqual(
      expect.arrayContaining(['conv3_2', 'again', 'layer 3', 'KC', 'K']),
    )
    expect(await shown('energy')).toEqual(
      expect.arrayContaining([
        'MACs',
        'L1',
        'cluster buffers of level 0',
        'L2',
        'networks',
        'off-chip',
        'input',
        'filter',
        'output',
      ]),
    )
    expect(await shown('traffic')).toEqual(
      expect.arrayContaining([
        'outside ↔ L2',
        'L2 ↔ clusters',
        'cluster buffers of level 0 ↔ PEs',
        'L1 ↔ MACs',
      ]),
    )
    expect(await shown('roofline')).toEqual(expect.arrayContaining(['conv3_2 and 1 more']))
    expect(await shown('mapping')).toEqual(
      expect.arrayContaining(['A (input): M in each cell', '4, 5', 'multicast', 'leaves', 'idle']),
    )
  })

  it('name what an energy does not count, beside its total', async () => {
    const { energy: _, ...byDefault } = hardware
    const subtitles = (spec: VegaLiteSpec) => (spec['title'] as { subtitle: unknown }).subtitle // as every picture has
    const free = orThrow(estimate(product, rows, byDefault))
    expect(subtitles(energySpec(free))).toEqual([
      expect.stringMatching(/MAC energies in all, by level and tensor$/),
      'not counted: networks, off-chip',
    ])
    const networks = [{ name: 'rows', network: orThrow(estimateNetwork([product], rows, byDefault)) }]
    expect(subtitles(comparisonSpec(networks, { of: 'energy' }))).toEqual([
      'a ring around the best',
      'not counted: networks, off-chip',
    ])
    expect(subtitles(comparisonSpec(networks))).toMatch(/^a ring/)
    const energied = (await drawn(energySpec(free))).svg
    expect(texts(energied)).toContain('not counted: networks, off-chip')
    const front = paretoSpec([{ runtime: 1, energy: 2 }], { energy: free.energy })
    expect(texts((await drawn(front)).svg)).toEqual(
      expect.arrayContaining(['energy (MAC energies)', 'not counted: networks, off-chip']),
    )
    expect(texts(energied)).toEqual(expect.arrayContaining(['networks', 'off-chip', 'not counted']))
  })

  it('leave out labels that would lie over others', async () => {
    const same = orThrow(estimate(product, rows, hardware))
    const crowd = Array.from({ length: 40 }, (_, i) => ({
      ...same,
      layer: `layer ${i}`,
      macs: same.macs + 400 * i,
    }))
    const { svg } = await drawn(rooflineSpec(crowd, hardware))
    const labels = texts(svg).filter((text) => text.startsWith('layer'))
    expect(labels.length).toBeGreaterThan(0)
    expect(labels.length).toBeLessThan(40)
  })

  it('draw estimates without energy, and points without the measure asked for', async () => {
    const free = { mac: 0, hop: 0, l1: { read: 0, write: 0 }, l2: { read: 0, write: 0 } }
    const nothing = orThrow(estimate(product, rows, { ...hardware, energy: free }))
    for (const spec of [
      energySpec(nothing),
      trafficSpec(nothing),
      paretoSpec([{ runtime: 1, energy: 0 }], { y: 'area' }),
    ])
      expect((await drawn(spec)).logged).toEqual([])
  })
})
