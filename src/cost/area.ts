/** Area and power of an accelerator (cost model, section 7). */
import { type AreaTable, networkAreaPower } from '../hardware/area'
import type { ResolvedHardware } from '../hardware/resolve'
import type { Counts } from './counts'
import { type Requirements, SHARED } from './requirements'

/** The area, or the power, of an accelerator with buffers of the required bytes. */
export const areaPowerOf = (
  of: 'area' | 'power',
  table: AreaTable,
  { levels, units }: Counts,
  { bytes }: Requirements,
  { pes, simd, networks }: ResolvedHardware,
): number => {
  let total = pes * (simd * table.mac[of] + bytes[levels]! * table.sram[of]) + bytes[SHARED]! * table.sram[of]
  let parents = 1
  for (let level = 0; level < levels; level++) {
    const fanOut = units[level]!
    total += parents * networkAreaPower(table, fanOut, networks[level]!.bandwidth)[of]
    parents *= fanOut
    if (level < levels - 1) total += parents * bytes[1 + level]! * table.sram[of]
  }
  return total
}
