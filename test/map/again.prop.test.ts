/** What comes of an input with windows where one of its loops moves inside a full tile is never more than what its PEs are filled with. */
import { expect, it } from 'vitest'
import { conv2d, estimate, orThrow } from '../../src/index'
import { broughtAgain } from '../../src/map/again'
import { cornerOf } from '../../src/map/corner'
import { dataflowOf, type Mapping } from '../../src/map/mapping'
import { pick } from '../support/generators/random'
import { problemOf } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const runs = Math.min(200_000, Number(process.env['MAP_PAIRS'] ?? 20_000))

/** Whether a loop takes two steps inside a full tile of level 0. */
const movesInside = (mapping: Mapping, loop: number): boolean => {
  const [outer, inner] = mapping
  if (inner === undefined) return false
  const tiles = Math.ceil(outer!.tiles[loop]! / inner.tiles[loop]!)
  return (inner.spatial === loop ? Math.ceil(tiles / inner.units) : tiles) > 1
}

it('is no more than the fills of any mapping in which a loop moves', () => {
  const random = seeds('again')
  let compared = 0
  let tight = 0
  for (let done = 0; done < runs; ) {
    const layer = conv2d({
      K: random(1, 2),
      C: random(1, 2),
      R: random(1, 5),
      S: 1,
      "Y'": random(2, 16),
      "X'": random(1, 2),
      stride: random(1, 3),
      dilation: random(1, 2),
    })
    const hardware = { pes: pick(random, [1, 2, 3, 4, 6, 9]) }
    const problem = problemOf(layer)
    const target = targetFor(layer, hardware)
    const { loops } = target
    const tensor = loops.tensors[0]!
    const seconds = tensor.windows.map(({ b }) => b)
    for (let each = 0; each < 20; each++, done++) {
      const drawn = randomMapping(random, target)
      const { mapping } = drawn
      const isMoved = loops.extents.some(
        (_, loop) =>
          ((tensor.relevant >> loop) & 1) === 1 && !seconds.includes(loop) && movesInside(mapping, loop),
      )
      if (!isMoved) continue
      const { levels } = orThrow(estimate(layer, dataflowOf(mapping, loops, problem), hardware))
      const fills = levels[1]!.tensors['input']!.fills ?? 0
      const corner = cornerOf(target, boxAround(random, drawn, target))
      let visits = 1
      for (const [loop, { tiles }] of corner.loops.entries())
        if (((tensor.relevant >> loop) & 1) === 0) visits *= tiles
      const brought = broughtAgain(tensor, corner) * visits
      compared++
      if (brought > 0.9 * fills) tight++
      if (brought > fills + 1e-6)
        throw new Error(JSON.stringify({ layer, hardware, mapping, box: corner.box, brought, fills }))
    }
  }
  expect(compared).toBeGreaterThan(runs / 20)
  expect(tight).toBeGreaterThan(compared / 200)
})
