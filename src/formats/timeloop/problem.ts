/** Timeloop's `problem`: a shape, and the extents and coefficients of an instance of it. */
import { didYouMean } from '../../error/nearest'
import { listed } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import type { AxisTerm, TensorCoupling } from '../../operator/operator'
import type { Coupled } from '../layer/coupled'
import { isSound, leaveAside, refuse, report, type Source, type Span } from '../source/source'
import {
  asCount,
  asList,
  asMap,
  asText,
  entryOf,
  inWords,
  missing,
  reportUnknown,
  valueIn,
} from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { convolution } from './convolution'

/** A problem, and where its dimensions stand. */
export type Problem = { readonly coupled: Coupled; readonly at: Span }

type Shape = {
  readonly name: string
  readonly dimensions: readonly string[]
  readonly coefficients: ReadonlyMap<string, number | null>
  readonly spaces: readonly Yaml[]
}

type Coefficients = ReadonlyMap<string, number>

const coefficientOf = (
  source: Source,
  term: Yaml,
  name: string,
  coefficients: Coefficients,
): number | undefined => {
  const value = coefficients.get(name)
  if (value !== undefined) return value
  if (/^\d+$/.test(name) && isPositiveInteger(Number(name))) return Number(name)
  report(source, 'UnknownWord', term, {
    expected: `one of ${listed([...coefficients.keys()], 'or')}`,
    given: `\`${name}\``,
    hint: `${didYouMean(name, [...coefficients.keys()])}Declare the coefficient in the shape.`,
    message: `The shape has no coefficient \`${name}\`.`,
  })
  return undefined
}

const unknownDimension = (source: Source, at: Span, name: string, known: readonly string[]): void =>
  report(source, 'UnknownWord', at, {
    expected: `one of ${listed(known, 'or')}`,
    given: `\`${name}\``,
    hint: `${didYouMean(name, known)}Name a dimension of the shape.`,
    message: `The shape has no dimension \`${name}\`.`,
  })

const textsOf = (source: Source, value: Yaml, what: string): readonly string[] => {
  const items = value._tag === 'List' ? value.items : [value]
  return items.flatMap((item) => asText(source, item, what) ?? [])
}

/** `[C]`, or `[P, Wstride]`: a dimension and perhaps the name of its coefficient. */
const termOf = (
  source: Source,
  term: Yaml,
  dimensions: readonly string[],
  coefficients: Coefficients,
): AxisTerm | undefined => {
  const [first, second, ...others] = textsOf(source, term, 'a term of a projection')
  if (first === undefined) return undefined
  if (others.length > 0) {
    refuse(
      source,
      term,
      inWords(term),
      'A term of a projection has more than a dimension and a coefficient.',
      'Write [dimension] or [dimension, coefficient].',
    )
    return undefined
  }
  const [name, factor] =
    second !== undefined && dimensions.includes(second) ? [second, first] : [first, second]
  if (!dimensions.includes(name)) {
    unknownDimension(source, term, name, dimensions)
    return undefined
  }
  if (factor === undefined) return { dimension: name }
  const coefficient = coefficientOf(source, term, factor, coefficients)
  return coefficient === undefined ? undefined : { dimension: name, coefficient }
}

const axisOf = (
  source: Source,
  axis: Yaml,
  dimensions: readonly string[],
  coefficients: Coefficients,
): readonly AxisTerm[] => {
  const terms = asList(source, axis, 'an axis of a projection')?.items ?? []
  if (terms.length > 2)
    refuse(
      source,
      axis,
      `${terms.length} terms`,
      'An axis of a tensor is a sum of one or two dimensions here.',
      'Split the axis, or flatten two of its dimensions into one.',
    )
  return terms.flatMap((term) => termOf(source, term, dimensions, coefficients) ?? [])
}

const spaceKeys = ['name', 'projection', 'read-write', 'read_write']

const tensorOf = (
  source: Source,
  space: Yaml,
  { dimensions }: Shape,
  coefficients: Coefficients,
): TensorCoupling | undefined => {
  const map = asMap(source, space, 'a data space')
  if (map === undefined) return undefined
  reportUnknown(source, map, spaceKeys, 'A data space')
  const named = valueIn(map, 'name')
  const name = named === undefined ? undefined : asText(source, named, 'the name of a data space')
  if (named === undefined) missing(source, map, 'name of the data space', 'Write name: Weights, or the like.')
  const projection = valueIn(map, 'projection')
  if (projection === undefined) missing(source, map, 'projection', 'Write projection: [[[C]], [[R], [P]]].')
  const axes = projection === undefined ? undefined : asList(source, projection, 'a projection')
  if (name === undefined || axes === undefined) return undefined
  const written = valueIn(map, 'read-write', 'read_write')
  return {
    name,
    role: written?._tag === 'Scalar' && written.value === true ? 'output' : 'input',
    axes: axes.items.map((axis) => axisOf(source, axis, dimensions, coefficients)),
  }
}

const shapeKeys = ['name', 'version', 'dimensions', 'coefficients', 'data-spaces', 'data_spaces']

const defaultsOf = (source: Source, value: Yaml | undefined): ReadonlyMap<string, number | null> => {
  const defaults = new Map<string, number | null>()
  if (value === undefined) return defaults
  for (const item of asList(source, value, 'coefficients')?.items ?? []) {
    const map = asMap(source, item, 'a coefficient')
    const named = map === undefined ? undefined : valueIn(map, 'name')
    const name = named === undefined ? undefined : asText(source, named, 'the name of a coefficient')
    const given = map === undefined ? undefined : valueIn(map, 'default')
    const number = given === undefined ? null : (asCount(source, given, 'a coefficient') ?? null)
    if (name !== undefined) defaults.set(name, number)
  }
  return defaults
}

const shapeOf = (source: Source, problem: YamlMap): Shape | undefined => {
  const shape = valueIn(problem, 'shape')
  if (shape === undefined || shape._tag === 'Scalar') {
    const name = shape === undefined ? 'cnn-layer' : shape.text
    if (/^cnn[-_]?layer$/i.test(name)) return convolution
    refuse(
      source,
      shape ?? problem,
      `the shape \`${name}\``,
      `The file names the shape \`${name}\`, which is in another file.`,
      'Write the shape out: its dimensions and data-spaces.',
    )
    return undefined
  }
  const map = asMap(source, shape, 'the shape')
  if (map === undefined) return undefined
  reportUnknown(source, map, shapeKeys, 'The shape')
  const [dimensions, spaces] = [valueIn(map, 'dimensions'), valueIn(map, 'data-spaces', 'data_spaces')]
  if (dimensions === undefined) missing(source, map, 'list of dimensions', 'Write dimensions: [C, M, R].')
  if (spaces === undefined)
    missing(source, map, 'list of data-spaces', 'Write data-spaces with name and projection.')
  if (dimensions === undefined || spaces === undefined) return undefined
  const name = valueIn(map, 'name')
  return {
    name: name === undefined ? '' : (asText(source, name, 'the name of the shape') ?? ''),
    dimensions: textsOf(source, dimensions, 'a dimension'),
    coefficients: defaultsOf(source, valueIn(map, 'coefficients')),
    spaces: asList(source, spaces, 'data-spaces')?.items ?? [],
  }
}

/** An instance by its own names; version 0.1 has none, and its numbers stand in the problem. */
const instanceOf = (source: Source, problem: YamlMap): YamlMap | undefined => {
  const instance = entryOf(problem, 'instance')
  if (instance !== undefined) return asMap(source, instance.value, 'the instance')
  return {
    ...problem,
    entries: problem.entries.filter(({ key }) => !['shape', 'version', 'name'].includes(key)),
  }
}

const extentsOf = (source: Source, shape: Shape, instance: YamlMap): ReadonlyMap<string, number> => {
  const extents = new Map<string, number>()
  for (const name of shape.dimensions) {
    const given = valueIn(instance, name)
    if (given === undefined)
      missing(source, instance, `extent of ${name}`, `Write ${name}: 1, or its extent.`)
    else extents.set(name, asCount(source, given, `The extent of ${name}`) ?? 1)
  }
  return extents
}

const coefficientsOf = (source: Source, shape: Shape, instance: YamlMap): Coefficients => {
  const found = new Map<string, number>()
  for (const [name, otherwise] of shape.coefficients) {
    const given = valueIn(instance, name)
    if (given === undefined && otherwise === null)
      missing(source, instance, `coefficient ${name}`, `Write ${name}: 1, or its value.`)
    const value = given === undefined ? otherwise : asCount(source, given, `The coefficient ${name}`)
    found.set(name, value ?? 1)
  }
  return found
}

const noteOthers = (source: Source, shape: Shape, instance: YamlMap): void => {
  for (const { key, at } of instance.entries) {
    if (shape.dimensions.includes(key) || shape.coefficients.has(key)) continue
    leaveAside(
      source,
      at,
      key === 'densities'
        ? 'Densities change nothing without sparse optimizations: give the layer a density for those of this library.'
        : `The shape has no dimension and no coefficient ${key}.`,
    )
  }
}

/** The product of tensors that a problem is. */
export const readProblem = (source: Source, value: Yaml): Problem | undefined => {
  const problem = asMap(source, value, 'The problem')
  if (problem === undefined) return undefined
  const shape = shapeOf(source, problem)
  const instance = instanceOf(source, problem)
  if (shape === undefined || instance === undefined) return undefined
  const coefficients = coefficientsOf(source, shape, instance)
  const extents = extentsOf(source, shape, instance)
  noteOthers(source, shape, instance)
  const tensors =
    shape === convolution
      ? convolution.tensors(coefficients)
      : shape.spaces.flatMap((space) => tensorOf(source, space, shape, coefficients) ?? [])
  if (isSound(source) && !tensors.some(({ role }) => role === 'output'))
    missing(source, problem, 'data space that is written', 'Write read-write: true for the output.')
  return isSound(source) ? { coupled: { name: shape.name, extents, tensors }, at: problem } : undefined
}
