/** Writes docs/errors.md: every kind of `EstimateError` as a user sees it, from inputs that make it. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs'
import {
  type Accelerator,
  analyze,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  type EstimateErrors,
  einsum,
  estimate,
  estimateNetwork,
  evaluate,
  gemm,
  type Layer,
  layer,
  operator,
  orThrow,
  param,
  plus,
  renderErrors,
  spatialMap,
  sz,
  temporalMap,
  transposedConv2d,
} from 'maestro-dataflow'
import { kcPartitioned } from 'maestro-dataflow/catalog'
import { estimateFused, fuse } from 'maestro-dataflow/fusion'

type Outcome = { readonly _tag: 'Left'; readonly left: EstimateErrors } | { readonly _tag: 'Right' }
type Exhibit = {
  readonly title: string
  readonly story: string
  readonly code: string
  readonly show: () => Outcome
}

const conv = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
const good = dataflow('K-P', [spatialMap(1, 1, 'K'), temporalMap(64, 64, 'C')])
const pes: Accelerator = { pes: 256 }
const tiled = dataflow('tiled', [spatialMap(1, 1, 'K'), temporalMap(8, 8, 'C'), temporalMap(1, 1, "Y'")])
const nothingFits = orThrow(estimateNetwork([conv], [good, tiled], { ...pes, l1: { capacity: 32 } }))

// The gallery shows what happens to inputs that the types would reject, so some of them are cast.
const wrong = <A>(value: unknown): A => value as A

const flow = (title: string, story: string, code: string, directives: Dataflow['directives']): Exhibit => ({
  title,
  story,
  code,
  show: () => estimate(conv, dataflow('mine', directives), pes),
})
const shape = (title: string, story: string, code: string, of: Layer, by: Dataflow = good): Exhibit => ({
  title,
  story,
  code,
  show: () => estimate(of, by, pes),
})
const hardware = (title: string, story: string, code: string, of: unknown): Exhibit => ({
  title,
  story,
  code,
  show: () => estimate(conv, good, wrong<Accelerator>(of)),
})

const exhibits: readonly Exhibit[] = [
  flow(
    'OverlappingMap',
    'Consecutive tiles overlap, so that work is executed twice.',
    `spatialMap(1, 1, 'K'), temporalMap(plus(8, sz('S'), -1), 8, "X'")`,
    [spatialMap(1, 1, 'K'), temporalMap(plus(8, sz('S'), -1), 8, "X'")],
  ),
  flow(
    'SkippingMap',
    'The next tile starts too late, so that work is never executed.',
    "temporalMap(4, 8, 'C')",
    [temporalMap(4, 8, 'C')],
  ),
  flow('WindowTooSmall', 'The rows of input are too few for one output.', "temporalMap(2, 1, 'Y')", [
    temporalMap(2, 1, 'Y'),
  ]),
  flow(
    'TwoSpatialMaps',
    'A level can spread only one dimension. The diagonal pair (Y with R, or X with S) counts as one.',
    "spatialMap(1, 1, 'K'), spatialMap(1, 1, 'C')",
    [spatialMap(1, 1, 'K'), spatialMap(1, 1, 'C')],
  ),
  flow(
    'MixedNotation',
    'One level maps both rows of input and rows of output.',
    `spatialMap(3, 1, 'Y'), temporalMap(1, 1, "Y'")`,
    [spatialMap(3, 1, 'Y'), temporalMap(1, 1, "Y'")],
  ),
  flow(
    'RepeatedDimension',
    'A level maps one dimension twice.',
    "temporalMap(8, 8, 'C'), temporalMap(1, 1, 'C')",
    [temporalMap(8, 8, 'C'), temporalMap(1, 1, 'C')],
  ),
  flow(
    'DiagonalMismatch',
    'Y and R are both spatial, but the tile of Y does not cover all output rows of the level.',
    "spatialMap(1, 1, 'Y'), spatialMap(1, 1, 'R')",
    [spatialMap(1, 1, 'Y'), spatialMap(1, 1, 'R')],
  ),
  flow('UnknownDimension', 'The layer has no dimension of this name.', "spatialMap(1, 1, 'k')", [
    spatialMap(1, 1, 'k'),
  ]),
  {
    title: 'A dataflow for another operator',
    story:
      'A dataflow for another operator is one error, even if many of its directives name missing dimensions.',
    code: 'estimate(gemm({ M: 512, N: 512, K: 64 }), kcPartitioned, hardware)',
    show: () => estimate(gemm({ M: 512, N: 512, K: 64 }), kcPartitioned, pes),
  },
  flow(
    'SkippingMap in inputs',
    'Eight columns of the input hold only six outputs, because of the halo. The first repair keeps the offset, the second the size.',
    "temporalMap(8, 8, 'X')",
    [temporalMap(8, 8, 'X')],
  ),
  flow(
    'SkippingMap along both axes',
    'Offsets that skip by the same factor along both axes suggest a stride of the layer.',
    "temporalMap(3, 2, 'Y'), temporalMap(3, 2, 'X')",
    [temporalMap(3, 2, 'Y'), temporalMap(3, 2, 'X')],
  ),
  flow(
    'UnboundParameter',
    'A parameter has no value.',
    "spatialMap(1, 1, 'K'), cluster(param('width')), spatialMap(1, 1, 'C')",
    [spatialMap(1, 1, 'K'), cluster(param('width')), spatialMap(1, 1, 'C')],
  ),
  flow(
    'InvalidSize',
    'A size is not a positive integer for this layer.',
    "temporalMap(plus(sz('R'), -3), 1, 'C')",
    [temporalMap(plus(sz('R'), -3), 1, 'C')],
  ),
  flow('EmptyDataflow', 'A dataflow needs at least one map.', 'dataflow("mine", [])', []),
  flow(
    'ClustersExceedPes',
    'The clusters need more PEs than the accelerator has.',
    "spatialMap(1, 1, 'K'), cluster(512), spatialMap(1, 1, 'C')",
    [spatialMap(1, 1, 'K'), cluster(512), spatialMap(1, 1, 'C')],
  ),
  shape(
    'InvalidExtent',
    'Extents are positive integers.',
    "conv2d({ K: 64, C: '64', R: 3, S: 3, Y: 58, X: 58 })",
    conv2d(wrong({ K: 64, C: '64', R: 3, S: 3, Y: 58, X: 58 })),
  ),
  shape(
    'ConflictingExtents',
    'Input and output extents do not agree.',
    `conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, "Y'": 58 })`,
    conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, "Y'": 58 }),
  ),
  shape(
    'EmptyOutput',
    'The window is larger than its input.',
    'conv2d({ K: 64, C: 64, R: 7, S: 7, Y: 5, X: 58 })',
    conv2d({ K: 64, C: 64, R: 7, S: 7, Y: 5, X: 58 }),
  ),
  shape(
    'InvalidExtent on a transposed convolution',
    'The padding of a transposed convolution crops its output, but the operator has no cropping.',
    'transposedConv2d({ …, stride: 2, padding: 1 })',
    transposedConv2d({ K: 8, C: 8, R: 4, S: 4, Y: 28, X: 28, stride: 2, padding: 1 }),
  ),
  shape(
    'UnsupportedCoupling',
    'Axes are sums of one or two dimensions with positive coefficients.',
    "operator({ …, axes: [[{ dimension: 'I', coefficient: -1 }]] })",
    layer(
      operator({
        name: 'mirror',
        dimensions: ['I'],
        tensors: [
          { name: 'in', role: 'input', axes: [[{ dimension: 'I', coefficient: -1 }]] },
          { name: 'out', role: 'output', axes: [[{ dimension: 'I' }]] },
        ],
      }),
      { I: 8 },
    ),
    dataflow('I', [temporalMap(1, 1, 'I')]),
  ),
  shape(
    'An error in an einsum',
    'The report shows the text with carets under the place.',
    `einsum('O[k, y] = I[c, 2y+r+1] * F[k, c, r]', { k: 64, c: 64, y: 28, r: 3 })`,
    einsum('O[k, y] = I[c, 2y+r+1] * F[k, c, r]', { k: 64, c: 64, y: 28, r: 3 }),
  ),
  shape(
    'A dimension without an extent',
    'A dimension of an einsum is not in the sizes.',
    `einsum('batch m k, batch k n -> batch m n', { batch: 8, m: 64, k: 64 })`,
    einsum('batch m k, batch k n -> batch m n', { batch: 8, m: 64, k: 64 }),
  ),
  shape(
    'Malformed',
    'The layer has a property that does not exist.',
    'conv2d({ …, strides: 2 })',
    conv2d(wrong({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, strides: 2 })),
  ),
  hardware(
    'InvalidHardware',
    'Names are misspelt and values are impossible.',
    '{ pes: 256, noc: { bandwith: 32, latency: -1 } }',
    {
      pes: 256,
      noc: { bandwith: 32, latency: -1 },
    },
  ),
  shape(
    'Malformed widths',
    'Widths are multiples of 1/32 bit up to 1,024, and complete sums are no wider than the partial sums of which they are made.',
    'conv2d({ …, precision: { filter: 4.1, output: { partial: 16, final: 32 }, weights: 8 } })',
    {
      ...conv,
      precision: { filter: 4.1, output: { partial: 16, final: 32 }, weights: 8 },
    },
  ),
  shape(
    'Malformed widths of an input',
    'Only outputs have partial sums.',
    'conv2d({ …, precision: { inputs: { partial: 32, final: 8 } } })',
    { ...conv, precision: { inputs: { partial: 32, final: 8 } } },
  ),
  shape(
    'Malformed densities',
    'A density is a fraction, or n of m along a dimension whose extent is a multiple of m; outputs have no density.',
    "conv2d({ …, density: { filter: { n: 2, m: 5, along: 'C' }, input: 50, output: 0.5 } })",
    { ...conv, density: { filter: { n: 2, m: 5, along: 'C' }, input: 50, output: 0.5 } },
  ),
  shape(
    'Malformed blocks',
    'Blocks have n of m nonzeros along a dimension that is alone on an axis of the tensor.',
    "conv2d({ …, density: { filter: { n: 5, m: 4, along: 'C' }, input: { n: 1, m: 2, along: \"Y'\" } } })",
    { ...conv, density: { filter: { n: 5, m: 4, along: 'C' }, input: { n: 1, m: 2, along: "Y'" } } },
  ),
  hardware(
    'InvalidHardware: widths',
    'A buffer can have widths of inputs only.',
    '{ pes: 256, precision: 0.3, l1: { precision: { outputs: 8 } } }',
    { pes: 256, precision: 0.3, l1: { precision: { outputs: 8 } } },
  ),
  hardware(
    'InvalidHardware: words',
    'Where widths are given in bits, `elementBytes`, the size of a word, must be a valid width, too.',
    '{ pes: 256, elementBytes: 0.3, precision: { inputs: 8 } }',
    { pes: 256, elementBytes: 0.3, precision: { inputs: 8 } },
  ),
  hardware(
    'InvalidHardware: channels',
    'A channel lists its tensors, and no tensor may be listed twice. Skew is a whole number of cycles.',
    `{
  pes: 256,
  noc: {
    channels: [{ tensors: ['filter'], port: 'half' }, { tensors: ['inputs', 'filter'] }, { bandwidth: 4 }],
    skew: 0.5,
  },
}`,
    {
      pes: 256,
      noc: {
        channels: [
          { tensors: ['filter'], port: 'half' },
          { tensors: ['inputs', 'filter'] },
          { bandwidth: 4 },
        ],
        skew: 0.5,
      },
    },
  ),
  hardware(
    'InvalidHardware: static energy and bypassing',
    'Static energies are not negative. `bypass` is a list of tensors.',
    "{ pes: 256, l2: { bypass: 'filter' }, energy: { static: { pe: -0.1, noc: 1 } } }",
    { pes: 256, l2: { bypass: 'filter' }, energy: { static: { pe: -0.1, noc: 1 } } },
  ),
  hardware(
    'InvalidHardware: sparsity',
    'Only inputs can be gated or skipped, or have a format.',
    "{ pes: 256, sparse: { gate: ['outputs'], format: { filter: 'csr', input: { coordinate: 0 } } } }",
    { pes: 256, sparse: { gate: ['outputs'], format: { filter: 'csr', input: { coordinate: 0 } } } },
  ),
  {
    title: 'InvalidHardware for a layer',
    story: 'Some properties of an accelerator are valid for some layers only.',
    code: `estimate(
  conv2d({ …, density: { filter: 0.5 } }),
  good,
  { pes: 256, sparse: { skip: ['filter', 'output'], format: { filter: 'structured' } } },
)`,
    show: () =>
      estimate({ ...conv, density: { filter: 0.5 } }, good, {
        pes: 256,
        sparse: { skip: ['filter', 'output'], format: { filter: 'structured' } },
      }),
  },
  {
    title: 'MismatchedAnalysis',
    story: 'The number of PEs differs from that of the analysis.',
    code: 'evaluate(orThrow(analyze(…, { pes: 256 })), { pes: 128 })',
    show: () => evaluate(orThrow(analyze(conv, good, { pes: 256 })), { pes: 128 }),
  },
  shape(
    'CountOverflow',
    'The layer has more MACs than can be counted exactly.',
    'gemm({ M: 400000, N: 400000, K: 400000 })',
    gemm({ M: 400000, N: 400000, K: 400000 }),
    dataflow('M', [spatialMap(1, 1, 'M')]),
  ),
  {
    title: 'NothingFits',
    story: 'No candidate fits the buffers for a layer of a network.',
    code: 'estimateNetwork([conv], [good, tiled], { pes: 256, l1: { capacity: 32 } })',
    show: () => nothingFits.layers[0]!.result,
  },
  {
    title: 'BrokenChain',
    story: 'The output of a layer does not have the extents that the next layer reads.',
    code: 'estimateFused(fuse([conv, conv], { tile: { "Y\'": 4 } }), good, { pes: 256 })',
    show: () => estimateFused(fuse([conv, conv], { tile: { "Y'": 4 } }), good, pes),
  },
  {
    title: 'TooComplex',
    story: 'The dataflow has seventeen levels.',
    code: 'sixteen times cluster(1)',
    show: () =>
      estimate(
        conv,
        dataflow('deep', [spatialMap(1, 1, 'K'), ...Array.from({ length: 16 }, () => cluster(1))]),
        pes,
      ),
  },
  {
    title: 'All at once',
    story:
      'The errors of all three inputs are reported together. An error that can be found only with a valid layer or accelerator is reported once that is valid.',
    code: `estimate(
  conv2d({ K: 0, C: 64, R: 3, S: 3, Y: 58, X: 58 }),
  dataflow('mine', [temporalMap(1.5, 1, 'C')]),
  { pes: 256, l1: { capacity: -1 } },
)`,
    show: () =>
      estimate(
        conv2d({ K: 0, C: 64, R: 3, S: 3, Y: 58, X: 58 }),
        dataflow('mine', [temporalMap(1.5, 1, 'C')]),
        { pes: 256, l1: { capacity: -1 } },
      ),
  },
]

const written = ({ title, story, code, show }: Exhibit): string => {
  const outcome = show()
  if (outcome._tag === 'Right') throw new Error(`${title} is no error any more`)
  return `## ${title}\n\n${story}\n\n\`\`\`ts\n${code}\n\`\`\`\n\n\`\`\`text\n${renderErrors(outcome.left)}\n\`\`\`\n`
}

const page = `# Errors

Every error has its place, the expected and the given value, and a repair. A report leaves out the lines \`expected\` and
\`given\` if its message already has them. \`npm run gen:gallery\` writes this page. Where an example shows no other layer,
accelerator or dataflow, the layer is \`conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })\`, the accelerator has 256 PEs,
and the dataflow is valid. The names \`conv\`, \`good\` and \`tiled\` stand for this layer and for two valid dataflows.

${exhibits.map(written).join('\n')}`

const target = new URL('../docs/errors.md', import.meta.url)
if (!process.argv.includes('--check')) writeFileSync(target, page)
else if (readFileSync(target, 'utf8') !== page) {
  console.error('docs/errors.md is out of date: run npm run gen:gallery')
  process.exitCode = 1
}
