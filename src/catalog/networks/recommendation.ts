/** Recommenders: multi-layer perceptrons over embeddings. */
import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'

/** Fully connected layers between neighbours of a list of widths. */
const perceptron = (name: string, widths: readonly number[]): readonly Layer[] =>
  widths.slice(1).map((K, i) => fullyConnected({ K, C: widths[i]!, name: `${name} ${i + 1}` }))

/**
 * NCF (NeuMF) for one user and item, with the sizes of MLPerf Training 0.5: 256 values of two embeddings through a
 * perceptron to 64, which with 64 products of two other embeddings give one prediction; 106,624 MACs (He et al. 2017).
 * Lookups and the 64 products are left out.
 *
 * @since 0.1.0
 * @category networks
 */
export const ncf: readonly Layer[] = /* @__PURE__ */ built(() => [
  ...perceptron('mlp', [256, 256, 128, 64]),
  fullyConnected({ K: 1, C: 128, name: 'predict' }),
])

/**
 * The perceptrons of DLRM for one sample, with the sizes of MLPerf's (13-512-256-128 below; above, 128 values and the 351
 * products of 27 vectors through 1024-1024-512-256-1); 2.37·10⁶ MACs (Naumov et al. 2019). Lookups and the products of
 * the vectors are left out.
 *
 * @since 0.1.0
 * @category networks
 */
export const dlrm: readonly Layer[] = /* @__PURE__ */ built(() => [
  ...perceptron('bottom', [13, 512, 256, 128]),
  ...perceptron('top', [479, 1024, 1024, 512, 256, 1]),
])
