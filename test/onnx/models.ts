/** Models as exporters write them. */
import { type Attributes, graph, type Model, type Node, type Tensor } from './build'

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

/** ResNet-50 as exporters write it before anything is fused: convolutions, normalizations and activations apart. */
export const resnet: Model = (() => {
  const nodes: Node[] = []
  const initializers: Tensor[] = []
  const node = (op: string, inputs: readonly string[], attributes: Attributes = {}): string => {
    const output = `${op}_${nodes.length}`
    nodes.push({ op, inputs, outputs: [output], attributes })
    return output
  }
  const normalized = (from: string, channels: number, filters: number, window: number, stride: number) => {
    const id = `conv${nodes.length}`
    const before = Math.floor(window / 2)
    const statistics = ['scale', 'shift', 'mean', 'variance'].map((name) => `${id}.${name}`)
    initializers.push({ name: id, dims: [filters, channels, window, window] })
    for (const name of statistics) initializers.push({ name, dims: [filters] })
    const attributes = { strides: [stride, stride], pads: Array(4).fill(before) }
    return node('BatchNormalization', [node('Conv', [from, id], attributes), ...statistics])
  }
  const activated = (...given: Parameters<typeof normalized>): string => node('Relu', [normalized(...given)])
  const pool = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }
  let image = node('MaxPool', [activated('x', 3, 64, 7, 2)], pool)
  let channels = 64
  for (const [stage, blocks] of [3, 4, 6, 3].entries())
    for (let block = 0; block < blocks; block++) {
      const width = 64 * 2 ** stage
      const stride = block === 0 && stage > 0 ? 2 : 1
      const beside = block === 0 ? normalized(image, channels, 4 * width, 1, stride) : image
      const inner = activated(activated(image, channels, width, 1, stride), width, width, 3, 1)
      image = node('Relu', [node('Add', [normalized(inner, width, 4 * width, 1, 1), beside])])
      channels = 4 * width
    }
  initializers.push({ name: 'classes', dims: [1000, channels] })
  node('Gemm', [node('Flatten', [node('GlobalAveragePool', [image])]), 'classes'], { transB: 1 })
  return { inputs: [{ name: 'x', dims: [1, 3, 224, 224] }], initializers, nodes }
})()

/** A function, branches, a loop and a recurrent layer, each with a body or an operator of several steps in it. */
export const bodies: Model = {
  inputs: [
    { name: 'x', dims: [5, 2, 8] },
    { name: 'c', dims: [] },
  ],
  initializers: [
    { name: 'w', dims: [1, 32, 8] },
    { name: 'count', dims: [], ints: [3] },
  ],
  functions: [
    {
      name: 'normal',
      domain: 'mine',
      inputs: ['from'],
      outputs: ['to'],
      nodes: [
        { op: 'Softmax', inputs: ['from'], outputs: ['to'], attributes: { axis: { refersTo: 'along' } } },
      ],
      defaults: { along: 1 },
    },
  ],
  nodes: [
    { op: 'LSTM', inputs: ['x', 'w', 'w'], outputs: ['all', 'last'], attributes: { hidden_size: 8 } },
    { op: 'normal', domain: 'mine', inputs: ['last'], outputs: ['n'], attributes: { along: -1 } },
    {
      op: 'If',
      inputs: ['c'],
      outputs: ['chosen'],
      attributes: {
        then_branch: { graph: graph({ nodes: [relu('n')], outputs: [{ name: 'n.relu' }] }) },
        else_branch: {
          graph: graph({
            nodes: [{ op: 'Add', inputs: ['n', 'n'], outputs: ['double'] }],
            outputs: [{ name: 'double' }],
          }),
        },
      },
    },
    {
      op: 'Loop',
      inputs: ['count', '', 'chosen'],
      outputs: ['end', 'each'],
      attributes: {
        body: {
          graph: graph({
            inputs: [{ name: 'i' }, { name: 'on' }, { name: 's' }],
            outputs: [{ name: 'on' }, { name: 's.relu' }, { name: 's.relu' }],
            nodes: [relu('s')],
          }),
        },
      },
    },
    {
      op: 'MultiHeadAttention',
      domain: 'com.microsoft',
      inputs: ['x', 'x', 'x'],
      outputs: ['y'],
      attributes: { num_heads: 2 },
    },
  ],
}
