/** Tables of area and power that the public MAESTRO tool was published with (28 nm). */
import type { AreaTable } from '../hardware/area'

/** Bus and matrix arbiter, the same in both tables. */
const network = {
  bus: { area: 101.7938, power: 0.8, scale: [14.662, 28.895] },
  arbiter: { area: 395.473, power: 0.34, scale: [1.2886, 5.5814, -23.711] },
} as const

/**
 * Area and power at 28 nm, as in the public MAESTRO tool of 2021: a MAC, a byte of SRAM, bus and arbiter, in µm² and mW.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, estimate, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned, maestroArea2021 } from 'maestro-dataflow/catalog'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const of = (pes: number) => orThrow(estimate(layer, kcPartitioned, accelerator({ pes, area: maestroArea2021 }))).area ?? 0
 * of(256) > of(128) // => true
 * ```
 * @since 0.1.0
 * @category tables
 */
export const maestroArea2021: AreaTable = {
  mac: { area: 283, power: 1.2223 },
  sram: { area: 0.104, power: 0.00345 },
  bus: network.bus,
  arbiter: network.arbiter,
}

/**
 * Area and power at 28 nm, as in the public MAESTRO tool of 2019. Its SRAM is a macro of 64 bytes (4505.1889 µm²,
 * 0.2208 mW), spread over its bytes here: right for the buffers of PEs, far too large for a shared buffer.
 *
 * @since 0.1.0
 * @category tables
 */
export const maestroArea2019: AreaTable = {
  mac: { area: 4470.9014, power: 1.2223 },
  sram: { area: 4505.1889 / 64, power: 0.2208 / 64 },
  bus: network.bus,
  arbiter: network.arbiter,
}
