/** What the compiler must know: wrong inputs that it stops, and what it says of the answers. */
import type { Either } from 'fp-ts/Either'
import { describe, expectTypeOf, it } from 'vitest'
import {
  kcPartitioned,
  type LanguageModelShape,
  languageModel,
  languageModels,
  transformerBlock,
} from '../../src/catalog'
import {
  type Accelerator,
  type Analysis,
  accelerator,
  analyze,
  type BufferFormats,
  type BufferSize,
  type Cluster,
  type CustomLayer,
  cluster,
  conv2d,
  type Dataflow,
  type Densities,
  type Density,
  type DimensionOf,
  type Directive,
  dataflow,
  type ErrorTag,
  type Estimate,
  type EstimateError,
  type EstimateErrors,
  einsum,
  elementwise,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  estimateNetwork,
  evaluate,
  fullyConnected,
  gemm,
  type Interconnect,
  inferReuse,
  inputCentric,
  type Layer,
  layer,
  type NetworkChannel,
  type NetworkEstimate,
  type NetworkTotals,
  type OutputWidths,
  operator,
  orThrow,
  outputCentric,
  type PerToken,
  type PlainLayer,
  type Port,
  type Precision,
  perToken,
  plus,
  renderErrors,
  reorder,
  type SharedBuffer,
  type SparseFormat,
  type SparseSupport,
  type SpatialMap,
  type StaticEnergy,
  spatialMap,
  sz,
  type TemporalMap,
  type TensorReuse,
  temporalMap,
  transposedConv2d,
  type UnitBuffer,
  type Warning,
  type WindowLayer,
} from '../../src/index'
import { compare } from '../../src/reference'
import { mappingView } from '../../src/report'

const shape = { K: 4, C: 4, R: 3, S: 3 }
const conv = conv2d({ ...shape, Y: 8, X: 8 })
const flow = dataflow('KC', [spatialMap(1, 1, 'K'), cluster(2), temporalMap(sz('C'), plus(sz('C'), 0), 'C')])

describe('layers', () => {
  it('of convolutions take rows and columns in inputs, in outputs, or in both', () => {
    expectTypeOf(conv2d({ ...shape, Y: 8, X: 8 })).toExtend<WindowLayer>()
    expectTypeOf(conv2d({ ...shape, "Y'": 6, "X'": 6 })).toExtend<Layer>()
    expectTypeOf(conv2d({ ...shape, Y: 8, "X'": 6 })).toExtend<Layer>()
    expectTypeOf(conv2d({ ...shape, Y: 8, X: 8, "Y'": 6, N: 2, name: 'conv', stride: 2 })).toExtend<Layer>()
    expectTypeOf(
      conv2d({ ...shape, Y: 8, X: 8, padding: { top: 1, bottom: 0, left: 1, right: 0 } }),
    ).toExtend<Layer>()
  })

  it('of convolutions need rows, columns and channels', () => {
    // @ts-expect-error neither Y nor Y'
    conv2d({ ...shape, X: 8 })
    // @ts-expect-error neither X nor X'
    conv2d({ ...shape, "Y'": 8 })
    // @ts-expect-error no K
    conv2d({ C: 4, R: 3, S: 3, Y: 8, X: 8 })
    // @ts-expect-error a text for a number
    conv2d({ ...shape, Y: '8', X: 8 })
    // @ts-expect-error a misspelt property
    conv2d({ ...shape, Y: 8, X: 8, strides: 2 })
    // @ts-expect-error a stride with one axis
    conv2d({ ...shape, Y: 8, X: 8, stride: { y: 2 } })
    // @ts-expect-error a padding with three sides
    conv2d({ ...shape, Y: 8, X: 8, padding: { top: 1, bottom: 1, left: 1 } })
  })

  it('have the extents of their kind', () => {
    // @ts-expect-error a transposed convolution has the extents of its input
    transposedConv2d({ ...shape, "Y'": 8, X: 8 })
    // @ts-expect-error N of a matrix product has no default
    gemm({ M: 2, K: 3 })
    // @ts-expect-error no window
    fullyConnected({ K: 2, C: 3, R: 1 })
    // @ts-expect-error no K
    elementwise({ C: 2, Y: 3, X: 4, K: 1 })
    expectTypeOf(fullyConnected({ K: 2, C: 3 })).toExtend<Layer>()
  })

  it('of an own operator have exactly its dimensions', () => {
    const dot = operator({
      name: 'dot',
      dimensions: ['I', 'J'],
      tensors: [{ name: 'sum', role: 'output', axes: [[{ dimension: 'J' }]] }],
    })
    expectTypeOf(layer(dot, { I: 8, J: 2 }, 'dot 1')).toExtend<Layer>()
    // @ts-expect-error no J
    layer(dot, { I: 8 })
    // @ts-expect-error no such dimension
    layer(dot, { I: 8, J: 2, K: 1 })
    // @ts-expect-error no number
    layer(dot, { I: 8, J: '2' })
  })

  it('of an operator that is not known in advance have any dimensions', () => {
    const dimensions: readonly string[] = ['I']
    const of = operator({ name: 'any', dimensions, tensors: [] })
    expectTypeOf(layer(of, { I: 8 })).toExtend<Layer>()
  })

  it('of an own operator couple tensors with a role', () => {
    // @ts-expect-error no role of this name
    operator({ name: 'dot', dimensions: ['I'], tensors: [{ name: 'sum', role: 'result', axes: [] }] })
  })
})

describe('elements of layers', () => {
  it('have widths and densities beside the extents, and in place of the name', () => {
    const widths: OutputWidths = { partial: 32, final: 8 }
    const precision: Precision = { inputs: 8, filter: 4.25, output: widths }
    const blocks: Density = { n: 2, m: 4, along: 'C' }
    const density: Densities = { filter: blocks, input: 0.5 }
    expectTypeOf(conv2d({ ...shape, Y: 8, X: 8, precision, density })).toExtend<Layer>()
    expectTypeOf(gemm({ M: 2, N: 3, K: 4, precision: 8 })).toExtend<Layer>()
    const sum = operator({ name: 'sum', dimensions: ['I'], tensors: [] })
    expectTypeOf(layer(sum, { I: 8 }, { name: 'sum 1', precision, density })).toExtend<Layer>()
    expectTypeOf<Layer['precision']>().toEqualTypeOf<Precision | undefined>()
    expectTypeOf<Layer['density']>().toEqualTypeOf<Densities | undefined>()
  })

  it('are numbers of bits and shares of nonzeros', () => {
    // @ts-expect-error a text for a width
    gemm({ M: 2, N: 3, K: 4, precision: 'int8' })
    // @ts-expect-error the widths of an output are partial and final
    gemm({ M: 2, N: 3, K: 4, precision: { C: { partial: 32, total: 8 } } })
    // @ts-expect-error densities are by name
    gemm({ M: 2, N: 3, K: 4, density: 0.5 })
    // @ts-expect-error blocks lie along a dimension
    gemm({ M: 2, N: 3, K: 4, density: { A: { n: 2, m: 4 } } })
  })
})

describe('dataflows', () => {
  it('have directives that are told apart by their tags', () => {
    expectTypeOf<Directive>().toEqualTypeOf<SpatialMap | TemporalMap | Cluster>()
    expectTypeOf<Directive['_tag']>().toEqualTypeOf<'SpatialMap' | 'TemporalMap' | 'Cluster'>()
    expectTypeOf<Extract<Directive, { _tag: 'Cluster' }>>().toEqualTypeOf<Cluster>()
    const dimensionOf = (directive: Directive): string => {
      // @ts-expect-error a Cluster has no dimension
      const anyDimension: string = directive.dimension
      return directive._tag === 'Cluster' ? anyDimension : directive.dimension
    }
    expectTypeOf(dimensionOf).returns.toBeString()
  })

  it('have the names that their maps have', () => {
    expectTypeOf(spatialMap('K')).toEqualTypeOf<SpatialMap<'K'>>()
    expectTypeOf(temporalMap(3, 1, 'Y')).toEqualTypeOf<TemporalMap<'Y'>>()
    expectTypeOf(dataflow('one', [cluster(2)])).toEqualTypeOf<Dataflow>()
    const name: string = 'K'
    expectTypeOf(dataflow('read', [spatialMap('K'), temporalMap(name)])).toEqualTypeOf<Dataflow>()
    const chosen = name === 'K' ? spatialMap : temporalMap
    expectTypeOf(chosen('K', 2)).toEqualTypeOf<SpatialMap | TemporalMap>()
    expectTypeOf(chosen(2, 2, name)).toEqualTypeOf<SpatialMap | TemporalMap>()
  })

  it('are held by variables of one type', () => {
    let best: Dataflow = dataflow('K', [spatialMap('K')])
    best = dataflow('C', [spatialMap('C')])
    const all: Dataflow[] = [best]
    all.push(flow)
    expectTypeOf(reorder(0, ['K'])(flow)).toEqualTypeOf<Dataflow>()
  })

  it('take numbers and expressions, no texts', () => {
    expectTypeOf(flow).toEqualTypeOf<Dataflow<'K' | 'C'>>()
    expectTypeOf(flow).toExtend<Dataflow>()
    // @ts-expect-error texts are read by the notation entry
    temporalMap('Sz(R)', 1, 'C')
    // @ts-expect-error a parameter is a number
    dataflow('KC', [], { tile: '8' })
    // @ts-expect-error a directive is built by its constructor
    dataflow('KC', ['SpatialMap(1, 1) K'])
  })
})

describe('the dimensions of a layer', () => {
  const product = gemm({ M: 2, N: 3, K: 4 })
  const scores = einsum('h q e, h k e -> h q k', { h: 2, q: 4, k: 4, e: 8 })
  const dot = operator({ name: 'dot', dimensions: ['I', 'J'], tensors: [] })

  it('are those of its kind, of its operator or of its sizes', () => {
    expectTypeOf<DimensionOf<typeof product>>().toEqualTypeOf<'M' | 'N' | 'K'>()
    expectTypeOf<DimensionOf<WindowLayer>>().toEqualTypeOf<
      'N' | 'G' | 'K' | 'C' | 'R' | 'S' | 'Y' | 'X' | "Y'" | "X'"
    >()
    const tokens = fullyConnected({ K: 2, C: 3 })
    expectTypeOf<DimensionOf<typeof tokens>>().toEqualTypeOf<DimensionOf<WindowLayer>>()
    expectTypeOf<DimensionOf<PlainLayer>>().toEqualTypeOf<DimensionOf<WindowLayer> | 'M'>()
    expectTypeOf<DimensionOf<typeof scores>>().toEqualTypeOf<'h' | 'q' | 'k' | 'e'>()
    const row = layer(dot, { I: 8, J: 2 })
    expectTypeOf<DimensionOf<typeof row>>().toEqualTypeOf<'I' | 'J'>()
    const either = einsum('m -> m', conv.name === '' ? { m: 4 } : { m: 4, n: 2 })
    expectTypeOf<DimensionOf<typeof either>>().toEqualTypeOf<'m' | 'n'>()
  })

  it('are any of a layer that is not known', () => {
    expectTypeOf<DimensionOf<Layer>>().toEqualTypeOf<string>()
    expectTypeOf<DimensionOf<CustomLayer>>().toEqualTypeOf<string>()
    const sizes: Readonly<Record<string, number>> = { i: 4 }
    expectTypeOf(einsum('i -> i', sizes)).toEqualTypeOf<CustomLayer>()
  })

  it('are all that a dataflow may map', () => {
    const rows = dataflow('rows', [spatialMap('M'), temporalMap('Y')])
    // @ts-expect-error no Y
    estimate(product, rows, { pes: 16 })
    // @ts-expect-error no Y
    analyze(product, rows, { pes: 16 })
    // @ts-expect-error no Y
    inferReuse(product, rows, { pes: 16 })
    // @ts-expect-error no Y
    estimateAccelerators(product, rows, [{ pes: 16 }])
    // @ts-expect-error no Y
    estimateDataflows(product, [dataflow('M', [spatialMap('M')]), rows], { pes: 16 })
    // @ts-expect-error no Y
    outputCentric(product, rows)
    // @ts-expect-error no Y
    inputCentric(product, rows)
    // @ts-expect-error no Y
    compare(product, rows, { pes: 16 })
    // @ts-expect-error no Y
    mappingView(product, rows, { pes: 16 })
    // @ts-expect-error no H
    estimate(conv, dataflow('rows', [spatialMap('K'), temporalMap('H')]), { pes: 16 })
    // @ts-expect-error no Q
    estimate(scores, dataflow('queries', [spatialMap('Q')]), { pes: 16 })
  })

  it('are not compared where one side is not known', () => {
    const rows = dataflow('rows', [spatialMap('H')])
    const any: Dataflow = rows
    expectTypeOf(estimate(product, any, { pes: 16 })).toEqualTypeOf<Either<EstimateErrors, Estimate>>()
    const both = (read: Layer) => [estimate(read, rows, { pes: 16 }), estimate(read, any, { pes: 16 })]
    expectTypeOf(both).returns.toEqualTypeOf<Either<EstimateErrors, Estimate>[]>()
    expectTypeOf(estimate(JSON.parse('{}'), rows, JSON.parse('{}'))).toEqualTypeOf<
      Either<EstimateErrors, Estimate>
    >()
    estimate(conv, JSON.parse('{}'), { pes: 16 })
    estimate(conv, kcPartitioned, { pes: 16 })
    const each = (of: Layer, one: Dataflow, hardware: Accelerator) => estimate(of, one, hardware)
    expectTypeOf(estimate).toExtend<typeof each>()
    expectTypeOf(estimateDataflows).toBeCallableWith(conv, [any, flow], { pes: 16 })
  })

  it('are those of every convolution, so that one dataflow serves a network', () => {
    const grouped = dataflow('groups', [spatialMap('G'), temporalMap('K'), temporalMap("Y'")])
    estimate(conv, grouped, { pes: 16 })
    estimate(fullyConnected({ K: 2, C: 3 }), grouped, { pes: 16 })
    estimate(elementwise({ C: 2, Y: 3, X: 4 }), grouped, { pes: 16 })
  })
})

describe('hardware', () => {
  it('needs PEs and nothing else', () => {
    expectTypeOf(accelerator({ pes: 16 })).toEqualTypeOf<Accelerator>()
    expectTypeOf(
      accelerator({ pes: 16, noc: [{ bandwidth: 1, latency: { hops: 1, hopLatency: 1 } }] }),
    ).toExtend<Accelerator>()
    // @ts-expect-error no PEs
    accelerator({ simd: 2 })
  })

  it('has widths, channels, skew, static energies, bypassing and sparsity', () => {
    const port: Port = 'shared'
    const channel: NetworkChannel = { tensors: ['filter'], bandwidth: 4, latency: 1, port }
    const noc: Interconnect = { bandwidth: 8, port, channels: [channel], skew: 1 }
    const l1: BufferSize = { capacity: 512, precision: { inputs: 8 } }
    const unit: UnitBuffer = { ...l1, keep: { inputs: false } }
    accelerator({ pes: 16, l1: unit, clusters: [{ keep: false }] })
    const l2: SharedBuffer = { ...l1, bypass: ['outputs'], contiguous: ['inputs'] }
    const perCycle: StaticEnergy = { pe: 0.1, l1: 0.01, clusters: [0.01], l2: 0.001 }
    const coordinate: SparseFormat = { coordinate: 4 }
    const formats: BufferFormats = {
      offchip: 'bitmask',
      l2: 'structured',
      clusters: coordinate,
      l1: coordinate,
    }
    const sparse: SparseSupport = { gate: ['inputs'], skip: ['filter'], format: { filter: formats } }
    expectTypeOf(
      accelerator({
        pes: 16,
        noc,
        l1,
        clusters: l1,
        l2,
        offchip: { bandwidth: 4, precision: 4 },
        precision: { outputs: { partial: 32 } },
        energy: { static: perCycle },
        sparse,
      }),
    ).toEqualTypeOf<Accelerator>()
    // @ts-expect-error a channel carries tensors
    accelerator({ pes: 16, noc: { channels: [{ bandwidth: 4 }] } })
    // @ts-expect-error one of two
    accelerator({ pes: 16, noc: { port: 'single' } })
    // @ts-expect-error a buffer has the widths of inputs, which are numbers
    accelerator({ pes: 16, l1: { precision: { output: { partial: 32 } } } })
    // @ts-expect-error no such format
    accelerator({ pes: 16, sparse: { format: { filter: 'csr' } } })
    // @ts-expect-error the shared buffer streams what it does not hold
    accelerator({ pes: 16, l2: { keep: false } })
    // @ts-expect-error only the shared buffer is bypassed
    accelerator({ pes: 16, l1: { bypass: ['filter'] } })
  })

  it('has no unknown properties', () => {
    // @ts-expect-error misspelt
    accelerator({ pes: 16, offChip: { bandwidth: 1 } })
    // @ts-expect-error misspelt, one level down
    accelerator({ pes: 16, noc: { bandwith: 1 } })
    // @ts-expect-error misspelt, in a list
    accelerator({ pes: 16, noc: [{ bandwith: 1 }] })
    // @ts-expect-error a capacity is in an object
    accelerator({ pes: 16, l1: 512 })
    // @ts-expect-error one of three
    accelerator({ pes: 16, overlap: 'always' })
    // @ts-expect-error unlimited is absent, not null
    accelerator({ pes: 16, l2: { capacity: null } })
    // @ts-expect-error energies count in MACs or picojoules
    accelerator({ pes: 16, energy: { unit: 'nJ' } })
    // @ts-expect-error an energy table has no such buffer
    accelerator({ pes: 16, energy: { l3: { read: 1, write: 1 } } })
  })
})

describe('answers', () => {
  it('are Eithers', () => {
    expectTypeOf(estimate(conv, flow, { pes: 16 })).toEqualTypeOf<Either<EstimateErrors, Estimate>>()
    expectTypeOf(analyze(conv, flow, { pes: 16 })).toEqualTypeOf<Either<EstimateErrors, Analysis>>()
    expectTypeOf(evaluate).returns.toEqualTypeOf<Either<EstimateErrors, Estimate>>()
    expectTypeOf(inferReuse(conv, flow, { pes: 16 })).toEqualTypeOf<
      Either<EstimateErrors, readonly TensorReuse[]>
    >()
    expectTypeOf(orThrow(estimate(conv, flow, { pes: 16 }))).toEqualTypeOf<Estimate>()
    expectTypeOf(estimateNetwork([conv], flow, { pes: 16 })).toEqualTypeOf<
      Either<EstimateErrors, NetworkEstimate>
    >()
  })

  it('of networks come from a dataflow, from candidates or from a function', () => {
    expectTypeOf(estimateNetwork).toBeCallableWith([conv], [flow], { pes: 16 }, { objective: 'edp' })
    expectTypeOf(estimateNetwork).toBeCallableWith([conv], (of: Layer) => ({ ...flow, name: of.name }), {
      pes: 16,
    })
    // @ts-expect-error no such objective
    estimateNetwork([conv], flow, { pes: 16 }, { objective: 'area' })
    // @ts-expect-error no such rule
    estimateNetwork([conv], flow, { pes: 16 }, { misfits: 'ignore' })
    expectTypeOf(estimateNetwork).toBeCallableWith([conv], [flow], { pes: 16 }, { misfits: 'allow' })
  })

  it('of networks take layers with counts, which may say more, and share their totals among tokens', () => {
    const contents = { input: 'activations', filter: 'weights', output: 'activations' }
    const repeated = { layer: conv, count: 3, contents, part: 'anything' }
    expectTypeOf(estimateNetwork).toBeCallableWith([conv, repeated], [flow], { pes: 16 })
    const network = orThrow(estimateNetwork([repeated], flow, { pes: 16 }))
    expectTypeOf(network.layers[0]!.count).toEqualTypeOf<number>()
    expectTypeOf(perToken([repeated], network, 4)).toEqualTypeOf<Either<EstimateErrors, PerToken>>()
    // @ts-expect-error a layer does not say what its tensors hold
    perToken([conv], network, 4)
    // @ts-expect-error a count is a number
    estimateNetwork([{ layer: conv, count: '3' }], flow, { pes: 16 })
  })

  it('of language models have layers that networks take', () => {
    const { layers } = languageModel({ model: 'mamba-2-2.7b', tokens: 1 })
    expectTypeOf(estimateNetwork).toBeCallableWith(layers, flow, { pes: 16 })
    expectTypeOf(perToken).parameter(0).not.toBeAny()
    expectTypeOf(languageModels['gpt-3-175b']).toEqualTypeOf<LanguageModelShape>()
    // @ts-expect-error no such model
    transformerBlock({ model: 'gpt-5', tokens: 1 })
    // @ts-expect-error tokens are needed
    transformerBlock({ model: languageModels['qwen3-8b'] })
    // @ts-expect-error only blocks are chosen
    languageModel({ model: 'deepseek-v3', tokens: 1, block: 0 })
  })

  it('of networks have totals if they are complete', () => {
    const network = orThrow(estimateNetwork([conv], flow, { pes: 16 }))
    expectTypeOf(network.totals.macs).toEqualTypeOf<number | null>()
    if (network.complete) expectTypeOf(network.totals).toEqualTypeOf<NetworkTotals>()
    else expectTypeOf(network.totals.energy).toEqualTypeOf<null>()
  })

  it('have errors with a closed set of tags', () => {
    expectTypeOf<EstimateErrors[0]>().toEqualTypeOf<EstimateError>()
    expectTypeOf<EstimateError['_tag']>().toEqualTypeOf<ErrorTag>()
    expectTypeOf<'OverlappingMap'>().toExtend<ErrorTag>()
    expectTypeOf<'Overflow'>().not.toExtend<ErrorTag>()
    expectTypeOf(renderErrors).toBeCallableWith([])
    expectTypeOf<Warning['_tag']>().toEqualTypeOf<
      | 'NoSpatialMap'
      | 'IdlePes'
      | 'DroppedMap'
      | 'UnusedEntry'
      | 'DoesNotFit'
      | 'UnlimitedBuffer'
      | 'ExpectedTime'
      | 'UnsearchedLevels'
      | 'FusionDoesNotPay'
    >()
  })

  it('have figures under the documented names', () => {
    expectTypeOf<Estimate['runtime']>().toBeNumber()
    expectTypeOf<Estimate['effective']['macs']>().toBeNumber()
    expectTypeOf<Estimate['energy']['static']>().toBeNumber()
    expectTypeOf<Estimate['offchip']['bits']>().toBeNumber()
    expectTypeOf<Estimate['offchip']['tensors'][string]['bits']>().toEqualTypeOf<{
      readonly reads: number
      readonly writes: number
    }>()
    expectTypeOf<Estimate['buffers']['l1']['bits']>().toEqualTypeOf<{
      readonly required: number
      readonly capacity: number | null
    }>()
    expectTypeOf<Estimate['averagePower']>().toEqualTypeOf<number | null>()
    expectTypeOf<Estimate['energy']['unit']>().toEqualTypeOf<'MAC' | 'pJ'>()
    expectTypeOf<Estimate['energy']['uncounted']>().toEqualTypeOf<
      readonly ('mac' | 'l1' | 'clusters' | 'l2' | 'network' | 'offchip')[]
    >()
    expectTypeOf<Estimate['seconds']>().toEqualTypeOf<number | null>()
    expectTypeOf<Estimate['bound']['by']>().toEqualTypeOf<
      'compute' | 'fill' | 'ingress' | 'egress' | 'offchip'
    >()
    expectTypeOf<Estimate['buffers']['l2']['minimum']>().toBeNumber()
    expectTypeOf<Estimate['levels'][number]['delay']['compute']['average']>().toBeNumber()
  })
})

describe('everything is readonly', () => {
  const answer = orThrow(estimate(conv, flow, { pes: 16 }))

  it('in results', () => {
    // @ts-expect-error a figure
    answer.runtime = 1
    // @ts-expect-error a figure inside
    answer.energy.l1.total = 1
    // @ts-expect-error a level
    answer.levels[0] = answer.levels[1]
    // @ts-expect-error a list
    answer.warnings.push()
    // @ts-expect-error an analysis
    orThrow(analyze(conv, flow, { pes: 16 })).macs = 1
    // @ts-expect-error a network
    orThrow(estimateNetwork([conv], flow, { pes: 16 })).totals.macs = 1
  })

  it('in inputs', () => {
    // @ts-expect-error an extent
    conv.sizes['K'] = 1
    // @ts-expect-error a directive
    flow.directives[0] = cluster(1)
    // @ts-expect-error the size of a directive
    spatialMap(1, 1, 'K').size = 2
    // @ts-expect-error the hardware
    accelerator({ pes: 16 }).pes = 1
  })
})
