/** Area and power of an accelerator (cost model, section 7). */
import { tape } from '../analysis/kernel/tape'
import { type AreaPower, type AreaTable, networkAreaPower } from '../hardware/area'
import type { ResolvedHardware } from '../hardware/resolve'

/** Bytes of each buffer: its capacity, or else what it must hold. */
export type BufferBytes = { readonly l1: number; readonly clusters: readonly number[]; readonly l2: number }

export const areaPowerOf = (
  table: AreaTable,
  { pes, simd, networks }: ResolvedHardware,
  bytes: BufferBytes,
): AreaPower => {
  const part = (of: 'area' | 'power'): number => {
    let total = pes * (simd * table.mac[of] + bytes.l1 * table.sram[of]) + bytes.l2 * table.sram[of]
    let parents = 1
    for (let level = 0; level < tape.levels; level++) {
      const units = tape.units[level]!
      total += parents * networkAreaPower(table, units, networks[level]!.bandwidth)[of]
      parents *= units
      if (level < tape.levels - 1) total += parents * bytes.clusters[level]! * table.sram[of]
    }
    return total
  }
  return { area: part('area'), power: part('power') }
}
