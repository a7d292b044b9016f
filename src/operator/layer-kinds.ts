/** The kinds of layer, each in a row: its operator (docs/spec.md, section 1) and which properties its layers have. */
import type { CustomLayer, ElementwiseLayer, Layer, LayerKind, PlainLayer, WindowLayer } from './layer'

/** Which properties the layers of a kind have. */
export type Form = 'window' | 'plain' | 'elementwise' | 'custom'

type Row<F extends Form> = {
  readonly form: F
  readonly dimensions: string
  /** The axes of each tensor, of which the last is the output. An axis Y'+R or X'+S is a sliding window. */
  readonly tensors: Readonly<Record<string, string>>
}

type Table = { readonly [K in WindowLayer['kind']]: Row<'window'> } & {
  readonly [K in PlainLayer['kind']]: Row<'plain'>
} & { readonly [K in ElementwiseLayer['kind']]: Row<'elementwise'> }

export const layerKinds: Table = {
  conv2d: {
    form: 'window',
    dimensions: "N K C R S Y' X'",
    tensors: { input: "N C Y'+R X'+S", filter: 'K C R S', output: "N K Y' X'" },
  },
  depthwiseConv2d: {
    form: 'window',
    dimensions: "N C R S Y' X'",
    tensors: { input: "N C Y'+R X'+S", filter: 'C R S', output: "N C Y' X'" },
  },
  groupedConv2d: {
    form: 'window',
    dimensions: "N G K C R S Y' X'",
    tensors: { input: "N G C Y'+R X'+S", filter: 'G K C R S', output: "N G K Y' X'" },
  },
  transposedConv2d: {
    form: 'window',
    dimensions: 'N K C R S Y X',
    tensors: { input: 'N C Y X', filter: 'K C R S', output: 'N K Y+R X+S' },
  },
  gemm: {
    form: 'plain',
    dimensions: 'M N K',
    tensors: { A: 'M K', B: 'K N', C: 'M N' },
  },
  fullyConnected: {
    form: 'plain',
    dimensions: 'N K C',
    tensors: { input: 'N C', filter: 'K C', output: 'N K' },
  },
  pool2d: {
    form: 'window',
    dimensions: "N C R S Y' X'",
    tensors: { input: "N C Y'+R X'+S", output: "N C Y' X'" },
  },
  elementwise: {
    form: 'elementwise',
    dimensions: 'N C Y X',
    tensors: { a: 'N C Y X', b: 'N C Y X', output: 'N C Y X' },
  },
}

/** In the order of the table. */
export const kindNames = /* @__PURE__ */ Object.keys(layerKinds) as readonly LayerKind[] // the rows of the table

export const isLayerKind = (kind: unknown): kind is LayerKind =>
  typeof kind === 'string' && Object.hasOwn(layerKinds, kind)

export const formOf = (kind: Layer['kind']): Form => (kind === 'custom' ? kind : layerKinds[kind].form)

/** Whether a window slides over the operator's input or output. */
export const hasWindow = (kind: Layer['kind']): boolean => formOf(kind) === 'window'

/**
 * Whether dimensions have the names of the convolution family: N is the batch and 1 when absent, and dataflows may map names
 * that the operator lacks. Not a column of the table, so that networks of the catalog are bundled without it.
 */
export const isOfFamily = (kind: Layer['kind']): boolean => kind !== 'gemm' && kind !== 'custom'

export const dimensionsOf = (kind: LayerKind): readonly string[] => layerKinds[kind].dimensions.split(' ')

/** The extents that a layer may give: of a window's coordinates, which come last, those of inputs and of outputs. */
export const sizeNamesOf = (kind: LayerKind): readonly string[] => {
  const dimensions = dimensionsOf(kind)
  return hasWindow(kind) ? [...dimensions.slice(0, -2), 'Y', 'X', "Y'", "X'"] : dimensions
}

type Properties = {
  readonly window: readonly (keyof WindowLayer)[]
  readonly plain: readonly (keyof PlainLayer)[]
  readonly elementwise: readonly (keyof ElementwiseLayer)[]
  readonly custom: readonly (keyof CustomLayer)[]
}

/** The properties of layers by their form. */
export const layerProperties: Properties = {
  window: ['kind', 'name', 'sizes', 'stride', 'dilation', 'padding', 'precision', 'density'],
  plain: ['kind', 'name', 'sizes', 'precision', 'density'],
  elementwise: ['kind', 'name', 'sizes', 'operands', 'precision', 'density'],
  custom: ['kind', 'name', 'sizes', 'operator', 'precision', 'density'],
}
