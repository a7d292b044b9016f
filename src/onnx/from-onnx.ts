/** From the bytes of a model to layers. */
import { type Either, isLeft } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import { largestCount } from '../internal/arithmetic'
import type { Layer } from '../operator/layer'
import { checkGraph } from './check-graph'
import type { FreeReason } from './cost/outcome'
import { follow } from './follow/follow'
import type { Assumption, Entry } from './follow/followed'
import type { Model } from './format/model'
import { readModel } from './format/read-model'
import { checkOptions, type OnnxOptions, reportUnknownBranches } from './options'

/**
 * A node of the model: its name, or that of its first output if it has none, and its operator. The name of a node in the
 * body of another one has the other's name before it, as in `block/attention`.
 *
 * @since 0.2.0
 * @category onnx
 */
export type OnnxNode = {
  /** The name of the node, or that of its first output. */
  readonly node: string
  /** The operator of the node, such as `Conv`. */
  readonly op: string
}

/**
 * A node that is not costed, or whose cost rests on an assumption, and why in one or two sentences.
 *
 * @since 0.1.0
 * @category onnx
 */
export type UncostedNode = OnnxNode & {
  /** The reason why the node is not costed, or the assumption behind its cost. */
  readonly reason: string
}

/**
 * A node that costs no operation, and why not.
 *
 * @since 0.1.0
 * @category onnx
 */
export type FreeNode = OnnxNode & {
  /** The reason why the node costs no operation. */
  readonly reason: FreeReason
}

/**
 * The layers of a model, in the order of its nodes. Every node is in `sources`, in `free` or in `uncosted`. A node in
 * `uncosted` also stands for the nodes of its body.
 *
 * - `layers`: the layers for `estimateNetwork`. A node may have several layers (a Softmax has five); the layers of a
 *   loop's body, and the products with the state of an LSTM, are listed as often as they run.
 * - `sources`: the node that each layer comes from, in the same order.
 * - `totals`: the MACs of the layers that multiply and add up, and the operations of all others.
 * - `assumed`: nodes whose cost depends on an assumption, with the assumption.
 * - `free`: nodes that cost no operation; `uncosted`: nodes that are not costed, with the reason.
 *
 * @since 0.1.0
 * @category onnx
 */
export type OnnxLayers = {
  /** The layers, ready for `estimateNetwork`. */
  readonly layers: readonly Layer[]
  /** The node that each layer comes from, in the same order. */
  readonly sources: readonly OnnxNode[]
  /** The totals of all layers. */
  readonly totals: {
    /** MACs of the layers that multiply and add. */
    readonly macs: number
    /** Operations of the other layers. */
    readonly operations: number
  }
  /** Nodes whose cost rests on an assumption, and which one. */
  readonly assumed: readonly UncostedNode[]
  /** Nodes that cost no operation. */
  readonly free: readonly FreeNode[]
  /** Nodes that are not costed, and why. */
  readonly uncosted: readonly UncostedNode[]
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

const noGraph = () =>
  fault('Malformed', 'model.graph', {
    expected: 'a graph',
    given: 'missing',
    hint: 'Check that the bytes are those of an .onnx file.',
    message: 'The bytes hold no graph, so that there are no layers in them.',
  })

const isBytes = (given: unknown): given is Uint8Array =>
  // Not instanceof: a frame or a test environment has a Uint8Array of its own.
  ArrayBuffer.isView(given) && Object.prototype.toString.call(given) === '[object Uint8Array]'

const readBytes = (bytes: unknown, report: Report): Model | undefined => {
  if (!isBytes(bytes)) {
    report.push(notBytes(bytes))
    return undefined
  }
  const model = readModel(bytes)
  if (isLeft(model)) report.push(unreadableBytes(model.left))
  else if (model.right === undefined) report.push(noGraph())
  else return model.right
  return undefined
}

/** The most layers that are listed; a loop may run millions of times. */
const mostLayers = 262_144

const tooManyCounts = () =>
  fault('CountOverflow', 'model.graph', {
    expected: `at most ${largestCount} operations in all`,
    given: 'more',
    hint: 'Give smaller extents for the dimensions of the inputs.',
    message: 'The model does more than 2^53 − 1 operations: they could not be counted exactly.',
  })

const collect = (entries: readonly Entry[], assumed: readonly Assumption[], report: Report): OnnxLayers => {
  const layers: Layer[] = []
  const sources: OnnxNode[] = []
  const totals = { macs: 0, operations: 0 }
  const uncosted: UncostedNode[] = []
  const free: FreeNode[] = []
  for (const { node, op, outcome, times } of entries) {
    const source = { node, op }
    if (outcome._tag === 'Uncosted') uncosted.push({ ...source, reason: outcome.reason })
    else if (outcome._tag === 'Free') free.push({ ...source, reason: outcome.reason })
    else {
      const count = outcome.layers.reduce((so, layer) => so + layer.times * times, 0)
      if (layers.length + count > mostLayers) {
        const reason = `It would be ${count} layers: with those before, more than the ${mostLayers} that are listed.`
        uncosted.push({ ...source, reason })
        continue
      }
      for (const costed of outcome.layers) {
        totals[costed.work] += costed.operations * costed.times * times
        for (let i = 0; i < costed.times * times; i++) {
          layers.push(costed.layer)
          sources.push(source)
        }
      }
    }
  }
  if (totals.macs + totals.operations > largestCount) report.push(tooManyCounts())
  return { layers, sources, totals, assumed, free, uncosted }
}

/**
 * The layers of an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html), from the bytes of its file. Only shapes
 * and small constants are read, so that weights may be missing or in other files. Shapes that the file does not state are
 * inferred; {@link OnnxOptions} has those that depend on the values of the inputs.
 *
 * - Conv, ConvInteger and QLinearConv become `conv2d`, `depthwiseConv2d` or `groupedConv2d` with their true padding (one
 *   axis is columns of a single row), over three axes an operator of its own; ConvTranspose is uncropped.
 * - Gemm, MatMul, attention and the products of LSTM, GRU and RNN become matrix products; axes of a batch that only one
 *   operand has are rows or columns, the others groups. Biases of products are not counted.
 * - Einsum of two operands becomes a matrix product, a sum over one a reduction; another is the layer that `einsum` makes.
 * - Pools, reductions, ArgMax and ArgMin become `pool2d`: one operation per element of each window. Pools over three axes
 *   become an operator of their own.
 * - Activations, arithmetic and comparisons become `elementwise`: one operation per element of the output, with operands
 *   of their own size. Softmax and normalizations are the steps of their definitions: reductions and elementwise layers.
 * - With `matrixProducts: 'transformer'`, attention, softmax, normalizations and rotary embeddings become the layers of
 *   `transformerBlock`.
 * - Local functions, If, Loop and Scan are followed into their bodies.
 * - What moves data or makes constants is in `free`; everything else is in `uncosted` with the reason.
 *
 * Left: `Malformed` for bytes that are not a model, nodes out of order or in a cycle, and misspelt options;
 * `UnboundParameter` for symbolic dimensions of inputs without a value; `InvalidExtent` for inputs without a shape and
 * for invalid extents in the options; `UnknownDimension` for names in the options that the model lacks;
 * `CountOverflow` for more than 2^53 − 1 operations. Faults of single nodes are in `uncosted`.
 *
 * @param bytes - The bytes of the model's file (`.onnx`).
 * @param options - Information that the bytes do not contain: extents of symbolic dimensions, shapes, and forms of products.
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
 * const { layers, sources, totals } = orThrow(fromOnnx(bytes, { dimensions: { batch: 8 } }))
 * layers // => [{ kind: 'fullyConnected', name: 'classify', sizes: { N: 8, K: 10, C: 256 } }]
 * sources // => [{ node: 'classify', op: 'Gemm' }]
 * totals // => { macs: 20480, operations: 0 }
 * orThrow(estimateNetwork(layers, kcPartitioned, accelerator({ pes: 64 }))).totals.macs // => 20480
 * ```
 * @since 0.1.0
 * @category onnx
 */
export const fromOnnx = (bytes: Uint8Array, options: OnnxOptions = {}): Either<EstimateErrors, OnnxLayers> =>
  attempt((report) => {
    const checked = checkOptions(options, report)
    const model = readBytes(bytes, report)
    if (model === undefined) return undefined
    checkGraph(model, checked, report)
    if (report.length > 0) return undefined
    const { entries, assumed, branching } = follow(model, checked)
    reportUnknownBranches(checked, branching, report)
    return collect(entries, assumed, report)
  })
