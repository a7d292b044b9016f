/** AccelForge's architectures: memories, containers and compute units, each inside the one before. */
import { listed, shorten } from '../../error/show'
import type { Kept, Machine, MachineStorage } from '../nest/machine'
import { timesCount, wholeCount } from '../source/counts'
import { isSound, leaveAside, readAs, refuse, type Source, type Span } from '../source/source'
import {
  asCount,
  asList,
  asMap,
  asNames,
  asPositive,
  asText,
  missing,
  numberIn,
  reportMisspelt,
  valueIn,
} from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'

/** What nodes of AccelForge have: some of it is said of a search, of energy or of area. */
const nodeKeys = [
  'name',
  'size',
  'spatial',
  'actions',
  'tensors',
  'attributes',
  'component_class',
  'total_latency',
  'direction',
  'leak_power',
  'area',
]
const spatialKeys = ['name', 'fanout', 'may_reuse', 'reuse', 'loop_bounds', 'min_usage']

/** `spatial: [{ name: X, fanout: 16 }]`: 16 instances of a node, and of what stands after it. */
const fanOutOf = (source: Source, map: YamlMap): number => {
  const given = valueIn(map, 'spatial')
  const items = given === undefined ? [] : (asList(source, given, 'spatial')?.items ?? [])
  return items.reduce((product, item) => {
    const of = asMap(source, item, 'a spatial fanout')
    if (of !== undefined) {
      reportMisspelt(source, of, spatialKeys, 'A spatial fanout')
      noteSearch(source, of, ['may_reuse', 'reuse', 'loop_bounds', 'min_usage'], 'a spatial fanout')
    }
    const fanOut = of === undefined ? undefined : valueIn(of, 'fanout')
    return fanOut === undefined
      ? product
      : timesCount(source, fanOut, 'units', product, asCount(source, fanOut, 'A fanout') ?? 1)
  }, 1)
}

const nameOf = (source: Source, map: YamlMap): string => {
  const name = valueIn(map, 'name')
  if (name === undefined) missing(source, map, 'name of the node', 'Write name: and a word.')
  return name === undefined ? '' : (asText(source, name, 'a name') ?? '')
}

/** What a node says of AccelForge's search: a mapping is what it is. */
const noteSearch = (source: Source, map: YamlMap, keys: readonly string[], what: string): void => {
  for (const { key, at } of map.entries)
    if (keys.includes(key)) leaveAside(source, at, `${key} of ${what} restricts AccelForge's search.`)
}

/** Actions by their names. */
const actionsOf = (source: Source, map: YamlMap): ReadonlyMap<string, YamlMap> => {
  const given = valueIn(map, 'actions')
  const items = given === undefined ? [] : (asList(source, given, 'actions')?.items ?? [])
  return new Map(
    items.flatMap((item) => {
      const action = asMap(source, item, 'an action')
      const name = action === undefined ? undefined : valueIn(action, 'name')
      return action === undefined || name?._tag !== 'Scalar' ? [] : [[name.text, action] as const]
    }),
  )
}

/** Per second; null where it is not limited, or not said. */
const throughputOf = (source: Source, action: YamlMap | undefined, what: string): number | null => {
  const value = action === undefined ? undefined : valueIn(action, 'throughput')
  const rate = value === undefined ? undefined : asPositive(source, value, what)
  return rate === undefined || rate === Number.POSITIVE_INFINITY ? null : rate
}

type Rated = MachineStorage & { readonly at: Span }

const unrestricted: Kept = { keep: null, bypass: [] }

/** Sets of tensors: which tensors they are depends on the einsum. */
const sets = ['All', 'Tensors', 'Nothing', 'Inputs', 'Outputs', 'Intermediates', 'Shared', 'Persistent']

/** Which tensors a memory keeps. Of an expression, it is only known that some may bypass the memory. */
const keptOf = (source: Source, map: YamlMap): Kept => {
  const tensors = valueIn(map, 'tensors')
  const isFree = tensors?._tag !== 'Map' || valueIn(tensors, 'may_keep', 'back') !== undefined
  const keep = isFree ? undefined : valueIn(tensors, 'keep')
  const inList = keep?._tag === 'List' ? asNames(source, keep, 'keep') : undefined
  const names = keep?._tag === 'Scalar' ? keep.text.split('|').map((each) => each.trim()) : inList
  if (names === undefined || names.includes('All')) {
    noteSearch(source, map, ['tensors'], 'a node')
    return unrestricted
  }
  return names.every((name) => /^\w+$/.test(name) && !sets.includes(name))
    ? { keep: names, bypass: [] }
    : { keep: null, bypass: names }
}

const memoryOf = (source: Source, map: YamlMap, instances: number, bits: number): Rated => {
  const name = nameOf(source, map)
  const size = valueIn(map, 'size')
  const total = size === undefined ? undefined : asPositive(source, size, `The size of ${name}`)
  const isLimited = total !== undefined && total !== Number.POSITIVE_INFINITY
  const actions = actionsOf(source, map)
  const latency = valueIn(map, 'total_latency')
  if (latency !== undefined && numberIn(latency) !== 0)
    readAs(
      source,
      latency,
      `Expressions for times are not evaluated: the bandwidth of ${name} is not limited here.`,
    )
  if ([...actions.values()].some((action) => valueIn(action, 'energy') !== undefined))
    leaveAside(source, map, `Energies of ${name} are not read: give the accelerator a table of energies.`)
  return {
    name,
    at: map,
    words: isLimited ? wholeCount(source, size ?? map, 'words', total / bits) : null,
    bits,
    reads: throughputOf(source, actions.get('read'), `The throughput of ${name}`),
    writes: throughputOf(source, actions.get('write'), `The throughput of ${name}`),
    instances,
    kept: keptOf(source, map),
  }
}

/** From bits per second to words per cycle, of which there are as many as computations per second. */
const perCycle = (source: Source, storage: Rated, clock: number | null, bits: number): MachineStorage => {
  const { name, at, reads, writes } = storage
  if (reads === null && writes === null) return storage
  if (clock === null) {
    readAs(
      source,
      at,
      `Without a throughput of the compute unit there is no cycle: the bandwidth of ${name} is not limited here.`,
    )
    return { ...storage, reads: null, writes: null }
  }
  const words = (rate: number | null): number | null => (rate === null ? null : rate / bits / clock)
  return { ...storage, reads: words(reads), writes: words(writes) }
}

/** Where neither the workload nor a node says how wide values are. */
const defaultBits = 8

type Found = {
  readonly storages: Rated[]
  compute: { readonly units: number; readonly clock: number | null } | undefined
}

const addNode = (source: Source, node: Yaml, found: Found, around: number, bits: number): number => {
  const map = asMap(source, node, 'a node')
  if (map === undefined) return around
  const kind = map.type.replace(/^.*!/, '')
  reportMisspelt(source, map, nodeKeys, 'A node')
  if (kind !== 'Memory') noteSearch(source, map, ['tensors'], 'a node')
  const first = { start: map.start, end: map.start + 1 }
  const instances = timesCount(source, first, 'units', around, fanOutOf(source, map))
  if (kind === 'Memory') found.storages.push(memoryOf(source, map, instances, bits))
  else if (kind === 'Compute') {
    const name = nameOf(source, map)
    found.compute = {
      units: instances,
      clock: throughputOf(source, actionsOf(source, map).get('compute'), `The throughput of ${name}`),
    }
  } else if (kind === 'Toll') leaveAside(source, map, `${shorten(nameOf(source, map))} only passes data on.`)
  else if (!['Container', 'Fanout', 'Array'].includes(kind))
    refuse(
      source,
      map,
      `a node \`${map.type}\``,
      `Nodes of the kind \`${map.type}\` are not read here.`,
      `Write ${listed(['!Memory', '!Container', '!Toll', '!Compute'], 'or')}.`,
    )
  return instances
}

/** The memories and compute units of an architecture. */
export const readArchitecture = (source: Source, value: Yaml, given: number | null): Machine | undefined => {
  const bits = given ?? defaultBits
  const map = asMap(source, value, 'The architecture')
  const nodes = map === undefined ? undefined : valueIn(map, 'nodes')
  if (map === undefined) return undefined
  if (nodes === undefined) missing(source, map, 'list of nodes', 'Write nodes: with !Memory and !Compute.')
  const found: Found = { storages: [], compute: undefined }
  let instances = 1
  for (const node of nodes === undefined ? [] : (asList(source, nodes, 'nodes')?.items ?? []))
    instances = addNode(source, node, found, instances, bits)
  const { storages, compute } = found
  const isTimed = typeof compute?.clock === 'number'
  const measured = storages.find(
    ({ words, reads, writes }) => words !== null || (isTimed && (reads ?? writes) !== null),
  )
  if (given === null && measured !== undefined)
    readAs(
      source,
      measured.at,
      `No workload sets bits_per_value of All: values have ${defaultBits} bits, the default of this library.`,
    )
  if (isSound(source) && storages.length === 0) missing(source, map, 'memory', 'Add a !Memory.')
  if (isSound(source) && compute === undefined) missing(source, map, 'compute unit', 'End with a !Compute.')
  if (compute === undefined || !isSound(source)) return undefined
  const inner = storages[storages.length - 1]?.instances ?? 1
  return {
    source,
    at: map,
    storages: storages.map((storage) => perCycle(source, storage, compute.clock, bits)),
    units: compute.units,
    unitsEach: compute.units / inner,
  }
}
