/** Residual networks of bottlenecks: ResNet-50 and ResNeXt-50. */
import type { Layer } from '../../operator/layer'
import { fullyConnected } from '../../operator/make-layer'
import { built } from '../built'
import { square } from './square'

/** What a family of residual networks makes of a bottleneck. */
type Family = {
  /** Channels of the 3×3 convolution for each `width` of the stage. */
  readonly widening: number
  /** Groups of the 3×3 convolution. */
  readonly groups: number
  /** The convolution that strides. */
  readonly strideIn: '1x1' | '3x3'
}

type Stage = {
  readonly name: string
  readonly blocks: number
  /** A quarter of the channels that leave a block. */
  readonly width: number
  /** Channels and rows that enter the first block. */
  readonly C: number
  readonly extent: number
  readonly stride: number
}

/** 1×1 down, 3×3, 1×1 up to four times the width; where the channels change, a 1×1 projects the shortcut. */
const bottleneck = (
  { widening, groups, strideIn }: Family,
  { name, width, C, extent, stride }: Omit<Stage, 'blocks'>,
): readonly Layer[] => {
  const inner = widening * width
  const K = 4 * width
  const end = extent / stride
  const down = { name: `${name} 1x1 down`, K: inner, C, extent }
  const middle = { name: `${name} 3x3`, K: inner, C: inner, groups, window: 3 }
  return [
    ...(strideIn === '1x1'
      ? [square({ ...down, stride }), square({ ...middle, extent: end })]
      : [square(down), square({ ...middle, extent, stride })]),
    square({ name: `${name} 1x1 up`, K, C: inner, extent: end }),
    ...(C === K ? [] : [square({ name: `${name} shortcut`, K, C, extent, stride })]),
  ]
}

const stageLayers = (family: Family, { blocks, ...first }: Stage): readonly Layer[] => {
  const { name, width, extent, stride } = first
  const later = { width, C: 4 * width, extent: extent / stride, stride: 1 }
  return Array.from({ length: blocks }, (_, i) =>
    bottleneck(family, { ...(i === 0 ? first : later), name: `${name}_${i + 1}` }),
  ).flat()
}

const stages: readonly Stage[] = [
  { name: 'conv2', blocks: 3, width: 64, C: 64, extent: 56, stride: 1 },
  { name: 'conv3', blocks: 4, width: 128, C: 256, extent: 56, stride: 2 },
  { name: 'conv4', blocks: 6, width: 256, C: 512, extent: 28, stride: 2 },
  { name: 'conv5', blocks: 3, width: 512, C: 1024, extent: 14, stride: 2 },
]

const residual = (family: Family): readonly Layer[] => [
  square({ name: 'conv1', K: 64, C: 3, extent: 224, window: 7, stride: 2 }),
  ...stages.flatMap((stage) => stageLayers(family, stage)),
  fullyConnected({ K: 1000, C: 2048, name: 'fc' }),
]

/**
 * ResNet-50 on a 224 × 224 image: 53 convolutions and the classifier, 3.86·10⁹ MACs (He et al. 2016: stages halve the
 * image in their first 1×1 convolution and in the shortcut).
 *
 * @example
 * ```ts
 * import { resnet50 } from 'maestro-dataflow/catalog'
 *
 * resnet50[0]?.name // => 'conv1'
 * resnet50.length // => 54
 * ```
 * @since 0.1.0
 * @category networks
 */
export const resnet50: readonly Layer[] = /* @__PURE__ */ built(() =>
  residual({ widening: 1, groups: 1, strideIn: '1x1' }),
)

/**
 * ResNeXt-50 (32×4d) on a 224 × 224 image: 53 convolutions, of which 16 are in 32 groups, and the classifier; 4.23·10⁹
 * MACs (Xie et al. 2017: stages halve the image in their first 3×3 convolution and in the shortcut).
 *
 * @since 0.1.0
 * @category networks
 */
export const resnext50: readonly Layer[] = /* @__PURE__ */ built(() =>
  residual({ widening: 2, groups: 32, strideIn: '3x3' }),
)
