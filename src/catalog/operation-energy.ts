/**
 * Energies of additions and multiplications by number format, as published. No law is assumed between the widths of a table:
 * a MAC is a multiplication and an addition that are in it.
 */
import type { EnergyTable } from '../hardware/energy'
import { rethrowIfExhausted } from '../internal/exhausted'
import { frozen } from '../internal/frozen'

/**
 * Energies of an addition and a multiplication of one number format, in pJ.
 *
 * @since 0.2.0
 * @category tables
 */
export type OperationEnergy = {
  /** Energy of an addition, in pJ. */
  readonly add: number
  /** Energy of a multiplication, in pJ. */
  readonly multiply: number
}

/**
 * Horowitz (ISSCC 2014, Figure 1.1.9): additions and multiplications at 45 nm and 0.9 V, in pJ.
 *
 * @example
 * ```ts
 * import { horowitzOperations45nm } from 'maestro-dataflow/catalog'
 *
 * horowitzOperations45nm.int8 // => { add: 0.03, multiply: 0.2 }
 * ```
 * @since 0.2.0
 * @category tables
 */
export const horowitzOperations45nm = /* @__PURE__ */ frozen({
  int8: { add: 0.03, multiply: 0.2 },
  int32: { add: 0.1, multiply: 3.1 },
  fp16: { add: 0.4, multiply: 1.1 },
  fp32: { add: 0.9, multiply: 3.7 },
} as const)

/**
 * TPUv4i (Jouppi et al., ISCA 2021, Table 2): additions and multiplications at 7 nm, in pJ.
 *
 * @example
 * ```ts
 * import { tpuV4iOperations7nm } from 'maestro-dataflow/catalog'
 *
 * tpuV4iOperations7nm.bf16 // => { add: 0.11, multiply: 0.21 }
 * ```
 * @since 0.2.0
 * @category tables
 */
export const tpuV4iOperations7nm = /* @__PURE__ */ frozen({
  int8: { add: 0.007, multiply: 0.07 },
  int32: { add: 0.03, multiply: 1.48 },
  bf16: { add: 0.11, multiply: 0.21 },
  fp16: { add: 0.16, multiply: 0.34 },
  fp32: { add: 0.38, multiply: 1.31 },
} as const)

/** The value, or NaN, which the checks of hardware refuse, where it cannot be read. */
const numberOr = (read: () => unknown): number => {
  try {
    const value = read()
    return typeof value === 'number' ? value : Number.NaN
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return Number.NaN
  }
}

/**
 * The energy of a MAC, for `mac` of an energy table: a multiplication in one format and an addition in another, both of a
 * published table. The energy of a format that the table lacks is NaN, which every estimate rejects.
 *
 * @param table - A published table of energies, such as `horowitzOperations45nm`.
 * @param formats - The number formats of the multiplication and of the addition.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { horowitzOperations45nm, int8Energy45nm, macEnergy } from 'maestro-dataflow/catalog'
 *
 * // 8-bit integers that are added up in 32 bits.
 * const mac = macEnergy(horowitzOperations45nm, { multiply: 'int8', add: 'int32' })
 * mac.toFixed(2) // => '0.30'
 * accelerator({ pes: 256, energy: { ...int8Energy45nm, mac } }).pes // => 256
 * ```
 * @since 0.2.0
 * @category tables
 */
export const macEnergy = <Format extends string>(
  table: Readonly<Record<Format, OperationEnergy>>,
  formats: {
    /** The number format of the multiplication. */
    readonly multiply: NoInfer<Format>
    /** The number format of the addition. */
    readonly add: NoInfer<Format>
  },
): EnergyTable['mac'] =>
  numberOr(() => table[formats.multiply].multiply) + numberOr(() => table[formats.add].add)
