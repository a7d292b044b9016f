/**
 * Networks against published totals. Parameters are weights, which the layers hold, and biases or normalization, which
 * they do not and which are added here; MACs are those of convolutions and matrix products.
 */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  dlrm,
  gnmt,
  googlenet,
  mnasnetB1,
  mobilenetV2,
  ncf,
  resnet50,
  resnext50,
  squeezenet,
  transformerDecoderStep,
  transformerEncoderLayer,
  unet,
  vgg16,
  withBatch,
  xPartitioned,
} from '../../src/catalog'
import { estimate, type Layer, orThrow } from '../../src/index'
import { billions, isConvolution, macs, outputs, sum, weights, withBiases, withNormalization } from './totals'

const named = (layers: readonly Layer[], part: string): readonly Layer[] =>
  layers.filter(({ name }) => name.includes(part))

describe('convolutional networks', () => {
  test('VGG16: 15.47 G MACs, 138,357,544 parameters (torchvision)', () => {
    expect(vgg16).toHaveLength(16)
    expect(macs(vgg16)).toBe(15_470_264_320)
    expect(billions(vgg16)).toBe('15.470')
    expect(withBiases(vgg16)).toBe(138_357_544)
  })

  test('ResNet-50: 3.86 G MACs, 25,557,032 parameters (torchvision; its MACs are of another place of the stride)', () => {
    expect(resnet50).toHaveLength(54)
    expect(macs(resnet50)).toBe(3_857_973_248)
    expect(withNormalization(resnet50)).toBe(25_557_032)
  })

  test('AlexNet: 724 M MACs, of which 666 M in convolutions (Sze et al. 2017, Table II), 60,965,224 parameters (Caffe)', () => {
    const convolutions = alexnet.filter(isConvolution)
    expect(convolutions).toHaveLength(5)
    expect(macs(alexnet)).toBe(724_406_816)
    expect((macs(convolutions) / 1e6).toFixed(0)).toBe('666')
    expect(withBiases(alexnet)).toBe(60_965_224)
  })

  // Chen et al., JSSC 2017, Table V, in millions; its 895.79 is cut off, not rounded: one unit in the last place.
  test.each([
    ['conv1', 421.66, 0.01],
    ['conv2', 895.79, 0.01],
    ['conv3', 598.1, 0.1],
    ['conv4', 448.6, 0.1],
    ['conv5', 299.0, 0.1],
  ])("AlexNet's %s does the %d M MACs of a batch of 4 on the Eyeriss chip", (name, millions, lastPlace) => {
    const count = macs(named(withBatch(alexnet, 4), name)) / 1e6
    expect(Math.abs(count - millions)).toBeLessThan(lastPlace)
  })

  test('ResNeXt-50 32x4d: 4.23 G MACs, 25,028,904 parameters (torchvision)', () => {
    expect(resnext50).toHaveLength(54)
    expect(resnext50.filter(({ kind }) => kind === 'groupedConv2d')).toHaveLength(16)
    expect(billions(resnext50)).toBe('4.230')
    expect(withNormalization(resnext50)).toBe(25_028_904)
  })

  test('MobileNetV2: 300 M MACs (the paper), 0.301 G, 3,504,872 parameters (torchvision)', () => {
    expect(mobilenetV2.filter(({ kind }) => kind === 'depthwiseConv2d')).toHaveLength(17)
    expect(billions(mobilenetV2)).toBe('0.301')
    expect(withNormalization(mobilenetV2)).toBe(3_504_872)
  })

  test('MnasNet-B1: 0.314 G MACs, 4,383,312 parameters (torchvision)', () => {
    expect(mnasnetB1.filter(({ kind }) => kind === 'depthwiseConv2d')).toHaveLength(17)
    expect(billions(mnasnetB1)).toBe('0.314')
    expect(withNormalization(mnasnetB1)).toBe(4_383_312)
  })

  test('SqueezeNet 1.0: 0.819 G MACs, 1,248,424 parameters (torchvision)', () => {
    expect(squeezenet).toHaveLength(26)
    expect(billions(squeezenet)).toBe('0.819')
    expect(withBiases(squeezenet)).toBe(1_248_424)
  })
})

describe('GoogLeNet', () => {
  test('57 convolutions, 6,998,552 parameters with biases (Caffe)', () => {
    expect(googlenet.filter(isConvolution)).toHaveLength(57)
    expect(withBiases(googlenet)).toBe(6_998_552)
    expect(macs(googlenet)).toBe(1_582_671_872)
  })

  test("with torchvision's 3×3 windows for 5×5, its 1.498 G MACs and 6,624,904 parameters", () => {
    const smaller = googlenet.map((layer) =>
      layer.kind === 'conv2d' && layer.name.endsWith(' 5x5')
        ? { ...layer, sizes: { ...layer.sizes, R: 3, S: 3 }, padding: 1 }
        : layer,
    )
    expect(billions(smaller)).toBe('1.498')
    expect(withNormalization(smaller)).toBe(6_624_904)
  })

  // The paper's rows for its first convolution, inception4a and inception5a do not agree with their own shapes.
  test.each([
    ['inception3a', 128],
    ['inception3b', 304],
    ['inception4b', 88],
    ['inception4c', 100],
    ['inception4d', 119],
    ['inception4e', 170],
    ['inception5b', 71],
  ])("%s does the %i M operations of the paper's Table 1", (name, millions) => {
    expect(Math.round(macs(named(googlenet, name)) / 1e6)).toBe(millions)
  })
})

describe('U-Net', () => {
  test('has the 23 convolutions of the paper, from 572 × 572 to 388 × 388 pixels of two classes', () => {
    expect(unet).toHaveLength(23)
    expect(unet[0]?.sizes).toMatchObject({ C: 1, Y: 572, X: 572 })
    const last = orThrow(estimate(unet[22]!, xPartitioned, { pes: 1 }))
    expect(last.offchip.tensors['output']?.writes).toBe(2 * 388 * 388)
  })

  test('holds 31,031,685 parameters, once its end is that of the Keras model (zhixuhao/unet)', () => {
    // There, 3×3 from 64 to 2 channels and 1×1 from 2 to 1, each with biases, stand for the 1×1 from 64 to 2.
    expect(withBiases(unet) - (64 * 2 + 2) + (9 * 64 * 2 + 2) + (2 + 1)).toBe(31_031_685)
  })

  test('halves, doubles and joins as in Figure 1', () => {
    const extents = unet.map(({ sizes: { Y } }) => Y)
    expect(extents).toEqual([
      572, 570, 284, 282, 140, 138, 68, 66, 32, 30, 28, 56, 54, 52, 104, 102, 100, 200, 198, 196, 392, 390,
      388,
    ])
  })
})

describe('transformers', () => {
  const bert = { width: 768, heads: 12, hidden: 3072 }

  test('twelve encoder layers hold the parameters of BERT base (109,482,240) but for embeddings, biases and norms', () => {
    const embeddings = (30_522 + 512 + 2) * 768 + 2 * 768
    const biasesAndNorms = 4 * 768 + 3072 + 768 + 4 * 768
    const pooler = 768 * 768 + 768
    const encoder = 12 * weights(transformerEncoderLayer({ ...bert, length: 512 }))
    expect(encoder + embeddings + 12 * biasesAndNorms + pooler).toBe(109_482_240)
  })

  test('twelve decoder layers hold the parameters of GPT-2 (124,439,808) but for embeddings, biases and norms', () => {
    const embeddings = (50_257 + 1024) * 768
    const biasesAndNorms = 3 * 768 + 768 + 3072 + 768 + 4 * 768
    const decoder = 12 * weights(transformerDecoderStep({ ...bert, length: 1024 }))
    expect(decoder + embeddings + 12 * biasesAndNorms + 2 * 768).toBe(124_439_808)
  })

  test('attention is quadratic in the length of an encoder, linear in the keys of a decoder step', () => {
    const attended = (layers: readonly Layer[]) => macs(layers.filter(({ kind }) => kind === 'custom'))
    // Vaswani et al., Table 1: n²·d for each of the two products.
    expect(attended(transformerEncoderLayer({ length: 100 }))).toBe(2 * 100 ** 2 * 512)
    expect(attended(transformerDecoderStep({ length: 100 }))).toBe(2 * 100 * 512)
    expect(attended(transformerDecoderStep({ length: 100, memory: 30 }))).toBe(2 * (100 + 30) * 512)
  })

  test('an encoder over a sequence does as many MACs as decoder steps whose keys are all there', () => {
    const steps = macs(transformerDecoderStep({ length: 64, batch: 3 }))
    expect(macs(transformerEncoderLayer({ length: 64, batch: 3 }))).toBe(64 * steps)
  })

  test('attends to the memory of an encoder, whose keys it does not project again', () => {
    const crossed = transformerDecoderStep({ length: 7, memory: 9, name: 'decoder 1' })
    expect(crossed.map(({ name }) => name).filter((name) => name.includes('cross'))).toEqual([
      'decoder 1 cross query',
      'decoder 1 cross scores',
      'decoder 1 cross context',
      'decoder 1 cross output',
    ])
    expect(weights(crossed) - weights(transformerDecoderStep({ length: 7 }))).toBe(2 * 512 * 512)
  })
})

describe('GNMT', () => {
  test('has the weights that its description implies, in squares of its width, and the classifier', () => {
    // Four gates from input and state: both directions of the first layer, the second reads both, two more; the decoder's
    // first reads the embedding, the three others the attention's answer as well. Attention projects keys and queries.
    const gates = 4 * (2 * 2 + 3 + 2 + 2 + 2 + 3 * 3)
    const one = gnmt({ sourceLength: 1, targetLength: 1, vocabulary: 31_794 })
    expect(weights(one)).toBe((gates + 2) * 1024 ** 2 + 31_794 * 1024)
  })

  test('does the same work for every token, but for attention', () => {
    const products = (source: number, target: number) =>
      macs(gnmt({ sourceLength: source, targetLength: target }).filter(({ kind }) => kind === 'gemm'))
    const [token, read, written] = [products(1, 1), products(2, 1), products(1, 2)]
    expect(products(5, 3)).toBe(token + 4 * (read - token) + 2 * (written - token))
  })

  test('works on a batch at a time', () => {
    const lengths = { sourceLength: 3, targetLength: 2 }
    expect(macs(gnmt({ ...lengths, batch: 16 }))).toBe(16 * macs(gnmt(lengths)))
    expect(weights(gnmt({ ...lengths, batch: 16 }))).toBe(weights(gnmt(lengths)))
  })
})

describe('recommenders', () => {
  test('NCF: 31,832,577 parameters (MLPerf, MovieLens 20M) are embeddings, weights and biases', () => {
    const embeddings = (138_493 + 26_744) * (64 + 128)
    expect(withBiases(ncf) + embeddings).toBe(31_832_577)
  })

  test('DLRM has the widths of MLPerf', () => {
    expect(dlrm.map(({ sizes: { C, K } }) => [C, K])).toEqual([
      [13, 512],
      [512, 256],
      [256, 128],
      [128 + (27 * 26) / 2, 1024],
      [1024, 1024],
      [1024, 512],
      [512, 256],
      [256, 1],
    ])
    expect(outputs(dlrm)).toBe(sum([512, 256, 128, 1024, 1024, 512, 256, 1]))
  })
})

const networks = {
  alexnet,
  dlrm,
  'gnmt of 3 and 2 tokens': gnmt({ sourceLength: 3, targetLength: 2 }),
  googlenet,
  mnasnetB1,
  mobilenetV2,
  ncf,
  resnet50,
  resnext50,
  squeezenet,
  'an encoder layer': transformerEncoderLayer({ length: 16 }),
  'a decoder step': transformerDecoderStep({ length: 16, memory: 8 }),
  unet,
  vgg16,
}

test.each(Object.entries(networks))('every layer of %s has a name of its own', (_, layers) => {
  expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length)
})

test.each([
  ['alexnet', alexnet],
  ['mobilenetV2', mobilenetV2],
  ['unet', unet],
  ['ncf', ncf],
] as const)('%s in batches does so many times the work with the same weights', (_, layers) => {
  expect(macs(withBatch(layers, 6))).toBe(6 * macs(layers))
  expect(macs(withBatch(withBatch(layers, 2), 3))).toBe(6 * macs(layers))
  expect(weights(withBatch(layers, 6))).toBe(weights(layers))
})
