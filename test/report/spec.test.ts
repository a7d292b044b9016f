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
    expect(spec['title']).toMatchObject({
      text: expect.stringMatching(/\S/),
      subtitle: expect.stringMatching(/\S/),
    })
    for (const channel of JSON.stringify(spec).matchAll(
      /"(?:x|y)":(\{"field":"\w+","type":"quantitative",[^}]*)/g,
    ))
      expect(channel[1]).toMatch(/"title":"\w/)
  })
})

const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)<\/(?:text|tspan)>/g)].map(([, text = '']) => text)

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
    expect(rooflineSpec(partial, hardware)).toEqual(rooflineSpec(estimates, hardware))
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
        'cluster buffers 0',
        'L2',
        'networks',
        'off-chip',
        'input',
        'filter',
        'output',
      ]),
    )
    expect(await shown('traffic')).toEqual(
      expect.arrayContaining(['outside ↔ L2', 'L2 ↔ clusters', 'L1 ↔ MACs']),
    )
    expect(await shown('roofline')).toEqual(expect.arrayContaining(['conv3_2 +1']))
    expect(await shown('mapping')).toEqual(
      expect.arrayContaining(['A (input): M', '4, 5', 'multicast', 'leaves', 'idle']),
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
    const texted = texts((await drawn(energySpec(free))).svg)
    expect(texted).toContain('not counted: networks, off-chip')
    const front = paretoSpec([{ runtime: 1, energy: 2 }], { energy: free.energy })
    expect(texts((await drawn(front)).svg)).toContain(
      'energy (MAC energies; not counted: networks, off-chip)',
    )
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
