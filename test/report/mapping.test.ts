import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  analyze,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  gemm,
  layer,
  operator,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { type MappingWindow, mappingSpec, mappingView, renderMapping } from '../../src/report'
import { product, rows } from './subjects'

const refused = (window: unknown) => {
  const result = mappingView(product, rows, window as MappingWindow) // junk on purpose
  return isLeft(result) ? result.left.map(({ _tag, path }) => `${_tag} ${path}`) : ['accepted']
}

describe('mappingView', () => {
  it('shows the PEs and eight units and steps unless told otherwise', () => {
    const view = orThrow(mappingView(product, rows, { pes: 16 }))
    expect(view.level).toBe(0)
    expect(view.units.total).toBe(16)
    expect(view.units.shown.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(view.steps).toMatchObject({ total: 6 })
    expect(view.steps.shown).toHaveLength(6)
  })

  it('looks at any place of a huge schedule at once', () => {
    const vast = gemm({ M: 2 ** 20, N: 2 ** 20, K: 2 ** 10 })
    const flow = dataflow('outer', [
      temporalMap(1, 1, 'M'),
      spatialMap(1, 1, 'N'),
      temporalMap(1, 1, 'K'),
      cluster(2),
      spatialMap(1, 1, 'K'),
    ])
    const from = 2 ** 43 - 3
    const view = orThrow(mappingView(vast, flow, { pes: 256, steps: { from }, units: { from: 250 } }))
    expect(view.steps.total).toBe(2 ** 43)
    expect(view.steps.shown).toHaveLength(3)
    // The last step of all, on the last PE that works: the second of each cluster has no K left.
    expect(view.cells.at(-1)).toMatchObject({
      unit: 254,
      box: { M: [2 ** 20 - 1, 2 ** 20 - 1], N: [2 ** 20 - 1, 2 ** 20 - 1], K: [1023, 1023] },
      tensors: { C: { elements: 1, fresh: 0, reused: 1, leaving: 1, reduced: 0 } },
    })
  })

  it('names coordinates with their coefficients', () => {
    const strided = conv2d({ K: 1, C: 1, R: 3, S: 3, Y: 9, X: 9, stride: 2, dilation: 3 })
    const view = orThrow(mappingView(strided, dataflow('all', [temporalMap(1, 1, 'K')]), { pes: 1 }))
    expect(view.tensors[0]?.axes).toEqual(['N', 'C', "2Y'+3R", "2X'+3S"])
    expect(view.cells[0]?.tensors['input']).toMatchObject({
      // Rows 0, 2, 3, 5, 6 and 8, and as many columns.
      elements: 36,
      ranges: [
        [0, 0],
        [0, 0],
        [0, 8],
        [0, 8],
      ],
    })
  })

  it('keeps names that JavaScript gives a meaning', () => {
    const odd = operator({
      name: 'odd',
      dimensions: ['__proto__'],
      tensors: [
        { name: '__proto__', role: 'input', axes: [[{ dimension: '__proto__' }]] },
        { name: 'toString', role: 'output', axes: [] },
      ],
    })
    const sizes = JSON.parse('{"__proto__":3}')
    const flow = dataflow('each', [temporalMap(1, 1, '__proto__')])
    const view = orThrow(mappingView(layer(odd, sizes), flow, { pes: 1 }))
    expect(view.cells).toHaveLength(3)
    expect(Object.keys(view.cells[0]?.tensors ?? {})).toEqual(['__proto__', 'toString'])
    expect(renderMapping(view)).toContain('__proto__ (input): __proto__')
  })

  it('refuses what estimate refuses, with the same errors', () => {
    const vast = gemm({ M: 2 ** 30, N: 2 ** 30, K: 2 ** 30 })
    expect(mappingView(vast, rows, { pes: 1 })).toEqual(analyze(vast, rows, { pes: 1 }))
    const faulty: Dataflow = dataflow('faulty', [temporalMap(0, 1, 'Q'), cluster(8)])
    expect(mappingView(product, faulty, { pes: 4 })).toEqual(analyze(product, faulty, { pes: 4 }))
  })

  it.each([
    [null, 'Malformed window'],
    [{ pes: 0 }, 'InvalidHardware window.pes'],
    [{ pes: 4, levels: 1 }, 'Malformed window.levels'],
    [{ pes: 4, level: 1 }, 'Malformed window.level'],
    [{ pes: 4, level: -1 }, 'Malformed window.level'],
    [{ pes: 4, steps: { from: 12 } }, 'Malformed window.steps.from'],
    [{ pes: 4, steps: { count: 0 } }, 'Malformed window.steps.count'],
    [{ pes: 4, units: { from: 4 } }, 'Malformed window.units.from'],
    [{ pes: 4, units: 3 }, 'Malformed window.units'],
    [{ pes: 4, units: { count: 100 }, steps: { count: 100 } }, 'TooComplex window'],
  ])('refuses the window %j', (window, fault) => {
    expect(refused(window)).toEqual([fault])
  })

  it('refuses tiles of too many pieces rather than taking minutes', () => {
    const comb = conv2d({ K: 1, C: 1, R: 1, S: 1, "Y'": 5_000_000, "X'": 1, stride: 2 })
    const whole = mappingView(comb, dataflow('whole', [temporalMap(1, 1, 'K')]), { pes: 1 })
    expect(isLeft(whole) && whole.left[0]._tag).toBe('TooComplex')
    const long = conv2d({ K: 1, C: 1, R: 1_000_000, S: 1, "Y'": 1_000_000, "X'": 1 })
    const wide = mappingView(long, dataflow('wide', [spatialMap(1, 1, "Y'")]), { pes: 1_000_000 })
    expect(isLeft(wide) && wide.left[0]._tag).toBe('TooComplex')
  })
})

describe('renderMapping', () => {
  it('draws units, steps, tiles and marks', () => {
    const view = orThrow(mappingView(product, rows, { pes: 6, steps: { from: 4, count: 4 } }))
    expect(renderMapping(view)).toBe(`product under rows, level 0: PEs 0–5 of 6, steps 4–7 of 12

A (input): M; K 0–4 in every cell
PE  step 4  5    6    7
--  ------  ---  ---  ---
0   = 0     = 0  + 6  = 6
1   = 1     = 1  + 7  = 7
2   = 2     = 2  .    .
3   = 3     = 3  .    .
4   = 4     = 4  .    .
5   = 5     = 5  .    .

B (input): N; K 0–4 in every cell
PE  step 4  5      6      7
--  ------  -----  -----  -----
0   + 4 *   + 5 *  + 0 *  + 1 *
1   + 4 *   + 5 *  + 0 *  + 1 *
2   + 4 *   + 5 *  .      .
3   + 4 *   + 5 *  .      .
4   + 4 *   + 5 *  .      .
5   + 4 *   + 5 *  .      .

C (output): M, N
PE  step 4    5         6         7
--  --------  --------  --------  --------
0   + 0, 4 >  + 0, 5 >  + 6, 0 >  + 6, 1 >
1   + 1, 4 >  + 1, 5 >  + 7, 0 >  + 7, 1 >
2   + 2, 4 >  + 2, 5 >  .         .
3   + 3, 4 >  + 3, 5 >  .         .
4   + 4, 4 >  + 4, 5 >  .         .
5   + 5, 4 >  + 5, 5 >  .         .

+ new   ~ partly new   = reused from the step before   . idle
* inputs: multicast, other units of the parent get some of it too; outputs: reduced, others add to the same sums
> outputs: leaves for the buffer above after this step`)
  })

  it('numbers units and steps level by level', () => {
    const sums = dataflow('sums', [
      spatialMap(1, 1, 'M'),
      temporalMap(4, 4, 'K'),
      cluster(2),
      spatialMap(1, 1, 'K'),
      temporalMap(1, 1, 'N'),
    ])
    const window = { pes: 4, units: { count: 3 }, steps: { from: 4, count: 2 } }
    const text = renderMapping(orThrow(mappingView(product, sums, window)))
    expect(text).toContain('PE   step 0.4')
    expect(text).toMatch(/^1\.0 /m)
  })
})

it('is a picture with the given title, by default that of the layer and the dataflow', () => {
  const view = orThrow(mappingView(product, rows, { pes: 16 }))
  expect(mappingSpec(view, { title: 'A chip' })['title']).toMatchObject({ text: 'A chip' })
  expect(mappingSpec(view)['title']).toMatchObject({
    text: `Mapping of ${view.layer} under ${view.dataflow}`,
  })
  expect(JSON.stringify(mappingSpec(view, { title: 1 } as never)['title'])).toContain(
    'options.title must be a text',
  )
})
