/** What is read once, because it cannot change; everything that can change is read anew. */
import {
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  elementwise,
  estimate,
  gemm,
  orThrow,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { describe, expect, it } from 'vitest'
import { isConstant } from '../../src/internal/constant'
import { frozen } from '../../src/internal/frozen'

const layer = gemm({ M: 64, N: 64, K: 64 })
const flow = (tile: number): Dataflow =>
  dataflow('tiled', [spatialMap(1, 1, 'M'), temporalMap(tile, tile, 'N')])
const machine = accelerator({ pes: 64, noc: { bandwidth: 4 } })

describe('isConstant', () => {
  it('takes plain data that is frozen however deep', () => {
    expect(isConstant(frozen({ a: [1, { b: 'text', c: null }], d: undefined }))).toBe(true)
  })
  it.each([
    ['a number', 1],
    ['null', null],
    ['data that is not frozen', { a: 1 }],
    ['data of which a part is not frozen', Object.freeze({ a: { b: 1 } })],
    ['a list with an entry that is not frozen', Object.freeze([{}])],
    ['a getter', Object.freeze(Object.defineProperty({}, 'a', { get: () => 1, enumerable: true }))],
    ['a hidden getter', Object.freeze(Object.defineProperty({}, 'a', { get: () => 1 }))],
    ['a function', Object.freeze({ a: () => 1 })],
    ['an object that inherits', Object.freeze(Object.create({ a: 1 }))],
  ])('refuses %s', (_, value) => {
    expect(isConstant(value)).toBe(false)
  })
  it('refuses what leads back to itself, and what is too large', () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    expect(isConstant(Object.freeze(cycle))).toBe(false)
    expect(isConstant(frozen(Array.from({ length: 10_000 }, () => [])))).toBe(false)
  })
})

describe('data that can change is read at every call', () => {
  it('a directive of a frozen dataflow', () => {
    const tile = { _tag: 'TemporalMap' as const, size: 1, offset: 1, dimension: 'N' }
    const changing = Object.freeze(dataflow('tiled', Object.freeze([spatialMap(1, 1, 'M'), tile])))
    expect(orThrow(estimate(layer, changing, machine))).toEqual(orThrow(estimate(layer, flow(1), machine)))
    tile.size = tile.offset = 8
    expect(orThrow(estimate(layer, changing, machine))).toEqual(orThrow(estimate(layer, flow(8), machine)))
  })
  it('the sizes of a frozen layer, and the network of a frozen accelerator', () => {
    const sizes = { M: 64, N: 64, K: 64 }
    const noc = { bandwidth: 4 }
    const changing = Object.freeze({ kind: 'gemm' as const, name: '', sizes })
    const given = Object.freeze({ pes: 64, noc })
    const estimateBoth = () =>
      [estimate(changing, flow(1), machine), estimate(layer, flow(1), given)].map(orThrow)
    estimateBoth()
    sizes.N = 32
    noc.bandwidth = 1
    expect(estimateBoth()).toEqual([
      orThrow(estimate(gemm({ M: 64, N: 32, K: 64 }), flow(1), machine)),
      orThrow(estimate(layer, flow(1), accelerator({ pes: 64, noc: { bandwidth: 1 } }))),
    ])
  })
  it('a layer, an accelerator and its tables', () => {
    const sizes = { M: 64, N: 64, K: 64 }
    const noc = { bandwidth: 4 }
    const energy = { mac: 1, hop: 0 }
    const given = { pes: 64, noc, energy }
    const plain = { kind: 'gemm' as const, name: '', sizes }
    const before = orThrow(estimate(plain, flow(1), given))
    sizes.N = 32
    noc.bandwidth = 1
    energy.mac = 3
    const after = orThrow(estimate(plain, flow(1), given))
    const fresh = accelerator({ pes: 64, noc: { bandwidth: 1 }, energy: { mac: 3, hop: 0 } })
    expect(after).toEqual(orThrow(estimate(gemm({ M: 64, N: 32, K: 64 }), flow(1), fresh)))
    expect(after.energy.mac).not.toBe(before.energy.mac)
  })
})

describe('constants', () => {
  it('are estimated the same at the first call and later, on any number of PEs and levels', () => {
    const constant = frozen(flow(8))
    const hardwares = [64, 16, 64, 1].map((pes) => frozen({ ...machine, pes }))
    for (const hardware of [...hardwares, ...hardwares])
      expect(orThrow(estimate(layer, constant, hardware))).toEqual(
        orThrow(estimate(JSON.parse(JSON.stringify(layer)), flow(8), { ...hardware })),
      )
  })
  it('of hardware serve dataflows of any number of levels', () => {
    const networks = frozen({ pes: 64, noc: [{ bandwidth: 4 }, { bandwidth: 1 }, { bandwidth: 2 }] })
    const inner = [cluster(2), spatialMap(1, 1, 'N')]
    const flows = [0, 1, 2].map((times) =>
      dataflow('tiled', [...flow(8).directives, ...Array(times).fill(inner).flat()]),
    )
    for (const each of [...flows, ...flows])
      expect(orThrow(estimate(layer, each, networks))).toEqual(
        orThrow(estimate(layer, each, { ...networks })),
      )
  })
  it('are refused at every call', () => {
    const wrong: Dataflow = frozen(dataflow('none', [spatialMap(1, 1, 'Q')]))
    const first = estimate(layer, wrong, machine)
    expect(first._tag).toBe('Left')
    expect(estimate(layer, wrong, machine)).toEqual(first)
    const hardware = frozen({ pes: 64, noc: { bandwidth: -1 } })
    expect(estimate(layer, flow(1), hardware)).toEqual(estimate(layer, flow(1), { ...hardware }))
  })
})

describe('constructors of layers', () => {
  it('build constants, and leave what they were given as it was', () => {
    const stride = { y: 2, x: 1 }
    const operands: ('N' | 'C')[][] = [['N', 'C'], ['C']]
    const built = [
      conv2d({ K: 1, C: 1, R: 1, S: 1, Y: 4, X: 4, stride, padding: { y: 1, x: 1 } }),
      elementwise({ C: 4, Y: 1, X: 1, operands }),
      gemm({ M: 1, N: 1, K: 1 }),
    ]
    for (const each of built) expect(isConstant(each)).toBe(true)
    expect(Object.isFrozen(stride) || Object.isFrozen(operands) || Object.isFrozen(operands[0])).toBe(false)
  })
})

describe('an accelerator with tables', () => {
  const table = {
    mac: 1,
    l2: {
      read: {
        points: [
          [64, 1],
          [128, 2],
        ] as const,
      },
      write: 2,
    },
  }
  it('is a constant, and what it was given stays as it was', () => {
    const made = accelerator({ pes: 4, noc: [{ bandwidth: 2 }], energy: table })
    expect(made).toEqual({ pes: 4, noc: [{ bandwidth: 2 }], energy: table })
    expect(isConstant(made)).toBe(true)
    expect(Object.isFrozen(table) || Object.isFrozen(table.l2)).toBe(false)
  })
  it('holds tables that are constants as they are', () => {
    const constant = frozen(structuredClone(table))
    expect(accelerator({ pes: 4, energy: constant }).energy).toBe(constant)
  })
  it('is built of anything, also of what cannot be read', () => {
    const hostile: unknown = Object.defineProperty({ pes: 4 }, 'area', {
      get: () => {
        throw new Error('no')
      },
    })
    // The compiler forbids nonsense; users of plain JavaScript may pass it.
    for (const given of [null, 3, hostile, JSON.parse('{ "__proto__": 1, "energy": 2 }')] as never[])
      expect(estimate(layer, flow(1), accelerator(given))._tag).toBe('Left')
  })
})

describe('what is kept of constants', () => {
  it('cannot be changed through an answer', () => {
    const convolution = conv2d({ K: 8, C: 8, R: 1, S: 1, Y: 8, X: 8 })
    const dropped = frozen(dataflow('dropped', [spatialMap(1, 1, 'K'), temporalMap(8, 8, 'G')]))
    const unused = frozen({ pes: 5, noc: [{ bandwidth: 2 }, { bandwidth: 3 }] })
    const { warnings } = orThrow(estimate(convolution, dropped, unused))
    expect(warnings.map(({ _tag }) => _tag)).toEqual(['DroppedMap', 'UnusedEntry'])
    const before = JSON.stringify(warnings)
    for (const warning of warnings) expect(Reflect.set(warning, 'message', 'changed')).toBe(false)
    expect(JSON.stringify(orThrow(estimate(convolution, dropped, unused)).warnings)).toBe(before)
  })
})
