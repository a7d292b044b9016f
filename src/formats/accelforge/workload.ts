/** AccelForge's workloads: einsums over the variables of ranks. */
import { shorten } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import type { AxisTerm, TensorCoupling } from '../../operator/operator'
import type { BitsOf, Coupled } from '../layer/coupled'
import { sumOf } from '../layer/sum'
import { isSound, leaveAside, readAs, refuse, report, type Source, type Span } from '../source/source'
import { asCount, asList, asMap, asText, inWords, missing, reportUnknown, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'

export type Workload = {
  readonly einsums: readonly Coupled[]
  /** Bits of a word; null where the workload does not say. */
  readonly bits: number | null
}

type Extents = ReadonlyMap<string, number>

const boundOf = (
  source: Source,
  at: Span,
  text: string,
): readonly [name: string, extent: number] | undefined => {
  const [, least, name, end] = /^\s*(\d+)\s*<=\s*(\w+)\s*<\s*(\d+)\s*$/.exec(text) ?? []
  const extent = Number(end) - Number(least)
  if (name !== undefined && isPositiveInteger(extent)) return [name, extent]
  report(source, 'Syntax', at, {
    expected: 'bounds such as 0 <= m < 128',
    given: `\`${shorten(text)}\``,
    hint: 'Write numbers on both sides of the variable.',
  })
  return undefined
}

/** Bounds in a map by variable or in a list. */
const boundsIn = (source: Source, value: Yaml | undefined): Extents => {
  if (value === undefined) return new Map()
  const items =
    value._tag === 'Map'
      ? value.entries.map((entry) => entry.value)
      : (asList(source, value, 'bounds')?.items ?? [])
  return new Map(
    items.flatMap((item) => {
      const text = asText(source, item, 'the bounds of a variable')
      const bound = text === undefined ? undefined : boundOf(source, item, text)
      return bound === undefined ? [] : [bound]
    }),
  )
}

const rankSizes = (source: Source, value: Yaml | undefined): Extents => {
  const map = value === undefined ? undefined : asMap(source, value, 'rank_sizes')
  return new Map(
    (map?.entries ?? []).flatMap(({ key, value: size }) => {
      const extent = asCount(source, size, `The size of ${key}`)
      return extent === undefined ? [] : [[key, extent] as const]
    }),
  )
}

/** An axis with its rank: `m` is of the rank M, unless the projection names one. */
type RankedAxis = { readonly rank: string; readonly terms: readonly AxisTerm[] }

const axisOf = (source: Source, value: Yaml, rank: string | undefined): RankedAxis | undefined => {
  const text = asText(source, value, 'an axis of a projection')
  const terms = text === undefined ? undefined : sumOf(text)
  if (text !== undefined && (terms === undefined || terms.length > 2))
    refuse(
      source,
      value,
      inWords(value),
      'An axis of a tensor is a sum of one or two variables here.',
      'Write p + r, or 2*p + r.',
    )
  return terms === undefined || text === undefined ? undefined : { rank: rank ?? text.toUpperCase(), terms }
}

const axesOf = (source: Source, projection: Yaml): readonly RankedAxis[] => {
  if (projection._tag === 'Map')
    return projection.entries.flatMap(({ key, value }) => axisOf(source, value, key) ?? [])
  return (asList(source, projection, 'a projection')?.items ?? []).flatMap(
    (item) => axisOf(source, item, undefined) ?? [],
  )
}

/** Entries that are known, and say nothing of a dense layer by itself. */
const noteAside = (source: Source, map: YamlMap, keys: readonly string[]): void => {
  for (const { key, at } of map.entries)
    if (keys.includes(key)) leaveAside(source, at, `${key} changes no count of a dense layer.`)
}

const noteInstances = (source: Source, map: YamlMap): void => {
  const given = valueIn(map, 'n_instances')
  const instances = given === undefined ? 1 : asCount(source, given, 'n_instances')
  if (given !== undefined && instances !== 1)
    readAs(source, given, 'The layer is here once: n_instances is to be given as its count in a network.')
}

const accessKeys = ['name', 'projection', 'output', 'bits_per_value', 'density', 'persistent', 'renames']

type Access = {
  readonly tensor: TensorCoupling
  readonly axes: readonly RankedAxis[]
  readonly bits: number | undefined
}

const accessOf = (source: Source, item: Yaml): Access | undefined => {
  const map = asMap(source, item, 'a tensor access')
  if (map === undefined) return undefined
  reportUnknown(source, map, accessKeys, 'A tensor access')
  noteAside(source, map, ['density', 'persistent', 'renames'])
  const [named, projection] = [valueIn(map, 'name'), valueIn(map, 'projection')]
  if (named === undefined) missing(source, map, 'name of the tensor', 'Write name: and the tensor.')
  if (projection === undefined) missing(source, map, 'projection', 'Write projection: [m, n].')
  if (named === undefined || projection === undefined) return undefined
  const axes = axesOf(source, projection)
  const output = valueIn(map, 'output')
  const bits = valueIn(map, 'bits_per_value')
  return {
    axes,
    bits: bits === undefined ? undefined : asCount(source, bits, 'bits_per_value'),
    tensor: {
      name: asText(source, named, 'the name of a tensor') ?? '',
      role: output?._tag === 'Scalar' && output.value === true ? 'output' : 'input',
      axes: axes.map(({ terms }) => terms),
    },
  }
}

/** The extent of a variable: its bounds, or the size of a rank that is the variable alone. */
const extentOf = (
  variable: string,
  accesses: readonly Access[],
  bounds: Extents,
  ranks: Extents,
): number | undefined => {
  const bound = bounds.get(variable)
  if (bound !== undefined) return bound
  const alone = accesses
    .flatMap(({ axes }) => axes)
    .filter(
      ({ terms }) =>
        terms.length === 1 && terms[0]?.dimension === variable && terms[0].coefficient === undefined,
    )
  const names = [...alone.map(({ rank }) => rank), variable.toUpperCase()]
  return names.map((name) => ranks.get(name)).find((size) => size !== undefined)
}

const einsumKeys = [
  'name',
  'tensor_accesses',
  'iteration_space_shape',
  'renames',
  'is_copy_operation',
  'n_instances',
]

type Common = {
  readonly bounds: Extents
  readonly ranks: Extents
  readonly bits: ReadonlyMap<string, number>
}

const einsumOf = (source: Source, item: Yaml, { bounds, ranks, bits }: Common): Coupled | undefined => {
  const map = asMap(source, item, 'an einsum')
  if (map === undefined) return undefined
  reportUnknown(source, map, einsumKeys, 'An einsum')
  noteAside(source, map, ['renames', 'is_copy_operation'])
  noteInstances(source, map)
  const listedAccesses = valueIn(map, 'tensor_accesses')
  if (listedAccesses === undefined)
    missing(source, map, 'list of tensor_accesses', 'List the tensors of the einsum.')
  const items =
    listedAccesses === undefined ? [] : (asList(source, listedAccesses, 'tensor_accesses')?.items ?? [])
  const accesses = items.flatMap((each) => accessOf(source, each) ?? [])
  const own = new Map([...bounds, ...boundsIn(source, valueIn(map, 'iteration_space_shape'))])
  const variables = [
    ...new Set(
      accesses.flatMap(({ tensor }) => tensor.axes.flatMap((axis) => axis.map(({ dimension }) => dimension))),
    ),
  ]
  const extents = new Map<string, number>()
  for (const variable of variables) {
    const extent = extentOf(variable, accesses, own, ranks)
    if (extent === undefined)
      missing(
        source,
        map,
        `size of ${variable}`,
        `Add ${variable.toUpperCase()} to rank_sizes, or 0 <= ${variable} < 16 to iteration_space_shape.`,
      )
    else extents.set(variable, extent)
  }
  const name = valueIn(map, 'name')
  if (isSound(source) && !accesses.some(({ tensor }) => tensor.role === 'output'))
    missing(source, map, 'output', 'Write output: true for the tensor that is written.')
  const widths = accesses.flatMap(({ tensor, bits: own }): readonly (readonly [string, BitsOf])[] => {
    const width = own ?? bits.get(tensor.name)
    return width === undefined
      ? []
      : [[tensor.name, tensor.role === 'output' ? { partial: width, final: width } : width]]
  })
  return {
    name: name === undefined ? '' : (asText(source, name, 'the name of an einsum') ?? ''),
    extents,
    tensors: accesses.map(({ tensor }) => tensor),
    bits: new Map(widths),
  }
}

const bitsIn = (source: Source, value: Yaml | undefined): ReadonlyMap<string, number> => {
  const map = value === undefined ? undefined : asMap(source, value, 'bits_per_value')
  return new Map(
    (map?.entries ?? []).flatMap(({ key, value: width }) => {
      const bits = asCount(source, width, `The bits of ${shorten(key)}`)
      return bits === undefined ? [] : [[key, bits] as const]
    }),
  )
}

/** The width of All would be that of the accelerator, which is missing. */
const noteWidth = (source: Source, value: Yaml | undefined, einsums: readonly Coupled[]): void => {
  const all = value?._tag === 'Map' ? value.entries.find(({ key }) => key === 'All') : undefined
  if (
    all === undefined ||
    einsums.every(({ tensors, bits }) => tensors.every(({ name }) => bits?.has(name) === true))
  )
    return
  readAs(
    source,
    all.at,
    'Without an architecture, the width of All is not used: tensors without a width of their own have that of the accelerator, 8 bits by default. Set its elementBytes.',
  )
}

const known = [
  'version',
  'iteration_space_shape',
  'rank_sizes',
  'bits_per_value',
  'einsums',
  'densities',
  'persistent_tensors',
  'renames',
]

/** The einsums of a workload, for an architecture or without one. */
export const readWorkload = (source: Source, value: Yaml, hasMachine: boolean): Workload | undefined => {
  const map = asMap(source, value, 'The workload')
  if (map === undefined) return undefined
  reportUnknown(source, map, known, 'The workload')
  noteAside(source, map, ['densities', 'persistent_tensors', 'renames'])
  const widths = valueIn(map, 'bits_per_value')
  const bits = bitsIn(source, widths)
  const common = {
    bounds: boundsIn(source, valueIn(map, 'iteration_space_shape')),
    ranks: rankSizes(source, valueIn(map, 'rank_sizes')),
    bits,
  }
  const einsums = valueIn(map, 'einsums')
  if (einsums === undefined) missing(source, map, 'list of einsums', 'Write einsums: and list them.')
  const items = einsums === undefined ? [] : (asList(source, einsums, 'einsums')?.items ?? [])
  const read = items.flatMap((item) => einsumOf(source, item, common) ?? [])
  if (!hasMachine) noteWidth(source, widths, read)
  return isSound(source) ? { einsums: read, bits: bits.get('All') ?? null } : undefined
}
