/** From storages with loops to a dataflow, and the accelerator on which it does what they say. */
import { isLeft } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import { listed } from '../../error/show'
import type { Accelerator, BufferSize, Interconnect } from '../../hardware/accelerator'
import { product } from '../../internal/arithmetic'
import { fromLoopNest } from '../../notation/from-loop-nest'
import type { LoopNest, NestLevel } from '../../notation/loop-nest'
import type { Layer } from '../../operator/layer'
import { type Coupled, dimensionsOf, type Recognised } from '../layer/coupled'
import { timesCount } from '../source/counts'
import { isSound, readAs, refuse, report, type Source, type Span } from '../source/source'
import { bufferOf, joined, networkOf, noteOffchip, noteUnused, wordBytes } from './buffers'
import { type Group, groupsOf, type Moved, reportBypass } from './groups'
import type { MappedLoop, StorageLoops } from './storage-nest'

export type Mapped = { readonly dataflow: Dataflow; readonly accelerator: Accelerator }

export type MappingRequest = {
  readonly name: string
  readonly layer: Layer
  readonly moved: Moved
  /** The layer's names of tensors, by the file's. */
  readonly tensors: ReadonlyMap<string, string>
  readonly levels: readonly StorageLoops[]
  /** MACs in all; null where no architecture says how many. */
  readonly units: number | null
  /** MACs for each innermost storage. */
  readonly unitsEach: number
  /** The mapping, and what of it the faults are about that no part of it has alone. */
  readonly source: Source
  readonly at: Span
  /** The architecture, if there is one. */
  readonly hardware: Source | undefined
}

/** The dimensions of the layer along which each tensor of the file changes. */
export const movedBy = ({ tensors }: Coupled, { dimensions }: Recognised): Moved =>
  new Map(
    tensors.map((tensor) => [
      tensor.name,
      new Set(dimensionsOf(tensor).map((name) => dimensions.get(name) ?? name)),
    ]),
  )

const hasLoops = ({ temporal, spatial }: Group): boolean => temporal.length + spatial.length > 0

/** What stands off-chip: the outermost of three or more, if all of a layer fits into the next, so that it has no loops. */
const outsideOf = (groups: readonly Group[]): Group | undefined => {
  const [first] = groups
  return groups.length > 2 && first !== undefined && !hasLoops(first) ? first : undefined
}

/** The buffers on the chip, the shared one first; `l1` is the innermost, unless its loops need an order. */
type Buffers = {
  readonly outside: Group | undefined
  readonly levels: readonly Group[]
  readonly l1: Group | undefined
}

/**
 * The shared buffer with the units below its other instances counted as its own: the mapping leaves them idle, like units of
 * the buffer that no loop reaches.
 */
const withAllUnits = (outside: Group, shared: Group): Group => {
  if (outside.fanOut === null) return shared
  const used = product(shared.spatial.map(({ factor }) => factor))
  return { ...shared, fanOut: outside.fanOut * (shared.fanOut ?? used) }
}

const buffersOf = (groups: readonly Group[], unitsEach: number): Buffers => {
  const outside = outsideOf(groups)
  const [shared, ...others] = outside === undefined ? groups : groups.slice(1)
  const inside =
    outside === undefined || shared === undefined ? groups : [withAllUnits(outside, shared), ...others]
  const last = inside[inside.length - 1]
  // A storage of several MACs is a cluster of them, and so is one that stands alone: L1 are the registers of a MAC.
  const isOfOnePe = last !== undefined && last.spatial.length === 0 && unitsEach === 1 && inside.length > 1
  return { outside, levels: isOfOnePe ? inside.slice(0, -1) : inside, l1: isOfOnePe ? last : undefined }
}

const factorsOf = (loops: readonly MappedLoop[]): Readonly<Record<string, number>> => {
  const factors = new Map<string, number>()
  for (const { dimension, factor } of loops) factors.set(dimension, (factors.get(dimension) ?? 1) * factor)
  return Object.fromEntries(factors)
}

/** A level of the nest with the buffer above it, and that of its units. */
type Level = NestLevel & { readonly network: Interconnect; readonly unit: Group | undefined }

/** A loop over the dimension of the loop right outside it is one loop with it. */
const coalesced = (loops: readonly MappedLoop[]): readonly MappedLoop[] => {
  const found: MappedLoop[] = []
  for (const loop of loops) {
    const outer = found[found.length - 1]
    if (outer?.dimension === loop.dimension)
      found[found.length - 1] = { ...outer, factor: outer.factor * loop.factor }
    else found.push(loop)
  }
  return found
}

/** A level of a dataflow names a dimension once: between two of its loops there would be a buffer that is not there. */
const reportRepeated = (source: Source, { name, temporal }: Group): void => {
  const loops = coalesced(temporal)
  const again = loops.find(({ dimension }, i) =>
    loops.slice(0, i).some((loop) => loop.dimension === dimension),
  )
  if (again === undefined) return
  refuse(
    source,
    again.at,
    `a second loop over ${again.name}`,
    `Inside ${name}, ${again.name} is looped over twice with another loop between: a level of a dataflow loops over a dimension once.`,
    `Put the two loops over ${again.name} next to each other, or give the inner one a storage of its own.`,
  )
}

const temporalOf = (loops: readonly MappedLoop[]): Pick<NestLevel, 'temporal'> =>
  loops.length === 0
    ? {}
    : { temporal: { factors: factorsOf(loops), permutation: loops.map(({ dimension }) => dimension) } }

/** Units of the outermost loop in space of a buffer: what the others leave of those that there are. */
const outerUnits = ({ spatial, fanOut }: Group): number => {
  const used = product(spatial.map(({ factor }) => factor))
  const [outer] = spatial
  return Math.floor(((fanOut ?? used) * (outer?.factor ?? 1)) / used)
}

/** Whether folds of a loop would spread over units that the mapping leaves idle: then the loops in time stand apart. */
const isApart = (group: Group): boolean => {
  const [outer] = group.spatial
  const isFolded = group.temporal.some(({ dimension }) => dimension === outer?.dimension)
  return outer !== undefined && isFolded && outerUnits(group) > outer.factor
}

const noteSpread = (source: Source, group: Group): void => {
  const { name, spatial } = group
  const [first] = spatial
  if (first === undefined || (spatial.length < 2 && !isApart(group))) return
  const over = listed([...new Set(spatial.map((loop) => loop.name))])
  readAs(
    source,
    first.at,
    `${name} spreads ${over} over its units, each by a level of the dataflow: between these levels are buffers without a capacity, which hold the elements of their units. Where windows slide, a unit finds elements there that another one has read.`,
  )
}

/** The levels of one buffer: a dataflow spreads one dimension over the units of a level. */
const levelsOf = (group: Group, next: Group | undefined): readonly Level[] => {
  const [outer, ...inner] = group.spatial
  const temporal = temporalOf(coalesced(group.temporal))
  const spread = (loop: MappedLoop | undefined, instances: number): NestLevel =>
    instances === 1
      ? {}
      : { spatial: { factors: loop === undefined ? {} : { [loop.dimension]: loop.factor }, instances } }
  const first = spread(outer, outerUnits(group))
  const parts: readonly NestLevel[] = [
    ...(isApart(group) ? [temporal, first] : [{ ...temporal, ...first }]),
    ...inner.map((loop) => spread(loop, loop.factor)),
  ]
  const free: Interconnect = { latency: 0 }
  return parts.map((part, i) => ({
    ...part,
    target: group.name,
    network: i === 0 ? networkOf(joined(undefined, group.storages)) : free,
    unit: i === parts.length - 1 ? next : undefined,
  }))
}

const nestOf = (name: string, levels: readonly Level[], l1: Group | undefined): LoopNest => ({
  name,
  levels: levels.map(({ target, temporal, spatial }) => ({
    ...(target === undefined ? {} : { target }),
    ...(temporal === undefined ? {} : { temporal }),
    ...(spatial === undefined ? {} : { spatial }),
  })),
  ...(l1 === undefined ? {} : { tile: factorsOf(l1.temporal) }),
})

const acceleratorOf = (
  { outside, levels, l1 }: Buffers,
  parts: readonly Level[],
  pes: number,
  { hardware, tensors }: MappingRequest,
): Accelerator => {
  const base = { pes, noc: parts.map(({ network }) => network), overlap: 'across-runs' as const }
  const [shared] = levels
  const absent = outside === undefined ? [] : (shared?.absent ?? [])
  const bypass = absent.length === 0 ? {} : { bypass: absent.map((name) => tensors.get(name) ?? name) }
  if (hardware === undefined) return absent.length === 0 ? base : { ...base, l2: bypass }
  const storages = [
    ...(outside?.storages ?? []),
    ...levels.flatMap((level) => level.storages),
    ...(l1?.storages ?? []),
  ]
  const elementBytes = wordBytes(hardware, storages)
  const bufferIn = (group: Group | undefined): BufferSize =>
    bufferOf(joined(hardware, group?.storages ?? []), elementBytes)
  const clusters = parts.slice(0, -1).map(({ unit }) => bufferIn(unit))
  const bandwidth = joined(undefined, outside?.storages ?? []).reads
  noteOffchip(hardware, outside?.storages ?? [])
  if (l1 !== undefined) noteUnused(hardware, l1.storages)
  return {
    ...base,
    elementBytes,
    l2: { ...bufferIn(shared), ...bypass },
    ...(clusters.length === 0 ? {} : { clusters }),
    ...(l1 === undefined ? {} : { l1: bufferIn(l1) }),
    ...(bandwidth === null ? {} : { offchip: { bandwidth } }),
  }
}

/** The dataflow and the accelerator; undefined where something has been reported. */
export const assemble = (request: MappingRequest): Mapped | undefined => {
  const { name, layer, moved, source, at, unitsEach } = request
  const groups = groupsOf(source, request.levels, moved)
  const buffers = buffersOf(groups, unitsEach)
  const { outside, levels, l1 } = buffers
  for (const [i, group] of [...levels, ...(l1 === undefined ? [] : [l1])].entries())
    if (i > 0 || outside === undefined) reportBypass(source, group, moved)
  const spread = levels.flatMap(({ spatial }) => spatial)
  const used = spread.reduce((so, { factor, at: place }) => timesCount(source, place, 'units', so, factor), 1)
  const pes = request.units ?? used
  for (const group of levels) {
    reportRepeated(source, group)
    noteSpread(source, group)
  }
  if (!isSound(source)) return undefined
  const parts = levels.flatMap((group, i) => levelsOf(group, levels[i + 1] ?? l1))
  const nested = fromLoopNest(layer, nestOf(name, parts, l1))
  if (isLeft(nested)) {
    for (const { expected, given, hint, message } of nested.left)
      report(source, 'Mismatch', at, { expected, given, hint, message })
    return undefined
  }
  return {
    dataflow: nested.right.dataflow,
    accelerator: acceleratorOf(buffers, parts, pes, request),
  }
}
