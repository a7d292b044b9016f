/** Zeros of inputs on Eyeriss, which gates, and of weights on sparse tensor cores, which skip. */
import { conv2d, type Densities, type Estimate, estimate, gemm, orThrow } from 'maestro-dataflow'
import {
  eyerissBuses,
  sparseTensorCoreLike,
  tensorCoreProduct,
  yrPartitioned,
} from 'maestro-dataflow/catalog'
import { short, table } from '../table'

const gated = (density: Densities): Estimate =>
  orThrow(estimate(conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, density }), yrPartitioned, eyerissBuses))
const skipped = (density: Densities): Estimate =>
  orThrow(estimate(gemm({ M: 4096, N: 2048, K: 4096, density }), tensorCoreProduct, sparseTensorCoreLike))

const print = (title: string, rows: readonly (readonly [zeros: string, estimate: Estimate])[]): void => {
  console.log(`${title}\n`)
  console.log(
    table(
      ['zeros', 'cycles', 'effective MACs', 'off-chip bits', 'energy of MACs', 'energy'],
      rows.map(([zeros, { runtime, effective, offchip, energy }]) => [
        zeros,
        short(runtime),
        short(effective.macs),
        short(offchip.bits),
        short(energy.mac),
        `${short(energy.total)} ${energy.unit}`,
      ]),
    ),
  )
}

print('eyerissBuses gates inputs; 64 channels into 64, 3 × 3, on 56 × 56 outputs; dataflow YR-P', [
  ['none', gated({})],
  ['half of the inputs', gated({ input: 1 / 2 })],
  ['seven of eight inputs', gated({ input: 1 / 8 })],
])
console.log()
print('sparseTensorCoreLike skips weights; M 4096, N 2048, K 4096; dataflow MN-TC', [
  ['none', skipped({})],
  ['2 of 4 weights', skipped({ A: { n: 2, m: 4, along: 'K' } })],
])
