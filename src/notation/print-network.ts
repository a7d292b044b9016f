/** Networks as text. */
import type { Dataflow } from '../dataflow/directive'
import { mostLayers } from '../internal/limits'
import { isOfFamily } from '../operator/layer-kinds'
import { perAxis } from '../operator/make-layer'
import type { Padding, PerAxis } from '../operator/shapes'
import { printElements } from './elements'
import { type TypedLayer, typeOf } from './layer-types'
import { printOperands } from './operands'
import { dataflowLines, type FileConstants, fileConstants, printConstants } from './print-dataflow'
import { printNumber } from './print-expression'
import { indented, printed, printName } from './printed'

/**
 * A layer that has a notation; of custom operators, `batchedMatrixProduct` alone has one.
 *
 * @since 0.1.0
 * @category notation
 */
export type PrintableLayer = {
  /** The layer to print. */
  readonly layer: TypedLayer
  /** The dataflow of the layer; null or absent for none. */
  readonly dataflow?: Dataflow | null
}

/**
 * The input of {@link printNetwork}; `parseNetwork` returns such a network.
 *
 * @since 0.1.0
 * @category notation
 */
export type PrintableNetwork = {
  /** The name of the network. */
  readonly name: string
  /** The layers with their dataflows, in order. */
  readonly layers: readonly PrintableLayer[]
}

type Sides = Extract<Padding, { readonly top: number }>

const perSide = (value: Padding): Sides => {
  if (typeof value === 'object' && 'top' in value) return value
  const { y, x } = perAxis(value)
  return { top: y, bottom: y, left: x, right: x }
}

const block = (what: string, entries: readonly (readonly [string, number])[]): string =>
  `${what} { ${entries.map(([name, value]) => `${name}: ${printNumber(value)}`).join(', ')} }`

const axisBlock = (what: string, value: PerAxis): readonly string[] => {
  const { y, x } = perAxis(value)
  return y === 1 && x === 1
    ? []
    : [
        block(what, [
          ['Y', y],
          ['X', x],
        ]),
      ]
}

const paddingBlock = (value: Padding): readonly string[] => {
  const { top, bottom, left, right } = perSide(value)
  if (top === 0 && bottom === 0 && left === 0 && right === 0) return []
  if (top !== bottom || left !== right)
    return [block('Padding', Object.entries({ top, bottom, left, right }))]
  return [
    block('Padding', [
      ['Y', top],
      ['X', left],
    ]),
  ]
}

const order: readonly string[] = ['B', 'N', 'G', 'M', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"]

const rankOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)

/** Sizes in the order of the documentation; a batch of 1 goes without saying, except for matrices, whose N is no batch. */
const dimensionsOf = ({ kind, sizes }: PrintableLayer['layer']): string =>
  block(
    'Dimensions',
    Object.entries(sizes)
      .filter(([name, size]) => size !== undefined && (!isOfFamily(kind) || name !== 'N' || size !== 1))
      .sort(([a], [b]) => rankOf(a) - rankOf(b)),
  )

const windowLines = (layer: PrintableLayer['layer']): readonly string[] =>
  'stride' in layer
    ? [
        ...axisBlock('Stride', layer.stride ?? 1),
        ...axisBlock('Dilation', layer.dilation ?? 1),
        ...paddingBlock(layer.padding ?? 0),
      ]
    : []

/** Nothing, where the layer before has none either: that is what a layer without a dataflow inherits. */
const flowLines = (dataflow: Dataflow | null, before: Dataflow | null, constants: FileConstants) => {
  if (dataflow !== null) return dataflowLines(dataflow, constants)
  return before === null ? [] : ['Dataflow: none;']
}

const layerLines = (
  { layer, dataflow = null }: PrintableLayer,
  before: Dataflow | null,
  constants: FileConstants,
): readonly string[] => [
  layer.name === '' ? 'Layer {' : `Layer ${printName(layer.name)} {`,
  ...indented([
    `Type: ${typeOf(layer)}`,
    ...windowLines(layer),
    dimensionsOf(layer),
    ...('operands' in layer && layer.operands !== undefined ? [printOperands(layer.operands)] : []),
    ...printElements(layer),
    ...flowLines(dataflow, before, constants),
  ]),
  '}',
]

/**
 * A network as text; `parseNetwork` reads it back. Layers with stride 1, no padding and dataflows without names are
 * written as the public tool reads them; names of dataflows, dilation, padding, arithmetic, precision, density and the types
 * BMM, ELEMENTWISE, FC and POOL are beyond it.
 *
 * @param network - The network to print.
 *
 * @example
 * ```ts
 * import { conv2d, orThrow } from 'maestro-dataflow'
 * import { parseNetwork, printNetwork } from 'maestro-dataflow/notation'
 *
 * const text = printNetwork({ name: 'tiny', layers: [{ layer: conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10, name: 'CONV1' }) }] })
 * text.split('\n')[3] // => '    Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }'
 * printNetwork(orThrow(parseNetwork(text))) === text // => true
 * ```
 * @since 0.1.0
 * @category notation
 */
export const printNetwork = (network: PrintableNetwork): string =>
  printed(() => {
    const { name } = network
    const layers = network.layers.slice(0, mostLayers + 1)
    const dataflows = layers.flatMap(({ dataflow }) => dataflow ?? [])
    const constants = fileConstants(dataflows)
    const declared = printConstants(constants)
    const lines = layers.flatMap((layer, i) => layerLines(layer, layers[i - 1]?.dataflow ?? null, constants))
    return [
      ...(declared.length === 0 ? [] : [...declared, '']),
      name === '' ? 'Network {' : `Network ${printName(name)} {`,
      ...indented(lines),
      '}',
      '',
    ].join('\n')
  })
