/** Accelerators that make something of zeros: figures that follow from what their sources say. */
import { describe, expect, test } from 'vitest'
import {
  alexnet,
  eyeriss,
  eyerissAlexnetBuses,
  eyerissBuses,
  sparseTensorCoreLike,
  tensorCoreProduct,
  vgg16,
  yrPartitioned,
} from '../../src/catalog'
import { conv2d, estimate, gemm, orThrow } from '../../src/index'

test.each([
  ['eyerissBuses', eyerissBuses],
  ['eyerissAlexnetBuses', eyerissAlexnetBuses],
  ['sparseTensorCoreLike', sparseTensorCoreLike],
])('%s is plain data, which nobody can change', (_, hardware) => {
  expect(JSON.parse(JSON.stringify(hardware))).toEqual(hardware)
  expect(Object.isFrozen(hardware) && Object.isFrozen(hardware.noc) && Object.isFrozen(hardware.sparse)).toBe(
    true,
  )
})

const sizes = { M: 6912, N: 4096, K: 1024 }
const weights = { A: { n: 2, m: 4, along: 'K' } } as const

describe('sparseTensorCoreLike', () => {
  const on = (density?: typeof weights) =>
    orThrow(
      estimate(gemm({ ...sizes, ...(density && { density }) }), tensorCoreProduct, sparseTensorCoreLike),
    )

  test('312 TFLOPS of fp16, and 624 where 2 of 4 weights are nonzero, as in the source', () => {
    const { pes, simd = 1, clock = 0 } = sparseTensorCoreLike
    expect(Math.round((2 * pes * simd * clock) / 1e12)).toBe(312)
    // The floor is at the peak: the time of the MACs that are not skipped.
    const peak = (floor: number) => Math.round((2 * sizes.M * sizes.N * sizes.K * clock) / floor / 1e12)
    expect([peak(on().floor), peak(on(weights).floor)]).toEqual([312, 624])
  })

  test('under its dataflow 2:4 weights take half the cycles, whatever the data are', () => {
    const [dense, sparse] = [on(), on(weights)]
    // What is not compute are the results, which are as wide as before.
    expect(sparse.bound.cycles.compute).toBe(dense.bound.cycles.compute / 2)
    expect(sparse.bound.cycles.compute / sparse.runtime).toBeGreaterThan(0.9)
    expect(dense.runtime / dense.floor).toBeLessThan(1.1)
    expect(sparse.warnings).toEqual([])
    expect(dense.warnings).toEqual([])
    expect(sparse.effective.macs).toBe(dense.macs / 2)
  })

  test('2:4 weights of 16 bits have 9: half of them, and two bits of position for each', () => {
    const [dense, sparse] = [on(), on(weights)]
    expect(dense.offchip.tensors['A']?.bits.reads).toBe(sizes.M * sizes.K * 16)
    expect(sparse.offchip.tensors['A']?.bits.reads).toBe(sizes.M * sizes.K * 9)
    expect(sparse.offchip.tensors['B']).toEqual(dense.offchip.tensors['B'])
  })

  test('fits, dense too, and counts all parts but networks', () => {
    for (const { buffers, energy } of [on(), on(weights)]) {
      expect(buffers.fits).toBe(true)
      expect(energy.uncounted).toEqual(['network'])
    }
  })

  test('refuses zeros that it could not skip', () => {
    const uniform = gemm({ ...sizes, density: { B: 0.5 } })
    const result = estimate(uniform, tensorCoreProduct, sparseTensorCoreLike)
    expect(result._tag === 'Left' && result.left.map(({ path }) => path)).toEqual([
      'hardware.sparse.format.inputs',
    ])
  })
})

describe('eyerissBuses', () => {
  const layer = (density?: number) =>
    conv2d({
      ...{ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 },
      ...(density !== undefined && { density: { input: density } }),
    })
  const on = (density?: number) => orThrow(estimate(layer(density), yrPartitioned, eyerissBuses))

  test('is eyeriss, but for its buses and zeros', () => {
    const { noc: _buses, sparse: _zeros, ...rest } = eyerissBuses
    const { noc: _bus, ...same } = eyeriss
    expect(rest).toEqual(same)
  })

  test('a bus for each tensor: each direction of a step takes as long as the slowest', () => {
    for (const each of [...alexnet.slice(0, 5), ...vgg16.slice(0, 4)]) {
      const { levels } = orThrow(estimate(each, yrPartitioned, { ...eyerissBuses, overlap: 'none' }))
      const apart = (['filter', 'input'] as const).map((tensor) => {
        const others = tensor === 'filter' ? 'input' : 'filter'
        const noc = {
          channels: [
            { tensors: [tensor], bandwidth: tensor === 'filter' ? 4 : 1 },
            { tensors: [others, 'outputs'], latency: 0 },
          ],
        }
        return orThrow(estimate(each, yrPartitioned, { ...eyerissBuses, noc, overlap: 'none' })).levels
      })
      levels.forEach(({ delay }, i) => {
        expect(delay.ingress.max).toBe(Math.max(...apart.map((alone) => alone[i]!.delay.ingress.max)))
      })
    }
  })

  test('zero inputs save energy and no cycle: their MACs, and the reads of weights, but not of themselves', () => {
    const [dense, sparse] = [on(), on(0.25)]
    expect(sparse.runtime).toBe(dense.runtime)
    expect(sparse.effective.macs).toBe(dense.macs / 4)
    expect(sparse.energy.mac).toBe(dense.energy.mac / 4)
    expect(sparse.pe.tensors['filter']?.reads).toBe(dense.pe.tensors['filter']!.reads / 4)
    expect(sparse.pe.tensors['input']?.reads).toBe(dense.pe.tensors['input']!.reads)
    expect(sparse.warnings).toEqual(dense.warnings)
  })

  test('three nonzeros to 64 bits off-chip: inputs are smaller below a density of three in four', () => {
    const bits = (density?: number) => on(density).offchip.tensors['input']!.bits.reads
    // 64/3 bits for each nonzero, in multiples of 1/32 bit.
    expect(bits(0.5) / bits()).toBeCloseTo((0.5 * 64) / 3 / 16, 2)
    expect(bits(0.74)).toBeLessThan(bits())
    expect(bits(0.76)).toBeGreaterThan(bits())
  })
})
