/** The parts of a search, each against its definition by brute force. */
import { describe, expect, it } from 'vitest'
import { gemm } from '../../src/index'
import { type MappedDataflow, type Mapping, mergeMappings } from '../../src/map'
import { type Costs, costOf } from '../../src/map/cost'
import { type Found, gapOf, isCovered, withFound, withPoint } from '../../src/map/found'
import { newHeap } from '../../src/map/heap'
import { leastOnHyperbola } from '../../src/map/hyperbola'
import { loopsOf } from '../../src/map/loops'
import { hasSides } from '../../src/map/mirror'
import { isRepeated } from '../../src/map/narrow'
import {
  classOf,
  countOrders,
  isOfClass,
  orderClasses,
  ordersOf,
  permutations,
} from '../../src/map/order-class'
import { gapBetween, leastEdp, mergedFront, mergedTop, metBy } from '../../src/map/ranking'
import { allows, fullSpace, obeys, type TileRule } from '../../src/map/space'
import { pick, type Random, some } from '../support/generators/random'
import { problemOf, randomAccelerator, randomLayer } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

const costsOf = (runtime: number, energy: number): Costs => ({ runtime, energy, edp: runtime * energy })

const drawnCosts = (random: Random): readonly Costs[] =>
  range(1, random(1, 12)).map(() => costsOf(random(1, 6), random(1, 6)))

const foundOf = (costs: Costs): Found => ({ mapping: [], costs })

const mappedOf = (costs: Costs, name = ''): MappedDataflow => ({
  dataflow: { name, directives: [], parameters: {} },
  ...costs,
})

const isDominated = (a: Costs, all: readonly Costs[]): boolean =>
  all.some(
    (b) => b.runtime <= a.runtime && b.energy <= a.energy && (b.runtime < a.runtime || b.energy < a.energy),
  )

/** The nondominated points, each once, by increasing runtime. */
const frontOf = (all: readonly Costs[]): readonly Costs[] =>
  all
    .filter(
      (each, i) =>
        !isDominated(each, all) &&
        all.findIndex((b) => b.edp === each.edp && b.runtime === each.runtime) === i,
    )
    .toSorted((a, b) => a.runtime - b.runtime)

const others = { runtime: 'energy', energy: 'runtime', edp: 'energy' } as const
const objectives = ['runtime', 'energy', 'edp'] as const

/** The best distinct values; of equal ones the least other figure. */
const topOf = (
  all: readonly Costs[],
  objective: (typeof objectives)[number],
  most: number,
): readonly Costs[] =>
  [...new Set(all.map((each) => each[objective]))]
    .toSorted((a, b) => a - b)
    .slice(0, most)
    .map((value) => {
      const equal = all.filter((each) => each[objective] === value)
      const other = Math.min(...equal.map((each) => each[others[objective]]))
      return equal.find((each) => each[others[objective]] === other)!
    })

describe('what was found', () => {
  const random = seeds('found')
  const lists = range(1, 300).map(() => drawnCosts(random))

  it.each(objectives)('holds the best values of %s', (objective) => {
    for (const all of lists) {
      const most = random(1, 5)
      const kept = all.reduce<readonly Found[]>(
        (list, each) => withFound(list, foundOf(each), objective, most),
        [],
      )
      // A value that was put out of the list does not come back, so that its least other figure may be unknown.
      const expected = topOf(all, objective, most)
      expect(kept.map(({ costs }) => costs[objective])).toEqual(expected.map((each) => each[objective]))
      const whole = all.reduce<readonly Found[]>(
        (list, each) => withFound(list, foundOf(each), objective, 99),
        [],
      )
      expect(whole.map(({ costs }) => costs)).toEqual(topOf(all, objective, 99))
      expect(
        mergedTop(
          objective,
          all.map((each) => mappedOf(each)),
          most,
        ),
      ).toMatchObject(expected)
    }
  })

  it('is one value where energies differ by rounding alone', () => {
    const near = [costsOf(2, 1), costsOf(1, 1 + 1e-12), costsOf(3, 1 + 1e-6)]
    const kept = near.reduce<readonly Found[]>(
      (list, each) => withFound(list, foundOf(each), 'energy', 5),
      [],
    )
    expect(kept.map(({ costs }) => costs.runtime)).toEqual([2, 3])
  })

  it('is the front', () => {
    for (const all of lists) {
      const kept = all.reduce<readonly Found[]>((front, each) => withPoint(front, foundOf(each)), [])
      expect(kept.map(({ costs }) => costs)).toEqual(frontOf(all))
      expect(mergedFront(all.map((each) => mappedOf(each)))).toMatchObject(frontOf(all))
      for (const [runtime, energy, factor] of [
        [3, 3, 1] as const,
        [2, 4, 1.5] as const,
        [4, 1, 2] as const,
      ]) {
        const covered = all.some((each) => each.runtime <= runtime * factor && each.energy <= energy * factor)
        expect(isCovered(kept, runtime, energy, factor)).toBe(covered)
        const gaps = all.map((each) => Math.max(each.runtime / runtime, each.energy / energy) - 1)
        expect(gapOf(kept, runtime, energy)).toBeCloseTo(Math.min(...gaps), 12)
      }
      const edps = all.map(({ edp }) => edp)
      expect(leastEdp(all.map((each) => mappedOf(each)))?.edp).toBe(Math.min(...edps))
    }
  })

  it('does not depend on the order in which equal mappings came', () => {
    const [a, b] = [mappedOf(costsOf(2, 3), 'a'), mappedOf(costsOf(2, 3), 'b')]
    for (const objective of objectives)
      expect(mergedTop(objective, [b, a], 3)).toEqual(mergedTop(objective, [a, b], 3))
    expect(mergedFront([b, a])).toEqual(mergedFront([a, b]))
    expect(leastEdp([b, a])).toEqual(leastEdp([a, b]))
  })

  it('meets a bound within rounding, and no other', () => {
    expect(metBy(1000 * (1 - 1e-10), 1000)).toBe(1000)
    expect(metBy(1000 * (1 - 1e-6), 1000)).toBe(1000 * (1 - 1e-6))
    expect(gapBetween(12, 12)).toBe(0)
    expect(gapBetween(12, 10)).toBeCloseTo(0.2, 12)
    expect(gapBetween(12, 0)).toBe(Number.MAX_VALUE)
  })
})

const answer = (given: Partial<Mapping>): Mapping => ({
  objective: 'edp',
  asked: { gap: 0.1, top: 1 },
  best: null,
  top: [],
  front: [],
  lower: null,
  gap: null,
  proven: true,
  why: null,
  warnings: [],
  ...given,
  counts: {
    mappings: '7',
    nodes: 2,
    bounds: 3,
    estimates: 5,
    closed: { bound: '1', capacity: '2', symmetry: '0', estimate: '4' },
  },
})

describe('two answers', () => {
  const found = (runtime: number, energy: number, lower: number, proven: boolean): Mapping => {
    const best = mappedOf(costsOf(runtime, energy))
    return answer({ best, top: [best], lower, gap: best.edp / lower - 1, proven })
  }

  it('have the better of both, and the lesser bound', () => {
    const [a, b] = [found(4, 5, 15, false), found(4, 4, 12, true)]
    const merged = mergeMappings(a, b)
    expect(merged).toEqual(mergeMappings(b, a))
    expect(merged).toMatchObject({ best: b.best, lower: 12, proven: false })
    expect(merged.gap).toBeCloseTo(16 / 12 - 1, 12)
    const counts = { mappings: '14', nodes: 4, bounds: 6, estimates: 10 }
    expect(merged.counts).toEqual({
      ...counts,
      closed: { bound: '2', capacity: '4', symmetry: '0', estimate: '8' },
    })
  })

  it('are proven where both are, or where the better one is good enough', () => {
    expect(mergeMappings(found(4, 5, 10, true), found(4, 4, 10, true)).proven).toBe(true)
    expect(mergeMappings(found(4, 5, 10, false), found(4, 4, 10, true)).proven).toBe(false)
    expect(mergeMappings(found(4, 5, 15.5, false), found(4, 4, 15, false)).proven).toBe(true)
  })

  it('have both fronts, and the wider gap', () => {
    const point = (runtime: number, energy: number) => mappedOf(costsOf(runtime, energy))
    const front = (points: readonly MappedDataflow[], gap: number, runtime: number, energy: number) => ({
      ...answer({ front: points, best: points[0]!, lower: { runtime, energy }, gap, proven: false }),
      objective: 'pareto' as const,
    })
    const a = front([point(1, 9), point(4, 4)], 0.1, 1, 3)
    const b = front([point(2, 5), point(5, 3)], 0.3, 2, 2)
    const merged = mergeMappings(a, b)
    expect(merged).toEqual(mergeMappings(b, a))
    expect(merged).toMatchObject({
      gap: 0.3,
      lower: { runtime: 1, energy: 2 },
      best: point(1, 9),
      proven: false,
    })
    expect(merged.front.map(({ runtime }) => runtime)).toEqual([1, 2, 4, 5])
  })

  it('name the buffer that excludes every mapping, or all that do together', () => {
    const refused = (why: Mapping['why']) => answer({ why })
    const small = { buffer: 'l1', capacity: 5, least: 6 } as const
    expect(mergeMappings(refused({ together: ['l2'] }), refused(small)).why).toEqual(small)
    expect(mergeMappings(refused({ together: ['l2'] }), refused({ together: ['l1', 'limits'] })).why).toEqual(
      {
        together: ['l1', 'l2', 'limits'],
      },
    )
    expect(mergeMappings(refused(small), found(4, 5, 10, true)).why).toBeNull()
  })
})

describe('two terms whose factors have a product', () => {
  it('are least where no finer grid finds less', () => {
    const random = seeds('hyperbola')
    for (let run = 0; run < 400; run++) {
      const [a, b] = [random(1, 9), random(1, 9)]
      const [p, q] = [random(1, 20), random(1, 20)]
      const product = random(1, 900)
      const least = leastOnHyperbola(a, b, p, q, product)
      const steps = range(0, 2000).map((i) => p * Math.max(1, product / q / p) ** (i / 2000))
      const grid = Math.min(...steps.map((x) => a * x + b * Math.max(q, product / x)))
      expect(least).toBeLessThanOrEqual(grid * (1 + 1e-12))
      // The grid is so fine that a lower value would have been met, nearly.
      expect(least).toBeGreaterThanOrEqual(grid * (1 - 1e-3))
    }
  })
})

describe('classes of orders', () => {
  it('partition the orders of any loops, and count them', () => {
    const random = seeds('classes')
    for (let run = 0; run < 60; run++) {
      const loops = loopsOf(problemOf(randomLayer(random, 3)))
      if (loops.count > 6) continue
      const classes = orderClasses(loops)
      const moving = some(random, range(0, loops.count - 1), 70)
      const orders = permutations(moving)
      for (const order of orders) {
        const own = classOf(order, loops)
        expect(classes.filter((each) => isOfClass(order, each, loops))).toEqual([own])
        expect(ordersOf(moving, own)).toContainEqual(order)
      }
      const all = classes.flatMap((each) => ordersOf(moving, each))
      expect(all.length).toBe(moving.length === 0 ? 1 : orders.length)
      for (const each of classes) {
        const inside = moving.filter((loop) => (each.inner >> loop) & 1)
        const outside = moving.filter((loop) => !((each.inner >> loop) & 1))
        const isWhole =
          inside.length === range(0, loops.count - 1).filter((loop) => (each.inner >> loop) & 1).length
        const next = outside.filter((loop) => (each.next >> loop) & 1)
        const counted = isWhole ? countOrders(each, outside.length, next.length) : 0n
        expect(counted).toBe(BigInt(ordersOf(moving, each).length))
      }
    }
  })
})

describe('restrictions', () => {
  it('allow divisors, and the smallest tile of each number of tiles', () => {
    for (const extent of range(1, 40)) {
      const balanced = new Set(range(1, extent).map((n) => Math.ceil(extent / n)))
      for (const tile of range(1, extent)) {
        expect(allows({ _tag: 'Divisors' }, extent, tile)).toBe(Number.isInteger(extent / tile))
        expect(allows({ _tag: 'Balanced' }, extent, tile)).toBe(balanced.has(tile))
        expect(allows({ _tag: 'List', tiles: [2, 5] }, extent, tile)).toBe(tile === 2 || tile === 5)
        expect(allows(null, extent, tile)).toBe(true)
      }
    }
  })

  it('tell a mapping from its mirror image, each by itself', () => {
    const loops = loopsOf(problemOf(gemm({ M: 7, N: 7, K: 2 })))
    const full = fullSpace(loops, 4)
    const any = loops.extents.map((): TileRule => null)
    const tiles = any.with(0, { _tag: 'Divisors' })
    expect(hasSides(full)).toBe(false)
    expect(hasSides({ ...full, spatial: [null, [0]] })).toBe(true)
    expect(hasSides({ ...full, tiles: [any, tiles] })).toBe(true)
    expect(hasSides({ ...full, orders: [[], [{ outside: 0, inside: 1, never: 0 }]] })).toBe(true)
  })

  it('order the loops of which both take more than one step', () => {
    const rules = [{ outside: 2, inside: 0, never: 0 }]
    expect(obeys([2, 1, 0], rules)).toBe(true)
    expect(obeys([0, 1, 2], rules)).toBe(false)
    expect(obeys([0, 1], rules)).toBe(true)
    expect(obeys([2], rules)).toBe(true)
    const close = [{ outside: 2, inside: 0, never: 0b10 }]
    expect(obeys([2, 1, 0], close)).toBe(false)
    expect(obeys([1, 2, 0], close)).toBe(true)
    expect(obeys([2, 3, 0, 1], close)).toBe(true)
  })
})

describe('clusters with idle PEs', () => {
  it('are repeated by smaller ones of the same costs, each of a range', () => {
    const random = seeds('repeated')
    let repeated = 0
    for (let run = 0; run < 60; run++) {
      const layer = randomLayer(random, 5)
      const pes = random(2, 14)
      const target = targetFor(layer, randomAccelerator(random, pes, 1000))
      if (!target.idleIsFree) continue
      const space = fullSpace(target.loops, pes)
      for (let each = 0; each < 40; each++) {
        const drawn = randomMapping(random, target)
        if (drawn.levels === 1) continue
        const wide = { ...boxAround(random, drawn, target), inner: drawn.spatial[1] }
        const from = (least: number, most: number) => isRepeated(space, { ...wide, least, most })
        if (from(wide.least, wide.most))
          for (const size of range(wide.least, wide.most)) expect(from(size, size)).toBe(true)
        const { mapping, cluster, tiles } = drawn
        const own = { ...wide, low: tiles, high: tiles, least: cluster, most: cluster }
        const costs = costOf(target, mapping)
        if (costs === null || !isRepeated(space, own)) continue
        const [outer, inner] = mapping
        const smaller = cluster - 1
        const fewer = costOf(target, [
          { ...outer!, units: Math.floor(pes / smaller) },
          { ...inner!, units: smaller },
        ])
        expect(fewer?.runtime).toBe(costs.runtime)
        expect(fewer!.energy / costs.energy).toBeCloseTo(1, 9)
        repeated++
      }
    }
    // Half of all clusters are larger than their tiles are many.
    expect(repeated).toBeGreaterThan(100)
  })
})

describe('the heap', () => {
  it('gives the least key first, and of equal keys the one that came last', () => {
    const random = seeds('heap')
    for (let run = 0; run < 50; run++) {
      const keys = range(1, random(1, 60)).map(() => pick(random, [1, 2, 3, 5, 8, 13]))
      const heap = newHeap<number>()
      keys.forEach((key, i) => {
        heap.push(key, i)
      })
      expect(heap.least()).toBe(Math.min(...keys))
      expect(heap.size()).toBe(keys.length)
      const expected = [...keys.keys()].toSorted((a, b) => keys[a]! - keys[b]! || b - a)
      expect(keys.map(() => heap.pop())).toEqual(expected)
      expect(heap.pop()).toBeUndefined()
      expect(heap.least()).toBe(Infinity)
    }
  })
})
