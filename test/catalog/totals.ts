/** What a network does and holds, as estimates count it. */
import { cPartitioned } from '../../src/catalog'
import {
  type Dataflow,
  dataflow,
  type Estimate,
  estimate,
  type Layer,
  orThrow,
  temporalMap,
} from '../../src/index'

const anyDataflow = ({ kind }: Layer): Dataflow => {
  if (kind === 'gemm') return dataflow('rows', [temporalMap(1, 1, 'M')])
  if (kind === 'custom') return dataflow('queries', [temporalMap(1, 1, 'Q')])
  return cPartitioned
}

const estimates = (layers: readonly Layer[]): readonly Estimate[] =>
  layers.map((layer) => orThrow(estimate(layer, anyDataflow(layer), { pes: 1 })))

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const macs = (layers: readonly Layer[]): number => sum(estimates(layers).map((each) => each.macs))

/** Elements of all weights: with one PE and unlimited memory each crosses once. */
export const weights = (layers: readonly Layer[]): number =>
  sum(estimates(layers).map(({ offchip: { tensors } }) => (tensors['filter'] ?? tensors['A'])?.reads ?? 0))

/** Channels that leave the layers: so many biases they have, or half as many parameters of normalization. */
export const outputs = (layers: readonly Layer[]): number =>
  sum(layers.map(({ kind, sizes: { G = 1, K = 1, C = 1 } }) => (kind === 'depthwiseConv2d' ? C : G * K)))

export const isConvolution = ({ kind }: Layer): boolean => kind !== 'fullyConnected'

/** Parameters with a bias for every output. */
export const withBiases = (layers: readonly Layer[]): number => weights(layers) + outputs(layers)

/** Parameters with normalization (scale and shift) after every convolution, and biases of the classifier. */
export const withNormalization = (layers: readonly Layer[]): number =>
  weights(layers) +
  2 * outputs(layers.filter(isConvolution)) +
  outputs(layers.filter((layer) => !isConvolution(layer)))

/** 10⁹ MACs to three decimals, as torchvision states them ("GFLOPS" of its models' weights). */
export const billions = (layers: readonly Layer[]): string => (macs(layers) / 1e9).toFixed(3)
