import { describe, expect, it, test } from 'vitest'
import { type Accelerator, accelerator, orThrow } from '../../src/index'
import { parseHardware, printHardware } from '../../src/notation'
import { placed } from './support'

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
    expect(orThrow(parseHardware('noc {\n bandwidth 1\n latency 2\n}'))).toEqual({
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
      energy.l2.read.points: [[1024, 1.5], [4096, 3]]`
    const expected: Accelerator = {
      pes: 16,
      noc: [{ bandwidth: 0.5, latency: { hops: 2, hopLatency: 3 } }, { multicast: false }],
      clusters: [],
      overlap: 'across-runs',
      clock: 1e9,
      energy: {
        l2: {
          read: {
            points: [
              [1024, 1.5],
              [4096, 3],
            ],
          },
        },
      } as never, // a table may be partial
    }
    expect(orThrow(parseHardware(text))).toEqual(expected)
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

it('leaves judging values to the estimate', () => {
  expect(orThrow(parseHardware('pes: -3\noverlap: sometimes\nnoc.speed: 3'))).toEqual({
    pes: -3,
    overlap: 'sometimes',
    noc: { speed: 3 },
  })
})
