/** What each operator costs. */
import { type Either, left, map, match, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { isPositiveInteger } from '../../internal/arithmetic'
import type { Layer } from '../../operator/layer'
import { defaultDomains, hasSubgraph, type Known } from '../infer'
import {
  binary,
  convolutions,
  matrixProducts,
  movement,
  unary,
  uncosted as uncostedOperators,
  variadic,
  windowPools,
} from '../operators'
import type { MatrixForm } from '../options'
import { type Call, hasInput, intOf, textOf, valuesAt } from '../shape/call'
import { einsumOf } from '../shape/einsum'
import { attentionOf, gemmOf, matMulOf, type Products } from '../shape/matrix'
import { foldedAxesOf } from '../shape/reduce'
import { quoted } from '../shape/shape'
import { elementwiseLayer } from './elementwise'
import { free, layers, type Outcome, uncosted } from './outcome'
import { productLayer } from './products'
import { convolutionLayer, foldingLayer, poolLayer, transposedLayer } from './windows'

type Made = Either<string, readonly Layer[]>

const ownOf = <V>(table: { readonly [name: string]: V }, name: string): V | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** Names of several layers of one node. */
const numbered = (label: string, at: number, count: number): string =>
  count === 1 ? label : `${label}.${at}`

const productLayers = (found: Either<string, Products>, label: string, form: MatrixForm): Made =>
  pipe(
    found,
    map(({ products }) =>
      products.map((product, at) => productLayer(numbered(label, at, products.length), product, form)),
    ),
  )

/** `count` elementwise operations on the first output. */
const elementwiseLayers = ({ outputs: [output], label }: Known, count: number): Made => {
  if (output === undefined) return left('It has no output.')
  if (output._tag === 'Unknown') return left(output.why)
  return right(
    Array.from({ length: count }, (_, at) => elementwiseLayer(numbered(label, at, count), output.shape)),
  )
}

const windowLayers = ({ call, label }: Known): Made | undefined => {
  const { op } = call.node
  const operands = ownOf(convolutions, op)
  if (operands !== undefined) return convolutionLayer(call, label, ...operands)
  if (op === 'ConvTranspose') return transposedLayer(call, label)
  if (windowPools.has(op)) return poolLayer(call, label)
  const folded = foldedAxesOf(op)
  return folded === undefined ? undefined : foldingLayer(call, label, folded)
}

const matrixLayers = ({ call, label }: Known, form: MatrixForm): Made | undefined => {
  const { op } = call.node
  const operands = ownOf(matrixProducts, op)
  if (operands !== undefined) return productLayers(matMulOf(call, ...operands), label, form)
  switch (op) {
    case 'Gemm':
      return productLayers(gemmOf(call), label, form)
    case 'Einsum':
      return productLayers(einsumOf(call), label, form)
    case 'Attention':
      return productLayers(attentionOf(call), label, form)
    default:
      return undefined
  }
}

const elementLayers = (known: Known): Made | undefined => {
  const { node, inputs } = known.call
  if (unary.has(node.op) || binary.has(node.op)) return elementwiseLayers(known, 1)
  if (!variadic.has(node.op)) return undefined
  return elementwiseLayers(known, inputs.filter((fact) => fact !== undefined).length - 1)
}

const interpolation = (call: Call): string | undefined => {
  const mode = textOf(call, 'mode', 'nearest')
  return mode === 'nearest'
    ? undefined
    : `It interpolates (${quoted(mode)}), which no operator of the cost model describes.`
}

const accumulation = (call: Call): string | undefined => {
  const reduction = textOf(call, 'reduction', 'none')
  return reduction === 'none'
    ? undefined
    : `It accumulates (${quoted(reduction)}) at places that depend on data.`
}

/** Operators of which only some forms can be costed, or only some are free. */
const exceptions: { readonly [op: string]: (call: Call) => string | undefined } = {
  BatchNormalization: (call) =>
    intOf(call, 'training_mode', 0) === 0 ? undefined : 'In training, it takes several passes over its data.',
  Dropout: (call) =>
    hasInput(call, 2) && valuesAt(call, 2)?.data[0] !== 0
      ? 'In training, it scales what it keeps.'
      : undefined,
  Resize: interpolation,
  Upsample: interpolation,
  Scatter: accumulation,
  ScatterElements: accumulation,
  ScatterND: accumulation,
}

/** Why a node is not costed, whatever its shapes are. */
const refusalOf = ({ call }: Known): string | undefined => {
  const { op, domain } = call.node
  if (hasSubgraph(call.node)) return `${op} runs subgraphs, which are not followed.`
  if (!defaultDomains.includes(domain))
    return `It is an operator of the domain ${quoted(domain)}, not of the ONNX standard.`
  const does = ownOf(uncostedOperators, op)
  return does === undefined ? ownOf(exceptions, op)?.(call) : `${op} ${does}.`
}

const isEmptyLayer = ({ sizes }: Layer): boolean => Object.values(sizes).includes(0)

/** Layers of a node that are worth estimating; the others do nothing. */
const outcomeOf = (made: readonly Layer[], beside: string | undefined): Outcome => {
  const full = made.filter((layer) => !isEmptyLayer(layer))
  if (full.some(({ sizes }) => !Object.values(sizes).every(isPositiveInteger)))
    return uncosted('Its extents are too large to be counted.')
  if (full.length === 0) return free(made.length === 0 ? 'no arithmetic' : 'empty')
  return beside === undefined ? layers(full) : { _tag: 'Layers', layers: full, beside }
}

/** What one node costs. */
export const costOf = (known: Known, form: MatrixForm): Outcome => {
  const { call, outputs } = known
  const { op } = call.node
  const isConstant = outputs.length > 0 && outputs.every(({ constant }) => constant)
  if (isConstant) return free(movement.has(op) ? 'no arithmetic' : 'constant')
  const refusal = refusalOf(known)
  if (refusal !== undefined) return uncosted(refusal)
  if (movement.has(op)) return free('no arithmetic')
  const made = windowLayers(known) ?? matrixLayers(known, form) ?? elementLayers(known)
  if (made === undefined) return uncosted(`There is no rule that makes a layer of ${quoted(op)}.`)
  const beside = op === 'Attention' ? `Of Attention, the softmax ${uncostedOperators['Softmax']}.` : undefined
  return pipe(
    made,
    match(uncosted, (found) => outcomeOf(found, beside)),
  )
}
