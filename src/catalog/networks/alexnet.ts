import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'
import { square } from './square'

/**
 * AlexNet as published, on a 227 × 227 image: 5 convolutions, the second, fourth and fifth in the two groups of its two
 * GPUs, and 3 fully connected layers; 724.4·10⁶ MACs (Krizhevsky et al. 2012; the paper gives 224, which its own 55 × 55
 * outputs contradict).
 *
 * @since 0.1.0
 * @category networks
 */
export const alexnet: readonly Layer[] = /* @__PURE__ */ built(() => [
  square({ name: 'conv1', K: 96, C: 3, extent: 227, window: 11, stride: 4, padding: 0 }),
  square({ name: 'conv2', K: 256, C: 96, groups: 2, extent: 27, window: 5 }),
  square({ name: 'conv3', K: 384, C: 256, extent: 13, window: 3 }),
  square({ name: 'conv4', K: 384, C: 384, groups: 2, extent: 13, window: 3 }),
  square({ name: 'conv5', K: 256, C: 384, groups: 2, extent: 13, window: 3 }),
  fullyConnected({ K: 4096, C: 9216, name: 'fc6' }),
  fullyConnected({ K: 4096, C: 4096, name: 'fc7' }),
  fullyConnected({ K: 1000, C: 4096, name: 'fc8' }),
])
