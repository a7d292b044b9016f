/** Fronts as pictures: which designs the line joins, where it goes on, and what the title says of the others. */
import { describe, expect, test } from 'vitest'
import { type Json, type ParetoPoint, paretoSpec, type VegaLiteSpec } from '../../src/report'
import { drawn } from './drawn'

type Layer = {
  readonly data: { readonly values: readonly { readonly [field: string]: Json }[] }
  readonly mark: { readonly type: string; readonly interpolate?: string; readonly strokeDash?: Json }
  readonly encoding: { readonly [channel: string]: Json }
}

const layersOf = (spec: VegaLiteSpec) => spec['layer'] as unknown as readonly Layer[] // as every front has

const lineOf = (spec: VegaLiteSpec) => {
  const layers = layersOf(spec)
  const [up, across] = layers.filter(({ mark }) => mark.type === 'rule' && mark.strokeDash === undefined)
  return { line: layers.find(({ mark }) => mark.type === 'line'), up: up!, across: across! }
}

const point = (runtime: number, energy: number, more: Partial<ParetoPoint> = {}): ParetoPoint => ({
  runtime,
  energy,
  ...more,
})
const subtitleOf = (spec: VegaLiteSpec) => (spec['title'] as { subtitle: unknown }).subtitle // as every picture has

const runtimes = (layer: Layer | undefined) => layer?.data.values.map(({ runtime }) => runtime)

describe('the line', () => {
  test('joins the designs that none beats on the axes shown', () => {
    const designs = [point(100, 10), point(200, 5), point(200, 7), point(150, 20), point(400, 5)]
    const { line } = lineOf(paretoSpec(designs))
    expect(runtimes(line)).toEqual([100, 200])
    const marks = layersOf(paretoSpec(designs)).at(-1)!
    expect(marks.data.values.map(({ onLine }) => onLine)).toEqual([true, true, false, false, false])
    expect(subtitleOf(paretoSpec(designs))).toBe('5 designs, 2 not dominated on these axes')
  })

  test('goes on to the border from its ends, so that one design has one', async () => {
    const spec = paretoSpec([point(100, 10), point(150, 20)])
    const { line, up, across } = lineOf(spec)
    expect(line).toBeUndefined()
    expect(runtimes(up)).toEqual([100])
    expect(runtimes(across)).toEqual([100])
    expect(up.encoding['y2']).toEqual({ value: 0 })
    expect(across.encoding['x2']).toEqual({ value: spec['width'] })
    expect((await drawn(spec)).logged).toEqual([])
  })

  test('turns around where more is better', () => {
    const designs = [point(100, 1, { utilization: 0.5 }), point(300, 1, { utilization: 0.9 })]
    const across = paretoSpec(designs, { x: 'utilization', y: 'runtime' })
    // From the best utilization, which takes longest, to the shortest runtime.
    expect(lineOf(across).up.data.values.map(({ utilization }) => utilization)).toEqual([0.9])
    expect(lineOf(across).across.data.values.map(({ utilization }) => utilization)).toEqual([0.5])
    expect(lineOf(across).line?.mark.interpolate).toBe('step-before')
    expect(lineOf(across).across.encoding['x2']).toEqual({ value: 0 })
    const up = paretoSpec(designs, { x: 'runtime', y: 'utilization' })
    expect(lineOf(up).line?.mark.interpolate).toBe('step-after')
    expect(lineOf(up).up.encoding['y2']).toEqual({ value: up['height'] })
  })

  test('leaves out what does not fit, which is a cross', () => {
    const spec = paretoSpec([point(100, 10, { fits: false }), point(200, 20)])
    expect(runtimes(lineOf(spec).up)).toEqual([200])
    expect(JSON.stringify(layersOf(spec).at(-1)?.encoding['shape'])).toContain('cross')
    expect(subtitleOf(spec)).toEqual(['1 design', '1 design drawn as a cross: no room in the buffers'])
    expect(JSON.stringify(paretoSpec([point(100, 10)]))).not.toContain('cross')
  })
})

describe('the title', () => {
  const best = { runtime: null, energy: null, area: null }
  const titleOf = (spec: VegaLiteSpec) => (spec['title'] as { text: string }).text // as every picture has

  test('names the objectives, and says that a front of more than two is a projection', () => {
    const front = [point(100, 10, { area: 9 }), point(200, 20, { area: 8 })]
    const spec = paretoSpec({ front, best })
    expect(titleOf(spec)).toBe('Pareto front of runtime, energy and area')
    expect(subtitleOf(spec)).toEqual([
      '2 designs, 1 not dominated on these axes',
      'a projection: faint designs are better by area',
    ])
    const other = paretoSpec({ front, best }, { y: 'area' })
    expect(subtitleOf(other)).toEqual(['2 designs', 'a projection: energy not shown'])
  })

  test('names the axes of a list of designs, or is the one given', () => {
    expect(titleOf(paretoSpec([point(1, 1)], { x: 'energy', y: 'runtime' }))).toBe(
      'Pareto front of energy and runtime',
    )
    expect(titleOf(paretoSpec([point(1, 1)], { title: 'VGG16 on a chip' }))).toBe('VGG16 on a chip')
    expect(subtitleOf(paretoSpec([], { title: 1 } as never))).toContain('options.title must be a text')
  })
})

describe('a budget', () => {
  const dashed = (spec: VegaLiteSpec) => layersOf(spec).filter(({ mark }) => mark.strokeDash !== undefined)

  test('is a dashed line on its axis, with its value, inside the axis', async () => {
    const spec = paretoSpec([point(100, 10), point(110, 9)], { budget: { runtime: 1234, area: 5 } })
    const [line, ...others] = dashed(spec)
    expect(others).toEqual([])
    expect(line?.data.values).toEqual([{ runtime: 1234, text: 'budget 1.23 k' }])
    expect(line?.encoding['y']).toBeUndefined()
    const { domain } = (line!.encoding['x'] as { scale: { domain: readonly [number, number] } }).scale // a logarithmic one
    expect(domain[1]).toBeGreaterThan(1234)
    const { svg, logged } = await drawn(spec)
    expect(logged).toEqual([])
    expect(svg).toContain('budget 1.23 k')
  })

  test('may be on both axes, and has to be a number', () => {
    expect(dashed(paretoSpec([point(1, 1)], { budget: { runtime: 5, energy: 6 } }))).toHaveLength(2)
    expect(dashed(paretoSpec([point(1, 1)], { budget: { runtime: 'x' } as never }))).toEqual([])
    expect(dashed(paretoSpec([point(1, 1)], { budget: null as never }))).toEqual([])
  })
})
