/** Tables of area and power: one from a published design, and those of the public MAESTRO tool, for reproduction. */
import type { AreaTable } from '../hardware/area'
import { built } from './built'

/**
 * Area at 28 nm, the least-squares fit to the areas that NVDLA's documentation gives for seven int8 configurations of 32 to
 * 2048 MACs and 128 to 512 KiB (nvdla.org, "NVDLA Primer", "Example Area and Performance": synthesis estimates that
 * include all memories): 1699 µm² for each MAC, its share of network, accumulators and control included, and 3.11 µm² for
 * each byte of SRAM. The constant part of every configuration, 0.44 mm², is not counted. The network is part of the MAC, so that
 * bus and arbiter take nothing. For comparison, also at 28 nm: a bare SRAM cell 0.127 µm² per bit, 1.02 per byte (TSMC,
 * 2009); TPU v1, from the shares of its die, 3.8 per byte and 1212 per MAC (Jouppi et al., ISCA 2017, Figure 2).
 *
 * Peak dynamic power at 1 GHz and 45 nm, with the energies of `int8Energy45nm`: a MAC in every cycle, with three reads and
 * a write of registers of 384 bytes, 2.13 mW; SRAM in banks of 8 KiB that each deliver 64 bits in every cycle, 10 mW a bank,
 * 1.22 µW per byte; a network whose whole bandwidth moves one hop in every cycle, 0.97 mW per element. The power is
 * on-chip: it does not include off-chip accesses, which often take more than all else, nor a network of unlimited
 * bandwidth. It is a rating, not a proven bound: the accelerators of this catalog draw less than it on-chip on ResNet-50.
 * What a layer draws, off-chip included, is the estimate's `averagePower`.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, estimate, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned, nvdlaArea28nm } from 'maestro-dataflow/catalog'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const sizes = { pes: 2048, l1: { capacity: 0 }, clusters: { capacity: 0 }, l2: { capacity: 524288 } }
 * const { area } = orThrow(estimate(layer, kcPartitioned, accelerator({ ...sizes, area: nvdlaArea28nm })))
 * Math.round(area! / 1e4) / 100 // => 5.11
 * ```
 * @since 0.2.0
 * @category tables
 */
export const nvdlaArea28nm: AreaTable = /* @__PURE__ */ built(() => ({
  mac: { area: 1699, power: 0.315 + 3 * 0.34 + 0.7915 },
  sram: { area: 3.11, power: 10 / 8192 },
  // The form divides the power of a bus by 1000; its width does not depend on its units.
  bus: { area: 0, power: (1000 * 8 * 310) / (256 * 10), scale: [0, 1] },
  arbiter: { area: 0, power: 0, scale: [0, 0, 0] },
}))

/** Bus and matrix arbiter, the same in both tables of the tool. */
const network = {
  bus: { area: 101.7938, power: 0.8, scale: [14.662, 28.895] },
  arbiter: { area: 395.473, power: 0.34, scale: [1.2886, 5.5814, -23.711] },
} as const

/**
 * To reproduce figures of the public MAESTRO tool of 2021, and for nothing else: a byte of SRAM takes 0.104 µm² here, less
 * than one bit of a published cell at 28 nm. For conclusions about area use {@link nvdlaArea28nm}.
 *
 * @example
 * ```ts
 * import { maestroReproductionArea2021 } from 'maestro-dataflow/catalog'
 *
 * maestroReproductionArea2021.mac // => { area: 283, power: 1.2223 }
 * ```
 * @since 0.2.0
 * @category tables
 */
export const maestroReproductionArea2021: AreaTable = /* @__PURE__ */ built(() => ({
  mac: { area: 283, power: 1.2223 },
  sram: { area: 0.104, power: 0.00345 },
  bus: network.bus,
  arbiter: network.arbiter,
}))

/**
 * To reproduce figures of the public MAESTRO tool of 2019 (28 nm), and for nothing else. Its SRAM is a macro of 64 bytes
 * (4505.1889 µm², 0.2208 mW), spread over its bytes here: far too large for a shared buffer. For conclusions about area use
 * {@link nvdlaArea28nm}.
 *
 * @since 0.2.0
 * @category tables
 */
export const maestroReproductionArea2019: AreaTable = /* @__PURE__ */ built(() => ({
  mac: { area: 4470.9014, power: 1.2223 },
  sram: { area: 4505.1889 / 64, power: 0.2208 / 64 },
  bus: network.bus,
  arbiter: network.arbiter,
}))

/**
 * The name of {@link maestroReproductionArea2021} in 0.1.
 *
 * @deprecated Use `nvdlaArea28nm` to draw conclusions about area, or `maestroReproductionArea2021` to reproduce figures of
 *   the tool.
 * @since 0.1.0
 * @category tables
 */
export const maestroArea2021: AreaTable = maestroReproductionArea2021

/**
 * The name of {@link maestroReproductionArea2019} in 0.1.
 *
 * @deprecated Use `nvdlaArea28nm` to draw conclusions about area, or `maestroReproductionArea2019` to reproduce figures of
 *   the tool.
 * @since 0.1.0
 * @category tables
 */
export const maestroArea2019: AreaTable = maestroReproductionArea2019
