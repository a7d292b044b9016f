/** Area and peak dynamic power (docs/spec.md, section 7). */

/**
 * Area in µm² and peak dynamic power in mW: the power that the part draws if it works in every cycle. Off-chip accesses have no part
 * here: peak power is on-chip. (Energy over time is the estimate's `averagePower`, off-chip included.)
 *
 * @since 0.1.0
 * @category hardware
 */
export type AreaPower = {
  /** Area in µm². */
  readonly area: number
  /** Peak dynamic power in mW. */
  readonly power: number
}

/**
 * Area and peak dynamic power of a MAC, of a byte of SRAM, of a bus (scaled by (c1·n + c0)·bandwidth for n units) and of an arbiter
 * (scaled by c2·n² + c1·n + c0, never under one unit).
 *
 * @since 0.1.0
 * @category hardware
 */
export type AreaTable = {
  /** One MAC unit. */
  readonly mac: AreaPower
  /** One byte of buffer. */
  readonly sram: AreaPower
  /** A bus, per unit of `(c1·n + c0) · bandwidth` for n units on it. */
  readonly bus: AreaPower & {
    /** The coefficients c1 and c0 of the number of units. */
    readonly scale: readonly [c1: number, c0: number]
  }
  /** An arbiter, per unit of `c2·n² + c1·n + c0` for n units. */
  readonly arbiter: AreaPower & {
    /** The coefficients c2, c1 and c0 of the number of units. */
    readonly scale: readonly [c2: number, c1: number, c0: number]
  }
}

/** The published table gives the network's power in thousandths. */
export const networkPower = 0.001

/** Area or power of the lines of a bus to n units, per element and cycle, and of the arbiter of n units. */
export const networkParts = ({ bus, arbiter }: AreaTable, n: number) => {
  const [b1, b0] = bus.scale
  const [a2, a1, a0] = arbiter.scale
  const ports = a2 * n * n + a1 * n + a0
  return {
    // Coefficients may be negative, an area may not.
    lines: Math.max(0, b1 * n + b0),
    area: arbiter.area * Math.max(1, ports),
    power: arbiter.power * Math.max(1, ports * networkPower),
  }
}

/** Area or power of a network of n units with a bandwidth: bus and arbiter. Unlimited networks count nothing. */
export const networkAreaPower = (table: AreaTable, n: number, bandwidth: number): AreaPower => {
  if (bandwidth === Infinity) return { area: 0, power: 0 }
  const { lines, area, power } = networkParts(table, n)
  return {
    area: table.bus.area * (lines * bandwidth) + area,
    power: table.bus.power * (lines * bandwidth) * networkPower + power,
  }
}
