import { expect } from 'vitest'
import { dataflow, estimate, type Layer, orThrow, temporalMap } from '../../src/index'
import { fromOnnx, type OnnxLayers, type OnnxOptions } from '../../src/onnx'
import { type Attributes, type Model, model, type Tensor } from './build'

export const read = (given: Model, options?: OnnxOptions): OnnxLayers =>
  orThrow(fromOnnx(model(given), options))

/** A model of one node that reads inputs and weights of the given shapes; numbers make constants. */
export const single = (
  op: string,
  operands: readonly (readonly number[] | Omit<Tensor, 'name'> | null)[],
  attributes: Attributes = {},
  outputs = 1,
): Model => {
  const name = (at: number): string => `in${at}`
  const isShape = (operand: (typeof operands)[number]): operand is readonly number[] => Array.isArray(operand)
  return {
    inputs: operands.flatMap((operand, at) => (isShape(operand) ? [{ name: name(at), dims: operand }] : [])),
    initializers: operands.flatMap((operand, at) =>
      operand === null || isShape(operand) ? [] : [{ ...operand, name: name(at) }],
    ),
    nodes: [
      {
        op,
        name: 'node',
        inputs: operands.map((operand, at) => (operand === null ? '' : name(at))),
        outputs: Array.from({ length: outputs }, (_, at) => `out${at}`),
        attributes,
      },
    ],
  }
}

/** The layers of a single node; nothing of it may be uncosted or free. */
export const layersOf = (given: Model, options?: OnnxOptions): readonly Layer[] => {
  const { layers, uncosted, free } = read(given, options)
  expect({ uncosted, free }).toEqual({ uncosted: [], free: [] })
  return layers
}

export const layerOf = (given: Model, options?: OnnxOptions): Layer => {
  const layers = layersOf(given, options)
  expect(layers).toHaveLength(1)
  return layers[0]!
}

/** Why a single node is not costed. */
export const reasonOf = (given: Model, options?: OnnxOptions): string => {
  const { layers, uncosted, free } = read(given, options)
  expect({ layers, free, uncosted: uncosted.length }).toEqual({ layers: [], free: [], uncosted: 1 })
  return uncosted[0]!.reason
}

/** A dataflow that every layer with a dimension N takes. */
export const whole = dataflow('whole', [temporalMap(1, 1, 'N')])

/** MACs as the cost model counts them. */
export const macsOf = (layer: Layer): number => orThrow(estimate(layer, whole, { pes: 1 })).macs

/**
 * The extents of what a node makes, seen through a ReLU behind it: the elementwise layer's sizes [N, C, Y, X]. Only
 * for shapes of at most four axes.
 */
export const shapeAfter = (given: Model, options?: OnnxOptions, output = 'out0'): readonly number[] => {
  const { layers, sources, uncosted } = read(
    {
      ...given,
      nodes: [...given.nodes, { op: 'Relu', name: 'probe', inputs: [output], outputs: ['probe'] }],
    },
    options,
  )
  const probe = layers[sources.findIndex(({ node }) => node === 'probe')]
  if (probe === undefined)
    return expect.unreachable(uncosted.map(({ reason }) => reason).join(' ') || 'the probe is free')
  const { N, C, Y, X } = probe.sizes
  return [N!, C!, Y!, X!]
}
