/** The best dataflow of each box, and what is said where nothing fits. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { paperDataflows } from '../../src/catalog'
import { type FusedNetwork, fuseNetwork } from '../../src/fusion'
import {
  accelerator,
  conv2d,
  dataflow,
  orThrow,
  pool2d,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { map } from '../../src/map'

const layers = [18, 16].map((Y) => conv2d({ K: 4, C: 4, R: 3, S: 3, Y, X: Y }))
const hardware = accelerator({
  pes: 8,
  l1: { capacity: 64 },
  clusters: [{ capacity: 256 }],
  l2: { capacity: 4096 },
  noc: { bandwidth: 8 },
  offchip: { bandwidth: 1 },
})
const options = { dimensions: ["Y'"], mostTiles: 2, search: { nodes: 800 } } as const

const worth = ({ best }: FusedNetwork, objective: 'runtime' | 'energy'): number => best[objective]

describe('the best dataflow of each box', () => {
  for (const objective of ['runtime', 'energy'] as const)
    it(`leads to no more ${objective} than any dataflow of the paper`, () => {
      const best = orThrow(fuseNetwork(layers, 'best', hardware, { ...options, objective }))
      const { groups } = best.best
      const gaps = groups.flatMap(({ dataflows }) => (dataflows ?? []).flat().map(({ gap }) => gap ?? 0))
      expect(gaps.length).toBeGreaterThan(0)
      const others = paperDataflows.flatMap((flow) => {
        const found = fuseNetwork(layers, flow, hardware, { ...options, objective })
        return isLeft(found) ? [] : [worth(found.right, objective)]
      })
      expect(others.length).toBeGreaterThan(0)
      // What crosses the border of the chip is the same for all, so that only the gaps of the searches are lost.
      expect(worth(best, objective)).toBeLessThanOrEqual(Math.min(...others) * (1 + Math.max(...gaps)))
    })

  it('is the one that a mapping search finds for each box', () => {
    const unlike = [layers[0]!, conv2d({ K: 16, C: 4, R: 1, S: 1, Y: 18, X: 18, padding: 1 })]
    const { best } = orThrow(
      fuseNetwork(unlike, 'best', { ...hardware, l2: {} }, { ...options, mostDimensions: 0, mostLayers: 1 }),
    )
    const found = unlike.map((layer) =>
      orThrow(
        map(
          { layer, hardware: { ...hardware, l2: {}, offchip: {} }, objective: 'runtime' },
          { gap: 0, nodes: 800 },
        ),
      ),
    )
    const directives = best.groups.map(({ dataflows }) => dataflows?.[0]?.[0]?.dataflow.directives)
    expect(directives).toEqual(found.map((mapping) => mapping.best?.dataflow.directives))
    expect(directives[0]).not.toEqual(directives[1])
    expect(best.groups.map(({ estimate }) => estimate.onChipRuntime)).toEqual(
      found.map((mapping) => mapping.best?.runtime),
    )
  })
})

describe('a network that just fits', () => {
  it('takes a shared buffer that what is alive fills to the last byte', () => {
    const pool = pool2d({ C: 2, R: 1, S: 1, Y: 7, X: 7 })
    const flow = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
    const fitsIn = (capacity: number) =>
      !isLeft(fuseNetwork([pool], flow, accelerator({ pes: 4, l2: { capacity } }), { mostDimensions: 0 }))
    // Input and output, 98 elements each, in one step.
    expect([fitsIn(195), fitsIn(196)]).toEqual([false, true])
  })

  it('names only the buffers that are too small', () => {
    const pool = pool2d({ C: 2, R: 1, S: 1, Y: 7, X: 7 })
    const flow = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
    const small = accelerator({ pes: 4, l1: { capacity: 1 }, l2: { capacity: 196 } })
    const found = fuseNetwork([pool], flow, small, { mostDimensions: 0 })
    expect(isLeft(found) && found.left[0].given).toContain('hardware.l1')
    expect(isLeft(found) && found.left[0].given).not.toContain('hardware.l2')
  })
})

describe('a network that does not fit', () => {
  const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
  const errorsOf = (machine: typeof hardware, flow = rows) => {
    const found = fuseNetwork(layers, flow, machine, { dimensions: ["Y'"], mostTiles: 16 })
    return isLeft(found) ? found.left.map(({ _tag, path, given }) => [_tag, path, given]) : []
  }

  it('names the layer, the buffer and how much would do', () => {
    // One row of outputs takes 3 rows of inputs: 18 · 3 · 4 elements, and 18 · 4 that come in double, and the output twice.
    expect(errorsOf(accelerator({ pes: 8, l2: { capacity: 300 } }))).toEqual([
      [
        'NothingFits',
        'layers[0]',
        expect.stringMatching(/by itself it needs at least \d+ bytes of hardware\.l2, which holds 300/),
      ],
    ])
    expect(errorsOf(accelerator({ pes: 8, l1: { capacity: 8 } }))).toEqual([
      ['NothingFits', 'layers[0]', expect.stringContaining('of hardware.l1, which holds 8')],
    ])
  })

  it('fits with as much as it says, and not with less', () => {
    const least = Number(
      /at least (\d+) bytes/.exec(
        errorsOf(accelerator({ pes: 8, l2: { capacity: 300 } }))[0]?.[2] ?? '',
      )?.[1],
    )
    const one = (capacity: number) =>
      fuseNetwork(layers.slice(0, 1), rows, accelerator({ pes: 8, l2: { capacity } }), {
        dimensions: ["Y'"],
        mostTiles: 16,
      })
    expect(isLeft(one(least))).toBe(false)
    expect(isLeft(one(least - 1))).toBe(true)
  })

  it('says what is wrong with a dataflow instead, where that is the reason', () => {
    const skipping = dataflow('skipping', [temporalMap(1, 2, "Y'")])
    expect(errorsOf(hardware, skipping).map(([tag, path]) => [tag, path])).toEqual([
      ['SkippingMap', 'dataflow.directives[0]'],
    ])
  })

  it('gives a layer its place in the network, in the message as in the path', () => {
    const onlyPadding = conv2d({ K: 4, C: 4, R: 3, S: 3, "Y'": 1, "X'": 1, padding: 3 })
    const padded = fuseNetwork([layers[0]!, onlyPadding], rows, hardware)
    expect(isLeft(padded) && padded.left.map(({ path, message }) => [path, message])).toEqual([
      ['layers[1]', 'layers[1] reads no more rows or columns of input than it pads.'],
    ])
    const skipping = fuseNetwork([layers[0]!], dataflow('skipping', [temporalMap(1, 2, "Y'")]), hardware)
    expect(isLeft(skipping) && skipping.left[0].message).toContain('(layers[0] on a box of ')
    const full = fuseNetwork(layers, rows, accelerator({ pes: 8, l1: { capacity: 8 } }))
    expect(isLeft(full) && full.left[0].message).toMatch(/^layers\[0\] fits the buffers neither/)
  })

  it('reports options, layers and dataflows that are none, each once', () => {
    const none = fuseNetwork([], rows, hardware)
    const junk = fuseNetwork(layers, rows, hardware, { objective: 'speed' } as never) // a caller without types
    expect(isLeft(none) && renderErrors(none.left)).toContain('at least one layer')
    expect(isLeft(junk) && junk.left.map(({ path }) => path)).toEqual(['options.objective'])
    const pathsOf = (options: object) => {
      const found = fuseNetwork(layers, rows, hardware, options as never) // a caller without types
      return isLeft(found) ? found.left.map(({ _tag, path }) => `${_tag} ${path}`) : []
    }
    expect(pathsOf({ dimensions: ["Y'", 'Z'] })).toEqual(['UnknownDimension options.dimensions[1]'])
    expect(pathsOf({ mostDimensions: 3 })).toEqual(['Malformed options.mostDimensions'])
    const failing = fuseNetwork(layers, () => JSON.parse('{'), hardware)
    expect(isLeft(failing) && failing.left[0].path).toBe('dataflow[0]')
    const wide = fuseNetwork([conv2d({ K: 0, C: 1, R: 1, S: 1, Y: 1, X: 1 }), layers[0]!], rows, hardware)
    expect(isLeft(wide) && wide.left.map(({ path }) => path)).toEqual(['layers[0].sizes.K'])
  })
})
