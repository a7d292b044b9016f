/**
 * Networks with the true shapes of their layers: strides, padding, shortcuts. Convolutions and fully connected layers,
 * which do all the MACs; pooling and additions are left out.
 */
import { conv2d, fullyConnected, type Layer } from '../operator/layer'

const square = (
  K: number,
  C: number,
  window: number,
  extent: number,
  stride: number,
  padding: number,
  name: string,
) => conv2d({ K, C, R: window, S: window, Y: extent, X: extent, stride, padding, name })

type Block = readonly [name: string, K: number, C: number, extent: number]

const vggConvolutions: readonly Block[] = [
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
 * @since 0.1.0
 * @category networks
 */
export const vgg16: readonly Layer[] = /* @__PURE__ */ [
  ...vggConvolutions.map(([name, K, C, extent]) => square(K, C, 3, extent, 1, 1, name)),
  fullyConnected({ K: 4096, C: 25088, name: 'fc6' }),
  fullyConnected({ K: 4096, C: 4096, name: 'fc7' }),
  fullyConnected({ K: 1000, C: 4096, name: 'fc8' }),
]

/** A bottleneck: 1×1 down to `width` channels, 3×3, 1×1 up to four times as many; the first of a stage projects its shortcut. */
const bottleneck = (
  name: string,
  width: number,
  channels: number,
  extent: number,
  stride: number,
): readonly Layer[] => {
  const inner = extent / stride
  return [
    square(width, channels, 1, extent, stride, 0, `${name} 1x1 down`),
    square(width, width, 3, inner, 1, 1, `${name} 3x3`),
    square(4 * width, width, 1, inner, 1, 0, `${name} 1x1 up`),
    ...(channels === 4 * width
      ? []
      : [square(4 * width, channels, 1, extent, stride, 0, `${name} shortcut`)]),
  ]
}

const stage = (
  stageName: string,
  blocks: number,
  width: number,
  channels: number,
  extent: number,
  stride: number,
) =>
  Array.from({ length: blocks }, (_, i) =>
    i === 0
      ? bottleneck(`${stageName}_1`, width, channels, extent, stride)
      : bottleneck(`${stageName}_${i + 1}`, width, 4 * width, extent / stride, 1),
  ).flat()

/**
 * ResNet-50 on a 224 × 224 image: 53 convolutions and the classifier, 3.86·10⁹ MACs (He et al. 2016: stages halve the
 * image in their first 1×1 convolution and in the shortcut).
 *
 * @since 0.1.0
 * @category networks
 */
export const resnet50: readonly Layer[] = /* @__PURE__ */ [
  square(64, 3, 7, 224, 2, 3, 'conv1'),
  ...stage('conv2', 3, 64, 64, 56, 1),
  ...stage('conv3', 4, 128, 256, 56, 2),
  ...stage('conv4', 6, 256, 512, 28, 2),
  ...stage('conv5', 3, 512, 1024, 14, 2),
  fullyConnected({ K: 1000, C: 2048, name: 'fc' }),
]
