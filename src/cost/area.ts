/** Area and peak dynamic power of an accelerator (cost model, section 7). */
import { tape } from '../analysis/kernel/tape'
import { type AreaTable, networkAreaPower } from '../hardware/area'
import type { ResolvedHardware } from '../hardware/resolve'
import { bytes, SHARED } from './buffers'

/** The area, or the peak dynamic power, of the schedule's accelerator; what each buffer's bytes are is worked out. */
export const areaPowerOf = (
  of: 'area' | 'power',
  table: AreaTable,
  { pes, simd, networks }: ResolvedHardware,
): number => {
  const inLevels = tape.levels
  let total =
    pes * (simd * table.mac[of] + bytes[inLevels]! * table.sram[of]) + bytes[SHARED]! * table.sram[of]
  let parents = 1
  for (let level = 0; level < inLevels; level++) {
    const units = tape.units[level]!
    total += parents * networkAreaPower(table, units, networks[level]!.bandwidth)[of]
    parents *= units
    if (level < inLevels - 1) total += parents * bytes[1 + level]! * table.sram[of]
  }
  return total
}
