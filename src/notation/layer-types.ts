/** The types of layer in the notation, and which operator each of them truly is. */
import {
  type BuiltInLayer,
  conv2d,
  depthwiseConv2d,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  type LayerKind,
  type Operands,
  pool2d,
  transposedConv2d,
} from '../operator/layer'

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
}

type PerAxis = { readonly y: number; readonly x: number }

/** A layer; `swaps` if its channels are groups, so that a dataflow's C means G and its G means C. */
export type Built = {
  readonly layer: BuiltInLayer
  readonly swaps?: boolean
  readonly warning?: string
}

type LayerType = {
  /** The keyword in the notation. */
  readonly type: string
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

const lacking: { readonly [K in LayerKind]: readonly string[] } = {
  conv2d: ['G'],
  depthwiseConv2d: ['G', 'K'],
  groupedConv2d: [],
  transposedConv2d: ['G'],
  pool2d: ['G', 'K'],
  gemm: ['G', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"],
  fullyConnected: ['G', 'R', 'S', 'Y', 'X', "Y'", "X'"],
  elementwise: ['G', 'K', 'R', 'S', "Y'", "X'"],
}

export const hasWindow = (kind: string): boolean =>
  kind.endsWith('Conv2d') || ['conv2d', 'pool2d'].includes(kind)

/** The sizes without those of dimensions that the operator lacks, as far as they are 1 and change nothing. */
const relevant = (kind: LayerKind, sizes: Declared['sizes']): Declared['sizes'] =>
  Object.fromEntries(
    Object.entries(sizes).filter(([name, size]) => size !== 1 || !lacking[kind].includes(name)),
  )

const build = (kind: LayerKind, { name, sizes, window, operands }: Declared): Built => {
  const given = {
    name,
    ...relevant(kind, sizes),
    ...(hasWindow(kind) ? window : {}),
    ...(kind === 'elementwise' && operands !== undefined ? { operands } : {}),
  }
  // Which sizes a layer must have is for the check of the estimate to say, at the place of each.
  return { layer: constructors[kind](given as never) }
}

const buildGrouped = (declared: Declared): Built => ({
  ...build('groupedConv2d', declared),
  warning:
    'K and C count per group here, and outputs are sums over C; the public tool sums nothing over C in an NGCONV layer.',
})

/** A depthwise convolution of which each channel has K filters is a grouped one, of one channel per group. */
const buildDepthwise = (declared: Declared): Built => {
  const { C, K, ...others } = declared.sizes
  if (K === undefined || K === 1 || C === undefined) return build('depthwiseConv2d', declared)
  return {
    ...build('groupedConv2d', { ...declared, sizes: { ...others, G: C, K, C: 1 } }),
    swaps: true,
    warning: `Each of the ${C} channels has ${K} filters here: a groupedConv2d with G = ${C}, in whose dataflow C is read as G. The public tool ignores K in a DSCONV layer.`,
  }
}

const buildTransposed = (declared: Declared): Built => ({
  ...build('transposedConv2d', declared),
  warning:
    'This is a true transposed convolution of the given input and stride; the public tool computes a CONV layer instead.',
})

const windowNames = ['R', 'S', 'Y', 'X', "Y'", "X'"]

/** A matrix product where M is given, a convolution where there is a window, fully connected otherwise. */
const buildMatrix = (declared: Declared): Built => {
  const { sizes } = declared
  if (sizes['M'] !== undefined) return build('gemm', declared)
  const slides = windowNames.some((name) => sizes[name] !== undefined && sizes[name] !== 1)
  return build(slides ? 'conv2d' : 'fullyConnected', declared)
}

const types: readonly LayerType[] = [
  { type: 'CONV', build: (declared) => build('conv2d', declared) },
  { type: 'DSCONV', build: buildDepthwise },
  { type: 'NGCONV', build: buildGrouped },
  { type: 'TRCONV', build: buildTransposed },
  { type: 'GEMM', build: (declared) => build('gemm', declared) },
  { type: 'FC', build: buildMatrix },
  { type: 'LSTM', build: buildMatrix },
  { type: 'POOL', build: (declared) => build('pool2d', declared) },
  { type: 'ELEMENTWISE', build: (declared) => build('elementwise', declared) },
]

export const typeNames: readonly string[] = types.map(({ type }) => type)

export const layerType = (word: string): LayerType | undefined =>
  types.find(({ type }) => type === word.toUpperCase())

/** The keyword of an operator in the notation. */
export const typeOfKind: { readonly [K in LayerKind]: string } = {
  conv2d: 'CONV',
  depthwiseConv2d: 'DSCONV',
  groupedConv2d: 'NGCONV',
  transposedConv2d: 'TRCONV',
  gemm: 'GEMM',
  fullyConnected: 'FC',
  pool2d: 'POOL',
  elementwise: 'ELEMENTWISE',
}
