/** MACs of a PE on its tile, and the cycles that they take (docs/spec.md, sections 5 and 15). */
import { width } from './coupling'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { boxes } from './next-level'
import { LevelRecord, levelAt, Row, Table, VolumeRow, volumeBytes } from './step-table'
import { loadFullCovers, Plan, planAt, spatial } from './trips'

/** MACs of a PE for a tile whose lengths are in `After`, but for `own` along the spatial dimension. */
export function macsOf(own: f64): f64 {
  let macs = f64At(Scratch.FixedMacs)
  for (let p: i32 = 0; p < width << 3; p += 8) macs *= p === spatial ? own : f64At(Scratch.After + p)
  return macs
}

/** MACs of a PE for its full tile of a box. */
export function fullMacsOf(box: i32): f64 {
  const plan = planAt(box)
  const known = f64At(plan + Plan.Macs)
  if (known !== 0) return known
  loadFullCovers(boxes, box)
  const macs = macsOf(f64At(Scratch.SpatialTile))
  putF64(plan + Plan.Macs, macs)
  return macs
}

/** Writes the cycles of the last level's steps, whose busiest PE executes a share of its MACs on its lanes. */
export function execute(table: i32, lanes: f64, share: f64): void {
  const last = levelAt(table, i32At(table + Table.Levels) - 1)
  const first = i32At(last + LevelRecord.RowStart)
  const end = i32At(last + LevelRecord.Bytes + LevelRecord.RowStart)
  const bytes = volumeBytes(i32At(table + Table.Tensors))
  let macs = i32At(table + Table.VolumeRegion) + first * bytes + VolumeRow.Macs
  const rows = i32At(table + Table.RowRegion)
  for (let row = rows + (first << Row.Shift); row < rows + (end << Row.Shift); row += Row.Bytes) {
    const cycles = Math.ceil((f64At(macs) * share) / lanes)
    // At least one, however small the share that is executed.
    putF64(row + Row.Inner, cycles > 1 ? cycles : 1)
    macs += bytes
  }
  putF64(table + Table.Lanes, lanes)
  putF64(table + Table.Share, share)
}
