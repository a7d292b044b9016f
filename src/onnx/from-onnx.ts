/** The public door: bytes of a model in, layers out. */
import { type Either, isLeft } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Layer } from '../operator/layer'
import { checkGraph } from './check-graph'
import { costOf } from './cost/cost'
import type { FreeReason } from './cost/outcome'
import type { Graph } from './format/model'
import { readModel } from './format/read-model'
import { infer, type Known } from './infer'
import { checkOptions, type OnnxOptions } from './options'

/**
 * A layer, with the node that it comes from: `node` is the node's name, or that of its first output if it has none.
 *
 * @since 0.1.0
 * @category onnx
 */
export type OnnxLayer = { readonly layer: Layer; readonly node: string; readonly op: string }

/**
 * A node that is not costed, or not wholly, and why in one or two sentences.
 *
 * @since 0.1.0
 * @category onnx
 */
export type UncostedNode = { readonly node: string; readonly op: string; readonly reason: string }

/**
 * A node that costs no operation: it has no arithmetic (it names, moves or makes data), it is constant (it depends on
 * nothing but the model, so it is computed once), or it is empty (an extent of it is 0).
 *
 * @since 0.1.0
 * @category onnx
 */
export type FreeNode = {
  readonly node: string
  readonly op: string
  readonly reason: FreeReason
}

/**
 * The layers of a model in the order of its nodes. Every node is in one of the three lists; one whose operator is costed
 * in part is in `layers` and in `uncosted`.
 *
 * @since 0.1.0
 * @category onnx
 */
export type OnnxLayers = {
  readonly layers: readonly OnnxLayer[]
  readonly uncosted: readonly UncostedNode[]
  readonly free: readonly FreeNode[]
}

const notBytes = (given: unknown) =>
  fault('Malformed', 'bytes', {
    expected: 'a Uint8Array with the bytes of an ONNX model',
    given: show(given),
    hint: 'Read the file into a Uint8Array: await readFile(path), or new Uint8Array(await response.arrayBuffer()).',
  })

const unreadableBytes = (reason: string) =>
  fault('Malformed', 'bytes', {
    expected: 'an ONNX model (a protocol buffer)',
    given: `bytes that cannot be read (${reason})`,
    hint: 'Check that the file is complete and an .onnx file, not a text that points to it.',
  })

const noGraph = /* @__PURE__ */ fault('Malformed', 'model.graph', {
  expected: 'a graph',
  given: 'missing',
  hint: 'Check that the bytes are those of an .onnx file.',
  message: 'The bytes hold no graph, so that there are no layers in them.',
})

const isBytes = (given: unknown): given is Uint8Array =>
  // Not instanceof: a frame or a test environment has a Uint8Array of its own.
  ArrayBuffer.isView(given) && Object.prototype.toString.call(given) === '[object Uint8Array]'

const readGraph = (bytes: unknown, report: Report): Graph | undefined => {
  if (!isBytes(bytes)) {
    report.push(notBytes(bytes))
    return undefined
  }
  const graph = readModel(bytes)
  if (isLeft(graph)) report.push(unreadableBytes(graph.left))
  else if (graph.right === undefined) report.push(noGraph)
  else return graph.right
  return undefined
}

const collect = (nodes: readonly Known[], form: Required<OnnxOptions>['matrixProducts']): OnnxLayers => {
  const layers: OnnxLayer[] = []
  const uncosted: UncostedNode[] = []
  const free: FreeNode[] = []
  for (const known of nodes) {
    const of = { node: known.label, op: known.call.node.op }
    const outcome = costOf(known, form)
    switch (outcome._tag) {
      case 'Layers':
        for (const layer of outcome.layers) layers.push({ layer, ...of })
        if (outcome.beside !== undefined) uncosted.push({ ...of, reason: outcome.beside })
        break
      case 'Uncosted':
        uncosted.push({ ...of, reason: outcome.reason })
        break
      case 'Free':
        free.push({ ...of, reason: outcome.reason })
    }
  }
  return { layers, uncosted, free }
}

/**
 * The layers of an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html), from the bytes of its file. Only shapes are
 * read, so that weights may be missing or in other files. Shapes that the file does not state are inferred; what depends
 * on the values of the inputs is said in {@link OnnxOptions}.
 *
 * - Conv, ConvInteger and QLinearConv over one or two axes become `conv2d`, `depthwiseConv2d` or `groupedConv2d` with
 *   their true padding (one axis is columns of a single row); ConvTranspose `transposedConv2d`, uncropped.
 * - Gemm, MatMul, Einsum of two operands and Attention become matrix products; axes of a batch that only one operand
 *   has are rows or columns, the others groups. Biases are not counted.
 * - Pools, reductions, ArgMax and ArgMin become `pool2d`: one operation per element of each window.
 * - Activations, arithmetic, comparisons and inference-time BatchNormalization become `elementwise`: one operation per
 *   element of the output. It reads two operands of the output's size, so that the traffic of an operator with one
 *   operand, or with one that is broadcast, is estimated too high.
 * - What moves data or makes constants is in `free`; everything else is in `uncosted` with the reason.
 *
 * Left: `Malformed` for bytes that are no model, nodes out of order or in a cycle, and misspelt options;
 * `UnboundParameter` for symbolic dimensions of inputs without a value; `InvalidExtent` for inputs without a shape and
 * for extents in the options that are none; `UnknownDimension` for names in the options that the model lacks. Faults of
 * single nodes are in `uncosted`.
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned } from 'maestro-dataflow/catalog'
 * import { fromOnnx } from 'maestro-dataflow/onnx'
 *
 * // A model of one node: a Gemm of x [batch, 256] and w [256, 10]. In practice: await readFile('model.onnx').
 * const base64 = 'CAg6XgoZCgF4CgF3EgF5GghjbGFzc2lmeSIER2VtbRIAKgoIgAIIChABQgF3WhkKAXgSFAoSCAESDgoHEgViYXRjaAoDCIACYhgKAXkSEwoRCAESDQoHEgViYXRjaAoCCApCAhAR'
 * const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
 *
 * const model = fromOnnx(bytes, { dimensions: { batch: 8 } })
 * const layers = model._tag === 'Right' ? model.right.layers.map(({ layer }) => layer) : []
 * layers[0] // => { kind: 'fullyConnected', name: 'classify', sizes: { N: 8, K: 10, C: 256 } }
 * orThrow(estimateNetwork(layers, kcPartitioned, accelerator({ pes: 64 }))).totals.macs // => 20480
 * ```
 * @since 0.1.0
 * @category onnx
 */
export const fromOnnx = (bytes: Uint8Array, options: OnnxOptions = {}): Either<EstimateErrors, OnnxLayers> =>
  attempt((report) => {
    const checked = checkOptions(options, report)
    const graph = readGraph(bytes, report)
    if (graph === undefined) return undefined
    checkGraph(graph, checked, report)
    return report.length > 0 ? undefined : collect(infer(graph, checked), checked.matrixProducts)
  })
