/** AccelForge's mappings of one einsum: storages and loops, outermost first, down to the compute unit. */
import { didYouMean } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import type { Coupled } from '../layer/coupled'
import type { Machine, MachineStorage } from '../nest/machine'
import type { MappedLoop, StorageLoops } from '../nest/storage-nest'
import { isSound, leaveAside, refuse, report, type Source, type Span } from '../source/source'
import { asCount, asList, asMap, asNames, asText, missing, reportUnknown, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'

export type MappingContext = {
  readonly source: Source
  readonly einsum: Coupled
  /** The layer's dimensions, by variable. */
  readonly dimensions: ReadonlyMap<string, string>
  /** Tensors of any einsum: others are misspelt. */
  readonly tensors: readonly string[]
  readonly machine: Machine | undefined
}

type Level = {
  readonly name: string
  readonly at: Span
  readonly kept: Set<string>
  readonly temporal: MappedLoop[]
  readonly spatial: MappedLoop[]
}

/** `extents` are the tiles that are left to loop over. */
type Reading = {
  readonly context: MappingContext
  readonly levels: Level[]
  readonly extents: Map<string, number>
}

const kindOf = (map: YamlMap): string => map.type.replace(/^.*!/, '')

const unknown = (source: Source, at: Span, what: string, name: string, known: readonly string[]): void =>
  report(source, 'UnknownWord', at, {
    expected: `one of ${listed(known, 'or')}`,
    given: `\`${shorten(name)}\``,
    hint: `${didYouMean(name, known)}Rename it.`,
    message: `There is no ${what} \`${shorten(name)}\`.`,
  })

const componentOf = ({ source, machine }: MappingContext, map: YamlMap): string => {
  const given = valueIn(map, 'component')
  if (given === undefined) missing(source, map, 'component', 'Write component: and the memory.')
  const name = given === undefined ? '' : (asText(source, given, 'the component') ?? '')
  const names = machine?.storages.map((storage) => storage.name)
  if (given !== undefined && names?.includes(name) === false) unknown(source, given, 'memory', name, names)
  return name
}

const addStorage = ({ context, levels }: Reading, map: YamlMap): void => {
  const { source, tensors, einsum } = context
  reportUnknown(source, map, ['tensors', 'component', 'persistent'], 'A storage')
  const given = valueIn(map, 'tensors')
  if (given === undefined) missing(source, map, 'list of tensors', 'Write tensors: [A, B].')
  const names = given === undefined ? [] : asNames(source, given, 'tensors')
  for (const name of names)
    if (given !== undefined && !tensors.includes(name)) unknown(source, given, 'tensor', name, tensors)
  const kept = names.filter((name) => einsum.tensors.some((tensor) => tensor.name === name))
  const name = componentOf(context, map)
  const last = levels[levels.length - 1]
  const isSame = last?.name === name && last.temporal.length + last.spatial.length === 0
  if (isSame) for (const tensor of kept) last.kept.add(tensor)
  else if (kept.length > 0) levels.push({ name, at: map, kept: new Set(kept), temporal: [], spatial: [] })
}

const factorOf = (
  { context: { source }, extents }: Reading,
  map: YamlMap,
  variable: string,
  at: Span,
): number | undefined => {
  const tile = valueIn(map, 'tile_shape')
  if (tile === undefined) missing(source, map, 'tile_shape', 'Write tile_shape: and the extent of a tile.')
  const size = tile === undefined ? undefined : asCount(source, tile, 'The tile')
  const extent = extents.get(variable)
  if (size === undefined || extent === undefined) return undefined
  extents.set(variable, size)
  if (extent % size === 0) return extent / size
  refuse(
    source,
    tile ?? at,
    `tiles of ${size} of ${extent}`,
    `Tiles of ${size} do not divide ${variable}, of which there are ${extent} here: imperfect tiles are not read.`,
    'Write the mapping as a dataflow: its tiles may leave a shorter last one.',
  )
  return undefined
}

const addLoop = (reading: Reading, map: YamlMap, kind: 'temporal' | 'spatial'): void => {
  const { context, levels, extents } = reading
  const { source, dimensions } = context
  reportUnknown(source, map, ['rank_variable', 'tile_shape', 'name', 'component'], 'A loop')
  const given = valueIn(map, 'rank_variable')
  if (given === undefined) missing(source, map, 'rank_variable', 'Write rank_variable: and the variable.')
  const variable = given === undefined ? undefined : asText(source, given, 'the variable')
  if (given === undefined || variable === undefined) return
  if (!extents.has(variable)) {
    unknown(source, given, 'variable', variable, [...extents.keys()])
    return
  }
  const factor = factorOf(reading, map, variable, given)
  const last = levels[levels.length - 1]
  if (last === undefined) missing(source, map, 'storage above the loop', 'Start with a !Storage.')
  if (factor === undefined || factor === 1 || last === undefined) return
  const loop = { dimension: dimensions.get(variable) ?? variable, name: variable, factor, at: map }
  // Loops in time inside loops in space stand inside a storage that keeps nothing.
  if (kind === 'temporal' && last.spatial.length > 0)
    levels.push({ name: last.name, at: map, kept: new Set(), temporal: [loop], spatial: [] })
  else last[kind].push(loop)
}

const addNode = (reading: Reading, item: Yaml): void => {
  const { source } = reading.context
  const map = asMap(source, item, 'a node')
  if (map === undefined) return
  const kind = kindOf(map)
  if (kind === 'Storage') addStorage(reading, map)
  else if (kind === 'Temporal') addLoop(reading, map, 'temporal')
  else if (kind === 'Spatial') addLoop(reading, map, 'spatial')
  else if (kind === 'Toll') leaveAside(source, map, 'A toll only passes data on.')
  else if (kind !== 'Compute')
    refuse(
      source,
      map,
      `a node \`${map.type}\``,
      'Mappings of several einsums together are not read here.',
      'Read the layers, and fuse them by maestro-dataflow/fusion.',
    )
}

/** What a mapping computes, by its last node. */
export const einsumNamed = (
  source: Source,
  value: Yaml,
  einsums: readonly Coupled[],
): Coupled | undefined => {
  const nodes = nodesOf(source, value)
  const compute = nodes.find((node): node is YamlMap => node._tag === 'Map' && kindOf(node) === 'Compute')
  const given = compute === undefined ? undefined : valueIn(compute, 'einsum')
  const name = given === undefined ? undefined : asText(source, given, 'the einsum')
  if (name === undefined) {
    if (einsums.length > 1)
      missing(source, value, 'einsum of the mapping', 'End with !Compute and its einsum.')
    return einsums[0]
  }
  const found = einsums.find((einsum) => einsum.name === name)
  if (found === undefined && given !== undefined)
    unknown(
      source,
      given,
      'einsum',
      name,
      einsums.map((einsum) => einsum.name),
    )
  return found
}

const nodesOf = (source: Source, value: Yaml): readonly Yaml[] => {
  const nodes = value._tag === 'Map' ? valueIn(value, 'nodes') : value
  if (nodes === undefined) {
    if (isSound(source))
      missing(source, value, 'list of nodes', 'Write nodes: with !Storage, !Temporal and !Compute.')
    return []
  }
  return asList(source, nodes, 'nodes')?.items ?? []
}

const checkLeft = ({ context: { source }, extents }: Reading, at: Span): void => {
  for (const [variable, extent] of extents)
    if (extent > 1)
      report(
        source,
        'Mismatch',
        { start: at.start, end: at.start + 1 },
        {
          expected: `loops over ${variable} down to tiles of 1`,
          given: `tiles of ${extent}`,
          hint: `Add a loop over ${variable} with tile_shape: 1.`,
          message: `No loop covers the last ${extent} of ${variable}.`,
        },
      )
}

const storageOf = (machine: Machine | undefined, name: string): MachineStorage | undefined =>
  machine?.storages.find((storage) => storage.name === name)

/** Units below a storage; not known where the next storage of the mapping is the same memory, or keeps nothing. */
const fanOutOf = (
  machine: Machine | undefined,
  storage: MachineStorage | undefined,
  next: Level | undefined,
): number | null => {
  if (machine === undefined || storage === undefined) return null
  if (next?.name === storage.name || next?.kept.size === 0) return null
  const below = next === undefined ? undefined : storageOf(machine, next.name)
  return (below?.instances ?? machine.units) / storage.instances
}

const checkFanOut = (source: Source, { name, spatial }: Level, fanOut: number | null): void => {
  const [first] = spatial
  const spread = spatial.reduce((product, { factor }) => product * factor, 1)
  if (first === undefined || fanOut === null || spread <= fanOut) return
  report(source, 'Mismatch', first.at, {
    expected: `at most ${fanOut} tiles side by side`,
    given: String(spread),
    hint: 'Use larger tiles.',
    message: `The loops in space below ${name} need ${spread} units, but it has ${fanOut}.`,
  })
}

/** The storages with the loops of a mapping. */
export const readMapping = (context: MappingContext, value: Yaml): readonly StorageLoops[] | undefined => {
  const { source, einsum, machine } = context
  const reading: Reading = { context, levels: [], extents: new Map(einsum.extents) }
  for (const node of nodesOf(source, value)) addNode(reading, node)
  if (isSound(source)) checkLeft(reading, value)
  if (!isSound(source)) return undefined
  return reading.levels.map((level, i): StorageLoops => {
    const storage = level.kept.size === 0 ? undefined : storageOf(machine, level.name)
    const fanOut = fanOutOf(machine, storage, reading.levels[i + 1])
    checkFanOut(source, level, fanOut)
    return { ...level, storage, fanOut }
  })
}
