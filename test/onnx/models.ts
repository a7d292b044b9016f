/** Models as exporters write them. */
import type { Model, Node, Tensor } from './build'

export const conv = (name: string, from: string, pads: number, strides: number, group = 1): Node => ({
  op: 'Conv',
  name,
  inputs: [from, `${name}.weight`, `${name}.bias`],
  outputs: [`${name}.out`],
  attributes: { pads: [pads, pads, pads, pads], strides: [strides, strides], group },
})
const relu = (from: string): Node => ({ op: 'Relu', inputs: [from], outputs: [`${from}.relu`] })
export const weights = (name: string, ...dims: readonly number[]): readonly Tensor[] => [
  { name: `${name}.weight`, dims },
  { name: `${name}.bias`, dims: dims.slice(0, 1) },
]

/** The first bottleneck of ResNet-50's third stage, with its projection, and the classifier behind it. */
export const bottleneck: Model = {
  inputs: [{ name: 'x', dims: ['N', 256, 56, 56] }],
  initializers: [
    ...weights('reduce', 128, 256, 1, 1),
    ...weights('spatial', 128, 128, 3, 3),
    ...weights('expand', 512, 128, 1, 1),
    ...weights('project', 512, 256, 1, 1),
    ...weights('classify', 1000, 512),
  ],
  nodes: [
    conv('reduce', 'x', 0, 1),
    relu('reduce.out'),
    conv('spatial', 'reduce.out.relu', 1, 2),
    relu('spatial.out'),
    conv('expand', 'spatial.out.relu', 0, 1),
    conv('project', 'x', 0, 2),
    { op: 'Add', inputs: ['expand.out', 'project.out'], outputs: ['sum'] },
    relu('sum'),
    { op: 'GlobalAveragePool', name: 'pool', inputs: ['sum.relu'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    {
      op: 'Gemm',
      name: 'classify',
      inputs: ['flat', 'classify.weight', 'classify.bias'],
      outputs: ['y'],
      attributes: { transB: 1 },
    },
  ],
}

/** One encoder layer of a transformer as PyTorch's exporter writes it: heads by Reshape and Transpose. */
export const encoder = (width: number, heads: number, hidden: number): Model => {
  const linear = (name: string, from: string): readonly Node[] => [
    { op: 'MatMul', name, inputs: [from, `${name}.weight`], outputs: [`${name}.product`] },
    { op: 'Add', inputs: [`${name}.product`, `${name}.bias`], outputs: [`${name}.out`] },
  ]
  const split = (name: string, perm: readonly number[]): readonly Node[] => [
    { op: 'Reshape', inputs: [`${name}.out`, 'split'], outputs: [`${name}.heads`] },
    { op: 'Transpose', inputs: [`${name}.heads`], outputs: [`${name}.t`], attributes: { perm } },
  ]
  const norm = (from: string, to: string): Node => ({
    op: 'LayerNormalization',
    name: to,
    inputs: [from, 'scale', 'shift'],
    outputs: [to],
  })
  return {
    inputs: [{ name: 'x', dims: ['batch', 'sequence', width] }],
    initializers: [
      ...['q', 'k', 'v', 'o'].flatMap((name) => weights(name, width, width)),
      { name: 'up.weight', dims: [width, hidden] },
      { name: 'up.bias', dims: [hidden] },
      { name: 'down.weight', dims: [hidden, width] },
      { name: 'down.bias', dims: [width] },
      { name: 'scale', dims: [width] },
      { name: 'shift', dims: [width] },
      { name: 'root', dims: [] },
      { name: 'split', dims: [4], ints: [0, -1, heads, width / heads] },
      { name: 'merge', dims: [3], ints: [0, -1, width] },
    ],
    nodes: [
      ...['q', 'k', 'v'].flatMap((name) => linear(name, 'x')),
      ...split('q', [0, 2, 1, 3]),
      ...split('k', [0, 2, 3, 1]),
      ...split('v', [0, 2, 1, 3]),
      { op: 'MatMul', name: 'scores', inputs: ['q.t', 'k.t'], outputs: ['scores.out'] },
      { op: 'Div', inputs: ['scores.out', 'root'], outputs: ['scaled'] },
      { op: 'Softmax', name: 'softmax', inputs: ['scaled'], outputs: ['weights'], attributes: { axis: -1 } },
      { op: 'MatMul', name: 'mix', inputs: ['weights', 'v.t'], outputs: ['mixed'] },
      { op: 'Transpose', inputs: ['mixed'], outputs: ['m.t'], attributes: { perm: [0, 2, 1, 3] } },
      { op: 'Reshape', inputs: ['m.t', 'merge'], outputs: ['merged'] },
      ...linear('o', 'merged'),
      { op: 'Add', inputs: ['o.out', 'x'], outputs: ['attended'] },
      norm('attended', 'norm1'),
      ...linear('up', 'norm1'),
      { op: 'Gelu', inputs: ['up.out'], outputs: ['gelu'] },
      ...linear('down', 'gelu'),
      { op: 'Add', inputs: ['down.out', 'norm1'], outputs: ['fed'] },
      norm('fed', 'norm2'),
    ],
  }
}
