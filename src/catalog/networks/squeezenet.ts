import type { Layer } from '../../operator/layer'
import { built } from '../built'
import { square } from './square'

type Fire = readonly [name: string, extent: number, C: number, squeezed: number, expanded: number]

const fires: readonly Fire[] = [
  ['fire2', 54, 96, 16, 64],
  ['fire3', 54, 128, 16, 64],
  ['fire4', 54, 128, 32, 128],
  ['fire5', 27, 256, 32, 128],
  ['fire6', 27, 256, 48, 192],
  ['fire7', 27, 384, 48, 192],
  ['fire8', 27, 384, 64, 256],
  ['fire9', 13, 512, 64, 256],
]

const fire = ([name, extent, C, squeezed, expanded]: Fire): readonly Layer[] => [
  square({ name: `${name} squeeze`, K: squeezed, C, extent }),
  square({ name: `${name} expand 1x1`, K: expanded, C: squeezed, extent }),
  square({ name: `${name} expand 3x3`, K: expanded, C: squeezed, extent, window: 3 }),
]

/**
 * SqueezeNet 1.0 on a 224 × 224 image: 26 convolutions, 819·10⁶ MACs (Iandola et al. 2016, Table 1; the image's size and
 * the rounding of the pools up are torchvision's `squeezenet1_0`).
 *
 * @since 0.1.0
 * @category networks
 */
export const squeezenet: readonly Layer[] = /* @__PURE__ */ built(() => [
  square({ name: 'conv1', K: 96, C: 3, extent: 224, window: 7, stride: 2, padding: 0 }),
  ...fires.flatMap(fire),
  square({ name: 'conv10', K: 1000, C: 512, extent: 13 }),
])
