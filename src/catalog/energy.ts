/**
 * Energies of accesses from the literature, beside the root's `maestroEnergy`. Energies of different tables do not compare;
 * what a source leaves out is 0, which `energy.uncounted` of an estimate names.
 */

import type { EnergyTable, ReadWrite } from '../hardware/energy'
import { frozen } from '../internal/frozen'
import { built } from './built'
import { horowitzOperations45nm, macEnergy, tpuV4iOperations7nm } from './operation-energy'

const free: ReadWrite = { read: 0, write: 0 }

/** Of 0.5 kB of registers, of the 100 kB of the global buffer, and linear between them. */
const eyerissPoints = {
  points: [
    [512, 1],
    [102_400, 6],
  ],
} as const
const eyerissBuffer: ReadWrite = { read: eyerissPoints, write: eyerissPoints }

/**
 * Eyeriss, 65 nm, 16 bits, relative to one MAC: registers of 0.5 kB 1, from PE to PE 2, a buffer of 100 kB 6, DRAM 200
 * (Chen et al., ISCA 2016, Table IV). Between 0.5 and 100 kB a buffer costs 1 + 5/99.5 · (kB − 0.5).
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, estimate, orThrow } from 'maestro-dataflow'
 * import { eyerissEnergy, yrPartitioned } from 'maestro-dataflow/catalog'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const { energy, macs } = orThrow(estimate(layer, yrPartitioned, accelerator({ pes: 168, energy: eyerissEnergy })))
 * energy.mac // => macs
 * ```
 * @since 0.1.0
 * @category tables
 */
export const eyerissEnergy: EnergyTable = /* @__PURE__ */ frozen({
  unit: 'MAC',
  mac: 1,
  hop: 2,
  l1: eyerissBuffer,
  clusters: eyerissBuffer,
  l2: eyerissBuffer,
  offchip: { read: 200, write: 200 },
})

/**
 * Energies of DRAM, in pJ per bit: those of Accelergy's plug-in for CACTI (`accelergy-cacti-plug-in`, `cacti_wrapper.py`),
 * which has DDR3 from Chatterjee et al., MICRO 2017.
 *
 * @example
 * ```ts
 * import { dramPicojoulesPerBit } from 'maestro-dataflow/catalog'
 *
 * dramPicojoulesPerBit.LPDDR4 // => 8
 * ```
 * @since 0.1.0
 * @category tables
 */
export const dramPicojoulesPerBit = /* @__PURE__ */ frozen({
  LPDDR4: 8,
  DDR3: 70,
  GDDR5: 14,
  HBM2: 3.9,
} as const)

/**
 * The kinds of DRAM in {@link dramPicojoulesPerBit}.
 *
 * @since 0.1.0
 * @category tables
 */
export type Dram = keyof typeof dramPicojoulesPerBit

/**
 * The off-chip part of an energy table, from an energy per bit and the bits of an element.
 *
 * @param perBit - Energy of moving one bit, in pJ.
 * @param elementBits - Bits of an element.
 *
 * @example
 * ```ts
 * import { cactiEnergy45nm, dramPicojoulesPerBit, offchipEnergy } from 'maestro-dataflow/catalog'
 *
 * const energy = { ...cactiEnergy45nm, offchip: offchipEnergy(dramPicojoulesPerBit.HBM2, 8) }
 * energy.offchip // => { read: 31.2, write: 31.2 }
 * ```
 * @since 0.1.0
 * @category tables
 */
export const offchipEnergy = (perBit: number, elementBits: number): EnergyTable['offchip'] => ({
  read: product(perBit, elementBits),
  write: product(perBit, elementBits),
})

/** What is no number is no energy either: NaN, which the checks of hardware refuse. */
const product = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a * b : Number.NaN

/**
 * CACTI, 45 nm, in pJ per element of 8 bits: registers of 192 × 16 bits (0.680 read, 1.583 written per 16 bits), SRAM of
 * 128 kB × 64 bits (32.378 and 26.157 per 64 bits), both spread over the elements of a word; int8 multiply and int16 add
 * 0.315; LPDDR4 8 per bit. The energies are those capacities', whatever yours are; networks and the buffers of clusters
 * are not counted.
 *
 * @since 0.1.0
 * @category tables
 */
export const cactiEnergy45nm: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: 0.315,
  hop: 0,
  l1: { read: 0.68 / 2, write: 1.583 / 2 },
  clusters: free,
  l2: { read: 32.378 / 8, write: 26.157 / 8 },
  offchip: { read: 64, write: 64 },
}))

/** 64 bits of SRAM of 8 kB, 32 kB and 1 MB, spread over eight elements. */
const horowitzSram = [
  [8_192, 10 / 8],
  [32_768, 20 / 8],
  [1_048_576, 100 / 8],
] as const
const horowitzBuffer: ReadWrite = /* @__PURE__ */ built(() => ({
  read: { points: horowitzSram },
  write: { points: horowitzSram },
}))

/** 64 bits of DRAM, the lower end of 1300 to 2600. */
const horowitzDram = { read: 1300 / 8, write: 1300 / 8 }

/**
 * Horowitz (ISSCC 2014, Figure 1.1.9), 45 nm, in pJ per element of 8 bits: an int8 multiply 0.2 and an int32 add 0.1;
 * SRAM by capacity, reads and writes alike, per 64 bits 10 at 8 kB, 20 at 32 kB, 100 at 1 MB, spread over their eight
 * elements; DRAM 1300 per 64 bits, the lower end of 1300 to 2600. A buffer below 8 kB costs as much as one of 8 kB, which
 * is too much for registers; networks are not counted. {@link int8Energy45nm} has both.
 *
 * @since 0.1.0
 * @category tables
 */
export const horowitzEnergy45nm: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: macEnergy(horowitzOperations45nm, { multiply: 'int8', add: 'int32' }),
  hop: 0,
  l1: horowitzBuffer,
  clusters: horowitzBuffer,
  l2: horowitzBuffer,
  offchip: horowitzDram,
}))

/** Registers of 192 × 16 bits (CACTI, 45 nm), and Horowitz's SRAM; linear between them. */
const int8Buffer: ReadWrite = /* @__PURE__ */ built(() => ({
  read: { points: [[384, 0.68 / 2], ...horowitzSram] },
  write: { points: [[384, 1.583 / 2], ...horowitzSram] },
}))

/**
 * All parts of an accelerator with elements of 8 bits, in pJ, at 45 nm: int8 multiply and int16 add 0.315; buffers by
 * capacity, from registers of 384 bytes (CACTI: 0.680 read, 1.583 written per 16 bits) over SRAM of 8 kB, 32 kB and 1 MB
 * (Horowitz, ISSCC 2014: 10, 20 and 100 per 64 bits), the same below and above; a hop of 1 mm (310 for 256 bits over 10 mm
 * at 40 nm: Keckler et al., IEEE Micro 2011); DRAM 1300 per 64 bits (Horowitz). The tables of one source leave parts out:
 * {@link cactiEnergy45nm}, {@link horowitzEnergy45nm}.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { int8Energy45nm, kcPartitioned, nvdlaLike, resnet50 } from 'maestro-dataflow/catalog'
 *
 * int8Energy45nm.mac // => 0.315
 * const { energy } = orThrow(estimate(resnet50[1]!, kcPartitioned, nvdlaLike))
 * energy.network > 0 && energy.offchip.total > energy.mac // => true
 * ```
 * @since 0.2.0
 * @category tables
 */
export const int8Energy45nm: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: 0.315,
  hop: (8 * 310) / (256 * 10),
  l1: int8Buffer,
  clusters: int8Buffer,
  l2: int8Buffer,
  offchip: horowitzDram,
}))

/** Memories of TPUv4i by capacity, in pJ per element of a given width: the vector memory of 4 MB, the common one of 128 MB. */
const tpuV4iMemories = (bits: number, small: number, large: number) =>
  [
    [4 * 2 ** 20, bits * small],
    [128 * 2 ** 20, bits * large],
  ] as const

/**
 * TPUv4i, 7 nm, in pJ per element of 8 bits: a MAC 0.084; the shared buffer by capacity, from the vector memory of 4 MB
 * (0.249 read, 0.293 written per bit) to the common one of 128 MB (1.88 and 2.36); DRAM at most 7.03 per bit. As in
 * AccelForge's `examples/arches/tpu_v4i.yaml`, after Jouppi et al., ISCA 2021; registers, networks and the buffers of clusters are not counted.
 *
 * @since 0.1.0
 * @category tables
 */
export const tpuV4iEnergy: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: 0.084,
  hop: 0,
  l1: free,
  clusters: free,
  l2: {
    read: { points: tpuV4iMemories(8, 0.249, 1.88) },
    write: { points: tpuV4iMemories(8, 0.293, 2.36) },
  },
  offchip: offchipEnergy(7.03, 8),
}))

/** 64 bits of SRAM of 8 kB, 32 kB and 1 MB at 7 nm, spread over elements of a given width; then the memories of TPUv4i. */
const buffer7nm = (bits: number): ReadWrite => {
  const sram = [
    [8_192, (7.5 * bits) / 64],
    [32_768, (8.5 * bits) / 64],
    [1_048_576, (14 * bits) / 64],
  ] as const
  return {
    read: { points: [...sram, ...tpuV4iMemories(bits, 0.249, 1.88)] },
    write: { points: [...sram, ...tpuV4iMemories(bits, 0.293, 2.36)] },
  }
}

/**
 * All parts but networks at 7 nm, in pJ per element of 16 bits: a MAC is an fp16 multiplication and an fp32 addition, 0.72
 * ({@link tpuV4iOperations7nm}); buffers by capacity, from SRAM of 8 kB, 32 kB and 1 MB (7.5, 8.5 and 14 per 64 bits: Jouppi et
 * al., ISCA 2021, Table 2) to the two memories of TPUv4i ({@link tpuV4iEnergy}), the same below and above; HBM2 3.9 per bit, the
 * lower end of 250 to 450 per 64 bits (the same table). A buffer below 8 kB costs as much as one of 8 kB, which is too much
 * for registers.
 *
 * @example
 * ```ts
 * import { fp16Energy7nm } from 'maestro-dataflow/catalog'
 *
 * fp16Energy7nm.mac // => 0.72
 * ```
 * @since 0.2.0
 * @category tables
 */
export const fp16Energy7nm: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: macEnergy(tpuV4iOperations7nm, { multiply: 'fp16', add: 'fp32' }),
  hop: 0,
  l1: buffer7nm(16),
  clusters: buffer7nm(16),
  l2: buffer7nm(16),
  offchip: offchipEnergy(dramPicojoulesPerBit.HBM2, 16),
}))

/**
 * All parts but networks at 7 nm, in pJ per element of 8 bits: a MAC is an int8 multiplication and an int32 addition, 0.1
 * ({@link tpuV4iOperations7nm}); buffers are those of {@link fp16Energy7nm}, bit by bit; LPDDR4 8 per bit
 * ({@link dramPicojoulesPerBit}).
 *
 * @example
 * ```ts
 * import { int8Energy7nm } from 'maestro-dataflow/catalog'
 *
 * int8Energy7nm.offchip // => { read: 64, write: 64 }
 * ```
 * @since 0.2.0
 * @category tables
 */
export const int8Energy7nm: EnergyTable = /* @__PURE__ */ built(() => ({
  unit: 'pJ',
  mac: macEnergy(tpuV4iOperations7nm, { multiply: 'int8', add: 'int32' }),
  hop: 0,
  l1: buffer7nm(8),
  clusters: buffer7nm(8),
  l2: buffer7nm(8),
  offchip: offchipEnergy(dramPicojoulesPerBit.LPDDR4, 8),
}))
