/** Timeloop's `architecture`: trees (versions 0.2 and 0.3), nodes (0.4), and the lists of version 0.1. */
import { shorten } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import type { Kept, Machine, MachineStorage } from '../nest/machine'
import { reportCount, timesCount } from '../source/counts'
import { isSound, leaveAside, report, type Source, type Span } from '../source/source'
import { asCount, asList, asMap, asNames, asText, missing, reportMisspelt, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { type Counted, countedName, kindOf, storageOf } from './component'
import { refuseSparse, sparseKeys } from './sparse'

/** What has been found on the way from the outermost storage to the MACs. */
type Chain = { readonly storages: MachineStorage[]; compute: number | undefined }

const unrestricted: Kept = { keep: null, bypass: [] }

const nameOf = (source: Source, map: YamlMap): string => {
  const name = valueIn(map, 'name')
  return name === undefined ? '' : (asText(source, name, 'a name') ?? '')
}

/** Which tensors the mapper's constraints let a storage keep. Beside other storages, it keeps only what it must. */
const keptOf = (source: Source, map: YamlMap, isParallel: boolean): Kept => {
  const constraints = valueIn(map, 'constraints')
  if (constraints?._tag !== 'Map') return unrestricted
  const named = (of: Yaml | undefined, ...keys: readonly string[]): readonly string[] | null => {
    const value = of?._tag === 'Map' ? valueIn(of, ...keys) : undefined
    return value === undefined ? null : asNames(source, value, 'the data spaces')
  }
  for (const { key, at } of constraints.entries)
    if (key !== 'dataspace' && key !== 'data_space')
      leaveAside(
        source,
        at,
        `Constraints on ${key} loops restrict Timeloop's search; they do not change a given mapping.`,
      )
  const spaces = valueIn(constraints, 'dataspace', 'data_space')
  const only = named(spaces, 'keep_only', 'keep-only')
  const keep = named(spaces, 'keep')
  return { keep: only ?? (isParallel ? keep : null), bypass: named(spaces, 'bypass') ?? [] }
}

/** What Timeloop's nodes have: some of it is said of a search, of energy or of area. */
const nodeKeys = [
  'name',
  'class',
  'subclass',
  'attributes',
  'spatial',
  'constraints',
  ...sparseKeys,
  'required_actions',
  'nodes',
  'local',
  'subtree',
  'enabled',
  'version',
]

const checkKeys = (source: Source, map: YamlMap, what: string): void => {
  reportMisspelt(source, map, nodeKeys, what)
  for (const { key, at } of map.entries) if (sparseKeys.includes(key)) refuseSparse(source, at, key)
}

/** The name of a node, and the number of instances that it says. */
const countedNameOf = (source: Source, map: YamlMap): Counted => {
  const text = nameOf(source, map)
  const counted = countedName(text)
  if (isPositiveInteger(counted.count)) return counted
  reportCount(source, valueIn(map, 'name') ?? map, 'units', shorten(text))
  return { ...counted, count: 1 }
}

const addComponent = (
  source: Source,
  map: YamlMap,
  chain: Chain,
  around: number,
  isParallel: boolean,
): number => {
  const { name, count } = countedNameOf(source, map)
  checkKeys(source, map, `The component ${shorten(name)}`)
  const attributes = valueIn(map, 'attributes')
  const own = attributes?._tag === 'Map' ? attributes : undefined
  const kind = [valueIn(map, 'class'), valueIn(map, 'subclass')]
    .map((value) => (value?._tag === 'Scalar' ? value.text : ''))
    .join(' ')
  const instances = instancesOf(source, map, around, count)
  const found = kindOf(`${kind} ${kind.trim() === '' ? name : ''}`, own)
  if (found === 'compute') chain.compute = Math.max(chain.compute ?? 0, instances)
  else if (found === 'storage')
    chain.storages.push(
      storageOf(source, { name, at: map, attributes: own, instances, kept: keptOf(source, map, isParallel) }),
    )
  else leaveAside(source, map, `${shorten(name)} is neither a storage nor a unit that multiplies.`)
  return instances
}

const meshKeys = ['meshX', 'meshY', 'mesh']

/** `spatial: { meshX: 14 }`: 14 instances of the node. */
const meshOf = (source: Source, map: YamlMap): number => {
  const spatial = valueIn(map, 'spatial')
  if (spatial?._tag !== 'Map') return 1
  reportMisspelt(source, spatial, meshKeys, 'The mesh')
  return meshKeys.reduce((product, key) => {
    const value = valueIn(spatial, key)
    return value === undefined
      ? product
      : timesCount(source, value, 'units', product, asCount(source, value, key) ?? 1)
  }, 1)
}

const firstOf = ({ start }: Span): Span => ({ start, end: start + 1 })

/** How many of a node there are in all: for each unit around it, those of its name and its mesh. */
const instancesOf = (source: Source, map: YamlMap, around: number, count: number): number => {
  const each = timesCount(source, firstOf(map), 'units', count, meshOf(source, map))
  return timesCount(source, firstOf(map), 'units', around, each)
}

const isContainer = (map: YamlMap): boolean => /container/i.test(map.type)
const isParallelNode = (map: YamlMap): boolean => /parallel/i.test(map.type)

/** Nodes of version 0.4, in order: what stands after a node stands inside it, unless they are parallel. */
const addNodes = (
  source: Source,
  nodes: readonly Yaml[],
  chain: Chain,
  around: number,
  isParallel: boolean,
): number => {
  let instances = around
  for (const node of nodes) {
    const map = asMap(source, node, 'a node')
    if (map === undefined) continue
    const inner = valueIn(map, 'nodes')
    if (inner !== undefined || isContainer(map)) checkKeys(source, map, 'A container')
    const before = isParallel ? around : instances
    if (inner !== undefined) {
      const list = asList(source, inner, 'nodes')?.items ?? []
      const inside = instancesOf(source, map, before, 1)
      instances = addNodes(source, list, chain, inside, isParallelNode(map))
      if (isParallelNode(map)) instances = before
    } else if (isContainer(map))
      instances = instancesOf(source, map, before, countedNameOf(source, map).count)
    else {
      const after = addComponent(source, map, chain, before, isParallel)
      // A component with a mesh of its own stands in the mesh, and so does what follows.
      instances = isParallel ? around : after
    }
  }
  return instances
}

/** A tree of versions 0.2 and 0.3: the components of a node, then the nodes inside it. */
const addTree = (source: Source, tree: Yaml, chain: Chain, around: number): void => {
  for (const item of tree._tag === 'List' ? tree.items : [tree]) {
    const map = asMap(source, item, 'a subtree')
    if (map === undefined) continue
    const { count } = countedNameOf(source, map)
    const instances = timesCount(source, firstOf(map), 'units', around, count)
    const local = valueIn(map, 'local')
    for (const part of local === undefined ? [] : (asList(source, local, 'local')?.items ?? [])) {
      const component = asMap(source, part, 'a component')
      if (component !== undefined) addComponent(source, component, chain, instances, false)
    }
    const inner = valueIn(map, 'subtree')
    if (inner !== undefined) addTree(source, inner, chain, instances)
  }
}

/** Version 0.1: storages, innermost first, and the MACs. */
const addLists = (source: Source, map: YamlMap, chain: Chain): void => {
  const listed = valueIn(map, 'storage')
  const storages = listed === undefined ? [] : (asList(source, listed, 'storage')?.items ?? [])
  const listedInstances = (of: YamlMap): number => {
    const value = valueIn(of, 'instances')
    return value === undefined ? 1 : (asCount(source, value, 'instances') ?? 1)
  }
  for (const item of [...storages].reverse()) {
    const storage = asMap(source, item, 'a storage')
    if (storage === undefined) continue
    chain.storages.push(
      storageOf(source, {
        name: nameOf(source, storage),
        at: storage,
        attributes: storage,
        instances: listedInstances(storage),
        kept: unrestricted,
      }),
    )
  }
  const arithmetic = valueIn(map, 'arithmetic')
  if (arithmetic?._tag === 'Map') chain.compute = listedInstances(arithmetic)
}

const machineOf = (source: Source, at: Span, { storages, compute }: Chain): Machine | undefined => {
  if (!isSound(source)) return undefined
  if (storages.length === 0) missing(source, at, 'storage', 'List at least one storage, such as a DRAM.')
  if (compute === undefined)
    missing(source, at, 'unit that multiplies', 'End with a component of class intmac.')
  const inner = storages[storages.length - 1]?.instances ?? 1
  if (compute !== undefined && compute % inner !== 0)
    report(source, 'Mismatch', at, {
      expected: `a multiple of ${inner} MACs`,
      given: String(compute),
      hint: 'Give every innermost storage the same number of MACs.',
    })
  if (compute === undefined || !isSound(source)) return undefined
  return { source, at, storages, units: compute, unitsEach: compute / inner }
}

/** The storages and MACs of an architecture. */
export const readArchitecture = (source: Source, value: Yaml): Machine | undefined => {
  const map = asMap(source, value, 'The architecture')
  if (map === undefined) return undefined
  const chain: Chain = { storages: [], compute: undefined }
  const [nodes, tree] = [valueIn(map, 'nodes'), valueIn(map, 'subtree')]
  if (nodes !== undefined) addNodes(source, asList(source, nodes, 'nodes')?.items ?? [], chain, 1, false)
  else if (tree !== undefined) addTree(source, tree, chain, 1)
  else if (valueIn(map, 'storage') !== undefined) addLists(source, map, chain)
  else missing(source, map, 'list of nodes or subtree', 'Write nodes (version 0.4) or subtree (0.2, 0.3).')
  return machineOf(source, map, chain)
}
