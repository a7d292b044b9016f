/** Area and power (cost model, section 7). */

/**
 * Area in µm² and power in mW.
 *
 * @since 0.1.0
 * @category hardware
 */
export type AreaPower = { readonly area: number; readonly power: number }

/**
 * Area and power of a MAC, of a byte of SRAM, of a bus (scaled by (c1·n + c0)·bandwidth for n units) and of an arbiter
 * (scaled by c2·n² + c1·n + c0, never under one unit).
 *
 * @since 0.1.0
 * @category hardware
 */
export type AreaTable = {
  readonly mac: AreaPower
  readonly sram: AreaPower
  readonly bus: AreaPower & { readonly scale: readonly [c1: number, c0: number] }
  readonly arbiter: AreaPower & { readonly scale: readonly [c2: number, c1: number, c0: number] }
}

/** The published table gives the network's power in thousandths. */
const networkPower = 0.001

/** A network of n units and so many elements per cycle: bus and arbiter. Unlimited networks count nothing. */
export const networkAreaPower = ({ bus, arbiter }: AreaTable, n: number, bandwidth: number): AreaPower => {
  if (bandwidth === Infinity) return { area: 0, power: 0 }
  const [b1, b0] = bus.scale
  const [a2, a1, a0] = arbiter.scale
  // Coefficients may be negative, an area may not.
  const lines = Math.max(0, b1 * n + b0) * bandwidth
  const ports = a2 * n * n + a1 * n + a0
  return {
    area: bus.area * lines + arbiter.area * Math.max(1, ports),
    power: bus.power * lines * networkPower + arbiter.power * Math.max(1, ports * networkPower),
  }
}
