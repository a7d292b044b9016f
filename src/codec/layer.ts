/** Codecs of operators and layers. */
import * as t from 'io-ts'
import type {
  CustomLayer,
  ElementwiseLayer,
  Layer,
  Operands,
  Padding,
  PerAxis,
  PlainLayer,
  WindowLayer,
} from '../operator/layer'
import type { AxisTerm, Operator, TensorCoupling } from '../operator/operator'
import { defaulted, dictionary, eitherObject, exact, list, optional, tagged } from './collections'
import { cases, number } from './primitives'
import { type Codec, guarded } from './shape'

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
 * An operator of your own; its name may be absent.
 *
 * @example
 * ```ts
 * import { decode, operatorCodec } from 'maestro-dataflow/codec'
 *
 * const dot = { name: 'dot', dimensions: ['I'], tensors: [{ name: 'a', role: 'in', axes: [[{ dimension: 'I' }]] }] }
 * const result = decode(operatorCodec)(dot)
 * result._tag === 'Left' ? result.left[0].hint : '' // => "Write one of 'input' or 'output'."
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const operatorCodec: Codec<Operator> = guarded(
  exact<Operator>('operator', {
    name,
    dimensions: list(t.string),
    tensors: list(tensorCodec),
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

const perAxisCodec: Codec<PerAxis> = cases({ number, object: axesCodec })
const paddingCodec: Codec<Padding> = cases({
  number,
  object: eitherObject(axesCodec, sidesCodec),
})

const sizesCodec = dictionary(number, 'numbers, one for each dimension')

const windowLayerCodec = exact<WindowLayer>('layer', {
  kind: t.keyof({
    conv2d: null,
    depthwiseConv2d: null,
    groupedConv2d: null,
    transposedConv2d: null,
    pool2d: null,
  }),
  name,
  sizes: sizesCodec,
  stride: defaulted(perAxisCodec, { y: 1, x: 1 }),
  dilation: defaulted(perAxisCodec, { y: 1, x: 1 }),
  padding: defaulted(paddingCodec, { top: 0, bottom: 0, left: 0, right: 0 }),
})

const plainLayerCodec = exact<PlainLayer>('layer', {
  kind: t.keyof({ gemm: null, fullyConnected: null }),
  name,
  sizes: sizesCodec,
})

const operandsCodec: Codec<Operands> = cases({
  number,
  list: list(list(t.keyof({ N: null, C: null, Y: null, X: null }))),
})

const elementwiseLayerCodec = exact<ElementwiseLayer>('layer', {
  kind: t.keyof({ elementwise: null }),
  name,
  sizes: sizesCodec,
  operands: optional(operandsCodec),
})

const customLayerCodec = exact<CustomLayer>('layer', {
  kind: t.keyof({ custom: null }),
  name,
  operator: operatorCodec,
  sizes: sizesCodec,
})

/**
 * A layer as its constructor builds it: name, stride, dilation and padding have its defaults where they are absent. Which
 * extents it needs is for `estimate` to say.
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
export const layerCodec: Codec<Layer> = guarded(
  tagged<Layer, 'kind'>('kind', {
    conv2d: windowLayerCodec,
    depthwiseConv2d: windowLayerCodec,
    groupedConv2d: windowLayerCodec,
    transposedConv2d: windowLayerCodec,
    pool2d: windowLayerCodec,
    gemm: plainLayerCodec,
    fullyConnected: plainLayerCodec,
    elementwise: elementwiseLayerCodec,
    custom: customLayerCodec,
  }),
)

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
