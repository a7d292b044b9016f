/** Timeloop's `mapping`: directives in time, in space and on what bypasses a storage, each for a target. */
import { didYouMean } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import type { Machine, MachineStorage } from '../nest/machine'
import type { StorageLoops } from '../nest/storage-nest'
import { isSound, leaveAside, readAs, refuse, report, type Source, type Span } from '../source/source'
import { asList, asMap, asNames, asText, missing, reportUnknown, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { countedName } from './component'
import { type Extents, type Factor, factorsOf, permutationOf } from './factors'

/** What the mapping says of a target. */
type Target = {
  readonly name: string
  readonly at: Span
  temporal: readonly Factor[] | undefined
  spatial: readonly Factor[] | undefined
  keep: readonly string[] | undefined
  bypass: readonly string[] | undefined
}

export type MappingContext = {
  readonly source: Source
  readonly extents: Extents
  /** The layer's names, by the file's. */
  readonly dimensions: ReadonlyMap<string, string>
  /** The data spaces, by the file's names. */
  readonly tensors: readonly string[]
  readonly machine: Machine | undefined
}

const types = ['temporal', 'spatial', 'bypass', 'datatype', 'dataspace']
const keys = ['target', 'type', 'factors', 'permutation', 'split', 'keep', 'bypass', 'name']

/** The loops of a directive, outermost first. Timeloop writes them innermost first. */
const loopsOf = (
  { source, extents }: MappingContext,
  directive: YamlMap,
  isInTime: boolean,
): readonly Factor[] => {
  const loops = factorsOf(source, valueIn(directive, 'factors'), extents).filter(({ factor }) => factor > 1)
  const order = permutationOf(source, valueIn(directive, 'permutation'), extents)
  const [unnamed] = loops.filter(({ dimension }) => order?.includes(dimension) !== true)
  // The order of loops in space changes which unit has which tile, and no figure.
  if (isInTime && loops.length > 1 && unnamed !== undefined)
    report(source, 'MissingEntry', unnamed.at, {
      expected: `${unnamed.dimension} in the permutation`,
      given: order === undefined ? 'no permutation' : 'a permutation without it',
      hint: `Write permutation: ${loops.map(({ dimension }) => dimension).join(' ')}, innermost first.`,
      message: `The permutation has no place for the loop over ${unnamed.dimension}.`,
    })
  const rank = ({ dimension }: Factor): number => order?.indexOf(dimension) ?? -1
  return [...loops].sort((a, b) => rank(b) - rank(a))
}

const repeated = (source: Source, directive: YamlMap, type: string, name: string): void =>
  report(source, 'RepeatedEntry', directive, {
    expected: `one ${type} directive of ${name}`,
    given: 'a second one',
    hint: 'Put its factors into the first.',
    message: `${name} has two ${type} directives.`,
  })

const spacesOf = (
  { source, tensors }: MappingContext,
  directive: YamlMap,
  key: string,
): readonly string[] | undefined => {
  const value = valueIn(directive, key)
  if (value === undefined) return undefined
  const names = asNames(source, value, key)
  for (const name of names)
    if (!tensors.includes(name))
      report(source, 'UnknownWord', value, {
        expected: `one of ${listed(tensors, 'or')}`,
        given: `\`${shorten(name)}\``,
        hint: `${didYouMean(name, tensors)}Name a data space of the problem.`,
        message: `The problem has no data space \`${shorten(name)}\`.`,
      })
  return names
}

const addDirective = (context: MappingContext, directive: YamlMap, type: string, target: Target): void => {
  const { source } = context
  if (type === 'temporal' || type === 'spatial') {
    if (target[type] !== undefined) repeated(source, directive, type, target.name)
    target[type] = loopsOf(context, directive, type === 'temporal')
    const split = valueIn(directive, 'split')
    if (split !== undefined)
      leaveAside(
        source,
        split,
        'Which loops run along X and which along Y of a mesh changes no figure: a level has one network.',
      )
    return
  }
  target.keep = spacesOf(context, directive, 'keep') ?? target.keep
  target.bypass = spacesOf(context, directive, 'bypass') ?? target.bypass
}

const unknownTarget = (source: Source, at: Span, name: string, machine: Machine): void => {
  const names = machine.storages.map((storage) => storage.name)
  report(source, 'UnknownWord', at, {
    expected: `one of ${listed(names, 'or')}`,
    given: `\`${shorten(name)}\``,
    hint: `${didYouMean(name, names)}Name a storage of the architecture.`,
    message: `The architecture has no storage \`${shorten(name)}\`.`,
  })
}

const typeOf = (source: Source, directive: YamlMap): string | undefined => {
  const given = valueIn(directive, 'type')
  if (given === undefined) missing(source, directive, 'type of the directive', `Write type: temporal.`)
  const type = given === undefined ? undefined : asText(source, given, 'the type')
  if (given === undefined || type === undefined || types.includes(type)) return type
  report(source, 'UnknownWord', given, {
    expected: `one of ${listed(types, 'or')}`,
    given: `\`${shorten(type)}\``,
    hint: `${didYouMean(type, types)}Write the type of the directive.`,
  })
  return undefined
}

const readDirective = (context: MappingContext, item: Yaml, targets: Map<string, Target>): void => {
  const { source, machine } = context
  const directive = asMap(source, item, 'a directive')
  if (directive === undefined) return
  reportUnknown(source, directive, keys, 'A directive')
  const given = valueIn(directive, 'target', 'name')
  if (given === undefined)
    missing(source, directive, 'target of the directive', 'Write target: and the storage.')
  const text = given === undefined ? undefined : asText(source, given, 'the target')
  const type = typeOf(source, directive)
  if (given === undefined || text === undefined || type === undefined) return
  const { name } = countedName(text)
  if (machine !== undefined && !machine.storages.some((storage) => storage.name === name))
    unknownTarget(source, given, name, machine)
  const nothing = { temporal: undefined, spatial: undefined, keep: undefined, bypass: undefined }
  const target: Target = targets.get(name) ?? { name, at: given, ...nothing }
  targets.set(name, target)
  addDirective(context, directive, type, target)
}

/** What a storage keeps: as the mapping says, or else as the architecture does. */
const keptBy = (
  { tensors }: MappingContext,
  target: Target | undefined,
  storage: MachineStorage | undefined,
): ReadonlySet<string> => {
  const kept = storage?.kept
  const says = target?.keep !== undefined || target?.bypass !== undefined
  const [only, bypass] = says
    ? [target?.bypass === undefined ? (target?.keep ?? null) : null, target?.bypass ?? []]
    : [kept?.keep ?? null, kept?.bypass ?? []]
  return new Set(tensors.filter((name) => only?.includes(name) !== false && !bypass.includes(name)))
}

const storageBelow = (machine: Machine, storage: MachineStorage): MachineStorage | undefined =>
  machine.storages[machine.storages.indexOf(storage) + 1]

const fanOutOf = (machine: Machine, storage: MachineStorage): number =>
  (storageBelow(machine, storage)?.instances ?? machine.units) / storage.instances

/** A factor that is spread over more units than there are. */
const checkFanOut = (
  { source, machine }: MappingContext,
  loops: readonly Factor[],
  storage: MachineStorage | undefined,
): void => {
  const [first] = loops
  if (machine === undefined || storage === undefined || first === undefined) return
  const below = fanOutOf(machine, storage)
  const spread = loops.reduce((product, { factor }) => product * factor, 1)
  if (spread <= below) return
  report(source, 'Mismatch', first.at, {
    expected: `factors that multiply to at most ${below}`,
    given: String(spread),
    hint: `Spread fewer tiles, or give ${storage.name} more ${storageBelow(machine, storage)?.name ?? 'MACs'} below it.`,
    message: `The loops in space below ${storage.name} need ${spread} units, but it has ${below}.`,
  })
}

const loopsWithin = (
  context: MappingContext,
  name: string,
  at: Span,
  target: Target | undefined,
  storage: MachineStorage | undefined,
): StorageLoops => {
  const mapped = (loops: readonly Factor[] | undefined) =>
    (loops ?? []).map(({ dimension, ...loop }) => ({
      ...loop,
      name: dimension,
      dimension: context.dimensions.get(dimension) ?? dimension,
    }))
  checkFanOut(context, target?.spatial ?? [], storage)
  return {
    name,
    at,
    kept: keptBy(context, target, storage),
    temporal: mapped(target?.temporal),
    spatial: mapped(target?.spatial),
    storage,
    fanOut:
      context.machine === undefined || storage === undefined ? null : fanOutOf(context.machine, storage),
  }
}

const checkProducts = ({ source, extents }: MappingContext, targets: readonly Target[], at: Span): void => {
  for (const [name, extent] of extents) {
    const loops = targets
      .flatMap(({ temporal, spatial }) => [...(temporal ?? []), ...(spatial ?? [])])
      .filter(({ dimension }) => dimension === name)
    const product = loops.reduce((so, { factor }) => so * factor, 1)
    if (product === extent) continue
    report(source, 'Mismatch', loops[loops.length - 1]?.at ?? at, {
      expected: `factors of ${name} that multiply to ${extent}`,
      given: String(product),
      hint: `Change the factors of ${name}, so that their product is ${extent}.`,
      message: `The factors of ${name} multiply to ${product}, but its extent is ${extent}.`,
    })
  }
}

/** The storages with the loops of a mapping, outermost first. */
export const readMapping = (context: MappingContext, value: Yaml): readonly StorageLoops[] | undefined => {
  const { source, machine } = context
  if (value._tag === 'Map' && valueIn(value, 'nodes') !== undefined) {
    refuse(
      source,
      value,
      'a tree of nodes',
      'Trees of mappings are not read here.',
      'Write a list of directives.',
    )
    return undefined
  }
  const list = asList(source, value, 'The mapping')
  if (list === undefined) return undefined
  const targets = new Map<string, Target>()
  for (const item of list.items) readDirective(context, item, targets)
  if (isSound(source)) checkProducts(context, [...targets.values()], list)
  if (!isSound(source)) return undefined
  if (machine !== undefined)
    return machine.storages.map((storage) => {
      const target = targets.get(storage.name)
      return loopsWithin(context, storage.name, target?.at ?? list, target, storage)
    })
  if (targets.size > 1)
    readAs(
      source,
      list,
      `Without an architecture, the targets have the order in which they appear, outermost first: ${listed([...targets.keys()])}.`,
    )
  return [...targets.values()].map((target) =>
    loopsWithin(context, target.name, target.at, target, undefined),
  )
}
