/**
 * Every mapping of a small problem, one by one: written from the text of the specification (mapping search, section 1), without
 * the library's own search, so that its answers can be compared with brute force.
 */
import { cluster, type Dataflow, type Directive, dataflow, spatialMap, temporalMap } from '../../src/index'

export type Dimension = { readonly name: string; readonly extent: number }

export type PlainLevel = {
  readonly units: number
  readonly spatial: string | null
  readonly tiles: Readonly<Record<string, number>>
  /** The distinguished loops, outermost first. */
  readonly order: readonly string[]
}

export type PlainMapping = readonly PlainLevel[]

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

const ordersOf = (names: readonly string[]): readonly (readonly string[])[] =>
  names.length === 0
    ? [[]]
    : names.flatMap((name) =>
        ordersOf(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
      )

type Tiles = Readonly<Record<string, number>>

const tilings = (dimensions: readonly Dimension[], extents: Tiles): readonly Tiles[] =>
  dimensions.reduce<readonly Tiles[]>(
    (all, { name }) =>
      all.flatMap((tiles) => range(1, extents[name]!).map((tile) => ({ ...tiles, [name]: tile }))),
    [{}],
  )

/** The levels over some extents; a dimension looks spatial only with two tiles and two units. */
const levelsOf = (dimensions: readonly Dimension[], extents: Tiles, units: number): readonly PlainLevel[] =>
  [null, ...dimensions.map(({ name }) => name)].flatMap((spatial) => {
    if (spatial !== null && units < 2) return []
    return tilings(dimensions, extents).flatMap((tiles) => {
      if (spatial !== null && Math.ceil(extents[spatial]! / tiles[spatial]!) < 2) return []
      const loops = dimensions
        .map(({ name }) => name)
        .filter((name) => {
          const steps = Math.ceil(extents[name]! / tiles[name]!)
          return (name === spatial ? Math.ceil(steps / units) : steps) > 1
        })
      return ordersOf(loops).map((order): PlainLevel => ({ units, spatial, tiles, order }))
    })
  })

/** Every mapping of one or two levels. */
export function* enumerateMappings(
  dimensions: readonly Dimension[],
  pes: number,
  levels: readonly number[] = [1, 2],
): Generator<PlainMapping, void, undefined> {
  const extents = Object.fromEntries(dimensions.map(({ name, extent }) => [name, extent]))
  if (levels.includes(1)) for (const level of levelsOf(dimensions, extents, pes)) yield [level]
  if (!levels.includes(2)) return
  for (const size of range(1, pes)) {
    const inner = new Map<string, readonly PlainLevel[]>()
    for (const outer of levelsOf(dimensions, extents, Math.floor(pes / size))) {
      const key = JSON.stringify(outer.tiles)
      const inside = inner.get(key) ?? levelsOf(dimensions, outer.tiles, size)
      inner.set(key, inside)
      for (const level of inside) yield [outer, level]
    }
  }
}

const mapsOf = ({ spatial, tiles, order }: PlainLevel): readonly Directive[] => {
  const names = spatial === null || order.includes(spatial) ? order : [spatial, ...order]
  return names.map((name) => (name === spatial ? spatialMap : temporalMap)(tiles[name]!, tiles[name]!, name))
}

/** The dataflow of a mapping. */
export const plainDataflow = (mapping: PlainMapping, dimensions: readonly Dimension[]): Dataflow => {
  const directives = mapping.flatMap((level, i) => [
    ...(i === 0 ? [] : [cluster(level.units)]),
    ...mapsOf(level),
  ])
  const first = dimensions[0]!
  const whole = temporalMap(first.extent, first.extent, first.name)
  return dataflow(
    'mapping',
    directives.some(({ _tag }) => _tag !== 'Cluster') ? directives : [whole, ...directives],
  )
}
