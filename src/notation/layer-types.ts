/** The types of layer in the notation, and which operator each of them truly is. */
import type { Report } from '../error/error'
import { byName } from '../internal/by-name'
import { isRecord } from '../internal/read'
import { type BatchedLayer, batchedMatrixProduct } from '../operator/batched'
import { checkLayer } from '../operator/check-layer'
import type { BuiltInLayer, CustomLayer, Layer, LayerKind } from '../operator/layer'
import { formOf, hasWindow, sizeNamesOf } from '../operator/layer-kinds'
import {
  conv2d,
  depthwiseConv2d,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  layer,
  pool2d,
  transposedConv2d,
} from '../operator/make-layer'
import { familyNames } from '../operator/names'
import type { LayerOptions, Operands } from '../operator/shapes'
import type { Elements } from './elements'
import type { NotationWarning } from './notation-error'

/** What a text declares of a layer. */
export type Declared = {
  readonly name: string
  readonly sizes: Readonly<Record<string, number>>
  readonly window: {
    readonly stride?: PerAxis
    readonly dilation?: PerAxis
    readonly padding?: Readonly<Record<string, number>>
  }
  /** What an elementwise layer reads. */
  readonly operands?: Operands | undefined
  readonly elements: Elements
}

type PerAxis = { readonly y: number; readonly x: number }

/**
 * A layer that has a type in the notation.
 *
 * @since 0.2.0
 * @category notation
 */
export type TypedLayer = BuiltInLayer | BatchedLayer

/** A warning about a layer; it stands at the size that it names, or at the type. */
type BuildWarning = {
  readonly _tag: NotationWarning['_tag']
  readonly size?: string
  readonly message: string
}

/** A layer; `swaps` if its channels are groups, so that a dataflow's C means G and its G means C. */
export type Built = {
  readonly layer: TypedLayer
  readonly swaps?: boolean
  readonly warnings: readonly BuildWarning[]
}

type LayerType = {
  /** The keyword in the notation. */
  readonly type: string
  /** The kind whose layers are printed with this keyword, if it is the first of its kind. */
  readonly kind: Layer['kind']
  build(declared: Declared): Built
}

const constructors: { readonly [K in LayerKind]: (given: never) => BuiltInLayer } = {
  conv2d,
  depthwiseConv2d,
  groupedConv2d,
  transposedConv2d,
  pool2d,
  gemm,
  fullyConnected,
  elementwise,
}

/** The names of the convolution family that a kind of layer lacks. */
const lackedBy = (kind: LayerKind): readonly string[] => {
  const sizes = sizeNamesOf(kind)
  return familyNames.filter((name) => !sizes.includes(name))
}

/** The sizes without those of dimensions that the operator lacks, as far as they are 1 and change nothing. */
const relevant = (lacks: readonly string[], sizes: Declared['sizes']): Declared['sizes'] => {
  if (!lacks.some((name) => sizes[name] === 1)) return sizes
  const left = Object.entries(sizes).flatMap(([name, size]) =>
    size !== 1 || !lacks.includes(name) ? [{ name, size }] : [],
  )
  return byName(left, (i) => left[i]!.size)
}

const build = (kind: LayerKind, { name, sizes, window, operands, elements }: Declared): Built => {
  const given = {
    name,
    ...relevant(lackedBy(kind), sizes),
    ...(hasWindow(kind) ? window : {}),
    ...(formOf(kind) === 'elementwise' && operands !== undefined ? { operands } : {}),
    ...elements,
  }
  // Which sizes a layer must have is for the check of the estimate to say, at the place of each.
  return { layer: constructors[kind](given as never), warnings: [] }
}

const toolDiffers = (message: string): BuildWarning => ({ _tag: 'ToolDiffers', message })

/** The MACs of a layer, where it is one. */
const macsOf = (of: Layer): bigint | undefined => {
  const faults: Report = []
  return checkLayer(of, faults)?.extents.reduce((macs, extent) => macs * BigInt(extent), 1n)
}

const showCount = (count: bigint): string => count.toLocaleString('en-US')

/** Numbers of channels that may count those of all groups, where the layer counts those of one. */
type MayCountAll = {
  readonly names: readonly string[]
  readonly groups: number
  readonly grouped: TypedLayer
}

/** Both readings with their work: the layer stays what the notation says. */
const warnOfTotals = ({ names, groups, grouped }: MayCountAll): readonly BuildWarning[] => {
  const macs = macsOf(grouped)
  if (macs === undefined || names.length === 0) return []
  const sizes = names.map((name) => `${name}: ${grouped.sizes[name]}`).join(' and ')
  const perGroup = names.map((name) => `${name}: ${grouped.sizes[name]! / groups}`).join(' and ')
  const [count, per] = names.length === 1 ? ['counts', 'is'] : ['count', 'are']
  const fewer = macs / BigInt(groups) ** BigInt(names.length)
  const message = `${sizes} ${per} per group here: with ${groups} groups the layer does ${showCount(macs)} MACs. If ${names.join(' and ')} ${count} the channels of all groups, write ${perGroup}: ${showCount(fewer)} MACs.`
  return [{ _tag: 'TotalChannels', size: names[names.length - 1]!, message }]
}

const divides = (groups: number, channels: number | undefined): boolean =>
  groups > 1 && channels !== undefined && channels % groups === 0

const buildGrouped = (declared: Declared): Built => {
  const { layer: grouped } = build('groupedConv2d', declared)
  const { G: groups = 1, K, C } = declared.sizes
  // Filters are counted like channels where there are as many of them.
  const names = divides(groups, C) ? (K === C ? ['K', 'C'] : ['C']) : []
  const perGroup = toolDiffers(
    'K and C count per group here, and outputs are sums over C; the public tool sums nothing over C in an NGCONV layer.',
  )
  return { layer: grouped, warnings: [perGroup, ...warnOfTotals({ names, groups, grouped })] }
}

const alongGroups = (density: unknown): unknown =>
  isRecord(density) && density['along'] === 'C' ? { ...density, along: 'G' } : density

/** Where channels become groups, blocks of channels become blocks of groups. */
const swappedElements = (elements: Elements): Elements => {
  const { density } = elements
  if (!isRecord(density)) return elements
  const entries = Object.entries(density).map(([name, value]) => ({ name, value }))
  return { ...elements, density: byName(entries, (i) => alongGroups(entries[i]!.value)) }
}

/**
 * A depthwise convolution: K is absent, 1, or the number of channels. With another K, each channel has K filters: that is
 * a grouped convolution, of one channel per group.
 */
const buildDepthwise = (declared: Declared): Built => {
  const { C, K, ...others } = declared.sizes
  if (K === undefined || K === 1 || C === undefined) return build('depthwiseConv2d', declared)
  if (K === C) return build('depthwiseConv2d', { ...declared, sizes: { ...others, C } })
  const { layer: grouped } = build('groupedConv2d', {
    ...declared,
    sizes: { ...others, G: C, K, C: 1 },
    elements: swappedElements(declared.elements),
  })
  const multiplies = toolDiffers(
    `Each of the ${C} channels has ${K} filters here: a groupedConv2d with G = ${C}, in whose dataflow C is read as G. The public tool ignores K in a DSCONV layer.`,
  )
  const names = divides(C, K) ? ['K'] : []
  return {
    layer: grouped,
    swaps: true,
    warnings: [multiplies, ...warnOfTotals({ names, groups: C, grouped })],
  }
}

const buildTransposed = (declared: Declared): Built => ({
  ...build('transposedConv2d', declared),
  warnings: [
    toolDiffers(
      'This is a true transposed convolution of the given input and stride; the public tool computes a CONV layer instead.',
    ),
  ],
})

const buildBatched = ({ name, sizes, elements }: Declared): Built => ({
  // As with the other types, the check of the estimate says what is missing or wrong.
  layer: layer(batchedMatrixProduct, relevant(lackedBy('gemm'), sizes) as never, {
    name,
    ...(elements as LayerOptions),
  }) as BatchedLayer,
  warnings: [],
})

const windowNames = ['R', 'S', 'Y', 'X', "Y'", "X'"]

/** A matrix product where M is given, a convolution where there is a window, fully connected otherwise. */
const buildMatrix = (declared: Declared): Built => {
  const { sizes } = declared
  if (sizes['M'] !== undefined) return build('gemm', declared)
  const slides = windowNames.some((name) => sizes[name] !== undefined && sizes[name] !== 1)
  return build(slides ? 'conv2d' : 'fullyConnected', declared)
}

/** A type that is a kind of layer as it stands. */
const alike = (type: string, kind: LayerKind): LayerType => ({
  type,
  kind,
  build: (declared) => build(kind, declared),
})

const types: readonly LayerType[] = [
  alike('CONV', 'conv2d'),
  { type: 'DSCONV', kind: 'depthwiseConv2d', build: buildDepthwise },
  { type: 'NGCONV', kind: 'groupedConv2d', build: buildGrouped },
  { type: 'TRCONV', kind: 'transposedConv2d', build: buildTransposed },
  alike('GEMM', 'gemm'),
  { type: 'BMM', kind: 'custom', build: buildBatched },
  { type: 'FC', kind: 'fullyConnected', build: buildMatrix },
  { type: 'LSTM', kind: 'fullyConnected', build: buildMatrix },
  alike('POOL', 'pool2d'),
  alike('ELEMENTWISE', 'elementwise'),
]

export const typeNames: readonly string[] = types.map(({ type }) => type)

export const layerType = (word: string): LayerType | undefined =>
  types.find(({ type }) => type === word.toUpperCase())

/** A coupling in words, equal for equal couplings, whatever the order of their properties. */
const couplingText = ({ dimensions, tensors }: CustomLayer['operator']): string =>
  JSON.stringify([
    dimensions,
    tensors.map(({ name, role, axes }) => [
      name,
      role,
      axes.map((axis) => axis.map(({ dimension, coefficient = 1 }) => [dimension, coefficient])),
    ]),
  ])

/** The keyword of a layer in the notation. */
export const typeOf = (of: Layer): string => {
  if (of.kind !== 'custom') return types.find(({ kind }) => kind === of.kind)?.type ?? String(of.kind)
  const isBatched =
    of.operator.name === batchedMatrixProduct.name &&
    couplingText(of.operator) === couplingText(batchedMatrixProduct)
  return isBatched ? 'BMM' : of.kind
}
