/** What fills the PEs: the bounds of a tensor's volumes, and the least fills of all mappings, against those of single mappings. */
import { describe, expect, it } from 'vitest'
import { conv2d, estimate, type Layer, orThrow } from '../../src/index'
import { cornerOf, lacksUnits } from '../../src/map/corner'
import { leastFills, tilesByMove } from '../../src/map/least-fills'
import { tilesOf } from '../../src/map/loops'
import { dataflowOf, type Mapping, NONE } from '../../src/map/mapping'
import { volumesOf } from '../../src/map/volumes'
import { chance } from '../support/generators/random'
import { problemOf, randomLayer } from './problems'
import { reported } from './report'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const runs = Math.min(200_000, Number(process.env['MAP_PAIRS'] ?? 20_000))

/** The fills of the PEs of each input, by the estimate. */
const fillsOf = (layer: Layer, mapping: Mapping, pes: number): readonly number[] => {
  const target = targetFor(layer, { pes })
  const problem = problemOf(layer)
  const { levels } = orThrow(estimate(layer, dataflowOf(mapping, target.loops, problem), { pes }))
  const innermost = levels[levels.length - 1]!.tensors
  return target.loops.tensors.map(({ name, isInput }) => (isInput ? (innermost[name]?.fills ?? 0) : 0))
}

describe('what the PEs of a box are filled with', () => {
  it('is no more of any input than in a mapping of the box', () => {
    const random = seeds('fills of boxes')
    let tight = 0
    let windows = 0
    for (let done = 0; done < runs; ) {
      const layer = randomLayer(random, random(2, 16))
      const pes = random(1, 16)
      const target = targetFor(layer, { pes })
      for (let each = 0; each < 10; each++, done++) {
        const drawn = randomMapping(random, target)
        const box = boxAround(random, drawn, target)
        const corner = cornerOf(target, box)
        if (lacksUnits(corner)) continue
        const fills = fillsOf(layer, drawn.mapping, pes)
        volumesOf(target, corner).forEach(({ pes: least }, t) => {
          const tensor = target.loops.tensors[t]!
          if (!tensor.isInput) return
          if (least > fills[t]! * (1 + 1e-9))
            throw new Error(
              JSON.stringify({ layer, pes, mapping: drawn.mapping, box, tensor: tensor.name, least, fills }),
            )
          if (tensor.windows.length > 0 && fills[t]! > tensor.used) {
            windows++
            if (least > 0.99 * fills[t]!) tight++
          }
        })
      }
    }
    reported(`fills of inputs with windows that come more than once: ${windows}, met by the bound: ${tight}`)
    expect(tight).toBeGreaterThan(windows / 20)
  })
})

describe('the least fills of all mappings', () => {
  it('are no more than those of any mapping with tiles that fit', () => {
    const random = seeds('least fills')
    let above = 0
    let met = 0
    for (let done = 0; done < runs / 10; ) {
      const layer = randomLayer(random, random(2, 16))
      const pes = random(1, 16)
      const target = targetFor(layer, { pes })
      const { loops } = target
      const { tensors } = loops
      const used = tensors.reduce((sum, each) => sum + (each.isInput ? each.used : 0), 0)
      const drawn = Array.from({ length: 10 }, () => randomMapping(random, target).mapping)
      // Of a mapping's own size, so that its tiles just fit.
      const sizes = drawn.map((mapping) =>
        tilesOf(tensors, (loop) => mapping[mapping.length - 1]!.tiles[loop]!),
      )
      const room = sizes[0]! + (chance(random, 50) ? 0 : random(0, 8))
      const least = leastFills(loops, room)
      drawn.forEach((mapping, i) => {
        done++
        if (sizes[i]! > room) return
        const fills = fillsOf(layer, mapping, pes).reduce((sum, each) => sum + each, 0)
        if (least > fills * (1 + 1e-9))
          throw new Error(JSON.stringify({ layer, pes, mapping, room, least, fills }))
        if (fills <= used) return
        above++
        if (least > 0.9 * fills) met++
      })
    }
    reported(
      `least fills: ${above} mappings bring more than once, in ${met} of them the least is within 10 %`,
    )
    expect(met).toBeGreaterThan(above / 100)
  })

  it('are those of a product whose tile of one operand fills the buffer', () => {
    // 127 elements of A stay over N, beside one of B and 127 of C: so A comes once, and B ⌈512 / 127⌉ times.
    const { loops } = targetFor({ kind: 'gemm', name: '', sizes: { M: 512, N: 768, K: 768 } }, { pes: 1 })
    const fills = 512 * 768 + 5 * 768 * 768
    const least = leastFills(loops, 256)
    expect(least).toBeLessThanOrEqual(fills)
    expect(least).toBeGreaterThan(0.97 * fills)
  })

  it('are what is used where a window slides through the whole layer', () => {
    const layer = conv2d({ K: 1, C: 1, R: 3, S: 3, "Y'": 6, "X'": 9 })
    const { loops } = targetFor(layer, { pes: 1 })
    const [column, elements] = [(6 + 2) * 3 + 9 + 6, (6 + 2) * (9 + 2) + 9]
    expect(fillsOf(layer, [{ units: 1, spatial: NONE, tiles: [3, 3, 6, 1], order: [3] }], 1)).toEqual([
      elements - 9,
      9,
      0,
    ])
    expect(leastFills(loops, column)).toBeCloseTo(elements, 6)
  })

  it('go down to what is used where everything fits', () => {
    const { loops } = targetFor({ kind: 'gemm', name: '', sizes: { M: 5, N: 6, K: 7 } }, { pes: 1 })
    expect(leastFills(loops, 5 * 7 + 7 * 6 + 5 * 6)).toBeCloseTo(5 * 7 + 7 * 6, 6)
    expect(leastFills(loops, Number.POSITIVE_INFINITY)).toBe(0)
  })

  it('offer tiles that fit, the best first, one for each way in which inputs come', () => {
    const { loops } = targetFor({ kind: 'gemm', name: '', sizes: { M: 64, N: 48, K: 80 } }, { pes: 4 })
    const tiles = tilesByMove(loops, 100)
    expect(tiles.length).toBe(3)
    for (const { tile } of tiles)
      expect(tilesOf(loops.tensors, (loop) => tile[loop]!)).toBeLessThanOrEqual(100)
    expect(tiles.map(({ fills }) => fills)).toEqual(tiles.map(({ fills }) => fills).toSorted((a, b) => a - b))
    expect(tiles[0]!.fills).toBeGreaterThanOrEqual(leastFills(loops, 100))
  })
})
