/** Random data of every shape that the notation can say. */
import fc, { type Arbitrary } from 'fast-check'
import { batchedMatrixProduct } from '../../src/catalog'
import {
  type Accelerator,
  type ArithmeticOperation,
  type Dataflow,
  type Densities,
  type Directive,
  type ElementwiseLayer,
  type Expression,
  elementwise,
  fullyConnected,
  gemm,
  layer as layerOf,
  type Operands,
  type Padding,
  type PerAxis,
  type PlainLayer,
  type Precision,
  type WindowLayer,
} from '../../src/index'
import type { BatchedLayer, PrintableLayer, PrintableNetwork } from '../../src/notation'

const family = ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'", 'M']
const dimension = fc.constantFrom(...family, 'Q', 'head_dim', 'Layer', 'in', "W2'")

/** Words that mathjs, this notation or JavaScript might take for something else. */
const awkward = [
  'in',
  'to',
  'mod',
  'not',
  'true',
  'null',
  'e',
  'i',
  'n',
  'Sz',
  'min',
  'floor',
  'Layer',
  '__proto__',
  'constructor',
  'none',
  'P',
  "Y'",
]
const parameterName = fc.oneof(
  fc.constantFrom('KTile', 'width', ...awkward),
  fc.stringMatching(/^[A-Za-z_]\w{0,8}'?$/),
)
const awkwardNames = [
  '',
  'none',
  'Type: CONV',
  '{',
  '}',
  '"',
  '\\',
  '//',
  '/*',
  'Conv2d-1',
  'torchvision.models.vgg',
  ' ',
  'a b',
  '1',
  'Y’',
  '\n',
  '\ud800',
  '"x"',
  'Layer',
]
const name = fc.oneof(
  fc.constantFrom(...awkwardNames),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^\w[\w.+-]{0,10}$/),
)

const integer = fc.oneof(fc.integer({ min: 1, max: 512 }), fc.maxSafeInteger())
/** Not −0, which JSON does not keep either. */
const number = fc.oneof(
  integer,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
)

const operation = <O extends ArithmeticOperation>(
  tag: O,
  terms: Arbitrary<Expression[]>,
): Arbitrary<Expression> => terms.map((of) => ({ _tag: tag, terms: of }))

export const expression: Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => {
  const several = fc.array(tie('expression'), { minLength: 1, maxLength: 4 })
  const two = fc.array(tie('expression'), { minLength: 2, maxLength: 2 })
  return {
    expression: fc.oneof(
      { maxDepth: 6, depthIdentifier: 'expression' },
      number,
      dimension.map((of): Expression => ({ _tag: 'Sz', dimension: of })),
      parameterName.map((of): Expression => ({ _tag: 'Param', name: of })),
      operation('Plus', several),
      operation('Times', several),
      operation('Min', several),
      operation('Max', several),
      operation('Minus', two),
      operation('DivideFloor', two),
      operation('DivideCeil', two),
    ),
  }
}).expression

const simple: Arbitrary<Expression> = fc.oneof(
  { weight: 3, arbitrary: integer },
  { weight: 1, arbitrary: expression },
)

const directive: Arbitrary<Directive> = fc.oneof(
  fc.record({
    _tag: fc.constantFrom('SpatialMap' as const, 'TemporalMap' as const),
    size: simple,
    offset: simple,
    dimension,
  }),
  fc.record({ _tag: fc.constant('Cluster' as const), size: simple }),
)

const parameters: Arbitrary<Readonly<Record<string, number>>> = fc
  .array(fc.tuple(parameterName, number), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries))

export const dataflow: Arbitrary<Dataflow> = fc.record({
  name,
  directives: fc.array(directive, { maxLength: 8 }),
  parameters,
})

const perAxis: Arbitrary<PerAxis> = fc.record({ y: number, x: number })
const side = fc.oneof(fc.constant(0), number)
const padding: Arbitrary<Padding> = fc.oneof(
  fc.constant({ top: 0, bottom: 0, left: 0, right: 0 }),
  fc.tuple(side, side).map(([y, x]) => ({ top: y, bottom: y, left: x, right: x })),
  fc.record({ top: side, bottom: side, left: side, right: side }),
)

/** Extents of any of these dimensions; those of length 1 are as good as any. */
const sizesOf = (names: readonly string[]): Arbitrary<Readonly<Record<string, number>>> =>
  fc
    .tuple(...names.map((of) => fc.option(fc.tuple(fc.constant(of), fc.oneof(fc.constant(1), integer)))))
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)))

const windowSizes: { readonly [K in WindowLayer['kind']]: readonly string[] } = {
  conv2d: ['K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"],
  depthwiseConv2d: ['C', 'R', 'S', 'Y', 'X', "Y'", "X'"],
  groupedConv2d: ['G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"],
  transposedConv2d: ['K', 'C', 'R', 'S', 'Y', 'X'],
  pool2d: ['C', 'R', 'S', 'Y', 'X', "Y'", "X'"],
}

const kinds = Object.keys(windowSizes) as readonly WindowLayer['kind'][] // exactly the keys above

const windowLayer: Arbitrary<WindowLayer> = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    name,
    sizes: fc.tuple(integer, sizesOf(windowSizes[kind])).map(([N, sizes]) => ({ N, ...sizes })),
    stride: perAxis,
    dilation: perAxis,
    padding,
  }),
)

const operands: Arbitrary<Operands> = fc.oneof(
  fc.integer({ min: 1, max: 7 }),
  fc.array(fc.subarray(['N', 'C', 'Y', 'X'] as const), { minLength: 1, maxLength: 7 }),
)

const plainLayer: Arbitrary<PlainLayer | ElementwiseLayer> = fc.oneof(
  fc.record({ name, M: integer, N: integer, K: integer }).map(gemm),
  fc.record({ name, N: integer, K: integer, C: integer }).map(fullyConnected),
  fc.record({ name, N: integer, C: integer, Y: integer, X: integer }).map(elementwise),
  fc.record({ name, N: integer, C: integer, Y: integer, X: integer, operands }).map(elementwise),
)

const batchedLayer: Arbitrary<BatchedLayer> = fc
  .record({ name, sizes: fc.record({ B: integer, M: integer, N: integer, K: integer }) })
  .map(({ name: of, sizes }) => layerOf(batchedMatrixProduct, sizes, of) as BatchedLayer)

/** Names of tensors and roles; those of other operators are for the estimate to judge. */
const tensor = fc.oneof(
  fc.constantFrom(
    'inputs',
    'outputs',
    'input',
    'filter',
    'output',
    'A',
    'Layer',
    '__proto__',
    "W'",
    'Density',
  ),
  fc.stringMatching(/^[A-Za-z_]\w{0,8}'?$/),
)
const byTensor = <A>(of: Arbitrary<A>): Arbitrary<Readonly<Record<string, A>>> =>
  fc.array(fc.tuple(tensor, of), { maxLength: 3 }).map((entries) => Object.fromEntries(entries))

const precision: Arbitrary<Precision> = fc.oneof(
  number,
  byTensor(fc.oneof(number, fc.record({ partial: number, final: number }, { requiredKeys: [] }))),
)
const density: Arbitrary<Densities> = byTensor(
  fc.oneof(number, fc.record({ n: number, m: number, along: dimension })),
)
const elements = fc.record({ precision, density }, { requiredKeys: [] })

const layer: Arbitrary<PrintableLayer> = fc.record({
  layer: fc
    .tuple(fc.oneof(windowLayer, plainLayer, batchedLayer), elements)
    .map(([of, said]) => ({ ...of, ...said })),
  dataflow: fc.option(dataflow, { nil: null }),
})

export const network: Arbitrary<PrintableNetwork> = fc.record({
  name,
  layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
})

/** Hardware that an estimate takes: what else there is does not read. */
const count = fc.integer({ min: 1, max: 2 ** 20 })
const whole = fc.integer({ min: 0, max: 2 ** 20 })
const positive = number.map(Math.abs).filter((value) => value > 0)
const amount = number.map(Math.abs)

/** Positive multiples of 1/32 bit, up to 1,024. */
const width = fc.integer({ min: 1, max: 32_768 }).map((units) => units / 32)
const outputWidths = fc.oneof(
  width,
  fc.record({ final: width, more: fc.integer({ min: 0, max: 64 }) }).map(({ final, more }) => ({
    partial: Math.min(1024, final + more / 32),
    final,
  })),
)
const inputName = tensor.filter((name) => name !== 'outputs')
const ofInputs = <A>(of: Arbitrary<A>): Arbitrary<Readonly<Record<string, A>>> =>
  fc.array(fc.tuple(inputName, of), { maxLength: 3 }).map((entries) => Object.fromEntries(entries))
const tensors = fc.uniqueArray(tensor, { maxLength: 3 })
const inputTensors = fc.uniqueArray(inputName, { maxLength: 3 })

const capacity = fc.record(
  { capacity: whole, precision: fc.oneof(width, ofInputs(width)) },
  { requiredKeys: [] },
)
const latency = fc.oneof(whole, fc.record({ hops: whole, hopLatency: whole }))
const port = fc.constantFrom('separate' as const, 'shared' as const)

/** Channels of disjoint tensors. */
const channels = fc
  .tuple(
    fc.uniqueArray(tensor, { maxLength: 4 }),
    fc.array(fc.record({ bandwidth: positive, latency, port }, { requiredKeys: [] }), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([names, parts]) =>
    parts.map((part, i) => ({ tensors: names.filter((_, n) => n % parts.length === i), ...part })),
  )
const noc = fc.record(
  {
    bandwidth: positive,
    latency,
    multicast: fc.boolean(),
    reduction: fc.boolean(),
    port,
    channels,
    skew: whole,
  },
  { requiredKeys: [] },
)
const format = fc.oneof(
  fc.constantFrom('bitmask' as const, 'structured' as const),
  fc.record({ coordinate: width }),
)
const formats = fc.record({ offchip: format, l2: format, clusters: format, l1: format }, { requiredKeys: [] })
const points = fc
  .uniqueArray(fc.tuple(amount, amount), { minLength: 1, maxLength: 3, selector: ([of]) => of })
  .map((of) => of.toSorted(([a], [b]) => a - b))
const energyOf = fc.oneof(amount, fc.record({ points }))
const readWrite = fc.record({ read: energyOf, write: energyOf })
const plainReadWrite = fc.record({ read: amount, write: amount })
const unitBuffer = fc
  .tuple(capacity, fc.record({ keep: fc.oneof(fc.boolean(), ofInputs(fc.boolean())) }, { requiredKeys: [] }))
  .map(([buffer, keep]) => ({ ...buffer, ...keep }))
const oneOrMore = <A>(of: Arbitrary<A>, minLength = 0): Arbitrary<A | readonly A[]> =>
  fc.oneof(of, fc.array(of, { minLength, maxLength: 3 }))
const areaPower = fc.record({ area: amount, power: amount })

export const hardware: Arbitrary<Accelerator> = fc.record(
  {
    pes: count,
    simd: count,
    l1: unitBuffer,
    clusters: oneOrMore(unitBuffer),
    l2: fc
      .tuple(capacity, fc.record({ bypass: tensors, contiguous: inputTensors }, { requiredKeys: [] }))
      .map(([buffer, bypass]) => ({ ...buffer, ...bypass })),
    elementBytes: positive.filter((bytes) => bytes <= Number.MAX_SAFE_INTEGER),
    precision: fc.oneof(width, ofInputs(width), fc.record({ outputs: outputWidths, O: outputWidths })),
    noc: oneOrMore(noc, 1),
    offchip: fc.record(
      { bandwidth: positive, precision: fc.oneof(width, ofInputs(width)) },
      { requiredKeys: [] },
    ),
    overlap: fc.constantFrom('within-runs' as const, 'across-runs' as const, 'none' as const),
    clock: positive,
    energy: fc.record(
      {
        mac: amount,
        hop: amount,
        l1: readWrite,
        clusters: oneOrMore(readWrite),
        l2: readWrite,
        offchip: plainReadWrite,
        static: fc.record(
          { pe: amount, l1: amount, clusters: oneOrMore(amount), l2: amount },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    sparse: fc.record(
      {
        gate: inputTensors,
        skip: inputTensors,
        format: ofInputs(fc.oneof(format, formats)),
      },
      { requiredKeys: [] },
    ),
    area: fc.record({
      mac: areaPower,
      sram: areaPower,
      bus: fc.record({ area: amount, power: amount, scale: fc.tuple(number, number) }),
      arbiter: fc.record({ area: amount, power: amount, scale: fc.tuple(number, number, number) }),
    }),
  },
  { requiredKeys: ['pes'] },
)
