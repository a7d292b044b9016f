import { describe, expect, it } from 'vitest'
import { estimateFused, fuse } from '../../src/fusion'
import {
  accelerator,
  analyze,
  cluster,
  conv2d,
  type Directive,
  dataflow,
  type ErrorTag,
  type EstimateError,
  estimate,
  estimateNetwork,
  evaluate,
  gemm,
  orThrow,
  param,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../src/index'
import {
  conv,
  errorsOf,
  flow,
  hardware,
  inShort,
  junk,
  nonsenseLayer,
  refusal,
  refusalOfDirectives,
  stumbles,
} from '../support/errors'

const shape = { K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 }
const eight = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
const eightDimensional = nonsenseLayer(
  {
    name: 'cube',
    dimensions: eight,
    tensors: [{ name: 'sum', role: 'output', axes: eight.map((dimension) => [{ dimension }]) }],
  },
  Object.fromEntries(eight.map((dimension) => [dimension, 50])),
)
/** Tiles that divide nothing: every level has short last tiles inside short last tiles. */
const raggedLevels = [37, 11, 3, 2].flatMap((tile) => [
  cluster(1),
  ...eight.map((name) => temporalMap(tile, tile, name)),
])

it('names the number of kinds of step that tensors of many axes may have', () => {
  const [error] = refusalOfDirectives(raggedLevels, eightDimensional)
  expect(error?.expected).toBe('at most 32768 distinct kinds of step')
})

it('also names the limit of windows where tensors have some', () => {
  const ragged = [37, 11, 3, 2].flatMap((tile) => [
    cluster(1),
    ...['K', 'C', 'N', "Y'", "X'", 'R', 'S'].map((name) => temporalMap(tile, tile, name)),
  ])
  const size = 50
  const layer = conv2d({ K: size, C: size, N: size, "Y'": size, "X'": size, R: size, S: size })
  const [error] = refusalOfDirectives(ragged, layer)
  expect(error?.expected).toBe('at most 21845 distinct kinds of step and 1048576 pieces of windows')
})

/** One input for each tag: its only fault. */
const examples: {
  readonly [T in ErrorTag]: readonly [path: string, errors: () => readonly EstimateError[]]
} = {
  Malformed: ['layer.name', () => refusal({ layer: conv2d({ ...shape, name: junk(5) }) })],
  InvalidExtent: ['layer.sizes.K', () => refusal({ layer: conv2d({ ...shape, K: 0 }) })],
  ConflictingExtents: ["layer.sizes.Y'", () => refusal({ layer: conv2d({ ...shape, "Y'": 5 }) })],
  EmptyOutput: ['layer.sizes.Y', () => refusal({ layer: conv2d({ ...shape, Y: 2 }) })],
  UnsupportedCoupling: [
    'layer.operator.tensors',
    () =>
      refusal({
        layer: nonsenseLayer({ name: 'none', dimensions: ['I'], tensors: [] }),
        dataflow: dataflow('I', [temporalMap(1, 1, 'I')]),
      }),
  ],
  InvalidSize: ['dataflow.directives[0].size', () => refusalOfDirectives([spatialMap(0, 1, 'K')])],
  UnboundParameter: [
    'dataflow.directives[0].offset',
    () => refusalOfDirectives([spatialMap(1, param('step'), 'K')]),
  ],
  UnknownDimension: ['dataflow.directives[0].dimension', () => refusalOfDirectives([spatialMap(1, 1, 'Q')])],
  RepeatedDimension: [
    'dataflow.directives[1]',
    () => refusalOfDirectives([spatialMap(1, 1, 'K'), temporalMap(1, 1, 'K')]),
  ],
  OverlappingMap: ['dataflow.directives[0]', () => refusalOfDirectives([temporalMap(3, 1, 'C')])],
  SkippingMap: ['dataflow.directives[0]', () => refusalOfDirectives([temporalMap(1, 2, 'C')])],
  WindowTooSmall: ['dataflow.directives[0]', () => refusalOfDirectives([temporalMap(2, 1, 'X')])],
  TwoSpatialMaps: [
    'dataflow.directives[1]',
    () => refusalOfDirectives([spatialMap(1, 1, 'K'), spatialMap(1, 1, 'C')]),
  ],
  MixedNotation: [
    'dataflow.directives[1]',
    () => refusalOfDirectives([temporalMap(3, 1, 'Y'), temporalMap(1, 1, "Y'")]),
  ],
  DiagonalMismatch: [
    'dataflow.directives[0]',
    () => refusalOfDirectives([spatialMap(3, 1, 'Y'), spatialMap(1, 1, 'R')]),
  ],
  EmptyDataflow: ['dataflow', () => refusalOfDirectives([])],
  ClustersExceedPes: [
    'dataflow.directives[1]',
    () => refusalOfDirectives([spatialMap(1, 1, 'K'), cluster(32)]),
  ],
  InvalidHardware: ['hardware.pes', () => refusal({ hardware: accelerator({ pes: 0 }) })],
  MismatchedAnalysis: [
    'hardware.pes',
    () => errorsOf(evaluate(orThrow(analyze(conv, flow, { pes: 8 })), accelerator({ pes: 16 }))),
  ],
  CountOverflow: [
    'layer.sizes',
    () =>
      refusal({
        layer: gemm({ M: 400000, N: 400000, K: 400000 }),
        dataflow: dataflow('M', [spatialMap(1, 1, 'M')]),
      }),
  ],
  TooComplex: ['dataflow.directives', () => refusalOfDirectives(raggedLevels, eightDimensional)],
  NothingFits: [
    'dataflow',
    () =>
      orThrow(estimateNetwork([conv], [flow], { pes: 16, l1: { capacity: 1 } })).layers.flatMap(
        ({ result }) => errorsOf(result),
      ),
  ],
  BrokenChain: ['chain.layers[1]', () => errorsOf(estimateFused(fuse([conv, conv]), flow, { pes: 16 }))],
}

describe('every tag', () => {
  for (const [tag, [path, errors]] of Object.entries(examples))
    it(`${tag} is found at ${path}, alone, and reads well`, () => {
      expect(inShort(errors())).toEqual([`${tag} ${path}`])
      expect(errors().flatMap(stumbles)).toEqual([])
    })

  it('is plain data that JSON keeps', () => {
    const errors = Object.values(examples).flatMap(([, refuse]) => refuse())
    expect(JSON.parse(JSON.stringify(errors))).toEqual(errors)
    expect(errors.every((error) => Object.values(error).every((part) => typeof part === 'string'))).toBe(true)
  })
})

describe('all faults at once', () => {
  it('of layer, dataflow and hardware, in this order', () => {
    const errors = refusal({
      layer: conv2d({ ...shape, K: 0 }),
      dataflow: dataflow('both', [spatialMap(0, 1, 'C')]),
      hardware: accelerator({ pes: 16, simd: 0 }),
    })
    expect(inShort(errors)).toEqual([
      'InvalidExtent layer.sizes.K',
      'InvalidSize dataflow.directives[0].size',
      'InvalidHardware hardware.simd',
    ])
  })

  it('of several directives, in the order of the list', () => {
    const errors = refusalOfDirectives([
      spatialMap(1, 1, 'Q'),
      temporalMap(0, 1, 'C'),
      cluster(0),
      temporalMap(1, 0, 'N'),
    ])
    expect(inShort(errors)).toEqual([
      'UnknownDimension dataflow.directives[0].dimension',
      'InvalidSize dataflow.directives[1].size',
      'InvalidSize dataflow.directives[2].size',
      'InvalidSize dataflow.directives[3].offset',
    ])
  })

  it('of one directive: size, offset and dimension', () => {
    expect(inShort(refusalOfDirectives([temporalMap(0, 1.5, 'Q')])).sort()).toEqual([
      'InvalidSize dataflow.directives[0].offset',
      'InvalidSize dataflow.directives[0].size',
      'UnknownDimension dataflow.directives[0].dimension',
    ])
  })

  it('of illegal maps, in the order of the list', () => {
    const maps = [
      spatialMap(1, 1, 'K'),
      temporalMap(3, 1, 'C'),
      spatialMap(1, 1, 'N'),
      temporalMap(1, 2, 'X'),
    ]
    expect(inShort(refusalOfDirectives(maps))).toEqual([
      'OverlappingMap dataflow.directives[1]',
      'TwoSpatialMaps dataflow.directives[2]',
      'WindowTooSmall dataflow.directives[3]',
    ])
  })

  it('of directives that are illegal and others that cannot be read', () => {
    expect(inShort(refusalOfDirectives([temporalMap(3, 1, 'C'), temporalMap(1, 1, 'Q')]))).toEqual([
      'OverlappingMap dataflow.directives[0]',
      'UnknownDimension dataflow.directives[1].dimension',
    ])
  })

  it('of a list of Clusters only, one of them faulty', () => {
    expect(inShort(refusalOfDirectives([cluster(0)])).sort()).toEqual([
      'EmptyDataflow dataflow',
      'InvalidSize dataflow.directives[0].size',
    ])
  })

  it('of the hardware, in its documented order', () => {
    const errors = refusal({
      hardware: {
        pes: 0,
        simd: 0,
        l1: { capacity: -1 },
        l2: { capacity: -1 },
        noc: { bandwidth: 0 },
        clock: 0,
      },
    })
    expect(inShort(errors)).toEqual(
      ['pes', 'simd', 'l1.capacity', 'l2.capacity', 'noc.bandwidth', 'clock'].map(
        (key) => `InvalidHardware hardware.${key}`,
      ),
    )
  })

  it('of the extents, before those of stride and padding', () => {
    const errors = refusal({
      layer: { ...conv, sizes: { ...conv.sizes, K: 0, R: 0 }, stride: 0, padding: -1 },
    })
    expect(inShort(errors)).toEqual([
      'InvalidExtent layer.sizes.K',
      'InvalidExtent layer.sizes.R',
      'InvalidExtent layer.stride',
      'InvalidExtent layer.padding',
    ])
  })
})

describe('a fault is told alone where another can only follow from it', () => {
  const T = temporalMap
  const S = spatialMap
  const unknown = param('t')
  const misspelt = junk<Directive>({ _tag: 'Clustr', size: 2 })
  const rows: readonly (readonly [what: string, directives: readonly Directive[], error: string])[] = [
    ['a window of unknown tile', [T(unknown, 1, 'R'), T(1, 1, 'Y')], '[0].size'],
    ['a window of unknown tile above', [T(unknown, 1, 'R'), cluster(2), T(1, 1, 'Y')], '[0].size'],
    ['an extent of unknown tile', [T(unknown, 1, 'C'), cluster(2), T(2, 1, 'C')], '[0].size'],
    ['rows of unknown tile', [T(unknown, 1, 'Y'), cluster(2), S(1, 1, 'Y'), S(1, 1, 'R')], '[0].size'],
    ['half a diagonal pair', [S(unknown, 1, 'Y'), S(1, 1, 'R')], '[0].size'],
    ['the other half of it', [S(1, 1, 'Y'), S(unknown, 1, 'R')], '[1].size'],
    ['a Cluster of unknown size', [S(1, 1, 'K'), cluster(unknown), S(1, 1, 'C')], '[1].size'],
    ['a misspelt Cluster between spatial maps', [S(1, 1, 'K'), misspelt, S(1, 1, 'C')], '[1]._tag'],
    ['a misspelt Cluster between maps', [T(2, 2, 'K'), misspelt, T(1, 1, 'K')], '[1]._tag'],
  ]
  for (const [what, directives, path] of rows)
    it(what, () => {
      expect(refusalOfDirectives(directives).map((error) => error.path)).toEqual([
        `dataflow.directives${path}`,
      ])
    })
})

describe('errors for people', () => {
  const two = refusal({ layer: conv2d({ ...shape, K: 0 }), hardware: accelerator({ pes: 0 }) })

  it('renders place, message and repair of each', () => {
    const text = renderErrors(two)
    for (const { path, message, hint } of two)
      for (const part of [path, message, hint]) expect(text).toContain(part)
    expect(renderErrors([])).toBe('')
  })

  it('throws them only where that is asked for', () => {
    expect(() => orThrow(estimate(conv2d({ ...shape, K: 0 }), flow, hardware))).toThrow(/layer\.sizes\.K/)
    expect(orThrow(estimate(conv, flow, hardware)).macs).toBe(5184)
    expect(() => orThrow(junk<never>(orThrow(estimate(conv, flow, hardware))))).toThrow(
      /^orThrow takes an Either, a Right or a Left, but this is an object with layer, .*: it may have been opened before\.$/,
    )
    expect(() => orThrow(junk<never>(undefined))).toThrow(/orThrow takes an Either.*missing/)
    expect(() => orThrow(junk<never>({ _tag: 'Left', left: [] }))).toThrow('This is a Left without errors')
    expect(errorsOf(estimate(conv, flow, junk(undefined))).map(({ message }) => message)).toEqual([
      'hardware is required: an accelerator, of which only pes is required.',
    ])
  })
})
