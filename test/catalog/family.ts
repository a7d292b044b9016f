/** Layers of every kind of the convolution family, and figures that two notations must agree on. */
import { resnet50, vgg16 } from '../../src/catalog'
import {
  accelerator,
  conv2d,
  depthwiseConv2d,
  type Estimate,
  elementwise,
  groupedConv2d,
  type Layer,
  pool2d,
  transposedConv2d,
} from '../../src/index'

export const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const others: readonly Layer[] = [
  conv2d({ K: 32, C: 16, R: 3, S: 3, Y: 20, X: 23, dilation: 2, name: 'dilated' }),
  conv2d({ K: 32, C: 16, R: 3, S: 3, "Y'": 1, "X'": 1, stride: 2, name: 'one output' }),
  depthwiseConv2d({ C: 96, R: 3, S: 3, Y: 30, X: 30, name: 'depthwise' }),
  groupedConv2d({ G: 4, K: 8, C: 8, R: 3, S: 3, Y: 16, X: 16, name: 'grouped' }),
  pool2d({ C: 64, R: 2, S: 2, Y: 28, X: 28, stride: 2, name: 'pool' }),
  transposedConv2d({ K: 8, C: 16, R: 4, S: 4, Y: 14, X: 14, stride: 2, name: 'transposed' }),
  elementwise({ C: 64, Y: 28, X: 28, name: 'add' }),
]
export const layers = [...vgg16, ...resnet50, ...others]

export const strideOf = (layer: Layer): number =>
  'stride' in layer && typeof layer.stride === 'object' ? Math.max(layer.stride.y, layer.stride.x) : 1

/** The figures; the two notations may drop different maps of lacking dimensions. */
export const figures = ({ warnings, ...rest }: Estimate) => ({
  ...rest,
  warnings: warnings.filter(({ _tag }) => _tag !== 'DroppedMap').map(({ _tag }) => _tag),
})
