import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'
import { square } from './square'

const convolutions: readonly (readonly [name: string, K: number, C: number, extent: number])[] = [
  ['conv1_1', 64, 3, 224],
  ['conv1_2', 64, 64, 224],
  ['conv2_1', 128, 64, 112],
  ['conv2_2', 128, 128, 112],
  ['conv3_1', 256, 128, 56],
  ['conv3_2', 256, 256, 56],
  ['conv3_3', 256, 256, 56],
  ['conv4_1', 512, 256, 28],
  ['conv4_2', 512, 512, 28],
  ['conv4_3', 512, 512, 28],
  ['conv5_1', 512, 512, 14],
  ['conv5_2', 512, 512, 14],
  ['conv5_3', 512, 512, 14],
]

/**
 * VGG16 on a 224 × 224 image: 13 convolutions and 3 fully connected layers, 15.47·10⁹ MACs (Simonyan & Zisserman 2014,
 * configuration D).
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * vgg16.length // => 16
 * orThrow(estimateNetwork(vgg16, kcPartitioned, accelerator({ pes: 256 }))).totals.macs // => 15_470_264_320
 * ```
 * @since 0.1.0
 * @category networks
 */
export const vgg16: readonly Layer[] = /* @__PURE__ */ built(() => [
  ...convolutions.map(([name, K, C, extent]) => square({ name, K, C, extent, window: 3 })),
  fullyConnected({ K: 4096, C: 25088, name: 'fc6' }),
  fullyConnected({ K: 4096, C: 4096, name: 'fc7' }),
  fullyConnected({ K: 1000, C: 4096, name: 'fc8' }),
])
