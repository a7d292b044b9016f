/** Laws of reading models: MACs by the closed formula, and no input whatsoever that throws or makes a layer that does. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimate, type Layer } from '../../src/index'
import { fromOnnx, type MatrixForm, type OnnxLayers } from '../../src/onnx'
import { scaled } from '../support/generators/bulk'
import { type Attributes, type Model, model, type Node, type Tensor } from './build'
import { bodies, bottleneck, encoder } from './models'
import { macsOf, read, single, whole } from './support'

/** Places where a window fits, one by one. */
const placesOf = (padded: number, window: number, stride: number, dilation: number): number => {
  let count = 0
  for (let start = 0; start + dilation * (window - 1) < padded; start += stride) count++
  return count
}

type Step = {
  readonly groups: number
  readonly filtersPerGroup: number
  readonly window: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly pads: readonly [number, number, number, number]
}

const small = (most: number) => fc.integer({ min: 1, max: most })
const step: fc.Arbitrary<Step> = fc.record({
  groups: fc.constantFrom(1, 2, 4),
  filtersPerGroup: fc.constantFrom(1, 4, 8),
  window: fc.tuple(small(4), small(4)),
  stride: fc.tuple(small(3), small(3)),
  dilation: fc.tuple(small(2), small(2)),
  pads: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
})

/** A chain of convolutions as far as windows fit, and the MACs of each by the formula. */
const chain = (batch: number, steps: readonly Step[]) => {
  const nodes: Node[] = []
  const initializers: Tensor[] = []
  const macs: number[] = []
  let [channels, rows, columns] = [4, 17, 19]
  for (const [at, { groups, filtersPerGroup, window, stride, dilation, pads }] of steps.entries()) {
    const outputRows = placesOf(rows + pads[0] + pads[2], window[0], stride[0], dilation[0])
    const outputColumns = placesOf(columns + pads[1] + pads[3], window[1], stride[1], dilation[1])
    if (outputRows < 1 || outputColumns < 1 || channels % groups !== 0) break
    const filters = groups * filtersPerGroup
    initializers.push({ name: `w${at}`, dims: [filters, channels / groups, ...window] })
    nodes.push({
      op: 'Conv',
      inputs: [`t${at}`, `w${at}`],
      outputs: [`t${at + 1}`],
      attributes: { strides: stride, dilations: dilation, pads, group: groups },
    })
    macs.push(batch * filters * (channels / groups) * window[0] * window[1] * outputRows * outputColumns)
    channels = filters
    rows = outputRows
    columns = outputColumns
  }
  const given: Model = { inputs: [{ name: 't0', dims: [batch, 4, 17, 19] }], initializers, nodes }
  return { given, macs }
}

test('MACs of chains of convolutions are those of the formula', () => {
  fc.assert(
    fc.property(small(3), fc.array(step, { minLength: 1, maxLength: 5 }), (batch, steps) => {
      const { given, macs } = chain(batch, steps)
      const { layers, uncosted } = read(given)
      expect(uncosted).toEqual([])
      expect(layers.map(macsOf)).toEqual(macs)
    }),
    { numRuns: scaled(1000) },
  )
})

const form = fc.constantFrom<MatrixForm>('convolution', 'gemm', 'transformer')

/** Labels of operands, some of them in the result, and the extent of each. */
const contraction = fc
  .record({
    operands: fc.array(fc.uniqueArray(fc.constantFrom(...'abcde'), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
    kept: fc.uniqueArray(fc.constantFrom(...'abcde')),
    extents: fc.array(small(5), { minLength: 5, maxLength: 5 }),
  })
  .map(({ operands, kept, extents }) => {
    const labels = [...new Set(operands.flat())]
    return { operands, labels, result: kept.filter((label) => labels.includes(label)), extents }
  })

test('an Einsum does one operation for each point of its labels, in every form', () => {
  fc.assert(
    fc.property(contraction, form, ({ operands, labels, result, extents }, matrixProducts) => {
      const extentOf = (label: string): number => extents['abcde'.indexOf(label)]!
      const shapes = operands.map((each) => each.map(extentOf))
      const equation = `${operands.map((each) => each.join('')).join(',')}->${result.join('')}`
      const { totals, uncosted, free } = read(single('Einsum', shapes, { equation }), { matrixProducts })
      expect(uncosted).toEqual([])
      const points = labels.reduce((product, label) => product * extentOf(label), 1)
      const isMoved = operands.length === 1 && labels.length === result.length
      expect(totals.macs + totals.operations).toBe(isMoved ? 0 : points)
      expect(free).toHaveLength(isMoved ? 1 : 0)
    }),
    { numRuns: scaled(2000) },
  )
})

const isCount = (size: number): boolean => Number.isSafeInteger(size) && size > 0

/** Layers must be such that the cost model takes them, or refuses them for their size alone. */
const checkLayer = (layer: Layer): void => {
  expect(Object.values(layer.sizes).every(isCount)).toBe(true)
  const result = estimate(layer, whole, { pes: 4 })
  if (result._tag === 'Left')
    for (const { _tag } of result.left) expect(['CountOverflow', 'TooComplex']).toContain(_tag)
}

/** What the catch at the public door would say: nothing should ever get that far. */
const thrown = 'something that cannot be read'

const checkAnswer = (bytes: Uint8Array, matrixProducts: MatrixForm = 'convolution'): void => {
  const result = fromOnnx(bytes, { matrixProducts })
  if (result._tag === 'Left') {
    expect(result.left.length).toBeGreaterThan(0)
    for (const error of result.left) {
      expect(error.message.length).toBeLessThan(2000)
      expect(error.hint).not.toBe('')
      expect(error.given).not.toBe(thrown)
    }
    return
  }
  const { layers, sources, uncosted, assumed, free }: OnnxLayers = result.right
  expect(sources).toHaveLength(layers.length)
  for (const layer of layers) checkLayer(layer)
  for (const { reason } of [...uncosted, ...assumed, ...free]) expect(reason.length).toBeGreaterThan(4)
  expect(JSON.parse(JSON.stringify(result.right))).toEqual(result.right)
}

/** A change of bytes: some overwritten (which keeps lengths true), removed or inserted. */
type Change = { readonly at: number; readonly remove: number; readonly insert: Uint8Array }
const place = fc.integer({ min: 0, max: 9999 }).map((tenThousandths) => tenThousandths / 10_000)
const hostile = [[...Array(9).fill(0xff), 0x01], [0x80], [0x0b]].map((bytes) => Uint8Array.from(bytes))
const overwriting = fc
  .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 2 }))
  .map(([at, insert]): Change => ({ at, insert, remove: insert.length }))
const resizing = fc.record<Change>({
  at: place,
  remove: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(20)),
  insert: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(...hostile)),
})
const change = fc.oneof({ weight: 5, arbitrary: overwriting }, { weight: 1, arbitrary: resizing })

const changed = (bytes: Uint8Array, { at, remove, insert }: Change): Uint8Array => {
  const from = Math.floor(at * bytes.length)
  return Uint8Array.from([...bytes.subarray(0, from), ...insert, ...bytes.subarray(from + remove)])
}

describe('nothing throws', () => {
  const fixed = (given: Model): Model =>
    JSON.parse(
      JSON.stringify(given).replaceAll('"N"', '2').replaceAll('"batch"', '2').replaceAll('"sequence"', '5'),
    )
  const models = [...[bottleneck, encoder(8, 2, 16)].map((given) => model(fixed(given))), model(bodies)]

  test('the models themselves are read', () => {
    for (const bytes of models) {
      const result = fromOnnx(bytes)
      expect(result._tag === 'Right' && result.right.uncosted).toEqual([])
    }
  })

  test('bytes of models, changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.array(change, { minLength: 1, maxLength: 2 }),
        form,
        (bytes, changes, matrixProducts) => {
          checkAnswer(changes.reduce(changed, bytes), matrixProducts)
        },
      ),
      { numRuns: scaled(4000) },
    )
  })

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => checkAnswer(bytes)),
      { numRuns: scaled(4000) },
    )
  })

  const extent = fc.oneof(fc.nat(8), fc.constantFrom(0, 1, 2, 3, 1000, 2 ** 31, 2 ** 53, 2 ** 62, -1))
  const shape = fc.array(extent, { maxLength: 6 })
  const numbers = fc.array(
    fc.oneof(fc.integer({ min: -4, max: 9 }), fc.constantFrom(2 ** 31, -(2 ** 62), 2 ** 62)),
    {
      maxLength: 6,
    },
  )
  const operand = fc.oneof(
    shape.map((dims) => ({ dims })),
    numbers.map((ints) => ({ dims: [ints.length], ints })),
    numbers.map((floats) => ({ dims: [floats.length], floats: floats.map((each) => each / 3) })),
  )
  const text = fc.constantFrom(
    'SAME_UPPER',
    'VALID',
    'ij,jk->ik',
    '...i,...i',
    'i,i,i->',
    'i->i',
    '->',
    'linear',
    'add',
    '',
  )
  const names = (
    'auto_pad axes axis blocksize ceil_mode depth dilations ends equation group hidden_size keepdims kernel_shape ' +
    'is_causal K N do_rotary layout linear_before_reset num_groups num_heads qkv_hidden_sizes size p transBatchA ' +
    'kv_num_heads mode output_padding output_shape pads perm q_num_heads reduction repeats scales shape split starts ' +
    'strides to transA transB value'
  ).split(' ')
  const attributes: fc.Arbitrary<Attributes> = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof<fc.Arbitrary<Attributes[string]>[]>(
      fc.integer({ min: -3, max: 12 }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      text,
      numbers,
      operand.map((tensor) => ({ tensor })),
    ),
    { maxKeys: 5 },
  )
  const ops = (
    'Conv ConvTranspose QLinearConv MaxPool AveragePool GlobalAveragePool Gemm MatMul Einsum Attention Relu Add Where ' +
    'Sum ReduceMean ArgMax Reshape Flatten Transpose Squeeze Unsqueeze Expand Tile Concat Split Slice Pad Gather ' +
    'GatherND DepthToSpace SpaceToDepth Resize Upsample Range OneHot Constant ConstantOfShape Shape Size Cast Div Mod ' +
    'TopK LSTM GRU RNN Softmax LogSoftmax LpNormalization LayerNormalization RMSNormalization GroupNormalization ' +
    'SimplifiedLayerNormalization com.microsoft:SkipSimplifiedLayerNormalization ' +
    'InstanceNormalization BatchNormalization LRN MeanVarianceNormalization RotaryEmbedding DynamicQuantizeLinear ' +
    'PRelu QuantizeLinear Dropout RandomNormal ReduceProd GridSample RoiAlign DeformConv ' +
    'com.microsoft:Attention com.microsoft:QAttention com.microsoft:MultiHeadAttention ' +
    'com.microsoft:GroupQueryAttention com.microsoft:MatMulNBits com.microsoft:FusedMatMul com.microsoft:FusedConv ' +
    'com.microsoft:SkipLayerNormalization com.microsoft:EmbedLayerNormalization com.microsoft:RotaryEmbedding ' +
    'com.microsoft:QLinearAdd com.microsoft:QLinearConcat com.microsoft:BiasGelu'
  ).split(' ')
  const nodeOf = (name: string): { readonly op: string; readonly domain?: string } => {
    const [domain, op] = name.split(':')
    return op === undefined ? { op: name } : { op, domain: domain! }
  }

  test('any operator on any operands with any attributes, twice in a row', () => {
    const node = fc.record({
      op: fc.constantFrom(...ops),
      operands: fc.array(operand, { maxLength: 9 }),
      attributes,
    })
    fc.assert(
      fc.property(node, node, fc.boolean(), form, (first, second, constant, matrixProducts) => {
        const tensors = [first, second].map(({ operands }, of) =>
          operands.map((each, at) => ({ ...each, name: `${of}.${at}` })),
        )
        const all = tensors.flat()
        const nodes = [first, second].map(({ op, attributes: given }, of) => ({
          ...nodeOf(op),
          inputs: [...(of === 0 ? [] : ['made.0']), ...tensors[of]!.map(({ name }) => name)],
          outputs: [`made.${of}`, `more.${of}`],
          attributes: given,
        }))
        const isInput = ({ dims }: Tensor): boolean =>
          !constant && dims.every((dim) => dim >= 0 && Number.isSafeInteger(dim))
        checkAnswer(
          model({
            inputs: all.filter(isInput),
            initializers: all.filter((each) => !isInput(each)),
            nodes: [...nodes, { op: 'Relu', inputs: ['made.1'], outputs: ['end'] }],
          }),
          matrixProducts,
        )
      }),
      { numRuns: scaled(10_000) },
    )
  })
})
