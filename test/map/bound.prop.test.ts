/** No bound of a box exceeds the costs of a mapping in it. */
import { describe, expect, it } from 'vitest'
import { product } from '../../src/internal/arithmetic'
import { boundOf } from '../../src/map/bound'
import { costOf } from '../../src/map/cost'
import { problemOf, randomAccelerator, randomLayer } from './problems'
import { random as scaled } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const pairs = Number(process.env['MAP_PAIRS'] ?? 20_000)

describe('bounds', () => {
  it('never exceed what a mapping of the box costs', { timeout: 240_000 + pairs * 2 }, () => {
    const random = scaled('bounds')
    const slack = { runtime: 0, energy: 0, count: 0 }
    for (let done = 0; done < pairs; ) {
      const layer = randomLayer(random, random(2, 20))
      const pes = random(1, 24)
      const elements = product(problemOf(layer).extents)
      const hardware = randomAccelerator(random, pes, Math.min(1000, 4 * elements))
      const target = targetFor(layer, hardware)
      for (let each = 0; each < 10; each++) {
        const drawn = randomMapping(random, target)
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
    if (process.env['MAP_SLACK'])
      console.log(slack.runtime / slack.count, slack.energy / slack.count, slack.count)
    // Bounds that say nothing would pass as well.
    expect(slack.runtime / slack.count).toBeGreaterThan(0.7)
    expect(slack.energy / slack.count).toBeGreaterThan(0.8)
  })
})
