/** What the steps of each level take, and what they demand of its network: the least, the most and the total. */
import { Delay, Output } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { Words, wordsAt } from './project'
import { LevelRecord, levelAt, Row, Table, VolumeRow, volumeBytes } from './step-table'

/** Takes a value into a least, a most and a total that follow one another. */
function gather(at: i32, value: f64, times: f64): void {
  if (value < f64At(at)) putF64(at, value)
  if (value > f64At(at + 8)) putF64(at + 8, value)
  putF64(at + 16, f64At(at + 16) + times * value)
}

function begin(at: i32): void {
  for (let i: i32 = 0; i < Delay.Bytes; i += 8) putF64(at + i, 0)
  putF64(at + Delay.IngressLeast, Infinity)
  putF64(at + Delay.EgressLeast, Infinity)
  putF64(at + Delay.InnerLeast, Infinity)
}

/** Words of a row over all channels: in, or out, whichever is more. */
function demandOf(row: i32, others: i32, channels: i32): f64 {
  let arriving: f64 = 0
  let leaving: f64 = 0
  for (let c: i32 = 0; c < channels; c++) {
    const words = wordsAt(row, others, c)
    arriving += f64At(words + Words.In)
    leaving += f64At(words + Words.Out)
  }
  return arriving > leaving ? arriving : leaving
}

/** Writes the delays of a table into `Delays`. It must have been timed in this call of the host. */
export function delays(table: i32): void {
  const levels = i32At(table + Table.Levels)
  const channels = i32At(table + Table.Channels)
  const bytes = volumeBytes(i32At(table + Table.Tensors))
  const rows = i32At(table + Table.RowRegion)
  const volumes = i32At(table + Table.VolumeRegion)
  const words = i32At(table + Table.WordRegion)
  for (let level: i32 = 0; level < levels; level++) {
    const record = levelAt(table, level)
    const at: i32 = Output.Delays + level * Delay.Bytes
    begin(at)
    const end = i32At(record + LevelRecord.Bytes + LevelRecord.RowStart)
    for (let r = i32At(record + LevelRecord.RowStart); r < end; r++) {
      const row = rows + (r << Row.Shift)
      const times = f64At(volumes + r * bytes + VolumeRow.Count)
      const inner = f64At(row + Row.Inner)
      gather(at + Delay.IngressLeast, f64At(row + Row.Ingress), times)
      gather(at + Delay.EgressLeast, f64At(row + Row.Egress), times)
      gather(at + Delay.InnerLeast, inner, times)
      const demand = demandOf(row, words + r * ((channels - 1) << Words.Shift), channels)
      const rate = demand / inner
      if (rate > f64At(at + Delay.Peak)) putF64(at + Delay.Peak, rate)
      putF64(at + Delay.Demanded, f64At(at + Delay.Demanded) + times * demand)
    }
  }
}
