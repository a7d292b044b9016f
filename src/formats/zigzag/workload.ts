/** ZigZag's workloads: a list of layers, each an equation with the sizes of its loops. */
import { listed, shorten } from '../../error/show'
import type { Layer } from '../../operator/layer'
import { elementwise } from '../../operator/make-layer'
import type { TensorCoupling } from '../../operator/operator'
import type { BitsOf, Coupled } from '../layer/coupled'
import { recognise } from '../layer/recognise'
import { leaveAside, readAs, report, type Source } from '../source/source'
import { asCount, asList, asMap, asText, missing, numberIn, reportUnknown, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { type Equation, equationOf, type Relations, relationOf } from './equation'

const keys = [
  'id',
  'name',
  'operator_type',
  'equation',
  'dimension_relations',
  'loop_dims',
  'loop_sizes',
  'operand_precision',
]
const ofGraph = ['operand_source', 'operand_source_dimension_mapping', 'constant_operands']
const ofInput = ['padding', 'pr_loop_dims', 'pr_loop_sizes']
const ofMapping = [
  'core_allocation',
  'spatial_mapping',
  'spatial_mapping_hint',
  'temporal_ordering',
  'memory_operand_links',
]

const required = (source: Source, map: YamlMap, key: string, hint: string): Yaml | undefined => {
  const value = valueIn(map, key)
  if (value === undefined) missing(source, map, key, hint)
  return value
}

const relationsOf = (source: Source, map: YamlMap): Relations => {
  const given = valueIn(map, 'dimension_relations')
  const items = given === undefined ? [] : (asList(source, given, 'dimension_relations')?.items ?? [])
  return new Map(
    items.flatMap((item) => {
      const text = asText(source, item, 'a relation of dimensions')
      const relation = text === undefined ? undefined : relationOf(source, item, text)
      return relation === undefined ? [] : [relation]
    }),
  )
}

const sizesOf = (source: Source, map: YamlMap): ReadonlyMap<string, number> | undefined => {
  const dims = required(source, map, 'loop_dims', 'Write loop_dims: [B, K, C].')
  const sizes = required(source, map, 'loop_sizes', 'Write loop_sizes: and an extent for each dimension.')
  const names = dims === undefined ? undefined : asList(source, dims, 'loop_dims')?.items
  const extents = sizes === undefined ? undefined : asList(source, sizes, 'loop_sizes')?.items
  if (names === undefined || extents === undefined || sizes === undefined) return undefined
  if (names.length !== extents.length) {
    report(source, 'Mismatch', sizes, {
      expected: `${names.length} sizes`,
      given: String(extents.length),
      hint: 'Give one size for each of loop_dims.',
      message: `There are ${names.length} dimensions in loop_dims, but ${extents.length} sizes.`,
    })
    return undefined
  }
  return new Map(
    names.flatMap((item, i) => {
      const name = asText(source, item, 'a dimension')?.toUpperCase()
      const size = extents[i]
      const extent =
        size === undefined ? undefined : asCount(source, size, `The size of ${name ?? 'a dimension'}`)
      return name === undefined || extent === undefined ? [] : [[name, extent] as const]
    }),
  )
}

/** Bits by operand; `O_final` are those of complete outputs. Operands of 0 bits are none. */
const bitsOf = (source: Source, map: YamlMap): ReadonlyMap<string, BitsOf> => {
  const given = valueIn(map, 'operand_precision')
  const precision = given === undefined ? undefined : asMap(source, given, 'operand_precision')
  const bits = new Map<string, BitsOf>()
  let final: number | undefined
  for (const { key, value } of precision?.entries ?? []) {
    const isFinal = key === 'O_final' || key === 'final_output_precision'
    const width = numberIn(value) === 0 ? 0 : asCount(source, value, `The precision of ${key}`)
    if (width === undefined) continue
    if (isFinal) final = width
    else bits.set(key, width)
  }
  const partial = bits.get('O')
  if (final !== undefined) bits.set('O', { ...(typeof partial === 'number' ? { partial } : {}), final })
  return bits
}

const reportDimensions = (
  source: Source,
  at: Yaml,
  { tensors }: Equation,
  sizes: ReadonlyMap<string, number>,
): boolean => {
  const used = tensors.flatMap(({ axes }) => axes.flatMap((axis) => axis.map(({ dimension }) => dimension)))
  const unknown = used.find((name) => !sizes.has(name))
  if (unknown === undefined) return true
  report(source, 'UnknownWord', at, {
    expected: `one of ${listed([...sizes.keys()], 'or')}, or a relation for it`,
    given: unknown.toLowerCase(),
    hint: `Add ${unknown} to loop_dims, or a relation such as ${unknown.toLowerCase()}=1*ox+1*fx.`,
    message: `The equation has a dimension ${unknown.toLowerCase()} without a size.`,
  })
  return false
}

const noteOthers = (source: Source, map: YamlMap, isFirst: boolean): void => {
  reportUnknown(source, map, [...keys, ...ofGraph, ...ofInput, ...ofMapping], 'A layer')
  for (const { key, at } of map.entries) {
    if (ofInput.includes(key))
      readAs(
        source,
        at,
        'Padding counts as data here: the input has every row and column that a window reads.',
      )
    if (isFirst && ofGraph.includes(key))
      leaveAside(
        source,
        at,
        `${key} names the layer that an operand comes from: each layer is estimated by itself.`,
      )
    if (isFirst && ofMapping.includes(key))
      leaveAside(source, at, `${key} guides ZigZag's search for a mapping.`)
  }
}

/** A sum of operands that are all like the output, along four axes. */
const asElementwise = ({ tensors, isSum }: Equation, coupled: Coupled): Layer | undefined => {
  const [output, ...operands] = tensors
  const axes = output?.axes.map((axis) => axis[0]?.dimension ?? '') ?? []
  const alike = (tensor: TensorCoupling) =>
    tensor.axes.length === axes.length &&
    tensor.axes.every((axis, i) => axis.length === 1 && axis[0]?.dimension === axes[i])
  if (!isSum || axes.length !== 4 || operands.length > 7 || !operands.every(alike)) return undefined
  const [N = 1, C = 1, Y = 1, X = 1] = axes.map((name) => coupled.extents.get(name) ?? 1)
  const widths = operands.map(({ name }) => coupled.bits?.get(name))
  const [inputs] = widths
  if (!widths.every((width) => width === inputs)) return undefined
  const result = coupled.bits?.get(output?.name ?? '')
  const precision = {
    ...(inputs === undefined ? {} : { inputs }),
    ...(result === undefined ? {} : { output: result }),
  }
  const given = Object.keys(precision).length === 0 ? {} : { precision }
  return elementwise({ N, C, Y, X, operands: operands.length, name: coupled.name, ...given })
}

const nameOf = (source: Source, map: YamlMap): string => {
  const texts = ['operator_type', 'id'].flatMap((key) => {
    const value = valueIn(map, key)
    return value === undefined ? [] : [asText(source, value, key) ?? '']
  })
  const name = valueIn(map, 'name')
  return name === undefined ? texts.join(' ') : (asText(source, name, 'name') ?? '')
}

/** Operands of 0 bits are none, as those of pools. */
const withoutNone = (
  source: Source,
  at: Yaml,
  equation: Equation,
  bits: ReadonlyMap<string, BitsOf>,
): Equation => {
  const none = equation.tensors.filter(({ name }) => bits.get(name) === 0)
  for (const { name } of none) leaveAside(source, at, `${shorten(name)} has 0 bits: it is not an operand.`)
  return { ...equation, tensors: equation.tensors.filter((tensor) => !none.includes(tensor)) }
}

const layerOf = (source: Source, item: Yaml, isFirst: boolean): Layer | undefined => {
  const map = asMap(source, item, 'a layer')
  if (map === undefined) return undefined
  noteOthers(source, map, isFirst)
  const given = required(source, map, 'equation', 'Write equation: O[b][k]+=W[k][c]*I[b][c].')
  const text = given === undefined ? undefined : asText(source, given, 'the equation')
  const extents = sizesOf(source, map)
  const bits = bitsOf(source, map)
  const relations = relationsOf(source, map)
  if (given === undefined || text === undefined || extents === undefined) return undefined
  const read = equationOf(source, given, text, relations)
  if (read === undefined) return undefined
  const equation = withoutNone(source, given, read, bits)
  if (!reportDimensions(source, given, equation, extents)) return undefined
  const named = [...bits].filter(([name]) => equation.tensors.some((tensor) => tensor.name === name))
  // The output comes last in an operator.
  const [output, ...inputs] = equation.tensors
  const tensors = [...inputs, ...(output === undefined ? [] : [output])]
  const coupled: Coupled = {
    name: nameOf(source, map),
    extents: usedExtents(tensors, extents),
    tensors,
    bits: new Map(named),
  }
  return asElementwise(equation, coupled) ?? recognise(coupled).layer
}

/** Dimensions of no tensor stay, unless they have one step. */
const usedExtents = (
  tensors: readonly TensorCoupling[],
  extents: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  const used = new Set(
    tensors.flatMap(({ axes }) => axes.flatMap((axis) => axis.map(({ dimension }) => dimension))),
  )
  return new Map([...extents].filter(([name, extent]) => used.has(name) || extent > 1))
}

/** The layers of a workload. */
export const readWorkload = (source: Source, value: Yaml): readonly Layer[] => {
  const list = asList(source, value, 'The workload')
  if (list === undefined) return []
  if (list.items.length === 0) missing(source, list, 'layer', 'List the layers, each with an equation.')
  return list.items.flatMap((item, i) => layerOf(source, item, i === 0) ?? [])
}
