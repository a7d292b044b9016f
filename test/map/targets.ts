/** Random mappings of a space, and random boxes around them. */

import { forSchedule } from '../../src/cost/for-tensors'
import type { Report } from '../../src/error/error'
import { readHardware, readUnits, resolveHardware } from '../../src/hardware/resolve'
import { type Accelerator, estimate, type Layer, orThrow } from '../../src/index'
import type { MapBox } from '../../src/map'
import { ANY, type Box, isDistinguished } from '../../src/map/box'
import { loopsOf } from '../../src/map/loops'
import { dataflowOf, type Mapping, NONE } from '../../src/map/mapping'
import { classOf } from '../../src/map/order-class'
import { type Target, targetOf } from '../../src/map/target'
import { chance, pick, type Random, shuffled } from '../support/generators/random'
import { problemOf } from './problems'

/** A layer on an accelerator, without the checks of a request. */
export const targetFor = (layer: Layer, hardware: Accelerator): Target => {
  const problem = problemOf(layer)
  const report: Report = []
  const record = readHardware(hardware, report)!
  const units = readUnits(record, report)
  const [one, two] = [1, 2].map((levels) =>
    forSchedule(
      resolveHardware(record, units, levels, report),
      { problem, canonical: { levels: [], warnings: [] } },
      report,
    ),
  )
  if (report.length > 0) throw new Error(JSON.stringify(report))
  return targetOf(problem, loopsOf(problem), one!, two!)
}

/** A mapping with the sizes that a box is made of. */
export type Drawn = {
  readonly mapping: Mapping
  readonly levels: 1 | 2
  readonly cluster: number
  readonly spatial: readonly [number, number]
  readonly tiles: readonly number[]
}

export const randomMapping = (random: Random, { loops, pes }: Pick<Target, 'loops' | 'pes'>): Drawn => {
  const { extents } = loops
  const levels = chance(random, 20) ? 1 : 2
  const cluster = levels === 1 ? 1 : chance(random, 50) ? random(1, Math.min(pes, 8)) : random(1, pes)
  const tileIn = (extent: number): number =>
    pick(random, [extent, random(1, extent), random(1, extent), Math.ceil(extent / random(1, extent))])
  const outer = extents.map(tileIn)
  const inner = outer.map(tileIn)
  const levelOf = (units: number, sizes: readonly number[], tiles: readonly number[]) => {
    const candidates = sizes.flatMap((size, loop) => (tiles[loop]! < size && units > 1 ? [loop] : []))
    const spatial = candidates.length === 0 || chance(random, 20) ? NONE : pick(random, candidates)
    const moving = sizes.flatMap((size, loop) =>
      isDistinguished(size, tiles[loop]!, units, loop === spatial) ? [loop] : [],
    )
    return { units, spatial, tiles, order: shuffled(random, moving) }
  }
  const first = levelOf(levels === 1 ? pes : Math.floor(pes / cluster), extents, outer)
  const mapping = levels === 1 ? [first] : [first, levelOf(cluster, outer, inner)]
  return {
    mapping,
    levels,
    cluster,
    spatial: [first.spatial, mapping[1]?.spatial ?? NONE],
    tiles: levels === 1 ? outer : [...outer, ...inner],
  }
}

/** The same accelerator with buffers of just the size that a mapping needs, some of them. */
export const withExactCapacities = (
  random: Random,
  layer: Layer,
  { l1: _, clusters: __, l2: ___, ...hardware }: Accelerator,
  { mapping }: Drawn,
): Accelerator => {
  const problem = problemOf(layer)
  const dataflow = dataflowOf(mapping, loopsOf(problem), problem)
  const { l1, clusters, l2 } = orThrow(estimate(layer, dataflow, hardware)).buffers
  const size = (capacity: number | undefined) => ({ capacity: Math.max(1, capacity ?? 1) })
  return {
    ...hardware,
    ...(chance(random, 80) ? { l1: size(l1.required.total) } : {}),
    ...(chance(random, 80) ? { clusters: [size(clusters[0]?.required.total)] } : {}),
    ...(chance(random, 50) ? { l2: size(l2.minimum) } : {}),
  }
}

/** A box around a mapping: itself, a narrow or a wide one; what the box leaves open is drawn too. */
export const boxAround = (random: Random, drawn: Drawn, { loops, pes }: Target): Box => {
  const { mapping, levels, cluster, spatial, tiles } = drawn
  const width = random(0, 2)
  const down = (value: number): number =>
    width === 0 || chance(random, 40) ? value : Math.max(1, value - random(0, width === 1 ? 2 : value))
  const up = (value: number, most: number): number =>
    width === 0 || chance(random, 40) ? value : Math.min(most, value + random(0, width === 1 ? 2 : most))
  const most = [...loops.extents, ...loops.extents]
  const open = random(0, 3)
  const ofOuter = classOf(mapping[0]!.order, loops)
  const ofInner = mapping[1] === undefined ? null : classOf(mapping[1].order, loops)
  return {
    levels,
    least: levels === 1 ? 1 : down(cluster),
    most: levels === 1 ? 1 : up(cluster, pes),
    outer: spatial[0],
    inner: levels === 2 && open >= 2 ? ANY : spatial[1],
    outerClass: open === 3 ? null : ofOuter,
    innerClass: open >= 1 ? null : ofInner,
    low: tiles.map(down),
    high: tiles.map((tile, i) => up(tile, most[i]!)),
  }
}

/** A box around a mapping as callers write it. */
export const mapBoxOf = (box: Box, { mapping }: Drawn, { loops }: Target): MapBox => {
  const { names, count } = loops
  const levels = Array.from({ length: box.levels }, (_, level) => level)
  const nameOf = (loop: number): string | null | undefined =>
    loop === ANY ? undefined : loop === NONE ? null : names[loop]!
  const classes = [box.outerClass, box.innerClass]
  return {
    levels: box.levels,
    clusters: [box.least, box.most],
    spatial: [nameOf(box.outer), nameOf(box.inner)].slice(0, box.levels),
    tiles: Object.fromEntries(
      names.map((name, loop) => [
        name,
        levels.map((level) => [box.low[level * count + loop]!, box.high[level * count + loop]!] as const),
      ]),
    ),
    orders: levels.map((level) =>
      classes[level] === null ? null : mapping[level]!.order.map((loop) => names[loop]!),
    ),
  }
}
