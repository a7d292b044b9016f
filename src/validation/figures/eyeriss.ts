/** Eyeriss: Chen et al., JSSC 52(1), 2017, Tables V (AlexNet, batch 4) and VI (VGG16, batch 3), at 200 MHz. */

/**
 * A layer, its processing latency in ms, accesses of the global buffer in MB, power in mW, the share of zeros among its inputs,
 * and its MACs.
 */
export type EyerissFigure = readonly [
  layer: string,
  ms: number,
  megabytes: number,
  milliwatts: number,
  zeros: number,
  macs: number,
]

export const eyerissAlexnetFigures: readonly EyerissFigure[] = [
  ['CONV1', 16.5, 18.5, 332, 0.0001, 421_660_800],
  ['CONV2', 39.2, 77.6, 288, 0.387, 895_795_200],
  ['CONV3', 21.8, 50.2, 266, 0.725, 598_081_536],
  ['CONV4', 16, 37.4, 235, 0.793, 448_561_152],
  ['CONV5', 10, 24.9, 236, 0.776, 299_040_768],
]

export const eyerissVgg16Figures: readonly EyerissFigure[] = [
  ['CONV1-1', 38, 112.6, 247, 0.016, 260_112_384],
  ['CONV1-2', 810.6, 2402.8, 218, 0.477, 5_549_064_192],
  ['CONV2-1', 405.3, 1201.4, 242, 0.248, 2_774_532_096],
  ['CONV2-2', 810.8, 2402.8, 231, 0.387, 5_549_064_192],
  ['CONV3-1', 204, 607.4, 254, 0.397, 2_774_532_096],
  ['CONV3-2', 408.1, 1214.8, 235, 0.581, 5_549_064_192],
  ['CONV3-3', 408.1, 1214.8, 233, 0.587, 5_549_064_192],
  ['CONV4-1', 105.1, 321.8, 278, 0.643, 2_774_532_096],
  ['CONV4-2', 210, 643.7, 261, 0.747, 5_549_064_192],
  ['CONV4-3', 210, 643.7, 240, 0.854, 5_549_064_192],
  ['CONV5-1', 48.3, 90, 258, 0.794, 1_387_266_048],
  ['CONV5-2', 48.5, 90, 236, 0.874, 1_387_266_048],
  ['CONV5-3', 48.5, 90, 230, 0.885, 1_387_266_048],
]
