/** SCALE-Sim's topologies and configurations, and its formula for the runtime. */
import { describe, expect, it } from 'vitest'
import { fromScaleSim } from '../../../src/formats'
import { conv2d, depthwiseConv2d, estimateNetwork, gemm, orThrow } from '../../../src/index'
import { faultsOf, fileOf, notesOf } from '../support'

const read = (topology: string, config: string) =>
  orThrow(
    fromScaleSim({
      topology: fileOf(`${topology}.scale-sim.csv`),
      config: fileOf(`${config}.scale-sim.cfg`),
    }),
  )

const runtimeOf = ({ products, dataflow, accelerator }: ReturnType<typeof read>) =>
  orThrow(estimateNetwork(products, dataflow!, accelerator!)).totals

/** SCALE-Sim's cycles of a product on an array (Samajdar et al., ISPASS 2020), of which the tool prints one less. */
const formula = (
  kind: 'os' | 'ws' | 'is',
  R: number,
  C: number,
  [M, N, K]: readonly [number, number, number],
): number => {
  const [rows, columns, passing, load] =
    kind === 'os' ? [M, N, K, 0] : kind === 'ws' ? [K, N, M, R] : [K, M, N, R]
  return Math.ceil(rows / R) * Math.ceil(columns / C) * (load + R + C + passing - 2)
}

describe('a topology', () => {
  it('of convolutions has their layers, and the products that the tool makes of them', () => {
    const { layers, products, notes } = read('edge', 'ws')
    expect(layers).toEqual([
      conv2d({ K: 16, C: 3, R: 3, S: 3, "Y'": 17, "X'": 17, stride: 2, name: 'first' }),
      depthwiseConv2d({ C: 16, R: 3, S: 3, "Y'": 16, "X'": 16, name: 'DP_second' }),
      conv2d({ K: 10, C: 64, R: 1, S: 1, "Y'": 1, "X'": 1, name: 'last' }),
    ])
    expect(products).toEqual([
      { layer: gemm({ M: 17 * 17, N: 16, K: 27, name: 'first' }), count: 1 },
      { layer: gemm({ M: 16 * 16, N: 1, K: 9, name: 'DP_second' }), count: 16 },
      { layer: gemm({ M: 1, N: 10, K: 64, name: 'last' }), count: 1 },
    ])
    expect(notesOf(notes)).toContain(
      'ReadAs 2: As in SCALE-Sim, the last window counts although only a part of it is inside the input of 34 rows.',
    )
  })

  it('of products has them', () => {
    expect(read('products', 'os').layers).toEqual([
      gemm({ M: 64, N: 64, K: 32, name: 'scores' }),
      gemm({ M: 64, N: 32, K: 64, name: 'context' }),
    ])
  })

  it('may have a stride for each axis', () => {
    const { layers } = read('wide', 'is')
    expect(layers).toEqual([
      conv2d({ K: 8, C: 4, R: 3, S: 5, "Y'": 18, "X'": 19, stride: { y: 1, x: 2 }, name: 'wide' }),
    ])
  })
})

describe('a configuration', () => {
  it('has the cycles of the formula, where weights stay', () => {
    const { macs, runtime } = runtimeOf(read('edge', 'ws'))
    expect(runtime).toBe(
      formula('ws', 8, 16, [289, 16, 27]) +
        16 * formula('ws', 8, 16, [256, 1, 9]) +
        formula('ws', 8, 16, [1, 10, 64]),
    )
    expect(macs).toBe(289 * 16 * 27 + 16 * 256 * 9 + 640)
  })

  it('has them where inputs stay', () => {
    expect(runtimeOf(read('wide', 'is')).runtime).toBe(formula('is', 4, 32, [18 * 19, 8, 60]))
  })

  it.each([
    ['os', 16, 16],
    ['os', 4, 32],
    ['os', 7, 5],
    ['ws', 7, 5],
    ['is', 7, 5],
  ] as const)('has them under %s on an array of %d × %d', (kind, rows, columns) => {
    const products = [
      [64, 64, 32],
      [64, 32, 64],
    ] as const
    const { products: read, ...array } = orThrow(
      fromScaleSim({
        topology: fileOf('products.scale-sim.csv'),
        config: `ArrayHeight : ${rows}\nArrayWidth : ${columns}\nDataflow : ${kind}`,
      }),
    )
    const { layers } = orThrow(estimateNetwork(read, array.dataflow!, array.accelerator!))
    expect(layers.map(({ result }) => orThrow(result).runtime)).toEqual(
      products.map((sizes) => formula(kind, rows, columns, sizes)),
    )
  })

  it('has the bandwidth of an interface that is given', () => {
    const { accelerator, notes } = read('products', 'os')
    expect(accelerator).toMatchObject({ pes: 256, l2: { capacity: 160 * 1024 }, offchip: { bandwidth: 4 } })
    expect(notes.map(({ _tag, line, place }) => `${_tag} ${line} ${place}`)).toEqual([
      'ReadAs 4 config, line 4, column 1',
      'ReadAs 8 config, line 8, column 1',
    ])
  })

  it('never waits where the interface calculates its bandwidth', () => {
    const { accelerator, notes } = read('edge', 'ws')
    expect(accelerator).toMatchObject({ l2: { capacity: 64 * 1024 } })
    expect(accelerator?.offchip).toBeUndefined()
    expect(notesOf(notes)).toContain(
      'LeftAside 12: The interface calculates its bandwidth (CALC), so that the array never waits.',
    )
  })

  it('may have keys that no figure depends on', () => {
    const others =
      'run_name IfmapOffset FilterOffset OfmapOffset ReadRequestBuffer WriteRequestBuffer MemoryBanks SparseRep BlockSize OptimizedMapping IfmapCustomLayout IfmapSRAMBankBandwidth IfmapSRAMBankNum IfmapSRAMBankPort UseRamulatorTrace'
    const config = `ArrayHeight : 8\nArrayWidth : 8\nDataflow : ws\n${others.replaceAll(' ', ' : 1\n')} : 1`
    expect(orThrow(fromScaleSim({ config })).notes.map(({ _tag }) => _tag)).toEqual(
      others.split(' ').map(() => 'LeftAside'),
    )
  })

  it('stands alone, and so does a topology', () => {
    expect(orThrow(fromScaleSim({ config: fileOf('is.scale-sim.cfg') }))).toMatchObject({
      layers: [],
      accelerator: { pes: 128 },
    })
    expect(orThrow(fromScaleSim({ topology: fileOf('wide.scale-sim.csv') }))).toMatchObject({
      dataflow: null,
      accelerator: null,
    })
  })
})

describe('what is refused, with its line', () => {
  const header =
    'Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,'
  it.each([
    ['a cell that is missing', `${header}\na, 8, 8, 3, 3, 4, 8,`, 'MissingEntry 2: The line has no stride.'],
    [
      'a number that is none',
      `${header}\na, 8, 8, 3, 3, four, 8, 1,`,
      'InvalidNumber 2: The number of channels must be a positive integer, but it is `four`.',
    ],
    [
      'a filter larger than the input',
      `${header}\na, 2, 8, 3, 3, 4, 8, 1,`,
      'Mismatch 2: A filter of 3 rows does not fit into an input of 2.',
    ],
    [
      'sparse layers',
      `${header}\na, 8, 8, 3, 3, 4, 8, 1, 2:4,`,
      'NotExpressible 2: Sparse layers of SCALE-Sim are not read.',
    ],
    ['no layers', header, 'MissingEntry 1: The topology has no layers.'],
  ])('%s', (_, topology, expected) => {
    expect(faultsOf(fromScaleSim({ topology }))).toContain(expected)
  })

  it.each([
    [
      'no array',
      '[architecture_presets]\nArrayWidth : 8\nDataflow : ws',
      'MissingEntry 1: The configuration has no ArrayHeight.',
    ],
    [
      'an array of no rows',
      'ArrayHeight : 0\nArrayWidth : 8\nDataflow : ws',
      'InvalidNumber 1: ArrayHeight must be a positive integer, but it is `0`.',
    ],
    [
      'what stays is not known',
      'ArrayHeight : 8\nArrayWidth : 8\nDataflow : rs',
      'UnknownWord 3: Expected os, ws or is, found `rs`.',
    ],
    [
      'a line of no form',
      'ArrayHeight 8',
      'Syntax 1: Expected a section in brackets, or key : value, found `ArrayHeight 8`.',
    ],
    [
      'a key that is misspelt',
      'ArrayHeight : 8\nArrayWidth : 8\nDataflow : ws\nBandwith : 10',
      'UnknownWord 4: The configuration has no entry `Bandwith`.',
    ],
    [
      'a key of an older version',
      'ArrayHeight : 8\nArrayWidth : 8\nDataflow : ws\nIfmapSramSz : 64',
      'UnknownWord 4: The configuration has no entry `IfmapSramSz`.',
    ],
    [
      'a key twice',
      'ArrayHeight : 8\nArrayHeight : 9',
      'RepeatedEntry 2: Expected each key once, found ArrayHeight again.',
    ],
  ])('%s', (_, config, expected) => {
    expect(faultsOf(fromScaleSim({ config }))).toContain(expected)
  })

  it('but for a ratio of nonzeros that is off', () => {
    const topology = `${header}\na, 8, 8, 3, 3, 4, 8, 1, 2:4,`
    const { notes } = orThrow(fromScaleSim({ topology, config: fileOf('is.scale-sim.cfg') }))
    expect(notesOf(notes)).toEqual([
      'LeftAside 2: The ratio of nonzeros changes nothing unless SparsitySupport is on.',
    ])
  })
})

describe('a topology without a header', () => {
  it('is refused, as its first layer would be skipped', () => {
    expect(
      faultsOf(fromScaleSim({ topology: 'first, 8, 8, 3, 3, 4, 4, 1,\nsecond, 8, 8, 3, 3, 4, 4, 1,' })),
    ).toEqual([
      'MissingEntry 1: The first line is a layer, but SCALE-Sim takes it as the header and skips it.',
    ])
  })
})
