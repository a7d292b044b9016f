/** Figures of papers on fused layers, and what this model gives for them. */
import {
  accelerator,
  conv2d,
  dataflow,
  gemm,
  type Layer,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { compareFused, estimateFused, fuse, type Halo } from 'maestro-dataflow/fusion'

const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
const words = accelerator({ pes: 256, elementBytes: 4 })
const count = (value: number): string => value.toLocaleString('en-US')

/** VGG-E up to its fifth convolution (Alwani et al., MICRO 2016): 32-bit values, everything retained. */
const conv = (K: number, C: number, Y: number): Layer => conv2d({ K, C, R: 3, S: 3, Y, X: Y, padding: 1 })
const pool = (C: number, Y: number): Layer => pool2d({ C, R: 2, S: 2, Y, X: Y, stride: 2 })
const vgg = [
  conv(64, 3, 224),
  conv(64, 64, 224),
  pool(64, 224),
  conv(128, 64, 112),
  conv(128, 128, 112),
  pool(128, 112),
  conv(256, 128, 56),
]
console.log('Fused-Layer CNN, five convolutions and two pools of VGG-E')
for (const tile of [2, 1]) {
  const { offchip, buffers } = orThrow(
    estimateFused(fuse(vgg, { tile: { "Y'": tile, "X'": tile } }), rows, words),
  )
  const ends = offchip.tensors.filter(({ choice }) => choice === 'fetched' || choice === 'written')
  const crossing = ends.reduce((sum, { bits }) => sum + bits / 8, 0)
  const paper = tile === 2 ? ' (the paper: 3.6 MB, 362 KB)' : ''
  console.log(
    `  tile ${tile} × ${tile}: ${count(crossing)} B of images cross, ${count(buffers.l2.retained.bits / 8)} B are retained${paper}`,
  )
}

/** FSRCNN as DeFiNES takes it (Mei et al., HPCA 2023). */
const fsrcnn = [
  conv2d({ K: 56, C: 1, R: 5, S: 5, Y: 554, X: 974 }),
  conv2d({ K: 12, C: 56, R: 1, S: 1, Y: 550, X: 970 }),
  ...[550, 548, 546, 544].map((Y) => conv2d({ K: 12, C: 12, R: 3, S: 3, Y, X: Y + 420 })),
  conv2d({ K: 56, C: 12, R: 1, S: 1, Y: 542, X: 962 }),
  conv2d({ K: 16, C: 56, R: 3, S: 3, Y: 542, X: 962 }),
]
const modes: readonly (readonly [name: string, y: Halo, x: Halo])[] = [
  ['both recomputed', 'recompute', 'recompute'],
  ['rows recomputed, columns retained', 'recompute', 'retain'],
  ['both retained', 'retain', 'retain'],
]
console.log('\nDeFiNES, FSRCNN onto 540 × 960')
for (const [y, x] of [
  [72, 60],
  [4, 4],
] as const)
  for (const [name, ofY, ofX] of modes) {
    const chain = fuse(fsrcnn, { tile: { "Y'": y, "X'": x }, halo: { "Y'": ofY, "X'": ofX } })
    const { macs, recomputed } = orThrow(estimateFused(chain, rows, accelerator({ pes: 256 })))
    console.log(
      `  tile ${y} × ${x}, ${name}: ${count(macs)} MACs, ${(macs / (macs - recomputed)).toFixed(2)} × the minimum`,
    )
  }

/** Three matrix products one after the other, 8-bit values (AccelForge's example). */
const products = [0, 1, 2].map(() => gemm({ M: 128, N: 128, K: 128 }))
const flow = dataflow('rows of C', [spatialMap('M'), temporalMap('N')])
const { fused, alone } = orThrow(compareFused(fuse(products), flow, accelerator({ pes: 128 })))
console.log(
  `\nAccelForge, three products of 128³: ${count(alone.bits)} bits one by one, ${count(fused.offchip.bits)} fused`,
)
