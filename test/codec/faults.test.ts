/** What the codecs say of data that has another shape. */
import { isRight } from 'fp-ts/Either'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  acceleratorCodec,
  analysisCodec,
  areaTableCodec,
  chainCodec,
  dataflowCodec,
  decode,
  directiveCodec,
  eitherCodec,
  energyTableCodec,
  errorCodec,
  errorsCodec,
  estimateCodec,
  expressionCodec,
  fusedComparisonCodec,
  fusedEstimateCodec,
  fusedExplorationCodec,
  fusedNetworkCodec,
  fusedOccupancyCodec,
  jsonDocument,
  layerCodec,
  layersCodec,
  listOf,
  mapProgressCodec,
  mappingCodec,
  mapRequestCodec,
  networkEstimateCodec,
  networkMappingCodec,
  operatorCodec,
  reuseCodec,
  toEstimateErrors,
  warningCodec,
} from '../../src/codec'
import {
  conv2d,
  type Dataflow,
  dataflow,
  type EstimateError,
  type Expression,
  estimate,
  gemm,
  type Layer,
  orThrow,
  plus,
  spatialMap,
} from '../../src/index'
import { conv, flow, hardware, inShort, stumbles } from '../support/errors'
import { processorTime } from '../support/processor-time'
import { errorOf, errorsOf, junk } from '../units/support'

const json = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never

const faults = <A>(codec: t.Decoder<unknown, A>, value: unknown): readonly EstimateError[] => {
  const errors = errorsOf(decode(codec)(value))
  expect(errors.length).toBeGreaterThan(0)
  expect(errors.flatMap(stumbles)).toEqual([])
  return errors
}

const paths = <A>(codec: t.Decoder<unknown, A>, value: unknown): readonly string[] =>
  inShort(faults(codec, value))

describe('a fault names its place, what is expected there, what was given, and the repair', () => {
  it('of a misspelt property', () => {
    expect(faults(acceleratorCodec, { pes: 4, noc: [{}, { bandwith: 2 }] })).toEqual([
      {
        _tag: 'InvalidHardware',
        path: 'hardware.noc[1].bandwith',
        expected: 'one of bandwidth, latency, multicast, reduction, port, channels or skew',
        given: 'the unknown property "bandwith"',
        hint: 'Did you mean bandwidth? Rename or remove "bandwith".',
        message: 'hardware.noc[1] has no property "bandwith".',
      },
    ])
  })

  it('of a value of another kind', () => {
    expect(faults(layerCodec, { ...conv, sizes: { ...conv.sizes, "Y'": '56' } })).toEqual([
      {
        _tag: 'Malformed',
        path: "layer.sizes.Y'",
        expected: 'a number',
        given: 'the text "56"',
        hint: 'Write 56 without quotes.',
        message: 'layer.sizes.Y\' must be a number, but it is the text "56".',
      },
    ])
  })

  it('of something missing', () => {
    expect(faults(dataflowCodec, { name: 'x', parameters: {} })).toEqual([
      {
        _tag: 'Malformed',
        path: 'dataflow.directives',
        expected: 'a list',
        given: 'missing',
        hint: 'Add directives: a list.',
        message: 'dataflow.directives is required: a list.',
      },
    ])
  })

  it('of a quantity with a unit', () =>
    expect(faults(acceleratorCodec, { pes: 4, l2: { capacity: '108 KiB' } })[0]?.hint).toContain(
      'maestro-dataflow/units',
    ))

  it('of a part of the hardware as a text with a unit', () => {
    const units = "; texts with units, such as '108 KiB', are read by datasheet of maestro-dataflow/units."
    const given = { pes: 64, l2: '108 KiB', noc: '32 GB/s', clock: '1 GHz', offchip: 'fast' }
    expect(faults(acceleratorCodec, given).map(({ hint }) => hint)).toEqual([
      `Write hardware.l2 as an object${units}`,
      `Write hardware.noc as an object${units}`,
      'Write hardware.offchip as an object.',
      `Give a number${units}`,
    ])
  })

  it('of a size as a text', () =>
    expect(faults(directiveCodec, { _tag: 'Cluster', size: 'Sz(R)' })[0]).toMatchObject({
      path: 'directive.size',
      given: 'the text "Sz(R)"',
    }))

  it('of all faults together, in the order of the documentation', () => {
    const given = {
      kind: 'conv2d',
      name: 5,
      size: {},
      stride: { y: 1 },
      dilation: '1',
      padding: { top: 1, botom: 0, left: 0, right: 0 },
    }
    expect(paths(layerCodec, given)).toEqual([
      'Malformed layer.name',
      'Malformed layer.sizes',
      'Malformed layer.stride.x',
      'Malformed layer.dilation',
      'Malformed layer.padding.botom',
      'Malformed layer.padding.bottom',
      'Malformed layer.size',
    ])
  })

  it('under the path that it has in a larger document', () => {
    const problem = jsonDocument({ layers: layersCodec, chips: listOf(acceleratorCodec) })
    const given = { layers: [conv, { ...conv, kind: 'conv3d' }], chips: [{ pes: 4, nco: {} }], more: 1 }
    expect(paths(problem, given)).toEqual([
      'Malformed layers[1].kind',
      'InvalidHardware chips[0].nco',
      'Malformed more',
    ])
    expect(faults(problem, 5)[0]?.message).toBe(
      'The input must be an object with layers and chips, but it is 5.',
    )
  })
})

describe('a union is reported by what tells its members apart', () => {
  it('an unknown kind of layer', () => {
    const [error, ...others] = faults(layerCodec, { ...conv, kind: 'conv2', extra: 1 })
    expect(others).toEqual([])
    expect(error?.path).toBe('layer.kind')
    expect(error?.hint).toContain('Did you mean conv2d?')
  })

  it('no kind of layer', () =>
    expect(faults(layerCodec, { sizes: {} }).map(({ path, given }) => [path, given])).toEqual([
      ['layer.kind', 'missing'],
    ]))

  it('a layer with what only other layers have', () =>
    expect(paths(layerCodec, { kind: 'gemm', name: '', sizes: {}, stride: 1 })).toEqual([
      'Malformed layer.stride',
    ]))

  it('a directive, and an expression deep inside it', () => {
    expect(paths(directiveCodec, { _tag: 'Spatial', size: 1, offset: 1 })).toEqual([
      'Malformed directive._tag',
    ])
    const size = plus(1, json({ _tag: 'Min', terms: [2, { _tag: 'Sz', dimensio: 'R' }] }))
    expect(paths(dataflowCodec, dataflow('x', [spatialMap(1, size, 'K')]))).toEqual([
      'Malformed dataflow.directives[0].offset.terms[1].terms[1].dimensio',
      'Malformed dataflow.directives[0].offset.terms[1].terms[1].dimension',
    ])
    expect(faults(expressionCodec, { _tag: 'Sum', terms: [] })[0]?.path).toBe('expression._tag')
  })

  it('an Either', () => {
    expect(paths(eitherCodec(estimateCodec), { _tag: 'Wrong' })).toEqual(['Malformed result._tag'])
    expect(paths(eitherCodec(estimateCodec), { _tag: 'Left', left: [] })).toEqual(['Malformed result.left'])
    expect(paths(eitherCodec(estimateCodec), { _tag: 'Left', left: [{}], right: 1 })).toContain(
      'Malformed result.right',
    )
  })

  it('a latency, a buffer or an energy by what kind of value it is', () => {
    const given = {
      pes: 4,
      noc: { latency: { hop: 1, hopLatency: 2 } },
      clusters: [{ capacity: null }],
      energy: { l1: { read: { points: [[1, 2], [3]] }, write: 'low' }, clusters: 4 },
    }
    expect(faults(acceleratorCodec, given).map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
      'hardware.clusters[0].capacity: a number',
      'hardware.noc.latency.hop: one of hops or hopLatency',
      'hardware.noc.latency.hops: a number',
      'hardware.energy.l1.read.points[1]: a pair [capacity in bytes, energy]',
      'hardware.energy.l1.write: a number or an object with points',
      'hardware.energy.clusters: an object with read and write or a list',
    ])
  })
})

describe('what a constructor would fill in', () => {
  const sizes = { N: 1, K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 }
  const directives = [spatialMap(1, 1, 'K')]
  const dimensions = ['I']
  const tensors = [
    { name: 'a', role: 'input', axes: [[{ dimension: 'I' }]] },
    { name: 'b', role: 'output', axes: [[{ dimension: 'I' }]] },
  ]
  const plain = { kind: 'gemm', sizes: { M: 1, N: 1, K: 1 } }
  const custom = { kind: 'custom', operator: { dimensions, tensors }, sizes: { I: 2 } }

  it('is filled in where it is absent', () => {
    expect(orThrow(decode(layerCodec)({ kind: 'conv2d', sizes }))).toEqual(conv2d(sizes as never))
    expect(orThrow(decode(layerCodec)(plain))).toEqual(gemm({ M: 1, N: 1, K: 1 }))
    expect(orThrow(decode(dataflowCodec)({ directives }))).toEqual(dataflow('', directives))
    expect(orThrow(decode(operatorCodec)({ dimensions, tensors })).name).toBe('')
    expect(orThrow(decode(layerCodec)(custom))).toMatchObject({ name: '', operator: { name: '' } })
  })

  it('as estimates do', () => {
    const layer = junk<Layer>({ kind: 'conv2d', sizes })
    const flow = junk<Dataflow>({ directives })
    const [a, b] = [orThrow(decode(layerCodec)(layer)), orThrow(decode(dataflowCodec)(flow))]
    expect(orThrow(estimate(layer, flow, hardware))).toEqual(orThrow(estimate(a, b, hardware)))
  })

  it('but without it a value is none of the type', () => {
    expect([layerCodec.is(plain), dataflowCodec.is({ directives })]).toEqual([false, false])
    expect(layerCodec.is(orThrow(decode(layerCodec)(plain)))).toBe(true)
    expect(jsonDocument({ layers: layersCodec }).is({ layers: [plain] })).toBe(false)
  })

  it('is not filled in where something else is', () => {
    expect(paths(layerCodec, { kind: 'conv2d', sizes, name: null, stride: null })).toEqual([
      'Malformed layer.name',
      'Malformed layer.stride',
    ])
    expect(paths(layerCodec, { kind: 'conv2d', sizes, padding: { top: 1 } }).length).toBe(3)
  })
})

describe('codecs check shape and no rule', () => {
  it('what estimates refuse, they decode', () => {
    const layers = [conv2d({ K: -1, C: 0.5, R: 3, S: 3, Y: 1, X: 1 }), gemm({ M: 1, N: 1, K: 2 ** 60 })]
    for (const layer of layers) expect(isRight(decode(layerCodec)(json(layer)))).toBe(true)
    expect(isRight(decode(acceleratorCodec)({ pes: -1, noc: [], simd: 0.5 }))).toBe(true)
    expect(isRight(decode(dataflowCodec)(json(dataflow('none', []))))).toBe(true)
    expect(isRight(decode(expressionCodec)({ _tag: 'Minus', terms: [] }))).toBe(true)
  })

  it('numbers are those that JSON has', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, null, 3n, '3'])
      expect(paths(acceleratorCodec, { pes: value })).toEqual(['InvalidHardware hardware.pes'])
  })

  it('absent and undefined are the same', () =>
    expect(decode(acceleratorCodec)({ pes: 4, simd: undefined, junk: undefined })).toEqual(
      decode(acceleratorCodec)({ pes: 4 }),
    ))

  it('what was decoded shares nothing with what was given', () => {
    const given = json(conv) as { sizes: Record<string, number> }
    const decoded = orThrow(decode(layerCodec)(given))
    given.sizes['K'] = 1
    expect(decoded).toEqual(conv)
  })

  it('instances of classes are no data', () => {
    const [error] = faults(dataflowCodec, { name: '', directives: [], parameters: new Map([['width', 8]]) })
    expect(error?.message).toBe(
      'dataflow.parameters must be an object of numbers, but it is an instance of a class.',
    )
    class Chip {
      pes = 4
    }
    expect(paths(acceleratorCodec, new Chip())).toEqual(['InvalidHardware hardware'])
    expect(isRight(decode(acceleratorCodec)(Object.assign(Object.create(null), { pes: 4 })))).toBe(true)
  })

  it('a list that is too long is told where it stands', () => {
    const long = new Array(2 ** 32 - 1)
    expect(paths(layersCodec, long)).toEqual(['TooComplex layers'])
    expect(paths(acceleratorCodec, { pes: 4, noc: long })).toEqual(['TooComplex hardware.noc'])
  })

  it('names that every object has are names like any other', () => {
    const text = '{ "name": "x", "directives": [], "parameters": { "__proto__": 2, "constructor": 3 } }'
    const decoded = orThrow(decode(dataflowCodec)(JSON.parse(text)))
    expect(JSON.stringify(decoded.parameters)).toBe('{"__proto__":2,"constructor":3}')
    expect(paths(acceleratorCodec, JSON.parse('{ "pes": 4, "__proto__": {}, "toString": 1 }'))).toEqual([
      'InvalidHardware hardware.__proto__',
      'InvalidHardware hardware.toString',
    ])
  })
})

describe('io-ts works with them', () => {
  it('as parts of its own codecs, whose faults can be told too', () => {
    const fleet = t.type({
      owner: t.string,
      chip: t.union([t.null, acceleratorCodec]),
      both: t.intersection([t.type({ a: t.number }), t.type({ b: t.boolean })]),
      color: t.keyof({ red: null, green: null }),
      date: new t.Type<Date>(
        'Date',
        (u): u is Date => u instanceof Date,
        (u, c) => t.failure(u, c, 'No date.'),
        t.identity,
      ),
    })
    const result = fleet.decode({ owner: 5, chip: { pes: '4' }, both: { a: 1, b: 2 }, color: 'gren' })
    const errors = result._tag === 'Left' ? toEstimateErrors(result.left) : []
    expect(errors.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'owner: owner must be a text, but it is 5.',
      'chip: chip must be null, but it is an object with pes.',
      'chip.pes: chip.pes must be a number, but it is the text "4".',
      'both.b: both.b must be true or false, but it is 2.',
      `color: color must be one of 'red' or 'green', but it is the text "gren".`,
      'date: No date.',
    ])
    expect(errors[4]?.hint).toContain('Did you mean green?')
  })

  it('and decoding needs none of ours', () =>
    expect(errorOf(decode(t.array(t.number))([1, 'x'])).path).toBe('[1]'))
})

/** Every codec that nothing cannot satisfy: options may all be absent. */
const every: readonly t.Mixed[] = [
  layerCodec,
  layersCodec,
  operatorCodec,
  directiveCodec,
  dataflowCodec,
  expressionCodec,
  acceleratorCodec,
  energyTableCodec,
  areaTableCodec,
  analysisCodec,
  estimateCodec,
  networkEstimateCodec,
  errorCodec,
  errorsCodec,
  warningCodec,
  reuseCodec,
  mapRequestCodec,
  mappingCodec,
  mapProgressCodec,
  networkMappingCodec,
  chainCodec,
  fusedEstimateCodec,
  fusedExplorationCodec,
  fusedComparisonCodec,
  fusedOccupancyCodec,
  fusedNetworkCodec,
  eitherCodec(estimateCodec),
]

const nested = (depth: number, wrap: (inner: unknown) => unknown, inner: unknown = 1): unknown => {
  let value = inner
  for (let i = 0; i < depth; i++) value = wrap(value)
  return value
}

const sum = (inner: unknown): unknown => ({ _tag: 'Plus', terms: [inner] })
const doubled = (inner: unknown): unknown => ({ _tag: 'Plus', terms: [inner, inner] })

const inside = (size: unknown): unknown => ({
  name: '',
  directives: [{ _tag: 'Cluster', size }],
  parameters: {},
})

describe('expressions', () => {
  /** An estimate says the same of a size that is too much to read. */
  const agrees = (size: unknown): boolean => {
    const of = dataflow('x', [spatialMap(junk<Expression>(size), 1, 'K')])
    const errors = errorsOf(estimate(conv, of, hardware))
    return errors.some(({ _tag }) => _tag === 'TooComplex')
  }

  it('are read to 1,000 parts, as by estimates', () => {
    const deepest = nested(999, sum)
    expect(orThrow(decode(expressionCodec)(deepest))).toEqual(deepest)
    expect(agrees(deepest)).toBe(false)
    const widest = { _tag: 'Plus', terms: Array.from({ length: 999 }, () => 1) }
    expect(orThrow(decode(expressionCodec)(widest))).toEqual(widest)
    expect(agrees(widest)).toBe(false)
  })

  it.each([
    ['1,001 parts in a row', nested(1000, sum)],
    ['1,001 parts beside one another', { _tag: 'Plus', terms: Array.from({ length: 1000 }, () => 1) }],
    ['100,000 nested sums', nested(100_000, sum)],
    ['a shared sum, doubled 60 times', nested(60, doubled)],
  ])('are refused with %s', (_, size) => {
    expect(agrees(size)).toBe(true)
    expect(paths(dataflowCodec, inside(size))).toEqual(['TooComplex dataflow.directives[0].size'])
  })

  it('that contain themselves are refused', () => {
    const cyclic: { _tag: string; terms: unknown[] } = { _tag: 'Plus', terms: [] }
    cyclic.terms.push(1, cyclic)
    expect(paths(dataflowCodec, inside(cyclic))).toEqual(['TooComplex dataflow.directives[0].size'])
  })
})

describe('hostile values end in errors', () => {
  const fail = (): never => {
    throw new Error('hostile')
  }
  const traps = { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail }
  const cyclic: Record<string, unknown> = {}
  for (const key of ['sizes', 'operator', 'directives', 'noc', 'energy', 'levels', 'left'])
    cyclic[key] = cyclic
  const endless: object = new Proxy(() => 1, { get: () => endless, ownKeys: () => ['prototype'] })
  const long: unknown = new Proxy([], { get: (_, key) => (key === 'length' ? 1e300 : conv) })
  const values: readonly (readonly [what: string, value: unknown])[] = [
    ['a proxy that throws', new Proxy({}, traps)],
    ['a list that throws', new Proxy([], traps)],
    ['a property that throws', Object.defineProperty({ ...conv }, 'sizes', { get: fail, enumerable: true })],
    ['a tag that throws', Object.defineProperty({}, '_tag', { get: fail, enumerable: true })],
    [
      'a value that throws when shown',
      { kind: new Proxy({}, traps), _tag: new Proxy({}, traps), pes: new Proxy([], traps) },
    ],
    ['a cycle', cyclic],
    ['an endless object', endless],
    ['an endless list', long],
    ['a list of four billion holes', new Array(2 ** 32 - 1)],
    ['100,000 nested lists', nested(100_000, (inner) => [inner])],
    ['100,000 nested objects', nested(100_000, (inner) => ({ layer: inner, terms: inner }))],
    ['inherited properties', Object.create({ ...conv, pes: 4 })],
    [
      'properties inherited from a bare object',
      Object.create(Object.assign(Object.create(null), conv, { pes: 4 })),
    ],
    ['an instance', new Map([['pes', 4]])],
    ['a date', new Date(0)],
    [
      '100,000 unknown properties',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`p${i}`, 1])),
    ],
    ['a name of a million letters', { ['x'.repeat(1_000_000)]: 1 }],
    ['a kind of a million letters', { kind: 'x'.repeat(1_000_000), _tag: 'x'.repeat(1_000_000) }],
    ['nothing', undefined],
    ['null', null],
    ['a symbol', Symbol('x')],
    ['a bigint', 10n ** 40n],
    ['a function', () => 1],
  ]
  for (const [what, value] of values)
    it(what, () => {
      for (const codec of every) {
        const errors = faults(codec, value)
        expect(errors.length).toBeLessThan(60)
        expect(codec.is(value)).toBe(false)
        expect(codec.decode(value)._tag).toBe('Left')
        expect(jsonDocument({ it: codec }).decode({ it: value })._tag).toBe('Left')
      }
    })

  it('and so do lists with a million faults, and dataflows with a million directives, quickly', () => {
    const start = processorTime()
    const directive = { _tag: 'Cluster', size: nested(30, doubled) }
    const directives = Array.from({ length: 1_000_000 }, () => directive)
    expect(paths(dataflowCodec, { name: '', parameters: {}, directives })).toEqual([
      'TooComplex dataflow.directives',
    ])
    expect(
      faults(
        layersCodec,
        Array.from({ length: 1_000_000 }, () => 5),
      ).length,
    ).toBeLessThan(60)
    expect(processorTime() - start).toBeLessThan(20_000)
  })

  it('as many directives are read as estimates take', () => {
    const directives = (count: number) => Array.from({ length: count }, () => spatialMap(1, 1, 'K'))
    const tooComplex = (count: number) =>
      errorsOf(estimate(conv, dataflow('x', directives(count)), hardware)).some(
        ({ _tag, path }) => _tag === 'TooComplex' && path === 'dataflow.directives',
      )
    expect([tooComplex(1024), tooComplex(1025)]).toEqual([false, true])
    expect(isRight(decode(dataflowCodec)(dataflow('x', directives(1024))))).toBe(true)
    expect(paths(dataflowCodec, dataflow('x', directives(1025)))).toEqual(['TooComplex dataflow.directives'])
  })

  it('where only a part is hostile, the others are judged', () => {
    const chip = Object.defineProperty({}, 'pes', { get: fail, enumerable: true })
    const problem = jsonDocument({ layer: layerCodec, dataflow: dataflowCodec, hardware: acceleratorCodec })
    expect(paths(problem, { layer: { ...conv, name: 5 }, dataflow: flow, hardware: chip })).toEqual([
      'Malformed layer.name',
      'InvalidHardware hardware',
    ])
  })
})
