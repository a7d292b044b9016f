/** Random dataflows in canonical form (docs/spec.md, section 2): legal by construction. */
import type { SimLoop } from '../simulator/types'
import type { Extents, Scale, Subject } from './layers'
import { chance, pick, type Random, shuffled, some } from './random'

export type CanonicalLevel = { readonly units: number; readonly loops: readonly SimLoop[] }

export type Canonical = {
  readonly levels: readonly CanonicalLevel[]
  readonly pes: number
}

/** What the loops of a level leave to the levels below: the full tiles. */
export const leftBy = ({ loops }: CanonicalLevel, extents: Extents): Extents => ({
  ...extents,
  ...Object.fromEntries(loops.map(({ dim, size }) => [dim, size])),
})

/**
 * Small tiles more often than not, so that loops have several steps and fold; sometimes all of the extent. Where many
 * levels follow, tiles are large, so that something is left for them, and ragged, so that boxes are of many kinds.
 */
const tileOf = (random: Random, extent: number, isDeep = false): number => {
  const most = Math.max(1, extent - 1)
  if (isDeep) return random(Math.min(most, Math.ceil((2 * extent) / 3)), most)
  if (chance(random, 20)) return extent
  return chance(random, 40) ? 1 : random(1, Math.max(1, chance(random, 50) ? Math.ceil(extent / 2) : extent))
}

/** The dimension to spread: windows more often than their share, because diagonal pairs need them. */
const spreadOf = (random: Random, dimensions: readonly string[], { slides }: Subject): string | undefined => {
  if (dimensions.length === 0 || chance(random, 12)) return undefined
  const windows = dimensions.filter((dimension) => slides.some(({ window }) => window === dimension))
  return pick(random, windows.length > 0 && chance(random, 30) ? windows : dimensions)
}

const loopsOf = (random: Random, subject: Subject, extents: Extents, isDeep: boolean): readonly SimLoop[] => {
  if (chance(random, 5)) return []
  // A loop over an extent of 1 is legal and dull.
  const worthy = Object.keys(extents).filter((dimension) => extents[dimension] !== 1 || chance(random, 15))
  const dimensions = shuffled(random, some(random, worthy, isDeep ? 85 : 65))
  const spread = spreadOf(random, dimensions, subject)
  return dimensions.map((dim) => ({
    dim,
    kind: dim === spread ? 'spatial' : 'temporal',
    size: tileOf(random, extents[dim] ?? 1, isDeep),
  }))
}

const unitsOf = (random: Random, { units }: Scale): number =>
  chance(random, 15) ? 1 : random(1, chance(random, 70) ? Math.ceil(units / 2) : units)

const anyLoop = (random: Random, extents: Extents): SimLoop => {
  const dim = pick(random, Object.keys(extents))
  return { dim, kind: 'temporal', size: tileOf(random, extents[dim] ?? 1) }
}

export const randomLevels = (random: Random, subject: Subject, scale: Scale): Canonical => {
  const count = pick(random, scale.depths ?? [1, 1, 1, 2, 2, 2, 2, 3, 3, 4])
  let extents = subject.extents
  const levels = Array.from({ length: count }, () => {
    const level = { units: unitsOf(random, scale), loops: loopsOf(random, subject, extents, count > 4) }
    extents = leftBy(level, extents)
    return level
  })
  // All levels may be empty if a map is listed that is dropped; else one map must be there.
  const isEmpty = levels.every(({ loops }) => loops.length === 0) && subject.lacking.length === 0
  const first = {
    units: levels[0]?.units ?? 1,
    loops: isEmpty ? [anyLoop(random, subject.extents)] : (levels[0]?.loops ?? []),
  }
  const clusterPes = levels.slice(1).reduce((pes, { units }) => pes * units, 1)
  const idle = clusterPes > 1 && chance(random, 20) ? random(1, clusterPes - 1) : 0
  return { levels: [first, ...levels.slice(1)], pes: first.units * clusterPes + idle }
}
