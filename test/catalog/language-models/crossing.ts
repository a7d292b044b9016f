/** What layers of language models do and move, as estimates on one PE with unlimited buffers count it. */

import {
  type Dataflow,
  dataflow,
  type Estimate,
  estimate,
  type Layer,
  orThrow,
  temporalMap,
} from '../../../src'
import type { ModelLayer, TensorContent } from '../../../src/catalog'
import { sum } from '../totals'

const anyDataflow = (layer: Layer): Dataflow =>
  layer.kind === 'custom'
    ? dataflow('any', [temporalMap(1, 1, layer.operator.dimensions[0]!)])
    : dataflow('any', [temporalMap(1, 1, 'N')])

/** Every tensor crosses once; words of 16 bits. */
export const estimated = (layer: Layer): Estimate =>
  orThrow(estimate(layer, anyDataflow(layer), { pes: 1, elementBytes: 2 }))

export const bitsOf = (layers: readonly ModelLayer[]): number =>
  sum(layers.map(({ layer, count }) => count * estimated(layer).offchip.bits))

/** Elements of the tensors that hold these, each once. */
export const elementsOf = (layers: readonly ModelLayer[], ...contents: readonly TensorContent[]): number =>
  sum(
    layers.map((each) => {
      const { tensors } = estimated(each.layer).offchip
      const held = Object.entries(tensors).filter(([name]) => contents.includes(each.contents[name]!))
      return each.count * sum(held.map(([, { reads, writes }]) => reads + writes))
    }),
  )

/** Products and sums; the operations of elementwise layers are none. */
export const macsOf = (layers: readonly ModelLayer[]): number =>
  sum(
    layers
      .filter(({ layer }) => layer.kind !== 'elementwise' && !/softmax|state update/.test(layer.name))
      .map(({ layer, count }) => count * estimated(layer).macs),
  )
