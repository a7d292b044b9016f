import { describe, expect, it, test } from 'vitest'
import { drawEnergy, energyLegend, energyNote } from '../../examples/playground/draw/energy'
import { drawMapping, gridsOf } from '../../examples/playground/draw/mapping'
import {
  bindingOf,
  drawRoofline,
  machineText,
  merged,
  type Point,
  roofCaption,
  rooflineOf,
} from '../../examples/playground/draw/roofline'
import { crossingsOf, drawTraffic } from '../../examples/playground/draw/traffic'
import { energyParts, summaryOf, trafficTable } from '../../examples/playground/figures'
import { count, energyText, short } from '../../examples/playground/format'
import { type Child, h, type Markup, textOf } from '../../examples/playground/markup'
import { piecesOf, summaryOfProblems } from '../../examples/playground/problem'
import { rivalTable } from '../../examples/playground/table'
import { cluster, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from '../../src/index'
import { mappingView } from '../../src/report'

const layer = conv2d({ K: 2, C: 1, R: 3, S: 1, "Y'": 4, "X'": 1 })
const rows = dataflow('rows', [temporalMap(1, 1, 'K'), spatialMap(1, 1, "Y'")])
const hardware = { pes: 2, noc: { bandwidth: 2 }, offchip: { bandwidth: 1 } }
const result = orThrow(estimate(layer, rows, hardware))

const within = (node: Child, is: (markup: Markup) => boolean): readonly Markup[] =>
  typeof node === 'string'
    ? []
    : [...(is(node) ? [node] : []), ...node.children.flatMap((child) => within(child, is))]

const withClass = (node: Child, name: string): readonly Markup[] =>
  within(node, ({ attributes }) =>
    String(attributes['class'] ?? '')
      .split(' ')
      .includes(name),
  )

describe('a text with its errors', () => {
  it('is cut where they begin and end', () => {
    expect(
      piecesOf('abcdef', [
        { from: 4, to: 5 },
        { from: 1, to: 3 },
      ]),
    ).toEqual([
      { text: 'a', wrong: false },
      { text: 'bc', wrong: true },
      { text: 'd', wrong: false },
      { text: 'e', wrong: true },
      { text: 'f', wrong: false },
    ])
  })

  it('keeps every character, whatever overlaps', () => {
    const pieces = piecesOf('abcdef', [
      { from: 0, to: 4 },
      { from: 2, to: 3 },
      { from: 3, to: 6 },
    ])
    expect(pieces.map(({ text }) => text).join('')).toBe('abcdef')
    expect(piecesOf('', [{ from: 0, to: 0 }])).toEqual([])
  })
})

test('figures for people', () => {
  expect([0, 7, 2.345, 602_567, 1234.5].map(count)).toEqual(['0', '7', '2.35', '602,567', '1,235'])
  expect([0.5, 999.9, 2.592e9].map((energy) => energyText(energy, 'pJ').join(' '))).toEqual([
    '0.5 pJ',
    '1 nJ',
    '2.59 mJ',
  ])
  expect(energyText(2.592e9, 'MAC')).toEqual(['2.59 G', 'MAC energies'])
  expect([0, 999.9, 1000, 1_169_278_837, 1e30].map(short)).toEqual([
    '0',
    '1 k',
    '1 k',
    '1.17 G',
    '1,000,000 Y',
  ])
  // 20 elements cross the border, one in a cycle; 2 PEs could do 40 MACs in that time and do 24.
  expect(summaryOf(result)).toBe('20 cycles · utilization 60.0 % · bottleneck off-chip')
  expect(summaryOfProblems([])).toBe('')
})

describe('the energy', () => {
  const parts = energyParts(result)

  it('is the whole of its parts', () => {
    expect(parts.counted.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  it('names what it does not count, in the bar, the legend and the table of rivals', () => {
    const basis = 'MAC energies; not counted: networks, off-chip'
    expect(drawEnergy(parts).attributes['aria-label']).toMatch(new RegExp(`; in ${basis}$`))
    expect(energyLegend(parts).map(textOf).slice(3)).toEqual([
      ' network: not counted',
      ' off-chip: not counted',
    ])
    expect(energyNote(parts)).toMatch(/^Energy: [\d.]+ k? ?MAC energies, without network, off-chip, /)
    expect(parts.counted.map(({ name }) => name)).toEqual(['MACs', 'L1', 'L2'])
    const offer = { name: 'mine', about: '', text: '' }
    const [caption] = rivalTable([{ offer, estimate: result }], undefined)
    expect(caption && textOf(caption)).toBe(`Energy in ${basis}.`)
  })

  it('is a bar without gaps', () => {
    const bars = within(drawEnergy(parts), ({ tag }) => tag === 'rect').map(({ attributes }) => attributes)
    const ends = bars.map(({ x, width }) => Number(x) + Number(width))
    expect(bars.slice(1).map(({ x }, i) => Math.abs(Number(x) - ends[i]!) < 0.02)).not.toContain(false)
    expect(ends.at(-1)).toBeCloseTo(100, 1)
  })
})

describe('the traffic', () => {
  const [offchip, inside] = crossingsOf(result)

  it('is what crosses each border, from the outside to the inside', () => {
    expect(crossingsOf(result).map(({ place }) => place)).toEqual(['off-chip to L2', 'L2 to PEs'])
    // 6 inputs, 6 weights and 8 outputs cross the border of the chip once each.
    expect(offchip).toMatchObject({
      total: 20,
      parts: [
        { tensor: 'input', elements: 6 },
        { tensor: 'filter', elements: 6 },
        { tensor: 'output', elements: 8 },
      ],
    })
    const [level] = result.levels
    const moved = Object.values(level?.tensors ?? {}).map(({ ingress = 0, egress = 0 }) => ingress + egress)
    expect(inside?.parts.map(({ elements }) => elements)).toEqual(moved)
  })

  it('names the clusters that it goes through', () => {
    const deep = dataflow('deep', [spatialMap(1, 1, 'K'), cluster(2), spatialMap(1, 1, "Y'"), cluster(2)])
    const places = (flow: typeof deep) =>
      crossingsOf(orThrow(estimate(layer, flow, { pes: 8 }))).map(({ place }) => place)
    expect(places(deep)).toEqual([
      'off-chip to L2',
      'L2 to clusters, level 0',
      'clusters to clusters, level 1',
      'clusters to PEs, level 2',
    ])
    const two = dataflow('two', deep.directives.slice(0, 3))
    expect(places(two)).toEqual(['off-chip to L2', 'L2 to clusters', 'clusters to PEs'])
  })

  it('is drawn to one scale', () => {
    const bars = within(drawTraffic(result, 300), ({ tag }) => tag === 'rect').map(({ attributes }) =>
      Number(attributes['width']),
    )
    const most = Math.max(offchip?.total ?? 0, inside?.total ?? 0)
    const elements = [...(offchip?.parts ?? []), ...(inside?.parts ?? [])].map((part) => part.elements)
    expect(bars).toHaveLength(elements.length)
    for (const [i, bar] of bars.entries()) expect(bar).toBeCloseTo((300 * elements[i]!) / most, 0)
    expect(textOf(drawTraffic(result, 300))).toContain('off-chip to L2: 20 elements, 1.2 MACs each')
  })
})

test('traffic has a row for each tensor of each level, and of the chip', () => {
  const [, body] = trafficTable(result)
  expect(
    body?.children.map((row) =>
      typeof row === 'string' ? row : row.children.slice(0, 2).map(textOf).join(' '),
    ),
  ).toEqual([
    'off-chip input',
    'off-chip filter',
    'off-chip output',
    'level 0 input',
    'level 0 filter',
    'level 0 output',
  ])
})

describe('the roofline', () => {
  it('has the peak, the bandwidth and a point below', () => {
    const roofline = rooflineOf(result, [], hardware, 'offchip')
    const crossed = Object.values(result.offchip.tensors).reduce(
      (sum, { reads, writes }) => sum + reads + writes,
      0,
    )
    expect(roofline).toMatchObject({ peak: 2, bandwidth: 1 })
    expect(roofline.points).toEqual([
      {
        name: 'rows',
        intensity: result.macs / crossed,
        throughput: result.macs / result.runtime,
        isOwn: true,
      },
    ])
    for (const { intensity, throughput } of roofline.points)
      expect(throughput).toBeLessThanOrEqual(Math.min(2, intensity))
  })

  it('counts words where elements have widths', () => {
    const narrow = orThrow(estimate({ ...layer, precision: 4 }, rows, hardware))
    const roofline = rooflineOf(narrow, [], hardware, 'offchip')
    expect(roofline.points[0]?.intensity).toBe(narrow.macs / (narrow.offchip.bits / 8))
    expect(roofline.points[0]?.throughput).toBeLessThanOrEqual(roofline.points[0]?.intensity ?? 0)
    expect(roofCaption(roofline, 'offchip')).toContain('1 words/cycle off-chip')
    expect(textOf(drawRoofline(roofline, 'offchip', 300))).toContain('MACs per word off-chip')
    expect(textOf(drawRoofline(rooflineOf(result, [], hardware, 'offchip'), 'offchip', 300))).not.toContain(
      'word',
    )
  })

  it('tells points at the same place as one', () => {
    const point = { intensity: 1, throughput: 2 }
    const points = [
      { ...point, name: 'A', isOwn: false },
      { ...point, name: 'B', isOwn: false },
      { ...point, name: 'A', isOwn: true },
    ]
    const isSame = (a: Point, b: Point) => a.intensity === b.intensity && a.throughput === b.throughput
    expect(merged(points, isSame)).toEqual([{ ...point, name: 'A, B', all: 'A, B', isOwn: true }])
    const [crowd] = merged([...points, { ...point, name: 'C', isOwn: false }], isSame)
    expect(crowd).toMatchObject({ name: 'A and 2 more', all: 'A, B, C' })
    expect(merged(points, () => false)).toHaveLength(3)
  })

  it('opens on the traffic that binds', () => {
    expect(result.bound.by).toBe('offchip')
    expect(bindingOf(result, hardware)).toBe('offchip')
    const slow = { pes: 2, noc: { bandwidth: 0.25 } }
    const throttled = orThrow(estimate(layer, rows, slow))
    expect(throttled.bound.by).toBe('ingress')
    expect(bindingOf(throttled, slow)).toBe('network')
    const fast = { pes: 2, noc: { bandwidth: 64 }, offchip: { bandwidth: 6400 } }
    const busy = orThrow(estimate(layer, rows, fast))
    expect(busy.bound.by).toBe('compute')
    expect(bindingOf(busy, fast)).toBe('network')
    expect(bindingOf(busy, { ...fast, offchip: { bandwidth: 2 } })).toBe('offchip')
  })

  it('names its machine', () => {
    expect(machineText(hardware, '')).toBe(
      'Your hardware: 2 PEs, network 2 elements/cycle, off-chip 1 elements/cycle',
    )
    expect(machineText({ pes: 4, simd: 8 }, 'MINE')).toBe(
      'MINE: 4 PEs of 8 MACs, network unlimited, off-chip unlimited',
    )
  })

  it('stays inside its picture, with or without limits', () => {
    for (const given of [hardware, { pes: 2 }])
      for (const of of ['offchip', 'network'] as const) {
        const picture = drawRoofline(
          rooflineOf(result, [{ name: 'same', estimate: result }], given, of),
          of,
          300,
        )
        const [roof] = withClass(picture, 'roof')
        const corners = String(roof?.attributes['points']).split(/[ ,]/).map(Number)
        const dots = withClass(picture, 'point').flatMap(({ attributes: { cx, cy } }) => [
          Number(cx),
          Number(cy),
        ])
        for (const place of [...corners, ...dots]) {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThanOrEqual(300)
        }
      }
  })
})

describe('the mapping view', () => {
  const view = orThrow(mappingView(layer, rows, { pes: 2 }))
  const [input, filter, output] = gridsOf(view)

  it('says what differs in the cells and the rest once', () => {
    expect(input).toMatchObject({ labelled: ["Y'+R"], same: ['N 0', 'C 0', "X'+S 0"] })
    expect(input?.cells.slice(0, 2).map(({ label }) => label)).toEqual(['0–2', '1–3'])
    expect(filter).toMatchObject({ labelled: ['K'] })
  })

  it('tells new, kept, shared and leaving', () => {
    expect(input?.cells[0]).toMatchObject({ arrival: 'fresh', shared: true, leaves: false })
    expect(filter?.cells.slice(0, 4).map(({ arrival }) => arrival)).toEqual([
      'fresh',
      'fresh',
      'kept',
      'kept',
    ])
    expect(output?.cells[0]).toMatchObject({ shared: false, leaves: true })
  })

  it('draws a cell for each unit at work and a place for each that is not', () => {
    const odd = orThrow(mappingView(layer, rows, { pes: 3 }))
    for (const figure of drawMapping(odd)) {
      expect(withClass(figure, 'cell')).toHaveLength(odd.cells.length)
      expect(withClass(figure, 'idle')).toHaveLength(odd.units.shown.length * odd.steps.shown.length)
    }
    expect(odd.cells.length).toBeLessThan(odd.units.shown.length * odd.steps.shown.length)
  })

  it('says everything about a cell to those who point at it', () => {
    const [figure] = drawMapping(view)
    const [title] = within(figure ?? h('p'), ({ tag }) => tag === 'title')
    expect(title && textOf(title)).toBe(
      "input N 0, C 0, Y'+R 0–2, X'+S 0: 3 elements, 3 new, 0 from the step before; 2 of the new ones multicast",
    )
  })
})
