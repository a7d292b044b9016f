import type { Layer } from '../../operator/layer'
import { transposedConv2d } from '../../operator/make-layer'
import { built } from '../built'
import { square } from './square'

/** A step of the path: its name, the channels that enter and leave, and the rows that enter. */
type Step = readonly [name: string, C: number, K: number, extent: number]

const contracting: readonly Step[] = [
  ['down1', 1, 64, 572],
  ['down2', 64, 128, 284],
  ['down3', 128, 256, 140],
  ['down4', 256, 512, 68],
  ['bottom', 512, 1024, 32],
]
const expansive: readonly Step[] = [
  ['up4', 1024, 512, 28],
  ['up3', 512, 256, 52],
  ['up2', 256, 128, 100],
  ['up1', 128, 64, 196],
]

/** Two 3×3 convolutions without padding. */
const pair = ([name, C, K, extent]: Step): readonly Layer[] => [
  square({ name: `${name} conv1`, K, C, extent, window: 3, padding: 0 }),
  square({ name: `${name} conv2`, K, C: K, extent: extent - 2, window: 3, padding: 0 }),
]

/** An up-convolution to half the channels, which the cropped ones of the contracting path join; then two convolutions. */
const up = ([name, C, K, extent]: Step): readonly Layer[] => [
  transposedConv2d({ name: `${name} upconv`, K, C, R: 2, S: 2, Y: extent, X: extent, stride: 2 }),
  ...pair([name, C, K, 2 * extent]),
]

/**
 * U-Net as published, from a 572 × 572 image of one channel to 388 × 388 pixels of two classes: 23 convolutions without
 * padding, of which 4 are transposed (the 2×2 up-convolutions); 150.4·10⁹ MACs (Ronneberger et al. 2015, Figure 1).
 *
 * @since 0.1.0
 * @category networks
 */
export const unet: readonly Layer[] = /* @__PURE__ */ built(() => [
  ...contracting.flatMap(pair),
  ...expansive.flatMap(up),
  square({ name: 'classes', K: 2, C: 64, extent: 388 }),
])
