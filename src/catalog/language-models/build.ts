/** Layers of a language model, with the width of each tensor from what it holds. */
import type { OutputWidths, Precision } from '../../operator/elements'
import type { Layer } from '../../operator/layer'
import { elementwise, fullyConnected } from '../../operator/make-layer'
import type { LayerOptions } from '../../operator/shapes'
import type { ModelLayer, ModelPart, ModelPrecision, TensorContent } from './model-layer'

/** What every layer of a block depends on. */
export type Context = {
  readonly batch: number
  /** New tokens of each sequence, and those whose keys are cached. */
  readonly tokens: number
  readonly cached: number
  readonly precision: ModelPrecision
  readonly isCausal: boolean
  readonly isAbsorbed: boolean
  /** Goes before the name of each layer. */
  readonly name: string
}

export const newTokens = ({ batch, tokens }: Context): number => batch * tokens

type Contents = ModelLayer['contents']

const outputWidths = (
  final: number | undefined,
  partial: number | undefined,
): number | OutputWidths | undefined => {
  if (partial === undefined) return final
  return final === undefined ? { partial } : { partial, final }
}

/** The widths of a layer's tensors, `sum` the output that partial sums add up to, if there is one. */
const precisionOf = (
  precision: ModelPrecision,
  contents: Contents,
  sum: string | null,
): Precision | undefined => {
  const entries = Object.entries(contents).flatMap(([tensor, content]) => {
    const bits = precision[content]
    const widths = tensor === sum ? outputWidths(bits, precision.partial) : bits
    return widths === undefined ? [] : [[tensor, widths] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** A layer to be built: its part, its name, what its tensors hold, and the output that is a sum of products, if one is. */
export type Plan = {
  readonly part: ModelPart
  readonly name: string
  readonly contents: Contents
  readonly sum: string | null
  readonly count?: number
}

/** Builds a layer as planned; `make` gets its name and the widths of its tensors. */
export const planned = (
  context: Context,
  { part, name, contents, sum, count = 1 }: Plan,
  make: (options: LayerOptions) => Layer,
): ModelLayer => {
  const precision = precisionOf(context.precision, contents, sum)
  const named = { name: context.name === '' ? name : `${context.name} ${name}` }
  const layer = make(precision === undefined ? named : { ...named, precision })
  return { layer, count, part, contents }
}

/** Where a projection stands, and what its tensors hold if it is not activations, weights, activations. */
export type Projection = {
  readonly part?: ModelPart
  readonly rows: number
  readonly from: number
  readonly to: number
  readonly count?: number
  readonly input?: TensorContent
  readonly output?: TensorContent
}

/** A product of rows with weights. */
export const projection = (
  context: Context,
  name: string,
  {
    part = 'projections',
    rows,
    from,
    to,
    count = 1,
    input = 'activations',
    output = 'activations',
  }: Projection,
): ModelLayer =>
  planned(
    context,
    { part, name, count, contents: { input, filter: 'weights', output }, sum: 'output' },
    (options) => fullyConnected({ N: rows, C: from, K: to, ...options }),
  )

type Dimension = 'N' | 'C' | 'Y' | 'X'

/** An operand of an elementwise layer: the dimensions that it has, and what it holds. */
export type Operand = readonly [dimensions: readonly Dimension[], content: TensorContent]

/** The extents of an elementwise layer, what it puts out if not activations, and how often it runs. */
export type Pointwise = {
  readonly sizes: { readonly N: number; readonly C: number; readonly Y?: number; readonly X?: number }
  readonly operands: readonly Operand[]
  readonly output?: TensorContent
  readonly count?: number
}

const operandNames = ['a', 'b', 'c', 'd']

/** An operation for each element of the output. */
export const pointwise = (
  context: Context,
  part: ModelPart,
  name: string,
  { sizes: { N, C, Y = 1, X = 1 }, operands, output = 'activations', count = 1 }: Pointwise,
): ModelLayer => {
  const ofOperands = operands.map(([, content], i) => [operandNames[i]!, content] as const)
  const contents = { ...Object.fromEntries(ofOperands), output }
  return planned(context, { part, name, count, contents, sum: null }, (options) =>
    elementwise({ N, C, Y, X, operands: operands.map(([dimensions]) => dimensions), ...options }),
  )
}

/** A row of `width` elements for every new token. */
export const rowsOf = (context: Context, width: number): Pointwise['sizes'] => ({
  N: newTokens(context),
  C: width,
})

export const whole: Operand = [['N', 'C'], 'activations']
/** A parameter for each element of a row. */
export const perChannel: Operand = [['C'], 'weights']

/** Adds what a block computed to what it was given. */
export const residual = (context: Context, name: string, width: number): ModelLayer =>
  pointwise(context, 'residual', name, { sizes: rowsOf(context, width), operands: [whole, whole] })
