import { describe, expect, it, test } from 'vitest'
import { type Accelerator, accelerator, estimate, orThrow } from '../../src/index'
import { parseHardware, parseNetwork, printHardware } from '../../src/notation'
import { conv, flow } from '../support/errors'
import { errorsIn, placed } from './support'

const usual = `num_pes: 256
l1_size_cstr: 100
l2_size_cstr: 3000
noc_bw_cstr: 1000
offchip_bw_cstr: 50
`
const asData = accelerator({
  pes: 256,
  l1: { capacity: 100 },
  l2: { capacity: 3000 },
  noc: { bandwidth: 1000 },
  offchip: { bandwidth: 50 },
})

describe('a hardware file', () => {
  test.each([
    ['as the public tool has it', usual],
    ['with CRLF', usual.replaceAll('\n', '\r\n')],
    ['without colons', usual.replaceAll(':', '')],
    ['on one line', usual.replaceAll('\n', ' ')],
    ['with comments and separators', usual.replaceAll('\n', '; // a comment\n')],
    ['in capitals', usual.toUpperCase()],
    [
      'by paths',
      'pes: 256\nl1.capacity: 100\nl2 { capacity: 3000 }\nnoc.bandwidth = 1000\noffchip{bandwidth:50}',
    ],
    [
      'in blocks without colons',
      usual.replace(/noc.*/, 'noc {\nbandwidth 1000\n}').replace(/off.*/, 'offchip\n{ bandwidth 50 }'),
    ],
    ['with constants', `Constant Rows 16;\n${usual.replace('256', 'Rows * 16')}`],
    ['beside a network', `Network a { Layer b { } }\n${usual}`],
    ['in a block', `Accelerator chip { ${usual} }`],
  ])('%s', (_, text) => {
    expect(orThrow(parseHardware(text))).toEqual(asData)
  })

  it('needs no colons on lines of their own', () => {
    expect(orThrow(parseHardware('pes 4\nnoc {\n bandwidth 1\n latency 2\n}'))).toEqual({
      pes: 4,
      noc: { bandwidth: 1, latency: 2 },
    })
  })

  it('prints as the public tool has it', () => {
    expect(printHardware(asData)).toBe(usual)
  })

  it('reads the blocks of mapping files', () => {
    const text = `Accelerator {
      PE { NumPEs: 128; VectorWidth: 4; MultPrecision: INT16, AddPrecision: INT32 }
      Buffer { GlobalL2: 2048, LocalL1: 64}
      NoC {Bandwidth: 64; AvgLatency: 2}
    }`
    expect(orThrow(parseHardware(text))).toEqual({
      pes: 128,
      simd: 4,
      elementBytes: 2,
      l1: { capacity: 64 },
      l2: { capacity: 2048 },
      noc: { bandwidth: 64, latency: 2 },
    })
  })

  it('says everything that a description can', () => {
    const text = `pes: 16
      noc[0] { bandwidth: 0.5, latency { hops: 2 hopLatency: 3 } }
      noc[1].multicast: false
      clusters: []
      overlap: across-runs
      clock: 1e9
      energy.l2.read.points: [[1024, 1.5], [4096, 3]]
      energy.l2.write: 2
      energy.unit: pJ`
    const expected: Accelerator = {
      pes: 16,
      noc: [{ bandwidth: 0.5, latency: { hops: 2, hopLatency: 3 } }, { multicast: false }],
      clusters: [],
      overlap: 'across-runs',
      clock: 1e9,
      energy: {
        unit: 'pJ',
        l2: {
          read: {
            points: [
              [1024, 1.5],
              [4096, 3],
            ],
          },
          write: 2,
        },
      },
    }
    expect(orThrow(parseHardware(text))).toEqual(expected)
  })
})

describe('widths, channels, skew, static energies, bypassing and sparsity', () => {
  const text = `pes: 168
    precision { inputs: 8, outputs { partial: 32, final: 8 } }
    l1.precision: 16
    l2 { capacity: 110592, bypass: [filter, "outputs"], precision.filter: 4.25 }
    noc[0] { bandwidth: 4, skew: 1, port: shared }
    noc[0].channels[0] { tensors: [filter], bandwidth: 4 }
    noc[0].channels[1].tensors: [inputs,
      outputs]
    noc[0].channels[1].latency { hops: 12, hopLatency: 1 }
    offchip { bandwidth: 4, precision { inputs: 4 } }
    energy.static { pe: 0.1, l1: 0.001, clusters: [0.002], l2: 0.0005 }
    sparse { gate: [inputs], skip: [], format.filter { offchip: bitmask, l1 { coordinate: 4 } } }
    sparse.format.input: structured`
  const expected: Accelerator = {
    pes: 168,
    precision: { inputs: 8, outputs: { partial: 32, final: 8 } },
    l1: { precision: 16 },
    l2: { capacity: 110592, bypass: ['filter', 'outputs'], precision: { filter: 4.25 } },
    noc: [
      {
        bandwidth: 4,
        skew: 1,
        port: 'shared',
        channels: [
          { tensors: ['filter'], bandwidth: 4 },
          { tensors: ['inputs', 'outputs'], latency: { hops: 12, hopLatency: 1 } },
        ],
      },
    ],
    offchip: { bandwidth: 4, precision: { inputs: 4 } },
    energy: { static: { pe: 0.1, l1: 0.001, clusters: [0.002], l2: 0.0005 } },
    sparse: {
      gate: ['inputs'],
      skip: [],
      format: { filter: { offchip: 'bitmask', l1: { coordinate: 4 } }, input: 'structured' },
    },
  }

  it('are read', () => {
    expect(orThrow(parseHardware(text))).toEqual(expected)
  })

  it('are printed, a line each, lists of names on one', () => {
    const lines = printHardware(expected).split('\n')
    for (const line of [
      'precision.outputs.partial: 32',
      'l2.bypass: [filter, outputs]',
      'noc[0].channels[1].latency.hops: 12',
      'noc[0].channels[1].tensors: [inputs, outputs]',
      'energy.static.clusters: [0.002]',
      'sparse.skip: []',
      'sparse.format.filter.l1.coordinate: 4',
      'sparse.format.input: structured',
    ])
      expect(lines).toContain(line)
  })

  test.each([
    ['pes: 4\nprecision.inputs: 0.3', ['2:1 hardware.precision.inputs']],
    ['pes: 4\nprecision { outputs { partial: 8,\n final: 32 } }', ['2:23 Complete']],
    [
      'pes: 4\nnoc.channels[0] {\n bandwidth: 0 }',
      ['3:2 hardware.noc.channels[0].tensors', '3:2 hardware.noc.channels[0].bandwidth'],
    ],
    [
      'pes: 4\nnoc[0].channels[0].tensors: [A]\nnoc[0].channels[1].tensors: [A]',
      ['3:30 hardware.noc[0].channels[1].tensors[0]'],
    ],
    ['pes: 4\nnoc.channels[0].tensors: [\n  A,\n  "B",\n  A ]', ['5:3 hardware.noc.channels[0].tensors[2]']],
    ['pes: 4\nnoc[1].channels[0].tensors: [A]', ['2:1 noc[1].channels[0].tensors']],
    ['pes: 4\nnoc: [4, 0]', ['2:10 hardware.noc[1].bandwidth']],
    [
      'pes: 4\nenergy.l1 { write: 1, read.points: [[64, 1], [96, 1, 3]] }',
      ['2:46 hardware.energy.l1.read.points[1]'],
    ],
    ['pes: 4\nnoc.skew: 0.5', ['2:1 hardware.noc.skew']],
    ['pes: 4\nnoc.port: both', ['2:1 hardware.noc.port']],
    ['pes: 4\nenergy.static.pe: -1', ['2:1 hardware.energy.static.pe']],
    ['pes: 4\nl2.bypass: [filter, filter]', ['2:21 hardware.l2.bypass[1]']],
    ['pes: 4\nl2.bypass: filter', ['2:1 hardware.l2.bypass']],
    ['pes: 4\nsparse.format.filter.offchip: zip', ['2:1 hardware.sparse.format.filter.offchip']],
    ['pes: 4\nsparse.gate: [outputs]', ['2:15 hardware.sparse.gate[0]']],
  ])('are refused where they stand: %j', (given, faults) => {
    const errors = errorsIn(parseHardware(given))
    expect(errors.map(({ line, column, message }) => `${line}:${column} ${message.split(' ')[0]}`)).toEqual(
      faults,
    )
  })
})

test('the item of a list that is wrong is marked, and nothing else', () => {
  const [error] = errorsIn(parseHardware('pes: 4\nl2.bypass: [filter, filter, input]'))
  expect(error?.excerpt).toBe(
    `  2 | l2.bypass: [filter, filter, input]\n    | ${' '.repeat(20)}${'^'.repeat(6)}`,
  )
})

describe('a place in a list before the first', () => {
  test.each([
    [
      'noc[1] { skew: 1 }',
      'noc[1].skew comes before noc[0], ',
      'Give noc[0] first; write noc[0] { } for the defaults',
    ],
    [
      'noc[0].channels[1].tensors: [A]',
      'noc[0].channels[1].tensors comes before noc[0].channels[0], ',
      /channels\[0\] first\.$/,
    ],
    [
      'clusters[0].capacity: 4\nclusters[2].capacity: 4',
      'clusters[2].capacity comes before clusters[1], ',
      'Give clusters[1] first; write clusters[1] { }',
    ],
    [
      'energy.static.clusters[1]: 2',
      'energy.static.clusters[1] comes before energy.static.clusters[0], ',
      /\[0\] first\.$/,
    ],
  ])('is asked for: %j', (given, message, hint) => {
    const errors = errorsIn(parseHardware(`pes: 4\n${given}`))
    expect(errors.map(({ _tag }) => _tag)).toEqual(['RepeatedEntry'])
    expect(errors[0]?.message).toContain(message)
    expect(errors[0]?.hint).toMatch(hint)
  })

  test('is the first of several', () => {
    const [error] = errorsIn(parseHardware('pes: 4\nclusters[0].capacity: 4\nclusters[3].capacity: 4'))
    expect(error?.message).toContain('clusters[3].capacity comes before clusters[1], ')
  })

  test('is no fault where it is given, though empty', () => {
    const given = orThrow(parseHardware('pes: 4\nnoc[0] { }\nnoc[1].skew: 1'))
    expect(given.noc).toEqual([{}, { skew: 1 }])
  })
})

describe('refuses, with the place', () => {
  test.each([
    ['', 'MissingEntry 1:1'],
    ['Network a { }', 'MissingEntry 1:14'],
    ['num_pe: 256', 'UnknownWord 1:1'],
    ['num_pes: 256\nnum_pes: 128', 'RepeatedEntry 2:1'],
    ['num_pes: 256\npes: 128', 'RepeatedEntry 2:1'],
    ['noc.bandwidth: 1\nnoc[0].latency: 1', 'RepeatedEntry 2:1'],
    ['noc[0].latency: 1\nnoc[2].latency: 1', 'RepeatedEntry 2:1'],
    ['noc[1].latency: 1', 'RepeatedEntry 1:1'],
    ['noc_bw_cstr: 32 GB/s\nnum_pes: 3', 'Syntax 1:17'],
    ['l1_size_cstr: 12kB\nnum_pes: 3', 'InvalidNumber 1:15'],
    ['num_pes:\nl1_size_cstr: 3', 'Syntax 2:1'],
    ['num_pes: %\nl1_size_cstr: 3', 'Syntax 1:10'],
    ['l1 { capacity: 3', 'Syntax 1:17'],
    ['energy.l1.read.points: [1, 2', 'Syntax 1:29'],
    ['energy.l1.read.points: [[[[[[[[[1', 'TooComplex 1:33'],
    ['l1.a.b.c.d.e.f.g.h: 1', 'TooComplex 1:1'],
    ['noc { a { b { c { d { e { f { g { h { } } } } } } } } }', 'TooComplex 1:35'],
    ['num_pes: Rows * 3', 'UnboundParameter 1:10'],
    ['"num_pes": 3', 'Syntax 1:1'],
  ])('%j', (text, place) => {
    expect(placed(parseHardware(text))[0]).toBe(place)
  })

  it('several at once, a line each', () => {
    expect(placed(parseHardware('num_pes: !\nl1_size_cstr: 3x\nfoo: 3\nnoc_bw_cstr: 4'))).toEqual([
      'Syntax 1:10',
      'InvalidNumber 2:15',
      'UnknownWord 3:1',
    ])
  })
})

describe('what is no accelerator is refused where it stands', () => {
  test.each([
    ['overlap: none', ['MissingEntry 1:14 missing']],
    ['num_pes: four', ['InvalidHardware 1:1 the text "four"']],
    [
      'pes: -3\noverlap: sometimes\nnoc.speed: 3',
      [
        'InvalidHardware 1:1 -3',
        'InvalidHardware 2:1 the text "sometimes"',
        'InvalidHardware 3:1 the unknown property "speed"',
      ],
    ],
    ['pes: 4; noc[0] { latency { hops: 2 } }', ['InvalidHardware 1:28 missing']],
    ['pes: 4; noc: []', ['InvalidHardware 1:9 an empty list']],
    ['pes: 4\nclusters: [512, big]', ['UnboundParameter 2:17 big']],
    ['pes: 4; energy.l1.read: 1', ['InvalidHardware 1:9 missing']],
    ['pes: 4; energy.offchip: dear', ['InvalidHardware 1:9 the text "dear"']],
  ])('%j', (text, faults) => {
    const errors = errorsIn(parseHardware(text))
    expect(errors.map(({ _tag, line, column, given }) => `${_tag} ${line}:${column} ${given}`)).toEqual(
      faults,
    )
  })

  it('such as missing PEs, in the words of a file', () => {
    expect(errorsIn(parseHardware('overlap: none'))[0]).toMatchObject({
      message: 'hardware.pes is required: a positive integer.',
      hint: 'Write, for instance, num_pes: 256.',
    })
  })

  it('and whatever reads, an estimate takes', () => {
    const hardware = orThrow(parseHardware('pes: 4; l1: 512; noc[0]: 3'))
    expect(orThrow(estimate(conv, flow, hardware)).macs).toBeGreaterThan(0)
  })
})

it('reads bare numbers as capacities and bandwidths', () => {
  const text =
    'pes: 4; l1: 512; l2 = 1024 clusters: [256, 128]; noc[0]: 4; noc[1]: 2; noc[1].latency: 3; offchip: 8'
  expect(orThrow(parseHardware(text))).toEqual({
    pes: 4,
    l1: { capacity: 512 },
    l2: { capacity: 1024 },
    clusters: [{ capacity: 256 }, { capacity: 128 }],
    noc: [{ bandwidth: 4 }, { bandwidth: 2, latency: 3 }],
    offchip: { bandwidth: 8 },
  })
  expect(placed(parseHardware('pes: 4; l1: 512; l1.capacity: 256'))).toEqual(['RepeatedEntry 1:18'])
})

describe('one fault is one error', () => {
  test.each([
    ['noc[10000].latency: 1', '1:4', '[10000]'],
    ['noc[1e0].latency: 1', '1:4', '[1e0]'],
    ['noc[-1].latency: 1', '1:4', '[-1]'],
    ['noc[].latency: 1', '1:4', '[]'],
    ['noc[i] { latency: 1 }', '1:4', '[i]'],
    ['energy.clusters[0][1024]: 1', '1:19', '[1024]'],
  ])('%j', (text, place, given) => {
    const [error, ...others] = errorsIn(parseHardware(`${text}\nnum_pes: 4`))
    expect(others).toEqual([])
    expect(`${error?.line}:${error?.column}`).toBe(place)
    expect(error?.message).toBe(`${given} is not a place in a list: places are whole numbers from 0 to 1023.`)
  })

  test.each([
    ['# a comment with num_pes: 3\nnum_pes: 4', '1:1'],
    ['num_pes: 4 # PEs of the array\nl1: 512', '1:12'],
    ['num_pes: 4\nnoc { ## bandwidth }\nlatency: 2 }', '2:7'],
  ])('%j', (text, place) => {
    const [error, ...others] = errorsIn(parseHardware(text))
    expect(others).toEqual([])
    expect(`${error?.line}:${error?.column}`).toBe(place)
    expect(error?.hint).toBe('Comments start with //.')
  })

  test.each([
    '# VGG\nNetwork n { Layer A { Type: GEMM Dimensions { M: 1, N: 1, K: 1 } } }',
    'Layer A { # first {\n Type: GEMM\n Dimensions { M: 1, N: 1, K: 1 } }',
    'Layer A { Type: GEMM Dimensions { M: 1, # rows }\n N: 1, K: 1 } }',
  ])('in a network: %j', (text) => {
    expect(errorsIn(parseNetwork(text)).map(({ hint }) => hint)).toEqual(['Comments start with //.'])
  })
})

describe('repairs', () => {
  const first = (text: string) => errorsIn(parseHardware(text))[0]

  test.each([
    ['offchip_bandwidth: 4', 'Did you mean offchip_bw?'],
    ['noc_bandwith: 4', 'Did you mean noc_bw?'],
    ['global_shared_memry: 4', 'Did you mean global_shared_memory?'],
    ['l2: 4MB', 'Write bytes: 4000000 or 4194304.'],
    ['l2: 4MiB', 'Write bytes: 4194304.'],
  ])('%s: %s', (line, hint) => {
    expect(first(`pes: 4\n${line}\n`)?.hint).toContain(hint)
  })

  it('lists every name that is read', () => {
    for (const name of ['offchip_bw', 'noc_bw', 'global_shared_memory', 'pe_local_memory'])
      expect(first('pes: 4\nnothing: 4')?.expected).toContain(name)
  })

  test.each([
    [
      'top_noc_bw: 4\ncol_noc_bw: 4\nnoc_bw: 8',
      'noc_bw sets all networks, but those of levels 0 to 1 are set already',
    ],
    ['noc_bw: 8\ntop_noc_bw: 4', 'the network of all levels is set already'],
  ])('%j says which networks are set', (text, message) => {
    const error = first(`pes: 4\n${text}`)
    expect(error?.message).toContain(message)
    expect(error?.hint).toContain('Keep ')
  })
})
