import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'
import { square } from './square'

/** Channels that enter, and those that leave each convolution of the four branches. */
type Inception = readonly [
  name: string,
  extent: number,
  C: number,
  one: number,
  threeReduced: number,
  three: number,
  fiveReduced: number,
  five: number,
  pooled: number,
]

const inceptions: readonly Inception[] = [
  ['inception3a', 28, 192, 64, 96, 128, 16, 32, 32],
  ['inception3b', 28, 256, 128, 128, 192, 32, 96, 64],
  ['inception4a', 14, 480, 192, 96, 208, 16, 48, 64],
  ['inception4b', 14, 512, 160, 112, 224, 24, 64, 64],
  ['inception4c', 14, 512, 128, 128, 256, 24, 64, 64],
  ['inception4d', 14, 512, 112, 144, 288, 32, 64, 64],
  ['inception4e', 14, 528, 256, 160, 320, 32, 128, 128],
  ['inception5a', 7, 832, 256, 160, 320, 32, 128, 128],
  ['inception5b', 7, 832, 384, 192, 384, 48, 128, 128],
]

const branches = ([
  name,
  extent,
  C,
  one,
  threeReduced,
  three,
  fiveReduced,
  five,
  pooled,
]: Inception): readonly Layer[] => [
  square({ name: `${name} 1x1`, K: one, C, extent }),
  square({ name: `${name} 3x3 reduce`, K: threeReduced, C, extent }),
  square({ name: `${name} 3x3`, K: three, C: threeReduced, extent, window: 3 }),
  square({ name: `${name} 5x5 reduce`, K: fiveReduced, C, extent }),
  square({ name: `${name} 5x5`, K: five, C: fiveReduced, extent, window: 5 }),
  square({ name: `${name} pool project`, K: pooled, C, extent }),
]

/**
 * GoogLeNet as published, on a 224 × 224 image, without the auxiliary classifiers of its training: 57 convolutions and
 * the classifier, 1.58·10⁹ MACs (Szegedy et al. 2015, Table 1; torchvision's has 3×3 windows in place of the 5×5).
 *
 * @since 0.1.0
 * @category networks
 */
export const googlenet: readonly Layer[] = /* @__PURE__ */ built(() => [
  square({ name: 'conv1', K: 64, C: 3, extent: 224, window: 7, stride: 2 }),
  square({ name: 'conv2 reduce', K: 64, C: 64, extent: 56 }),
  square({ name: 'conv2', K: 192, C: 64, extent: 56, window: 3 }),
  ...inceptions.flatMap(branches),
  fullyConnected({ K: 1000, C: 1024, name: 'fc' }),
])
