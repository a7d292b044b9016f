/** Area and power: docs/spec.md, sections 7 and 11. */
import { channelsOf } from './channels'
import type { AreaTable, SimHardware } from './hardware'
import type { SimResult } from './types'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const product = (values: readonly number[]): number => values.reduce((total, value) => total * value, 1)

/** Area or power, block by block; `wireScale` is what the published table divides bus and arbiter by. */
export const blocks = (
  result: SimResult,
  hardware: SimHardware,
  table: AreaTable,
  bytes: { readonly l1: number; readonly clusters: readonly number[]; readonly l2: number },
  kind: 'area' | 'power',
): number => {
  const units = result.levels.map((level) => level.units)
  const wireScale = kind === 'power' ? 1000 : 1
  const sram = table.sram[kind]
  const pe = hardware.simd * table.mac[kind] + bytes.l1 * sram
  const clusterBuffers = bytes.clusters.map((each, level) => product(units.slice(0, level + 1)) * each * sram)
  const wires = (n: number, bandwidth: number | null): number => {
    if (bandwidth === null) return 0
    const bus = table.bus[kind] * (table.bus.scale[0] * n + table.bus.scale[1]) * bandwidth
    const [c2, c1, c0] = table.arbiter.scale
    // Published as "never under 0.34 mW", its unit: the scale divides the polynomial before it is raised to one unit.
    const arbiter = table.arbiter[kind] * Math.max(1, (c2 * n ** 2 + c1 * n + c0) / wireScale)
    return bus / wireScale + arbiter
  }
  const networks = units.map((n, level) => {
    const noc = hardware.noc[level]
    const channels = noc === undefined ? [] : channelsOf(noc)
    return product(units.slice(0, level)) * sum(channels.map(({ bandwidth }) => wires(n, bandwidth)))
  })
  return hardware.pes * pe + sum(clusterBuffers) + bytes.l2 * sram + sum(networks)
}
