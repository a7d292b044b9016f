/** The same dataflow on a layer with extents a thousand times larger, and as ragged as before. */
import { layer, type PerAxis } from '../../../src/index'
import type { SimLoop } from '../simulator/types'
import { extentOf } from './axes'
import { writeDataflow } from './directives'
import { type Extents, familyLayer, type Subject } from './layers'
import type { Canonical } from './levels'
import type { Problem } from './problems'
import { type Random, shuffled } from './random'

const thousand = 1000

/** What a loop covers in a step: one tile, or one per unit. */
const coverOf = ({ kind, size }: SimLoop, units: number): number => (kind === 'spatial' ? size * units : size)

/** The outermost loop that cuts the dimension; tiles of the whole extent do not. */
const cuttingLoop = (dimension: string, { levels }: Canonical, extent: number) => {
  for (const { units, loops } of levels) {
    const loop = loops.find(({ dim }) => dim === dimension)
    if (loop !== undefined && loop.size < extent) return { loop, cover: coverOf(loop, units) }
  }
  return undefined
}

/**
 * By how much the extent may be multiplied, at least a thousandfold: by 1 more than a multiple of the cover, so that the
 * last cover is as short as it was. With fewer covers than these there are kinds of step that a longer loop would add.
 */
const factorOf = (dimension: string, canonical: Canonical, extent: number): number | undefined => {
  const cutting = cuttingLoop(dimension, canonical, extent)
  if (cutting === undefined) return thousand
  const { cover } = cutting
  const enough = extent % cover === 0 ? extent >= 2 * cover : extent > 2 * cover
  return enough ? cover * Math.ceil(thousand / cover) + 1 : undefined
}

/** Tiles that held the whole extent hold the larger one. */
const grownLevels = (canonical: Canonical, before: Extents, after: Extents): Canonical => {
  const cut = new Set<string>()
  const levels = canonical.levels.map(({ units, loops }) => {
    const grownLoops = loops.map((loop) => {
      if (loop.size < extentOf(before, loop.dim)) cut.add(loop.dim)
      return cut.has(loop.dim) ? loop : { ...loop, size: extentOf(after, loop.dim) }
    })
    return { units, loops: grownLoops }
  })
  return { ...canonical, levels }
}

const grownSubject = (random: Random, subject: Subject, extents: Extents): Subject => {
  const { kind, layer: of } = subject
  if (of.kind === 'custom') return { ...subject, layer: layer(of.operator, extents), extents, sizes: extents }
  if (kind === 'custom') throw new Error('a custom subject has a custom layer')
  const both = (value: PerAxis) => (typeof value === 'number' ? { y: value, x: value } : value)
  const { stride, dilation } = 'stride' in of ? of : { stride: 1, dilation: 1 }
  return familyLayer(random, kind, extents, both(stride), both(dilation))
}

/** Each tensor is accessed a few times per MAC at most, so that all counts stay exact. */
const mostMacs = Number.MAX_SAFE_INTEGER / 64

/** The problem with one, two or three extents grown, or undefined where none can be. */
export const grown = (
  random: Random,
  problem: Problem,
): (Problem & { readonly times: number }) | undefined => {
  const { subject, canonical } = problem
  const wanted = random(1, 3)
  let extents = subject.extents
  let macs = Object.values(extents).reduce((a, b) => a * b, 1)
  let times = 0
  for (const dimension of shuffled(random, Object.keys(extents))) {
    const extent = extentOf(extents, dimension)
    const factor = factorOf(dimension, canonical, extent)
    if (times === wanted || factor === undefined || macs * factor > mostMacs) continue
    extents = { ...extents, [dimension]: extent * factor }
    macs *= factor
    times += 1
  }
  if (times === 0) return undefined
  const larger = grownSubject(random, subject, extents)
  const levels = grownLevels(canonical, subject.extents, extents)
  return { ...problem, ...writeDataflow(random, larger, levels), subject: larger, canonical: levels, times }
}
