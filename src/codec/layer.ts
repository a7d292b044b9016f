/** Codecs of operators and layers. */
import * as t from 'io-ts'
import type { Densities, Density, OutputWidths, Precision } from '../operator/elements'
import type {
  BuiltInLayer,
  CustomLayer,
  ElementwiseLayer,
  Layer,
  PlainLayer,
  WindowLayer,
} from '../operator/layer'
import { type Form, formOf, kindNames } from '../operator/layer-kinds'
import type { AxisTerm, Operator, TensorCoupling } from '../operator/operator'
import type { Operands, Padding, PerAxis } from '../operator/shapes'
import { defaulted, dictionary, eitherObject, exact, list, optional, tagged } from './collections'
import { einsumCodec } from './einsum'
import { guarded } from './guarded'
import { cases, number } from './primitives'
import type { Codec } from './shape'

/** A name for reports, which may be absent. */
const name = defaulted(t.string, '')

const termCodec = exact<AxisTerm>('term', {
  dimension: t.string,
  coefficient: optional(number),
})

const tensorCodec = exact<TensorCoupling>('tensor', {
  name: t.string,
  role: t.keyof({ input: null, output: null }),
  axes: list(list(termCodec)),
})

/**
 * An operator of your own; its name may be absent. A text is decoded as an einsum, and is encoded as the operator it makes.
 *
 * @example
 * ```ts
 * import { orThrow, toEinsum } from 'maestro-dataflow'
 * import { decode, operatorCodec } from 'maestro-dataflow/codec'
 *
 * const dot = { name: 'dot', dimensions: ['I'], tensors: [{ name: 'a', role: 'in', axes: [[{ dimension: 'I' }]] }] }
 * const result = decode(operatorCodec)(dot)
 * result._tag === 'Left' ? result.left[0].hint : '' // => "Write one of 'input' or 'output'."
 *
 * orThrow(toEinsum(orThrow(decode(operatorCodec)('i, i -> ()')))) // => 'output[] = A[i] * B[i]'
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const operatorCodec: Codec<Operator> = guarded(
  cases({
    object: exact<Operator>('operator', {
      name,
      dimensions: list(t.string),
      tensors: list(tensorCodec),
    }),
    text: einsumCodec,
  }),
)

type Axes = Exclude<PerAxis, number>
type Sides = Exclude<Padding, PerAxis>

const axesCodec = exact<Axes>('axes', { y: number, x: number })
const sidesCodec = exact<Sides>('sides', {
  top: number,
  bottom: number,
  left: number,
  right: number,
})

const perAxisCodec: t.Type<PerAxis> = cases({ number, object: axesCodec })
const paddingCodec: t.Type<Padding> = cases({
  number,
  object: eitherObject(axesCodec, sidesCodec),
})

const sizesCodec = dictionary(number, 'numbers, one for each dimension')

/** The kinds whose layers have a form. */
const kindCodec = <L extends BuiltInLayer>(form: Form): t.Type<L['kind']> =>
  t.keyof(
    Object.fromEntries(kindNames.filter((kind) => formOf(kind) === form).map((kind) => [kind, null])) as {
      readonly [K in L['kind']]: null // a layer's type says of its form which kinds have it
    },
  )

const widthsCodec = exact<OutputWidths>('widths', { partial: optional(number), final: optional(number) })

/** Bits of the elements of tensors. */
export const precisionCodec: t.Type<Precision> = cases({
  number,
  object: dictionary(cases({ number, object: widthsCodec }), 'bits, one entry for each tensor or role'),
})

type Structure = Exclude<Density, number>

const densitiesCodec: t.Type<Densities> = dictionary(
  cases({ number, object: exact<Structure>('density', { n: number, m: number, along: t.string }) }),
  'densities, one for each input',
)

const elements = { precision: optional(precisionCodec), density: optional(densitiesCodec) }

const windowLayerCodec = exact<WindowLayer>('layer', {
  kind: kindCodec<WindowLayer>('window'),
  name,
  sizes: sizesCodec,
  stride: defaulted(perAxisCodec, { y: 1, x: 1 }),
  dilation: defaulted(perAxisCodec, { y: 1, x: 1 }),
  padding: defaulted(paddingCodec, { top: 0, bottom: 0, left: 0, right: 0 }),
  ...elements,
})

const plainLayerCodec = exact<PlainLayer>('layer', {
  kind: kindCodec<PlainLayer>('plain'),
  name,
  sizes: sizesCodec,
  ...elements,
})

const operandsCodec: t.Type<Operands> = cases({
  number,
  list: list(list(t.keyof({ N: null, C: null, Y: null, X: null }))),
})

const elementwiseLayerCodec = exact<ElementwiseLayer>('layer', {
  kind: kindCodec<ElementwiseLayer>('elementwise'),
  name,
  sizes: sizesCodec,
  operands: optional(operandsCodec),
  ...elements,
})

const customLayerCodec = exact<CustomLayer>('layer', {
  kind: t.keyof({ custom: null }),
  name,
  operator: operatorCodec,
  sizes: sizesCodec,
  ...elements,
})

const codecOf = {
  window: windowLayerCodec,
  plain: plainLayerCodec,
  elementwise: elementwiseLayerCodec,
  custom: customLayerCodec,
}

type CodecsOfKinds = Parameters<typeof tagged<Layer, 'kind'>>[1]

const ofKinds = Object.fromEntries(
  [...kindNames, 'custom' as const].map((kind) => [kind, codecOf[formOf(kind)]]),
) as unknown as CodecsOfKinds // each kind has the codec of its form

/**
 * A layer as its constructor builds it: name, stride, dilation and padding have its defaults where they are absent. The
 * operator of a `custom` layer may be an einsum. `estimate` checks whether the extents are complete.
 *
 * @example
 * ```ts
 * import { gemm, orThrow } from 'maestro-dataflow'
 * import { layerCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const text = '{ "kind": "gemm", "name": "scores", "sizes": { "M": 128, "N": 128, "K": 64 } }'
 * orThrow(parseJson(layerCodec)(text)) // => gemm({ M: 128, N: 128, K: 64, name: 'scores' })
 *
 * const wrong = parseJson(layerCodec)(text.replace('gemm', 'gem'))
 * wrong._tag === 'Left' ? wrong.left[0].path : '' // => 'layer.kind'
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const layerCodec: Codec<Layer> = guarded(tagged<Layer, 'kind'>('kind', ofKinds))

/**
 * The layers of a network.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { vgg16 } from 'maestro-dataflow/catalog'
 * import { layersCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * orThrow(parseJson(layersCodec)(JSON.stringify(vgg16))) // => vgg16
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const layersCodec: Codec<readonly Layer[]> = guarded(list(layerCodec, { place: 'layers' }))
