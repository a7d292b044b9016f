/** Counts beyond 2^53 and beyond 2^63, each by hand from the formulas of the tool's description. */
import { expect, it } from 'vitest'
import { code, figures, layer } from './support'

const big = 2 ** 31 - 1
const product = BigInt(big) ** 2n
const digits = (value: bigint): string => String(BigInt.asIntN(64, value))
const alone = { numPes: 1, nocBw: 1, hopLatency: 1, offchipBw: big }

it('are exact beyond 2^53, as digits', () => {
  // One case, one unit: M · N · K MACs in as many cycles, after M·K + K·N elements have come in.
  const of = figures(layer('GEMM', `M1 N${big} K${big}`, 'S(1,1)M'), alone)
  expect(of.macs).toBe(digits(product))
  expect(of.tensors.output.l1Read).toBe(digits(product))
  expect(of.tensors.filter.l2Read).toBe(digits(product))
  // The compute delay is a double's: 2^62 − 2^32 + 1 becomes 2^62 − 2^32, which is a number again.
  const compute = 2 ** 62 - 2 ** 32
  expect(of.computeDelay[0]).toBe(compute)
  // So is p² + p, which has 31 significant bits.
  const ingress = product + BigInt(big)
  expect(of.ingressDelay[0]).toBe(big * 2 ** 31)
  expect(BigInt(big * 2 ** 31)).toBe(ingress)
  expect(BigInt(of.runtime)).toBe(BigInt(compute) + ingress)
})

it('wrap at 64 bits', () => {
  const of = figures(layer('GEMM', `M3 N${big} K${big}`, 'S(1,1)M'), alone)
  expect(of.macs).toBe(digits(3n * product))
  expect(BigInt(of.macs)).toBeLessThan(0n)
})

it('wrap before they are compared: a case whose work wraps to nothing is skipped', () => {
  const even = 2 ** 30
  const of = figures(layer('CONV', `K${even} C${even} R16 S1 Y16 X1`, 'S(1,1)R'), alone)
  expect([of.macs, of.runtime, of.avgBw]).toEqual([0, 0, 'nan'])
})

it('are refused where the tool leaves 32 bits without a defined result', () => {
  expect(code(layer('GEMM', 'M4 N4 K4', 'S(65536,65536)M'), { numPes: 65_536 })).toBe('UNDEFINED_IN_TOOL')
  expect(code(layer('GEMM', `M${2 ** 31} N4 K4`, 'S(1,1)M'))).toBe('UNDEFINED_IN_TOOL')
})

it('are plain numbers where a double holds them', () => {
  const skipped = figures(layer('CONV', 'K2 C1 R1 S3 Y1 X5', 'S(1,1)K T(2,2)X'), { numPes: 2 })
  expect(skipped.ingressDelay).toEqual([-(2 ** 63), 0, -(2 ** 63)])
})
