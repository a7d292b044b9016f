/** Networks of inverted residuals with depthwise convolutions: MobileNetV2 and MnasNet. */
import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'
import { square, squareDepthwise } from './square'

type Stage = readonly [
  name: string,
  blocks: number,
  C: number,
  K: number,
  /** Channels of the depthwise convolution for each that enters. */
  expansion: number,
  window: number,
  extent: number,
  stride: number,
]

/** 1×1 to more channels (unless there are as many), depthwise, 1×1 to fewer. */
const invertedResidual = (
  name: string,
  [C, K, expansion, window, extent, stride]: readonly [number, number, number, number, number, number],
): readonly Layer[] => {
  const inner = expansion * C
  return [
    ...(expansion === 1 ? [] : [square({ name: `${name} expand`, K: inner, C, extent })]),
    squareDepthwise({ name: `${name} depthwise`, C: inner, window, extent, stride }),
    square({ name: `${name} project`, K, C: inner, extent: extent / stride }),
  ]
}

const stageLayers = ([name, blocks, C, K, expansion, window, extent, stride]: Stage): readonly Layer[] =>
  Array.from({ length: blocks }, (_, i) =>
    invertedResidual(
      `${name}_${i + 1}`,
      i === 0 ? [C, K, expansion, window, extent, stride] : [K, K, expansion, window, extent / stride, 1],
    ),
  ).flat()

const mobile = (stages: readonly Stage[]): readonly Layer[] => [
  square({ name: 'conv1', K: 32, C: 3, extent: 224, window: 3, stride: 2 }),
  ...stages.flatMap(stageLayers),
  square({ name: 'conv9', K: 1280, C: 320, extent: 7 }),
  fullyConnected({ K: 1000, C: 1280, name: 'fc' }),
]

/**
 * MobileNetV2 (width 1) on a 224 × 224 image: 52 convolutions, of which 17 are depthwise, and the classifier; 300.8·10⁶
 * MACs (Sandler et al. 2018, Table 2).
 *
 * @since 0.1.0
 * @category networks
 */
export const mobilenetV2: readonly Layer[] = /* @__PURE__ */ built(() =>
  mobile([
    ['conv2', 1, 32, 16, 1, 3, 112, 1],
    ['conv3', 2, 16, 24, 6, 3, 112, 2],
    ['conv4', 3, 24, 32, 6, 3, 56, 2],
    ['conv5', 4, 32, 64, 6, 3, 28, 2],
    ['conv6', 3, 64, 96, 6, 3, 14, 1],
    ['conv7', 3, 96, 160, 6, 3, 14, 2],
    ['conv8', 1, 160, 320, 6, 3, 7, 1],
  ]),
)

/**
 * MnasNet-B1, the variant without squeeze-and-excitation, on a 224 × 224 image: 52 convolutions, of which 17 are
 * depthwise, and the classifier; 314·10⁶ MACs (Tan et al. 2019; `mnasnet1_0` of torchvision).
 *
 * @since 0.1.0
 * @category networks
 */
export const mnasnetB1: readonly Layer[] = /* @__PURE__ */ built(() =>
  mobile([
    ['conv2', 1, 32, 16, 1, 3, 112, 1],
    ['conv3', 3, 16, 24, 3, 3, 112, 2],
    ['conv4', 3, 24, 40, 3, 5, 56, 2],
    ['conv5', 3, 40, 80, 6, 5, 28, 2],
    ['conv6', 2, 80, 96, 6, 3, 14, 1],
    ['conv7', 4, 96, 192, 6, 5, 14, 2],
    ['conv8', 1, 192, 320, 6, 3, 7, 1],
  ]),
)
