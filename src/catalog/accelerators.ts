/**
 * Accelerators after published ones. Beside each stands what its source says and what was chosen here, so that every
 * buffer has a capacity, every part an energy (save some networks), and the dataflows that are named fit typical layers. Change one with a
 * spread: `{ ...eyeriss, overlap: 'across-runs' }`.
 */
import type { Accelerator, Interconnect } from '../hardware/accelerator'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { eyerissEnergy, fp16Energy7nm, int8Energy7nm, int8Energy45nm } from './energy'

const KiB = 2 ** 10
const MiB = 2 ** 20
const GiB = 2 ** 30

/** Scratchpads of a PE of Eyeriss: 224 weights, 12 inputs and 24 partial sums, of 16 bits. */
const eyerissScratchpads = 2 * (224 + 12 + 24)

/**
 * Eyeriss: 12 × 14 PEs with 520 bytes of scratchpads each (224 weights, 12 inputs, 24 partial sums), a global buffer of
 * 108 kB, 16 bits, 200 MHz, and buses of 4 words for weights and partial sums (Chen et al., JSSC 2017; section V-B for the
 * buses). `noc` is that width; the public MAESTRO tool's validation takes 14 elements per cycle:
 * `{ ...eyeriss, noc: { bandwidth: 14, latency: 1 } }`. Energies are {@link eyerissEnergy}. Chosen here: Eyeriss has no
 * buffers of clusters, so that a cluster holds what the scratchpads of 64 PEs hold together.
 *
 * Without the chip's own mapping of a layer, expect cycles that are far from the chip's: on AlexNet's five convolutions the
 * faster one of CK-P and YR-P for each errs by 81 % on average, the fastest of all `paperDataflows` and `toolDataflows` by
 * 44 %. YR-P alone is row stationary too, but takes more than 4 times as long as the chip on CONV3 to CONV5: it uses only
 * 39 PEs there; on 1 × 1 layers all wait for the buses. The chip's mappings of AlexNet, which err by 5.3 %, are
 * `eyerissAlexnet`, and they need the network of `eyerissAlexnetHardware`.
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
export const eyeriss: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 12 * 14,
  l1: { capacity: eyerissScratchpads },
  clusters: { capacity: 64 * eyerissScratchpads },
  l2: { capacity: 108 * KiB },
  elementBytes: 2,
  noc: { bandwidth: 4, latency: 1 },
  clock: 200e6,
  energy: eyerissEnergy,
}))

/** The buses of Eyeriss between the global buffer and the PEs (Chen et al., JSSC 2017, section V-B). */
export const eyerissNetwork: Interconnect = /* @__PURE__ */ frozen({
  bandwidth: 4,
  latency: 1,
  channels: [
    { tensors: ['filter'], bandwidth: 4 },
    { tensors: ['input'], bandwidth: 1 },
    { tensors: ['outputs'], bandwidth: 4 },
  ],
})

/**
 * {@link eyeriss} with its buses and its treatment of zeros (Chen et al., JSSC 2017): a bus of 4 words for filters, of 1 for
 * inputs, and of 4 for partial sums in each direction (section V-B); a zero input saves the read of the weight and the MAC,
 * but not the cycle (section V-E); inputs are compressed off-chip (section IV-B), where 64 bits have three nonzeros of 16 bits
 * and a run of zeros of 5 bits before each, which are 5.34 bits for each nonzero besides its own. Compressed outputs and
 * runs of more than 31 zeros are not described. `eyerissAlexnetBuses` has the same buses where the chip's own mappings of AlexNet have
 * their passes.
 *
 * It names tensors of convolutions: other layers are estimated with a warning, and their tensors ride on one network of 4 words.
 *
 * @example
 * ```ts
 * import { conv2d, estimate, orThrow } from 'maestro-dataflow'
 * import { eyerissBuses, yrPartitioned } from 'maestro-dataflow/catalog'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, density: { input: 0.5 } })
 * const { macs, effective } = orThrow(estimate(layer, yrPartitioned, eyerissBuses))
 * effective.macs / macs // => 0.5
 * ```
 * @since 0.2.0
 * @category accelerators
 */
export const eyerissBuses: Accelerator = /* @__PURE__ */ built(() => ({
  ...eyeriss,
  noc: eyerissNetwork,
  sparse: { gate: ['input'], format: { input: { offchip: { coordinate: 5 + 11 / 32 } } } },
}))

/**
 * Like NVDLA's `nv_large`: 64 channels × 32 filters of int8 MACs, a convolution buffer of 512 KiB (16 banks of 512 entries
 * of 64 bytes), a memory interface of 256 bits, 32 bytes per cycle (nvdla/hw, `spec/defs/nv_large.spec`). Chosen here: 1
 * GHz; a network that takes an entry of inputs and one of weights each cycle; 512 bytes for each MAC, where NVDLA has
 * registers, so that KC-P fits filters of up to 11 × 11; 16 KiB for each cluster of 64 MACs. Energies are
 * {@link int8Energy45nm}. Its dataflow is KC-P; for transformers `transformerDataflow`.
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
export const nvdlaLike: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 64 * 32,
  l1: { capacity: 512 },
  clusters: { capacity: 16 * KiB },
  l2: { capacity: 512 * KiB },
  elementBytes: 1,
  noc: { bandwidth: 2 * 64, latency: 1 },
  offchip: { bandwidth: 32 },
  clock: 1e9,
  energy: int8Energy45nm,
}))

/**
 * An accelerator in the style of ShiDianNao, which keeps a whole network of a camera in SRAM and so fetches nothing from outside (Du et
 * al., ISCA 2015). Chosen here: 8 × 8 PEs, as many as YX-P has columns in a cluster, with 1 KiB each; 4 KiB for each
 * cluster; 256 KiB shared; 16 bits; 1 GHz. Energies are {@link eyerissEnergy}, of the same node and width (65 nm, 16
 * bits). Its dataflow is YX-P.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const shiDianNaoLike: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 8 * 8,
  l1: { capacity: 1 * KiB },
  clusters: { capacity: 4 * KiB },
  l2: { capacity: 256 * KiB },
  elementBytes: 2,
  clock: 1e9,
  energy: eyerissEnergy,
}))

/**
 * Like the first TPU: 256 × 256 int8 MACs, a unified buffer of 24 MiB that feeds the array 256 bytes each cycle (167 GiB/s),
 * 700 MHz; weights come from DRAM at 34 GB/s and activations over PCIe at 14 GiB/s, which are one port here (Jouppi et
 * al., ISCA 2017, section 2 and Figure 1). Chosen here: 512 bytes for each MAC, where the TPU has registers, and 16 KiB for
 * each cluster; its 4 MiB of accumulators are not described. Energies are {@link int8Energy45nm}. Its dataflow is KC-P or
 * CK-P; for transformers `transformerDataflow`.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const tpuV1Like: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 256 * 256,
  l1: { capacity: 512 },
  clusters: { capacity: 16 * KiB },
  l2: { capacity: 24 * MiB },
  elementBytes: 1,
  noc: { bandwidth: 256, latency: 1 },
  offchip: { bandwidth: (34e9 + 14 * GiB) / 700e6 },
  clock: 700e6,
  energy: int8Energy45nm,
}))

/**
 * Like MAERI: 64 multipliers, the public MAESTRO tool's description of it, under a tree that adds up and one that delivers
 * (Kwon et al., ASPLOS 2018). Chosen here: 8 elements per cycle; 1 KiB for each multiplier, 16 KiB for each cluster, 80
 * KiB shared; 16 bits. Energies are {@link eyerissEnergy}. Its own dataflow is MAERI's virtual neurons; CK-P is faster
 * where the channels are many. On 1 × 1 layers both wait for the network.
 *
 * @since 0.1.0
 * @category accelerators
 */
export const maeriLike: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 64,
  l1: { capacity: 1 * KiB },
  clusters: { capacity: 16 * KiB },
  l2: { capacity: 80 * KiB },
  elementBytes: 2,
  noc: { bandwidth: 8, latency: 1 },
  energy: eyerissEnergy,
}))

/**
 * Like the neural processing unit of a phone, that of Samsung's Exynos 2400: two engines of 8,192 MACs and two of 512, a
 * scratchpad of 6 MB that they share, at most 1,196 MHz (Park et al., An On-Device Generative AI Focused Neural Processing Unit
 * in 4nm Flagship Mobile SoC, ISSCC 2025); LPDDR5X of 8,533 Mb/s per pin (Samsung's description of the Exynos 2400). Chosen
 * here: one array of all MACs, in clusters of 64; 64 pins, as phones have, which are 68.3 GB/s; int8 elements, and MACs of
 * wider ones at the same rate; a network of 512 bytes each cycle; 512 bytes for each MAC and 16 KiB for each cluster; copies
 * that hide behind computation. Its vector engines are not described. Energies are {@link int8Energy7nm}, those of an older node
 * than its 4 nm. Its dataflow is KC-P; for transformers `transformerDataflow`, for language models `languageModelDataflow`.
 *
 * @example
 * ```ts
 * import { exynos2400Like } from 'maestro-dataflow/catalog'
 *
 * const { pes, clock } = exynos2400Like
 * Math.round((2 * pes * clock!) / 1e12) // => 42
 * ```
 * @since 0.2.0
 * @category accelerators
 */
export const exynos2400Like: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 2 * (8192 + 512),
  l1: { capacity: 512 },
  clusters: { capacity: 16 * KiB },
  l2: { capacity: 6 * MiB },
  elementBytes: 1,
  noc: { bandwidth: 512, latency: 1 },
  offchip: { bandwidth: (8533e6 * 64) / 8 / 1196e6 },
  overlap: 'across-runs',
  clock: 1196e6,
  energy: int8Energy7nm,
}))

/**
 * Like the sparse tensor cores of an A100, which skip the zeros of weights of which 2 of 4 are nonzero: 108 SMs with 192 KiB
 * each, 4 tensor cores to an SM, 256 fp16 MACs to a tensor core that are added up in fp32; a cache of 40 MiB that delivers
 * 5,120 bytes each cycle, HBM2 at 1,555 GB/s, 1,410 MHz (NVIDIA, A100 Tensor Core GPU Architecture, 2020). Each two nonzeros
 * of four have two bits of position, in all buffers. Chosen here: the MACs of a tensor core are 32 PEs of 8 lanes; 64 KiB for
 * each tensor core, its share of the registers of an SM, and 2 KiB for each PE, the share of that; 128 bytes each cycle from an
 * SM's memory; copies that hide behind computation. Energies are {@link fp16Energy7nm}. Its dataflow is
 * {@link tensorCoreProduct}.
 *
 * A layer gives its weights the density `{ n: 2, m: 4, along }` along the dimension that is added up. Other inputs stay dense:
 * the hardware skips no zeros of activations, and a uniform density is rejected.
 *
 * @example
 * ```ts
 * import { estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { sparseTensorCoreLike, tensorCoreProduct } from 'maestro-dataflow/catalog'
 *
 * const sizes = { M: 6912, N: 1024, K: 1024 }
 * const [dense, sparse] = [gemm(sizes), gemm({ ...sizes, density: { A: { n: 2, m: 4, along: 'K' } } })].map(
 *   (layer) => orThrow(estimate(layer, tensorCoreProduct, sparseTensorCoreLike)),
 * )
 * sparse!.runtime / dense!.runtime < 0.55 // => true
 * sparse!.warnings // => []
 * ```
 * @since 0.2.0
 * @category accelerators
 */
export const sparseTensorCoreLike: Accelerator = /* @__PURE__ */ built(() => ({
  pes: 108 * 4 * 32,
  simd: 8,
  l1: { capacity: 2 * KiB },
  clusters: [{ capacity: 192 * KiB }, { capacity: 64 * KiB }],
  l2: { capacity: 40 * MiB },
  elementBytes: 2,
  precision: { inputs: 16, outputs: { partial: 32, final: 16 } },
  noc: [{ bandwidth: 5120 / 2 }, { bandwidth: 128 / 2 }, {}],
  offchip: { bandwidth: 1555e9 / 2 / 1410e6 },
  overlap: 'across-runs',
  clock: 1410e6,
  energy: fp16Energy7nm,
  sparse: { skip: ['inputs'], format: { inputs: 'structured' } },
}))
