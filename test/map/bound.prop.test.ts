/** No bound of a box exceeds the costs of a mapping in it. */
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/index'
import { product } from '../../src/internal/arithmetic'
import { boundsOf } from '../../src/map'
import { boundOf } from '../../src/map/bound'
import { costOf } from '../../src/map/cost'
import { generalBoundOf } from '../../src/map/general-bound'
import { loopsOf } from '../../src/map/loops'
import { chance } from '../support/generators/random'
import {
  problemOf,
  randomAccelerator,
  randomLayer,
  withBottleneck,
  withBufferWidths,
  withFeature,
  withWidths,
} from './problems'
import { reported } from './report'
import { random as seeds } from './seeds'
import { boxAround, mapBoxOf, randomMapping, targetFor, withExactCapacities } from './targets'

const pairs = Number(process.env['MAP_PAIRS'] ?? 20_000)

describe('the bounds of what says more of its tensors', () => {
  it('never exceed what a mapping costs either', () => {
    const random = seeds('general bounds')
    let compared = 0
    for (let done = 0; done < pairs / 4; ) {
      const plain = randomLayer(random, random(2, 12))
      const pes = random(1, 16)
      const elements = product(problemOf(plain).extents)
      const drawnHardware = randomAccelerator(random, pes, Math.min(1000, 4 * elements))
      const onOne = chance(random, 50) ? withBottleneck(random, drawnHardware) : drawnHardware
      const { layer, hardware } = withFeature(random, plain, onOne)
      const target = targetFor(layer, hardware)
      for (let each = 0; each < 10; each++, done++) {
        const drawn = randomMapping(random, target)
        const costs = costOf(target, drawn.mapping)
        if (costs === null) continue
        compared++
        const bound = generalBoundOf(target, boxAround(random, drawn, target))
        const said = () => JSON.stringify({ layer, hardware, mapping: drawn.mapping, bound, costs })
        if (typeof bound === 'string') throw new Error(`excluded by ${bound}: ${said()}`)
        if (bound.runtime > costs.runtime) throw new Error(`runtime: ${said()}`)
        if (bound.energy > costs.energy * (1 + 1e-9)) throw new Error(`energy: ${said()}`)
      }
    }
    reported(`general bounds: ${compared} mappings, none violated`)
    expect(compared).toBeGreaterThan(pairs / 40)
  })
})

describe('the bounds that callers see', () => {
  it('never exceed what a mapping of the box costs', () => {
    const random = seeds('public bounds')
    let compared = 0
    for (let done = 0; done < pairs / 5; ) {
      const plain = randomLayer(random, random(2, 16))
      const narrow = chance(random, 50) ? plain : withWidths(random, plain)
      const elements = product(problemOf(narrow).extents)
      const drawnHardware = randomAccelerator(random, random(1, 20), Math.min(1000, 4 * elements))
      const wide = chance(random, 70) ? drawnHardware : withBufferWidths(random, drawnHardware)
      // What is said of tensors that the layer lacks changes nothing.
      const { layer, hardware } = chance(random, 70)
        ? {
            layer: narrow,
            hardware: chance(random, 70) ? wide : { ...wide, sparse: { skip: ['inputs' as const] } },
          }
        : withFeature(random, narrow, wide)
      const target = targetFor(layer, hardware)
      const bounds = orThrow(boundsOf({ layer, hardware }))
      for (let each = 0; each < 40; each++, done++) {
        const drawn = randomMapping(random, target)
        const costs = costOf(target, drawn.mapping)
        if (costs === null) continue
        compared++
        const box = mapBoxOf(boxAround(random, drawn, target), drawn, target)
        // What is left out may be anything.
        const { tiles, ...open } = box
        const wide = { ...open, tiles: {}, spatial: [], orders: [] }
        for (const of of [box, wide]) {
          const bound = bounds(of)
          const said = () => JSON.stringify({ layer, hardware, mapping: drawn.mapping, of, bound, costs })
          if (bound === null) throw new Error(`excluded: ${said()}`)
          if (bound.runtime > costs.runtime) throw new Error(`runtime: ${said()}`)
          if (bound.energy > costs.energy * (1 + 1e-9)) throw new Error(`energy: ${said()}`)
        }
      }
    }
    reported(`public bounds: ${2 * compared} pairs, none violated`)
    expect(compared).toBeGreaterThan(pairs / 100)
  })
})

describe('bounds', () => {
  it('never exceed what a mapping of the box costs', () => {
    const random = seeds('bounds')
    const slack = { runtime: 0, energy: 0, count: 0 }
    for (let done = 0; done < pairs; ) {
      const layer = randomLayer(random, random(2, 20))
      const pes = random(1, 24)
      const elements = product(problemOf(layer).extents)
      const drawnHardware = randomAccelerator(random, pes, Math.min(1000, 4 * elements))
      const onOne = chance(random, 50) ? withBottleneck(random, drawnHardware) : drawnHardware
      // Some buffers are as small as the first mapping allows: bounds of capacity are tight there.
      const first = randomMapping(random, { loops: loopsOf(problemOf(layer)), pes })
      const isExact = chance(random, 40)
      const hardware = isExact ? withExactCapacities(random, layer, onOne, first) : onOne
      const target = targetFor(layer, hardware)
      for (let each = 0; each < 20; each++) {
        const drawn = isExact && each < 8 ? first : randomMapping(random, target)
        const costs = costOf(target, drawn.mapping)
        if (costs === null) continue
        for (let b = 0; b < 5; b++) {
          done++
          const box = boxAround(random, drawn, target)
          const bound = boundOf(target, box)
          const said = () => JSON.stringify({ layer, hardware, mapping: drawn.mapping, box, bound, costs })
          if (typeof bound === 'string') throw new Error(`excluded by ${bound}: ${said()}`)
          if (bound.runtime > costs.runtime) throw new Error(`runtime: ${said()}`)
          if (bound.energy > costs.energy * (1 + 1e-9)) throw new Error(`energy: ${said()}`)
          if (box.low.every((low, i) => low === box.high[i]) && box.innerClass !== null) {
            slack.runtime += bound.runtime / costs.runtime
            slack.energy += bound.energy / costs.energy
            slack.count++
          }
        }
      }
    }
    const part = (figure: 'runtime' | 'energy'): string => (slack[figure] / slack.count).toFixed(4)
    reported(`bounds: ${pairs} pairs of a box and a mapping in it, none violated;`)
    reported(
      `  of ${slack.count} single mappings the bounds are ${part('runtime')} of the runtime and ${part('energy')} of the energy`,
    )
    // Bounds that say nothing would pass as well.
    expect(slack.runtime / slack.count).toBeGreaterThan(0.7)
    expect(slack.energy / slack.count).toBeGreaterThan(0.8)
  })
})
