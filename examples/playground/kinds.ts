/** The kinds of layer that the page offers: their dimensions, in words and with numbers to begin with. */
import {
  type CustomLayer,
  conv2d,
  depthwiseConv2d,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  type LayerKind,
  type LayerOptions,
  layer,
  operator,
  pool2d,
  transposedConv2d,
} from 'maestro-dataflow'
import { attentionContext, attentionScores } from 'maestro-dataflow/catalog'

/** The paper's playground (Fig. 5): O[x'] += W[s] · I[x' + s]. */
const definition1d = {
  name: '1-D convolution',
  dimensions: ["X'", 'S'],
  tensors: [
    { name: 'W', role: 'input', axes: [[{ dimension: 'S' }]] },
    { name: 'I', role: 'input', axes: [[{ dimension: "X'" }, { dimension: 'S' }]] },
    { name: 'O', role: 'output', axes: [[{ dimension: "X'" }]] },
  ],
} as const

const convolution1d = operator(definition1d)

const customOperators = { convolution1d, attentionScores, attentionContext }

export type KindId = LayerKind | keyof typeof customOperators

/** What was typed into the fields; whether it makes sense is for the estimate to say. */
type Typed = { readonly name: string; readonly [property: string]: unknown }

type Kind = {
  readonly label: string
  /** Dimensions, in the order in which they are asked for, and what stands in a new field. */
  readonly sizes: Readonly<Record<string, string>>
  readonly windowed: boolean
  readonly build: (typed: Typed) => Layer
}

/** A constructor that takes whatever was typed: constructors build data from anything, `estimate` checks it. */
const anything =
  <Shape>(construct: (shape: Shape) => Layer) =>
  (typed: Typed): Layer =>
    construct(typed as Shape)

const custom =
  (id: keyof typeof customOperators) =>
  ({ name, precision, density, ...sizes }: Typed): Layer =>
    layer(customOperators[id] as CustomLayer['operator'], sizes as CustomLayer['sizes'], {
      name,
      ...({ precision, density } as LayerOptions),
    }) // likewise

const plane = { R: '3', S: '3', Y: '28', X: '28' }

export const kinds: Readonly<Record<KindId, Kind>> = {
  conv2d: {
    label: 'Convolution',
    sizes: { N: '1', K: '128', C: '128', ...plane },
    windowed: true,
    build: anything(conv2d),
  },
  depthwiseConv2d: {
    label: 'Depthwise convolution',
    sizes: { N: '1', C: '128', ...plane },
    windowed: true,
    build: anything(depthwiseConv2d),
  },
  groupedConv2d: {
    label: 'Grouped convolution',
    sizes: { N: '1', G: '32', K: '4', C: '4', ...plane },
    windowed: true,
    build: anything(groupedConv2d),
  },
  transposedConv2d: {
    label: 'Transposed convolution',
    sizes: { N: '1', K: '128', C: '128', ...plane },
    windowed: true,
    build: anything(transposedConv2d),
  },
  pool2d: {
    label: 'Pooling',
    sizes: { N: '1', C: '128', ...plane },
    windowed: true,
    build: anything(pool2d),
  },
  fullyConnected: {
    label: 'Fully connected',
    sizes: { N: '1', K: '1000', C: '2048' },
    windowed: false,
    build: anything(fullyConnected),
  },
  gemm: {
    label: 'Matrix product',
    sizes: { M: '512', N: '1024', K: '768' },
    windowed: false,
    build: anything(gemm),
  },
  elementwise: {
    label: 'Elementwise operation',
    sizes: { N: '1', C: '256', Y: '56', X: '56', operands: '' },
    windowed: false,
    build: anything(elementwise),
  },
  attentionScores: {
    label: 'Attention scores (Q·Kᵀ)',
    sizes: { N: '1', H: '8', Q: '128', L: '128', E: '64' },
    windowed: false,
    build: custom('attentionScores'),
  },
  attentionContext: {
    label: 'Attention context (A·V)',
    sizes: { N: '1', H: '8', Q: '128', L: '128', E: '64' },
    windowed: false,
    build: custom('attentionContext'),
  },
  convolution1d: {
    label: "1-D convolution (the paper's Fig. 5)",
    sizes: { "X'": '12', S: '6' },
    windowed: false,
    build: custom('convolution1d'),
  },
}

/** The operator of a custom kind: its name in a program, and its definition where the catalogue has none. */
export const operatorOf = (id: KindId) => ({
  name: id,
  isInCatalog: id !== 'convolution1d',
  definition: definition1d,
})

export const isKind = (id: string): id is KindId => Object.hasOwn(kinds, id)

/** The ids in the table's order. */
export const kindIds: readonly KindId[] = Object.keys(kinds).filter(isKind)

/** The kind of a layer; none if its operator is not one of the page's. */
export const kindOf = (of: Layer): KindId | undefined => {
  if (of.kind !== 'custom') return of.kind
  return kindIds.find((id) => kinds[id].label !== '' && nameOfOperator(id) === of.operator.name)
}

const nameOfOperator = (id: KindId): string | undefined =>
  Object.hasOwn(customOperators, id) ? customOperators[id as keyof typeof customOperators].name : undefined

const words: Readonly<Record<string, string>> = {
  N: 'batch',
  G: 'groups',
  K: 'filters',
  C: 'channels',
  R: 'filter rows',
  S: 'filter columns',
  Y: 'input rows',
  X: 'input columns',
  "X'": 'outputs',
  H: 'heads',
  Q: 'queries',
  L: 'keys',
  E: 'head width',
  operands: 'inputs',
}

const wordsOf: Partial<Record<KindId, Readonly<Record<string, string>>>> = {
  depthwiseConv2d: { C: 'channels' },
  pool2d: { C: 'channels', R: 'window rows', S: 'window columns' },
  groupedConv2d: { K: 'outputs per group', C: 'inputs per group' },
  elementwise: { C: 'channels', Y: 'rows', X: 'columns' },
  gemm: { M: 'rows of A', N: 'columns of B', K: 'inner' },
  fullyConnected: { K: 'outputs', C: 'inputs' },
  convolution1d: { S: 'filter' },
}

/** What a dimension of a kind means. */
export const wordOf = (id: KindId, dimension: string): string =>
  wordsOf[id]?.[dimension] ?? words[dimension] ?? dimension
