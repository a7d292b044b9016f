/**
 * Published accelerators, as far as a description of PEs, buffers and networks goes. What a source does not tell is left
 * out: unlimited, or the default. Change one with a spread: `{ ...eyeriss, overlap: 'across-runs' }`.
 */
import type { Accelerator } from '../hardware/accelerator'
import { eyerissEnergy } from './energy'

const KiB = 1024
const MiB = 1024 * KiB

/**
 * Eyeriss: 12 × 14 PEs with 520 bytes of scratchpads each (224 weights, 12 inputs, 24 partial sums), a global buffer of
 * 108 kB, 16 bits, 200 MHz (Chen et al., JSSC 2017). Its network delivers 14 elements per cycle, as in the public
 * MAESTRO tool's validation. Energies are {@link eyerissEnergy}. The scratchpads are unverified: from memory of the paper.
 *
 * @example
 * ```ts
 * import { eyeriss } from 'maestro-dataflow/catalog'
 *
 * eyeriss.pes // => 168
 * ```
 * @since 0.1.0
 * @category accelerators
 */
export const eyeriss: Accelerator = {
  pes: 12 * 14,
  l1: { capacity: 520 },
  l2: { capacity: 108 * KiB },
  elementBytes: 2,
  noc: { bandwidth: 14, latency: 1 },
  clock: 200e6,
  energy: eyerissEnergy,
}

/**
 * Like NVDLA's `nv_large`: 64 channels × 32 filters of int8 MACs, a convolution buffer of 512 KiB (16 banks of 512 entries
 * of 64 bytes), a memory interface of 32 bytes per cycle (nvdla/hw, `spec/defs/nv_large.spec`). Unverified: 1 GHz, and a
 * network that takes an entry of inputs and one of weights each cycle. Its dataflow is KC-P.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned, nvdlaLike, resnet50 } from 'maestro-dataflow/catalog'
 *
 * orThrow(estimate(resnet50[1]!, kcPartitioned, nvdlaLike)).levels[0]?.units // => 32
 * ```
 * @since 0.1.0
 * @category accelerators
 */
export const nvdlaLike: Accelerator = {
  pes: 64 * 32,
  l2: { capacity: 512 * KiB },
  elementBytes: 1,
  noc: { bandwidth: 2 * 64, latency: 1 },
  offchip: { bandwidth: 32 },
  clock: 1e9,
}

/**
 * Like ShiDianNao: 8 × 8 PEs, 256 kB for inputs, outputs and weights (64 + 64 + 128), 16 bits, 1 GHz; all layers fit, so
 * that nothing is fetched from outside (Du et al., ISCA 2015). Unverified: from memory of the paper. Its dataflow is YX-P.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const shiDianNaoLike: Accelerator = {
  pes: 8 * 8,
  l2: { capacity: (64 + 64 + 128) * KiB },
  elementBytes: 2,
  clock: 1e9,
}

/**
 * Like the first TPU: 256 × 256 int8 MACs, a unified buffer of 24 MiB, 700 MHz, weights from DRAM at 34 GB/s (Jouppi et
 * al., ISCA 2017). Unverified: clock, DRAM, and a network of 256 elements per cycle, one for each row. The accumulators
 * (4 MiB) are not described; its dataflow is CK-P or KC-P with clusters of 256.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const tpuV1Like: Accelerator = {
  pes: 256 * 256,
  l2: { capacity: 24 * MiB },
  elementBytes: 1,
  noc: { bandwidth: 256, latency: 1 },
  offchip: { bandwidth: 34e9 / 700e6 },
  clock: 700e6,
}

/**
 * Like MAERI: 64 multipliers under a tree that adds up and one that delivers 8 elements per cycle, a buffer of 80 kB, 16
 * bits (Kwon et al., ASPLOS 2018). Unverified: from memory of the paper. Its dataflow is MAERI's virtual neurons.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const maeriLike: Accelerator = {
  pes: 64,
  l2: { capacity: 80 * KiB },
  elementBytes: 2,
  noc: { bandwidth: 8, latency: 1 },
}
