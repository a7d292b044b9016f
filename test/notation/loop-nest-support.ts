/** What a loop nest and a dataflow do, by running their loops; nothing here is shared with the package on purpose. */
import type { Dataflow } from '../../src/index'
import type { LoopNest } from '../../src/notation'
import type { Subject } from '../support/generators/layers'
import { type Random, shuffled } from '../support/generators/random'
import { type Box, stepsOf, wholeBox } from '../support/simulator/elements'
import type { SimLevel } from '../support/simulator/types'

type Extents = Readonly<Record<string, number>>

/** Who works on which points in a step: boxes by the number of the PE. */
export type Step = ReadonlyMap<number, Box>

type Loop = {
  readonly dimension: string
  readonly factor: number
  /** PEs from one instance to the next; 0 for a loop in time. */
  readonly apart: number
}

const instancesOf = ({ spatial }: LoopNest['levels'][number]): number =>
  spatial?.instances ?? Object.values(spatial?.factors ?? {}).reduce((product, factor) => product * factor, 1)

/** The loops as a mapping tool would print them, outermost first. */
const loopsOf = ({ levels }: LoopNest): readonly Loop[] =>
  levels.flatMap(({ temporal, spatial }, i) => {
    const below = levels.slice(i + 1).reduce((product, level) => product * instancesOf(level), 1)
    const order = temporal?.permutation ?? Object.keys(temporal?.factors ?? {})
    return [
      ...order.map((dimension) => ({ dimension, factor: temporal?.factors[dimension] ?? 1, apart: 0 })),
      ...Object.entries(spatial?.factors ?? {}).map(([dimension, factor]) => ({
        dimension,
        factor,
        apart: below,
      })),
    ]
  })

/** Every step of a nest: for each PE, where the loops stand for it. */
export const stepsOfNest = (nest: LoopNest, extents: Extents): readonly Step[] => {
  const loops = loopsOf(nest)
  const names = Object.keys(extents)
  const tileOf = (name: string, from: number): number =>
    loops
      .slice(from)
      .reduce(
        (product, { dimension, factor }) => (dimension === name ? product * factor : product),
        nest.tile?.[name] ?? 1,
      )
  const whole: Box = names.map((name) => ({ start: 0, length: tileOf(name, 0) }))
  let steps: readonly Step[] = [new Map([[0, whole]])]
  for (const [i, { dimension, factor, apart }] of loops.entries()) {
    const length = tileOf(dimension, i + 1)
    const at = (box: Box, index: number): Box =>
      box.map((extent, d) =>
        names[d] === dimension ? { start: extent.start + index * length, length } : extent,
      )
    const indices = Array.from({ length: factor }, (_, index) => index)
    steps = steps.flatMap((step): readonly Step[] =>
      apart === 0
        ? indices.map((index) => new Map([...step].map(([pe, box]) => [pe, at(box, index)])))
        : [
            new Map(
              [...step].flatMap(([pe, box]) =>
                indices.map((index) => [pe + index * apart, at(box, index)] as const),
              ),
            ),
          ],
    )
  }
  return steps
}

/** Levels that a dataflow of plain sizes stands for (docs/spec.md, sections 2 and 3). */
const levelsOf = ({ directives }: Dataflow, pes: number): readonly SimLevel[] => {
  const noc = { bandwidth: null, latency: 0, multicast: true, reduction: true }
  const levels: { units: number; loops: SimLevel['loops'][number][] }[] = [{ units: 1, loops: [] }]
  for (const directive of directives)
    if (directive._tag === 'Cluster') levels.push({ units: Number(directive.size), loops: [] })
    else {
      const kind = directive._tag === 'SpatialMap' ? 'spatial' : 'temporal'
      levels.at(-1)?.loops.push({ dim: directive.dimension, kind, size: Number(directive.size) })
    }
  const clustered = levels.slice(1).reduce((product, { units }) => product * units, 1)
  return levels.map(({ units, loops }, i) => ({
    units: i === 0 ? Math.floor(pes / clustered) : units,
    loops,
    noc,
  }))
}

/** What the levels below do in a step: side by side, as all their units take the same number of steps. */
const sideBySide = (
  runs: readonly (readonly [unit: number, steps: readonly Step[]])[],
  pes: number,
): readonly Step[] => {
  const length = Math.max(...runs.map(([, steps]) => steps.length))
  return Array.from(
    { length },
    (_, k): Step =>
      new Map(
        runs.flatMap(([unit, steps]) =>
          [...(steps[k] ?? [])].map(([pe, box]) => [unit * pes + pe, box] as const),
        ),
      ),
  )
}

const stepsOfLevels = (levels: readonly SimLevel[], extents: Extents, box: Box): readonly Step[] => {
  const [level, ...inner] = levels
  if (level === undefined) return [new Map([[0, box]])]
  const pes = inner.reduce((product, { units }) => product * units, 1)
  return stepsOf(extents, level, box).flatMap((boxes) =>
    sideBySide(
      [...boxes].map(([unit, tile]) => [unit, stepsOfLevels(inner, extents, tile)] as const),
      pes,
    ),
  )
}

/** Every step of a dataflow. */
export const stepsOfDataflow = (dataflow: Dataflow, pes: number, extents: Extents): readonly Step[] =>
  stepsOfLevels(levelsOf(dataflow, pes), extents, wholeBox({ extents } as never)) // all that it reads

/** Steps as text, the PEs in order: what two schedules must agree on. */
export const written = (steps: readonly Step[]): readonly string[] =>
  steps.map((step) =>
    [...step]
      .sort(([a], [b]) => a - b)
      .map(([pe, box]) => `${pe}: ${box.map(({ start, length }) => `${start}+${length}`).join(' ')}`)
      .join('; '),
  )

const primesOf = (extent: number): readonly number[] => {
  for (let prime = 2; prime <= extent; prime += 1)
    if (extent % prime === 0) return [prime, ...primesOf(extent / prime)]
  return []
}

type Slots = { readonly temporal: Record<string, number>; readonly spatial: Record<string, number> }

const times = (slot: Record<string, number>, name: string, factor: number): void => {
  slot[name] = (slot[name] ?? 1) * factor
}

/** A nest for a layer, in the form in which `toLoopNest` writes it: its extents dealt out to levels and the tile. */
export const randomNest = (random: Random, { extents }: Subject): LoopNest => {
  const levels: Slots[] = Array.from({ length: random(1, 4) }, () => ({ temporal: {}, spatial: {} }))
  const tile: Record<string, number> = {}
  for (const [name, extent] of Object.entries(extents))
    for (const prime of primesOf(extent)) {
      const level = levels[random(0, levels.length - 1)]
      const isFree = level !== undefined && Object.keys(level.spatial).every((other) => other === name)
      const choice = random(1, 5)
      if (choice <= 2 && level !== undefined && isFree) times(level.spatial, name, prime)
      else if (choice <= 4 && level !== undefined) times(level.temporal, name, prime)
      else times(tile, name, prime)
    }
  return {
    name: 'random',
    levels: levels.map(({ temporal, spatial }, i) => ({
      target: `storage ${i}`,
      ...orderedIn(random, temporal),
      ...spreadIn(random, temporal, spatial),
    })),
    tile,
  }
}

const orderedIn = (
  random: Random,
  factors: Record<string, number>,
): Pick<LoopNest['levels'][number], 'temporal'> =>
  Object.keys(factors).length === 0
    ? {}
    : { temporal: { factors, permutation: shuffled(random, Object.keys(factors)) } }

const spreadIn = (
  random: Random,
  temporal: Record<string, number>,
  factors: Record<string, number>,
): Pick<LoopNest['levels'][number], 'spatial'> => {
  const [[name, factor] = ['', 1]] = Object.entries(factors)
  const idle = temporal[name] === undefined && random(1, 4) === 1 ? random(1, 3) : 0
  return factor + idle === 1 ? {} : { spatial: { factors, instances: factor + idle } }
}
