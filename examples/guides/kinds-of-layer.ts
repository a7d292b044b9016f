/** Which of the paper's five dataflows suits which kind of layer: utilization, energy, and the room that streaming takes. */
import { accelerator, type Estimate, estimate, type Layer, orThrow } from 'maestro-dataflow'
import { mobilenetV2, paperDataflows, resnet50, unet, vgg16 } from 'maestro-dataflow/catalog'
import { percent, short, table } from '../table'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const named = (layers: readonly Layer[], name: string): Layer => layers.find((layer) => layer.name === name)!

const kinds: readonly (readonly [kind: string, layer: Layer])[] = [
  ['first (VGG16 conv1_1)', named(vgg16, 'conv1_1')],
  ['early (VGG16 conv1_2)', named(vgg16, 'conv1_2')],
  ['middle (VGG16 conv3_2)', named(vgg16, 'conv3_2')],
  ['late (VGG16 conv5_3)', named(vgg16, 'conv5_3')],
  ['1x1 (ResNet-50 conv3_2 1x1 up)', named(resnet50, 'conv3_2 1x1 up')],
  ['depthwise (MobileNetV2 conv3_2)', named(mobilenetV2, 'conv3_2 depthwise')],
  ['transposed (UNet up3)', named(unet, 'up3 upconv')],
  ['fully connected (VGG16 fc7)', named(vgg16, 'fc7')],
]

const estimates = kinds.map(([kind, layer]) => ({
  kind,
  layer,
  under: paperDataflows.map((dataflow) => orThrow(estimate(layer, dataflow, hardware))),
}))

const shape = ({ sizes }: Layer): string =>
  Object.entries(sizes)
    .filter(([name, size]) => name !== 'N' && size !== 1)
    .map(([name, size]) => `${name} ${size}`)
    .join(', ')

const names = paperDataflows.map(({ name }) => name)

/** A star for the least of each row. */
const compare = (title: string, of: (e: Estimate) => number, shown: (e: Estimate) => string): void => {
  const rows = estimates.map(({ kind, under }) => {
    const least = Math.min(...under.map(of))
    return [kind, ...under.map((e) => (of(e) === least ? `* ${shown(e)}` : shown(e)))]
  })
  console.log(`\n${title}\n\n${table(['', ...names], rows)}`)
}

console.log('256 PEs, 32 elements per cycle\n')
console.log(
  table(
    ['layer', 'extents'],
    estimates.map(({ kind, layer }) => [kind, shape(layer)]),
    2,
  ),
)
compare(
  'Utilization (* the fastest)',
  ({ runtime }) => runtime,
  ({ utilization }) => percent(utilization),
)
compare(
  'Energy per MAC (* the least)',
  ({ energy }) => energy.total,
  ({ energy, macs }) => (energy.total / macs).toFixed(2),
)
compare(
  'Capacity that the shared buffer needs if every tensor is streamed, in elements (* the least)',
  ({ buffers }) => buffers.l2.minimum,
  ({ buffers }) => short(buffers.l2.minimum),
)
